"""The target page of the synthetic country as it would have been kept thirty days ago, beside that of the day.

Nothing is made up for it: the drawn firms of which the portal knew by then are judged on that day, by the proof
that had begun and the findings that were open.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from portal.demo import MINISTRY
from portal.models import User
from readiness import frameworks
from readiness.demo.copying import without_history
from readiness.demo.times import at
from readiness.facts_reader import Firm, read_firms
from readiness.garbage import uncollected
from readiness.kept.keeping import keep_read
from readiness.kept.snapshot import listings
from readiness.models import KeptPage
from suppliers.models import Supplier

DAYS = 30


@uncollected()
def keep_pages(on: date) -> None:
    """Keep the pages of thirty days before ``on`` and of ``on``, by the demo account of the ministry."""
    framework, by = frameworks.current(), User.objects.filter(email=MINISTRY).first()
    listed = listings()
    firms = read_firms(each.pk for each in listed)
    then = on - timedelta(days=DAYS)
    known = set(
        Supplier.objects.filter(created_at__lt=at(then + timedelta(days=1), 0)).values_list("pk", flat=True)
    )
    keep_read(
        framework,
        [each for each in listed if each.pk in known],
        _as_known(firms, then),
        as_of=then,
        now=timezone.now(),
        by=by,
    )
    keep_read(framework, listed, firms, as_of=on, now=timezone.now(), by=by)


def _as_known(firms: Mapping[int, Firm], then: date) -> dict[int, Firm]:
    """Facts as they stood on a day: without proof that begins, and findings that were opened, after it."""
    last = then.toordinal()
    return {
        pk: Firm(
            [row for row in firm.evidence if row[4] is None or row[4] <= last],
            [row for row in firm.findings if row[3] <= last],
            firm.not_applicable,
            firm.waivers,
            firm.renewals,
        )
        for pk, firm in firms.items()
    }


def remove_pages() -> None:
    """Take the pages of the synthetic country away with their history, which only a new draw of it may do."""
    history = KeptPage._meta.get_field("events").related_model
    with transaction.atomic(), without_history([KeptPage]):
        history._default_manager.filter(synthetic=True).delete()
        KeptPage.objects.filter(synthetic=True).delete()
