"""The history of the policy: the framework and its drafts, targets, programmes, steps and demand."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from portal.history import Change, Record, labelled
from portal.i18n import in_language
from readiness import frameworks
from readiness.dashboards.documents import said
from readiness.dashboards.words import INDICATORS, QUALIFIERS, STATUSES, UNITS
from readiness.engine.draft.compare import difference_from
from readiness.models import (
    DemandLine,
    DemandScenario,
    DraftChange,
    Framework,
    FrameworkDraft,
    Programme,
    ProgrammeFit,
    Step,
    Target,
)
from readiness.policy.wording import told

REASON, STATE, SOURCE = lazy("reason"), lazy("state"), lazy("source")
LINE = ("quantity", "unit", "minimum_level")


def records() -> list[Record]:
    """All of them."""
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
                "reason": REASON,
                "proposed_at": lazy("proposed on"),
            },
            every,
            url=lambda key: reverse("readiness:policy_draft", args=[key]),
            more=_differences,
        ),
        Record(
            Target,
            lazy("Target"),
            ("indicator", "year"),
            {
                "status": STATE,
                "year": lazy("year"),
                "low": lazy("low"),
                "high": lazy("high"),
                "unit": lazy("unit"),
                "qualifier": lazy("qualifier"),
                "rate": lazy("which reported purchases it means"),
                "withdrawn": lazy("withdrawn"),
                "note": lazy("note"),
                "source": SOURCE,
                "edit_reason": REASON,
            },
            every,
            written={
                "indicator": lambda code: said(code, INDICATORS),
                "status": lambda code: said(code, STATUSES),
                "qualifier": lambda code: said(code, QUALIFIERS),
                "unit": lambda code: said(code, UNITS),
                "rate": lambda code: str(Target.Rate(code).label),
            },
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
            written={"status": lambda code: said(code, STATUSES)},
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
                "level_from": lazy("from level"),
                "level_to": lazy("up to level"),
                "places_left": lazy("places left"),
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
                "withdrawn": lazy("withdrawn"),
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


def _differences(events: Sequence[Any]) -> dict[int, list[Change]]:
    """What each edit changed in the document of its draft. The nth note of a draft is
    that of its nth revision. Two questions, and one a version that was copied."""
    keys = {event.pgh_obj_id for event in events}
    bases = dict(FrameworkDraft.objects.filter(pk__in=keys).values_list("pk", "base"))
    engines = {base.pk: frameworks.engine(base) for base in Framework.objects.filter(pk__in=bases.values())}
    notes: dict[int, list[DraftChange]] = defaultdict(list)
    for note in DraftChange.objects.filter(draft__in=keys).order_by("pk"):
        notes[note.draft_id].append(note)
    found: dict[int, list[Change]] = {}
    for event in events:
        of_draft, number = notes[event.pgh_obj_id], event.revision - 1
        if event.pgh_label != "update" or not 0 < number < len(of_draft):
            continue
        engine = engines[bases[event.pgh_obj_id]]
        rows = (told(difference_from(each), engine) for each in of_draft[number].differences)
        found[event.pgh_id] = [Change(row.what, row.before, row.after) for row in rows]
    return found
