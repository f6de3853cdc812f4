"""The history of the policy: the framework and its drafts, targets, programmes, steps and demand."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from portal.history import Record, labelled
from portal.i18n import in_language
from readiness.models import (
    DemandLine,
    DemandScenario,
    Framework,
    FrameworkDraft,
    Programme,
    ProgrammeFit,
    Step,
    Target,
)

REASON, STATE, SOURCE = lazy("reason"), lazy("state"), lazy("source")
LINE = ("quantity", "unit", "minimum_level")


def records() -> list[Record]:
    """All of them; what a criterion or a weight was before stands on the page of its draft, where a link leads."""
    name = in_language("name_vi", "name_en")
    every = Q()
    return [
        Record(
            Framework,
            lazy("Framework"),
            ("name", "version"),
            {"version": lazy("version"), "published_at": lazy("published on")},
            every,
        ),
        Record(
            FrameworkDraft,
            lazy("Draft of the framework"),
            ("name", "version"),
            {
                "version": lazy("version"),
                "state": STATE,
                "revision": lazy("changes so far"),
                "reason": REASON,
                "proposed_at": lazy("proposed on"),
            },
            every,
            url=lambda key: reverse("readiness:policy_draft", args=[key]),
        ),
        Record(
            Target,
            lazy("Target"),
            ("code",),
            {
                "status": STATE,
                "year": lazy("year"),
                "low": lazy("low"),
                "high": lazy("high"),
                "unit": lazy("unit"),
                "qualifier": lazy("qualifier"),
                "note": lazy("note"),
                "source": SOURCE,
                "edit_reason": REASON,
            },
            every,
            url=lambda key: reverse("readiness:upkeep_entry", args=["targets", key]),
        ),
        Record(
            Programme,
            lazy("Programme"),
            (name,),
            {
                "provider": lazy("provider"),
                "gives": lazy("what it gives"),
                "eligibility": lazy("who may apply"),
                "start": lazy("start"),
                "end": lazy("end"),
                "status": STATE,
                "source": SOURCE,
                "edit_reason": REASON,
            },
            every,
            url=lambda key: reverse("readiness:upkeep_entry", args=["programmes", key]),
        ),
        Record(
            ProgrammeFit,
            lazy("Conditions of a programme"),
            ("programme",),
            {
                "status": STATE,
                "starts_on": lazy("start"),
                "ends_on": lazy("end"),
                "ownership": lazy("ownership"),
                "subsidy_share_percent": lazy("share paid, %"),
                "subsidy_cap_million_vnd": lazy("at most, million VND"),
                "other_conditions": lazy("other conditions"),
                "edit_reason": REASON,
            },
            every,
        ),
        Record(
            Step,
            lazy("Step"),
            (name,),
            {
                "cost_low_million_vnd": lazy("cost, low, million VND"),
                "cost_typical_million_vnd": lazy("cost, typical, million VND"),
                "cost_high_million_vnd": lazy("cost, high, million VND"),
                "months_low": lazy("months, low"),
                "months_typical": lazy("months, typical"),
                "months_high": lazy("months, high"),
                "source": SOURCE,
                "edit_reason": REASON,
            },
            every,
            url=lambda key: reverse("readiness:upkeep_entry", args=["steps", key]),
        ),
        Record(
            DemandScenario,
            lazy("Demand scenario"),
            (name,),
            {**labelled(DemandScenario, ("source", "reason")), "status": STATE},
            every,
            url=lambda key: reverse("readiness:demand_scenario", args=[key]),
        ),
        Record(
            DemandLine,
            lazy("Line of demand"),
            ("sector", "process"),
            {"sector": lazy("sector"), "process": lazy("process"), **labelled(DemandLine, LINE)},
            every,
        ),
    ]
