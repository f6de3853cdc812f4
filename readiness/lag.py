"""How far scores are behind the facts, for /readyz."""

from django.db import DatabaseError
from django.db.models import F, Min
from django.utils import timezone

from portal.health import Answer
from readiness.models import Framework, Score

# The sweep runs every thirty seconds; a score older than this means that nobody works.
MAY_LAG_SECONDS = 300


def oldest_stale_score() -> Answer:
    """Seconds since the oldest change of facts of which a score knows nothing yet; 0 when there is none."""
    try:
        if Framework.objects.current() is None:
            return Answer(False, "no framework is published")
        age = stale_seconds()
    except DatabaseError:
        return Answer(False, "not known")
    return Answer(age < MAY_LAG_SECONDS, age)


def stale_seconds() -> int:
    behind = Score.objects.filter(facts_version__lt=F("supplier__facts_version"))
    since = behind.aggregate(since=Min("supplier__facts_changed_at"))["since"]
    return 0 if since is None else max(0, round((timezone.now() - since).total_seconds()))
