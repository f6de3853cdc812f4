"""The history of a buyer's requirement and of its purchase report: for the buyer's own people."""

from collections.abc import Collection, Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy as lazy

from buyers.models import PurchaseReport, PurchaseRow, Requirement, RequirementLine, RequirementVersion
from buyers.words import REGIONS
from portal.history import Record, labelled
from suppliers.directory.tags import Words
from suppliers.languages import LANGUAGES
from suppliers.models import Supplier


def requirement_records(requirement: Requirement) -> list[Record]:
    return [
        Record(
            Requirement,
            lazy("Requirement"),
            ("public_id",),
            {"closed_at": lazy("closed on"), "closing_reason": lazy("reason for closing")},
            Q(pgh_obj=requirement.pk),
        ),
        Record(
            RequirementVersion,
            lazy("Version"),
            ("number",),
            {**labelled(RequirementVersion, ("title", "note")), "published_at": lazy("published on")},
            Q(requirement=requirement.pk),
        ),
        Record(
            RequirementLine,
            lazy("Line"),
            ("kind",),
            {
                "codes": lazy("what is asked"),
                "limit": lazy("limit"),
                "place": lazy("place"),
                "must": lazy("a must"),
                "weight": lazy("weight of the wish"),
            },
            Q(version__requirement=requirement.pk),
            codes={"codes": code_words},
        ),
    ]


def report_records(report: PurchaseReport) -> list[Record]:
    return [
        Record(
            PurchaseReport,
            lazy("Purchase report"),
            ("year",),
            {"reason": lazy("why it is corrected"), "sent_at": lazy("sent"), "replaced_at": lazy("replaced")},
            Q(pgh_obj=report.pk),
        ),
        Record(
            PurchaseRow,
            lazy("Amount"),
            ("sector", "origin"),
            {
                "sector": lazy("category"),
                "origin": lazy("origin"),
                "amount": lazy("amount, VND"),
                "supplier": lazy("supplier"),
            },
            Q(report=report.pk),
        ),
    ]


def code_words(codes: Collection[str]) -> Mapping[str, str]:
    """What the codes of lines mean, whatever list they are of."""
    known = Words.load()
    words = {code: str(label) for code, label in (*REGIONS.items(), *LANGUAGES.items())}
    words |= {str(value): str(label) for value, label in Supplier.Ownership.choices}
    for kind in ("process", "material", "standard", "province"):
        words |= {code: known.by_kind[kind][code].label for code in codes if code in known.by_kind[kind]}
    return words
