"""The one place that looks at the clock; everything below views and tasks is told the day."""

from datetime import date

from django.utils import timezone


def today() -> date:
    """The day in Asia/Ho_Chi_Minh."""
    return timezone.localdate()
