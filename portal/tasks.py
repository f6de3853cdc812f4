from celery import shared_task

from portal import health


@shared_task
def note_beat() -> None:
    """Say that beat and a worker are alive; /readyz reads how long ago."""
    health.note_beat()
