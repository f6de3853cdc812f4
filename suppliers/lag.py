"""How far the directory is behind the facts, for /readyz and /metrics."""

from django.db import DatabaseError
from django.db.models import F, Min, Q
from django.utils import timezone

from portal.health import Answer
from suppliers.models import DirectoryChange, Evidence, Supplier

# The sweep runs every minute; a row older than this means that nobody works.
MAY_LAG_SECONDS = 300


def index_lag() -> int:
    """Seconds since the oldest change of a listed firm's facts that its row does not show; 0 when there is none."""
    behind = Q(search_document__isnull=True) | Q(search_document__facts_version__lt=F("facts_version"))
    since = Supplier.objects.listed().filter(behind).aggregate(since=Min("facts_changed_at"))["since"]
    return 0 if since is None else max(0, round((timezone.now() - since).total_seconds()))


def oldest_unindexed() -> Answer:
    try:
        age = index_lag()
    except DatabaseError:
        return Answer(False, "not known")
    return Answer(age < MAY_LAG_SECONDS, age)


def oldest_unread() -> int:
    """Seconds for which the oldest paper has waited for a reader."""
    since = Evidence.objects.waiting().values_list("queued_at", flat=True).first()
    return 0 if since is None else max(0, round((timezone.now() - since).total_seconds()))


def changes_kept() -> int:
    return DirectoryChange.objects.count()
