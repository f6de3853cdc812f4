"""The demo buyer's shortlist: firms noted a month ago with what the portal would have told of them on that day. One has
risen since and one has fallen, where the country has such firms."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.apps import apps

from buyers.models import Shortlist, ShortlistEntry
from portal.demo import BUYER
from portal.models import Organisation, User
from readiness import frameworks
from readiness.demo.copying import without_history
from readiness.demo.times import at
from readiness.engine import Verdict
from readiness.facts_reader import case_for, read_firms
from readiness.models import Score
from suppliers.models import Supplier

NAME = "Second source, metal parts (sample)"
DAYS_AGO = 30
# Sectors whose firms make such parts, and how many of the best of them are judged as of that day.
SECTORS, LOOKED_AT = "AM", 400


class Then(NamedTuple):
    """``apart``: by how many levels it rose since; below 0 it fell."""

    firm: Supplier
    verdict: Verdict
    apart: int


# Whether the level rose since, fell or stayed; and what the buyer noted.
WANTED = (
    (0, "Asked for samples (sample data)"),
    (+1, ""),
    (-1, "Ask again after the audit (sample data)"),
    (0, ""),
)


def make(on: date) -> None:
    """Nothing where there is no demo buyer."""
    by = User.objects.filter(email=BUYER).first()
    buyer = Organisation.objects.filter(kind=Organisation.Kind.BUYER, synthetic=True, members=by).first()
    if by is None or buyer is None:
        return
    day = on - timedelta(days=DAYS_AGO)
    noted, firms = at(day, 9), list(_then(day))
    with without_history([Shortlist, ShortlistEntry]):
        made = Shortlist.objects.create(organisation=buyer, name=NAME, created_by=by, created_at=noted)
        for apart, note in WANTED:
            fitting = [each for each in firms if (each.apart > 0) - (each.apart < 0) == apart]
            if not fitting:
                continue
            then = min(fitting, key=lambda each: abs(each.apart))
            firms.remove(then)
            entry = ShortlistEntry(shortlist=made, supplier=then.firm, added_by=by, note=note)
            entry.see(then.firm, now=noted)
            entry.level, entry.proven = then.verdict.level, then.verdict.proven
            entry.save()


def _then(day: date) -> Iterable[Then]:
    """Listed firms of these sectors, judged by what was in force on ``day``, those of the highest rank first."""
    engine = frameworks.engine(frameworks.current())
    known = Score.objects.main().filter(
        supplier__in=Supplier.objects.listed(),
        supplier__synthetic=True,
        supplier__organisation__isnull=False,
        supplier__created_at__lt=at(day, 0),
        supplier__search_document__level__range=(1, 3),
        sector__in=SECTORS,
    )
    scores = known.select_related("supplier__search_document").order_by(
        "-supplier__search_document__rank", "supplier"
    )[:LOOKED_AT]
    read = read_firms({score.supplier_id for score in scores})
    for score in scores:
        verdict = case_for(engine, read[score.supplier_id], score.sector).verdict(day.toordinal())
        yield Then(score.supplier, verdict, score.level - verdict.level)


def remove() -> None:
    """With the history of what was noted since."""
    Shortlist.objects.filter(organisation__synthetic=True).delete()
    kept = Shortlist.objects.values("pk")
    apps.get_model("buyers", "ShortlistEntryEvent").objects.exclude(shortlist__in=kept).delete()
    apps.get_model("buyers", "ShortlistEvent").objects.exclude(pgh_obj_id__in=kept).delete()
