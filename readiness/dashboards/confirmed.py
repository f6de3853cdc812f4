"""Counted × confirmed: firms counted as ready to supply directly, against firms that buyers say do.

Readiness model (e) 3. The cell "supplying and not ready" checks the model: each firm in it is evidence that is
missing, or a gate that is wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from buyers.models import PurchaseReport, PurchaseRow
from portal.i18n import in_language
from readiness import frameworks
from readiness.dashboards.reported import percent
from readiness.engine.counted import Cross, shut
from readiness.facts_reader import case_for, read_firms
from readiness.models import Score
from readiness.standings import DIRECT, ready_scores
from suppliers.models import Enterprise, Evidence, Supplier

# Direct customers (8.1): from this level on the firm supplies at least one buyer directly.
CUSTOMERS, SUPPLIES = "8.1", 4
BOTH, IDLE, UNREADY, NEITHER = CELLS = ("both", "idle", "unready", "neither")
# Those whose firms are shown: the last would be everybody else.
LISTED = (BOTH, IDLE, UNREADY)


@dataclass(frozen=True, slots=True)
class Crossed(Cross):
    """Enterprises with a tax code, each in one cell. ``since``: the first year of reports that confirm."""

    since: int
    as_of: date

    def of(self, cell: str) -> int:
        return int(getattr(self, cell))

    @property
    def reading(self) -> str:
        if self.recall is None:
            return _("No buyer has confirmed a direct supplier yet, so nothing can be said about the count.")
        said = _(
            "Of the %(all)s firms that buyers confirm as direct suppliers, %(both)s are counted as ready (%(share)s)."
        ) % {"all": self.confirmed, "both": self.both, "share": percent(self.recall)}
        if not self.unready:
            return said
        return f"{said} {_('The others lack proof on the portal, or a gate asks for more than buyers do.')}"


def confirming(since: int, today: date) -> QuerySet[Supplier]:
    """Firms that supply a buyer directly: named in a report of ``since`` or later that counts, or with proof of
    direct customers that a buyer confirmed and that is in force today."""
    named = PurchaseRow.objects.filter(
        supplier=OuterRef("pk"), report__in=PurchaseReport.objects.counting().filter(year__gte=since)
    )
    proven = Evidence.objects.counting().filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        supplier=OuterRef("pk"),
        criterion=CUSTOMERS,
        evidence_class="A4",
        level__gte=SUPPLIES,
        valid_from__lte=today,
    )
    return Supplier.objects.countable().filter(Exists(named) | Exists(proven))


def rows(cell: str, *, today: date) -> QuerySet[Score]:
    """The establishments behind one cell, by the score of their main sector."""
    ready = ready_scores().values("supplier__enterprise")
    supplying = confirming(today.year - 1, today)
    scores = _scores()
    is_ready, is_named = (
        Q(supplier__enterprise__in=ready),
        Q(supplier__enterprise__in=supplying.values("enterprise")),
    )
    if cell == BOTH:
        return scores.filter(is_ready & is_named).filter(
            Q(counted_level__gte=DIRECT) | Q(supplier__in=supplying.values("pk"))
        )
    if cell == IDLE:
        return scores.filter(is_ready & ~is_named, counted_level__gte=DIRECT)
    if cell == UNREADY:
        return scores.filter(~is_ready & is_named, supplier__in=supplying.values("pk"))
    return scores.filter(~is_ready & ~is_named)


def cross(today: date) -> Crossed:
    """Count each cell in one pass. One query."""
    since = today.year - 1
    of_enterprise = {"supplier__enterprise": OuterRef("pk")}
    found = (
        Enterprise.objects.annotate(
            ready=Exists(ready_scores().filter(**of_enterprise)),
            named=Exists(confirming(since, today).filter(enterprise=OuterRef("pk"))),
        )
        .filter(Exists(_scores().filter(**of_enterprise)))
        .values_list("ready", "named")
        .annotate(firms=Count("pk"))
    )
    counts = {(ready, named): firms for ready, named, firms in found}
    return Crossed(
        both=counts.get((True, True), 0),
        idle=counts.get((True, False), 0),
        unready=counts.get((False, True), 0),
        neither=counts.get((False, False), 0),
        since=since,
        as_of=today,
    )


def _scores() -> QuerySet[Score]:
    """Main-sector scores of the firms that a national count may take."""
    return Score.objects.main().filter(
        supplier__synthetic=settings.DEMO,
        supplier__merged_into__isnull=True,
        supplier__enterprise__code__isnull=False,
    )


def missing_gates(scores: Sequence[Score], *, today: date) -> dict[int, list[str]]:
    """By score: the gates up to level 4 that are shut, or not yet counted, in the reader's language.

    The facts of all firms are read in five statements; what a firm merely claims is not told.
    """
    if not scores:
        return {}
    framework, language = frameworks.engine(frameworks.current()), in_language("vi", "en")
    firms = read_firms({score.supplier_id for score in scores})
    found = {}
    for score in scores:
        result = case_for(framework, firms[score.supplier_id], score.sector).result(today.toordinal())
        texts = dict.fromkeys(g.text.get(language, "") or g.criterion for g in shut(result.gates))
        found[score.pk] = list(texts) or [_("every gate is held; the points of level 4 are not reached")]
    return found


def titles() -> dict[str, tuple[str, str]]:
    """Cell -> what it is called, and what it means."""
    return {
        BOTH: (_("Ready and supplying"), _("Counted, and confirmed by a buyer.")),
        IDLE: (_("Ready and idle"), _("Counted, and no buyer names them: a matter of matching.")),
        UNREADY: (_("Supplying and not ready"), _("A buyer confirms them, the count does not: evidence is missing, or a gate is wrong. A list to work through.")),
        NEITHER: (pgettext("neither ready nor supplying", "Neither"), _("Not counted, and no buyer names them.")),
    }  # fmt: skip
