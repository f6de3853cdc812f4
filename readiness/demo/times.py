"""Hours of the demo. None is later than the first moment of the day it is drawn for: then whoever draws it, at
whatever hour, has the same country, and nothing in it lies ahead."""

from datetime import date, datetime, time
from functools import lru_cache

from django.utils import timezone


@lru_cache(maxsize=5000)
def at(day: date, hour: int) -> datetime:
    """That hour in Asia/Ho_Chi_Minh."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def bygone(day: date, hour: int, *, on: date) -> datetime:
    """That hour where it is over when the day ``on`` begins, else the moment when it begins."""
    return min(at(day, hour), at(on, 0))
