"""Keep the page of a day."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from portal.models import User
from readiness import frameworks
from readiness.engine.exact import canonical
from readiness.facts_reader import Firm, read_firms
from readiness.garbage import uncollected
from readiness.kept import facts
from readiness.kept.snapshot import Listing, document, judged_rows, listings
from readiness.models import Framework, KeptPage
from readiness.spelling import hash_of


@uncollected()
def keep(*, today: date, now: datetime, by: User | None = None) -> tuple[KeptPage, bool]:
    """Keep the target page of ``today``; the page, and whether it is new: what says the same is kept once.

    Every firm's level is that of the facts as they are now, judged here where its stored score is behind, so that
    rows and hashes belong together whatever a worker is about to write. ``by`` is None where the schedule keeps it.
    """
    listed = listings()
    firms = read_firms(each.pk for each in listed)
    return keep_read(frameworks.current(), listed, firms, as_of=today, now=now, by=by)


@transaction.atomic
def keep_read(
    framework: Framework,
    listed: Sequence[Listing],
    firms: Mapping[int, Firm],
    *,
    as_of: date,
    now: datetime,
    by: User | None,
) -> tuple[KeptPage, bool]:
    """The same, of firms that have been read."""
    rows, documents = judged_rows(framework, listed, firms, as_of=as_of)
    facts.keep(documents)
    kept = document(framework, rows, as_of=as_of, now=now)
    text = canonical(kept)
    firms_ready, vietnamese = kept["counts"]["country"]
    return KeptPage.objects.get_or_create(
        kind=KeptPage.Kind.TARGET,
        hash=hash_of(text),
        defaults={
            "as_of": as_of,
            "framework_hash": framework.hash,
            "snapshot": text,
            "firms": firms_ready,
            "vietnamese_firms": vietnamese,
            "synthetic": settings.DEMO,
            "kept_by": by,
            "by_schedule": by is None,
            "kept_at": now,
        },
    )


def keep_month(*, today: date, now: datetime) -> KeptPage | None:
    """What the schedule keeps: the page of the first day of each month, or of the first on which it ran."""
    of_the_month = KeptPage.objects.of_this_country().filter(
        by_schedule=True, as_of__year=today.year, as_of__month=today.month
    )
    if of_the_month.exists():
        return None
    page, new = keep(today=today, now=now)
    return page if new else None
