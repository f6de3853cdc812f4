"""The demo buyer's shortlist: firms noted a month ago, one of which has risen since and one of which fell."""

from datetime import date, timedelta

from django.apps import apps

from buyers.models import Shortlist, ShortlistEntry
from portal.demo import BUYER
from portal.models import Organisation, User
from readiness.demo.copying import without_history
from readiness.demo.times import at
from suppliers.models import Supplier

NAME = "Second source, stampings (sample)"
# Level that was told of each when it was noted, against that of today; and what the buyer noted.
THEN = (
    (0, "Asked for samples (sample data)"),
    (-1, ""),
    (+1, "Renewal of ISO 9001 under way? (sample data)"),
    (0, ""),
)


def make(on: date) -> None:
    """Nothing where there is no demo buyer."""
    by = User.objects.filter(email=BUYER).first()
    buyer = Organisation.objects.filter(kind=Organisation.Kind.BUYER, synthetic=True, members=by).first()
    if by is None or buyer is None:
        return
    noted = at(on - timedelta(days=30), 9)
    firms = (
        Supplier.objects.listed()
        .filter(synthetic=True, organisation__isnull=False, search_document__level__range=(1, 3))
        .select_related("search_document")
        .order_by("-search_document__rank", "pk")
    )
    with without_history([Shortlist, ShortlistEntry]):
        made = Shortlist.objects.create(organisation=buyer, name=NAME, created_by=by, created_at=noted)
        for firm, (apart, note) in zip(firms[: len(THEN)], THEN, strict=False):
            entry = ShortlistEntry(shortlist=made, supplier=firm, added_by=by, note=note)
            entry.see(firm, now=noted)
            if apart and entry.level is not None:
                entry.level += apart
            entry.save()


def remove() -> None:
    """With the history of what was noted since."""
    Shortlist.objects.filter(organisation__synthetic=True).delete()
    kept = Shortlist.objects.values("pk")
    apps.get_model("buyers", "ShortlistEntryEvent").objects.exclude(shortlist__in=kept).delete()
    apps.get_model("buyers", "ShortlistEvent").objects.exclude(pgh_obj_id__in=kept).delete()
