"""What the pages of duplicates say: pairs by their verdict, and one pair side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.duplicates.finding import reasons_now
from suppliers.duplicates.plan import refuse
from suppliers.importing.beside import Answer, answers, said_by
from suppliers.importing.pages import reasons_of
from suppliers.importing.refusal import Refused
from suppliers.models import DuplicatePair, Evidence, Supplier, SupplierMerge

A_PAGE = 50
Verdict = DuplicatePair.Verdict
TABS: Mapping[str, str | Promise] = {
    "open": gettext_lazy("To be judged"),
    Verdict.UNSURE: gettext_lazy("Not sure"),
    Verdict.DIFFERENT: gettext_lazy("Different firms"),
    Verdict.SAME: gettext_lazy("The same firm"),
}


@dataclass(frozen=True, slots=True)
class PairsPage:
    """``tabs``: (key, heading, count); ``lines``: (pair, reasons in words)."""

    tabs: Sequence[tuple[str, str | Promise, int]]
    show: str
    page: Page
    lines: Sequence[tuple[DuplicatePair, str]]


def pairs_page(show: str, number: Any) -> PairsPage:
    """Pairs of one verdict, the last judged or found first; as many questions whatever their number."""
    chosen = show if show in TABS else "open"
    counted = dict(_shown().order_by().values_list("verdict").annotate(n=Count("pk")))
    tabs = [(key, heading, counted.get(_verdict(key), 0)) for key, heading in TABS.items()]
    rows = _shown().filter(verdict=_verdict(chosen)).select_related("one", "other", "judged_by")
    page = Paginator(rows.order_by("-judged_at", "-found_at", "pk"), A_PAGE).get_page(number)
    reasons = reasons_now(page.object_list)
    lines = [(pair, reasons_of(reasons[pair.pk])) for pair in page.object_list]
    return PairsPage(tabs, chosen, page, lines)


def _shown() -> QuerySet[DuplicatePair]:
    """Living pairs, and those that are one firm now."""
    return DuplicatePair.objects.living() | DuplicatePair.objects.filter(verdict=Verdict.SAME)


def _verdict(tab: str) -> str:
    return "" if tab == "open" else tab


@dataclass(frozen=True, slots=True)
class PairPage:
    """Two firms side by side. ``merge``: what made them one, where they are; ``keep``: which is to stay;
    ``refused``: why they cannot be merged."""

    pair: DuplicatePair
    one: Supplier
    other: Supplier
    reasons: str
    answers: Sequence[Answer]
    merge: SupplierMerge | None
    keep: Supplier
    refused: str = ""


def pair_page(pair: DuplicatePair) -> PairPage:
    firms = Supplier.objects.select_related("province", "contact", "organisation").prefetch_related(
        "sectors__sector", "capabilities__process"
    )
    found = firms.in_bulk([pair.one_id, pair.other_id])
    one, other = found[pair.one_id], found[pair.other_id]
    counted = dict(
        Evidence.objects.counting()
        .filter(supplier__in=(one, other))
        .order_by()
        .values_list("supplier")
        .annotate(n=Count("pk"))
    )
    asked = [
        *answers(said_by(one), said_by(other)),
        Answer(_("Sectors"), _sectors(one), _sectors(other)),
        Answer(_("Processes"), _processes(one), _processes(other)),
        Answer(_("Account that looks after it"), _account(one), _account(other), about_record=True),
        Answer(_("In the directory"), _listed(one), _listed(other), about_record=True),
        Answer(_("Pieces of evidence"), _count(counted, one), _count(counted, other), about_record=True),
    ]
    merge = SupplierMerge.objects.filter(
        undone_at__isnull=True, kept__in=(one, other), merged__in=(one, other)
    ).select_related("kept", "merged", "merged_by")
    keep = one if _weight(one, counted) >= _weight(other, counted) else other
    reasons = reasons_of(reasons_now([pair])[pair.pk])
    return PairPage(pair, one, other, reasons, asked, merge.first(), keep, _refused(one, other))


def _refused(one: Supplier, other: Supplier) -> str:
    try:
        refuse(one, other)
    except Refused as why:
        return str(why)
    return ""


def _weight(firm: Supplier, evidence: Mapping[int, int]) -> tuple[Any, ...]:
    """Which of two is the better one to keep: claimed, proven, listed, with a code."""
    return firm.claimed, evidence.get(firm.pk, 0), firm.listed, bool(firm.tax_code)


def _count(counted: Mapping[int, int], firm: Supplier) -> str:
    return str(counted.get(firm.pk, 0))


def _sectors(firm: Supplier) -> str:
    return ", ".join(str(s.sector) for s in firm.sectors.all())


def _processes(firm: Supplier) -> str:
    return ", ".join(str(c.process) for c in firm.capabilities.all())


def _account(firm: Supplier) -> str:
    return str(firm.organisation) if firm.organisation else _("nobody yet")


def _listed(firm: Supplier) -> str:
    return _("yes") if firm.listed else _("no")
