"""How far scores are behind the facts, for /readyz."""

from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone

from portal.clock import today
from portal.health import Answer
from readiness.models import Framework, Score
from suppliers.models import SectionVersion

# The sweep runs every thirty seconds; a score older than this means that nobody works.
MAY_LAG_SECONDS = 300


def oldest_stale_score() -> Answer:
    """Seconds since the oldest save whose firm has no score of it yet; 0 when nothing is stale."""
    try:
        framework = Framework.objects.current()
        if framework is None:
            return Answer(False, "no framework is published")
        stale = Score.objects.stale(framework, today=today()).filter(
            facts_version__lt=F("supplier__facts_version")
        )
        oldest = (
            SectionVersion.objects.filter(supplier__in=stale.values("supplier"))
            .order_by("saved_at")
            .values("saved_at")
        ).first()
    except DatabaseError:
        return Answer(False, "not known")
    if oldest is None:
        return Answer(True, 0)
    age = round((timezone.now() - oldest["saved_at"]).total_seconds())
    return Answer(age < MAY_LAG_SECONDS, age)
