"""The Celery application. What runs when is code here, not rows in a table."""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, worker_process_init

from portal.local.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "sweep-stale-scores": {"task": "readiness.tasks.sweep", "schedule": 30.0},
    "sweep-directory": {"task": "suppliers.tasks.sweep_directory", "schedule": 60.0},
    "beat-is-alive": {"task": "portal.tasks.note_beat", "schedule": 30.0},
    # Dates are days in Asia/Ho_Chi_Minh; what lapsed yesterday is rescored right after midnight.
    "sweep-after-midnight": {"task": "readiness.tasks.sweep", "schedule": crontab(hour=0, minute=5)},
    "keep-standings": {"task": "readiness.tasks.keep_standings", "schedule": crontab(hour=0, minute=20)},
}


@worker_process_init.connect
def end_with_the_worker(**_: object) -> None:
    """A pool process does not outlive its worker, even one that is killed."""
    die_with_parent()


@beat_init.connect
def begin_at_once(**_: object) -> None:
    """What lapsed or was lost while nothing ran is found now, not after the first interval."""
    for task in ("portal.tasks.note_beat", "readiness.tasks.sweep"):
        app.send_task(task)
