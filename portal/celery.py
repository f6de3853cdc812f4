"""The Celery application. What runs when is code here, not rows in a table."""

import os

from celery import Celery, Task
from celery.schedules import crontab
from celery.signals import beat_init, before_task_publish, task_prerun, worker_process_init
from kombu.pools import producers

from portal.local.processes import die_with_parent
from portal.logs import request_id

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "sweep-stale-scores": {"task": "readiness.tasks.sweep", "schedule": 30.0},
    "sweep-directory": {"task": "suppliers.tasks.sweep_directory", "schedule": 60.0},
    "take-in-lists": {"task": "suppliers.tasks.take_in_lists", "schedule": 60.0},
    "record-registers": {"task": "suppliers.tasks.record_registers", "schedule": 60.0},
    "find-duplicates": {"task": "suppliers.tasks.find_duplicates", "schedule": crontab(hour=1, minute=20)},
    "forget-lists": {"task": "suppliers.tasks.forget_lists", "schedule": crontab(hour=1, minute=10)},
    "forget-drafts": {"task": "suppliers.tasks.forget_drafts", "schedule": crontab(hour=1, minute=15)},
    "forget-messages": {"task": "buyers.tasks.forget_messages", "schedule": crontab(hour=1, minute=25)},
    # Each letter rings; this finds what the post or the broker refused.
    "send-letters": {"task": "portal.tasks.send_letters", "schedule": 60.0},
    "beat-is-alive": {"task": "portal.tasks.note_beat", "schedule": 30.0},
    # A scanner that was down is asked again; uploads from before there was one are caught up with.
    "scan-what-waits": {"task": "suppliers.tasks.scan_what_waits", "schedule": 60.0},
    # Dates are days in Asia/Ho_Chi_Minh; what lapsed yesterday is rescored right after midnight.
    "sweep-after-midnight": {"task": "readiness.tasks.sweep", "schedule": crontab(hour=0, minute=5)},
    "remind-of-papers": {"task": "suppliers.tasks.remind_of_papers", "schedule": crontab(hour=7, minute=0)},
    "follow-sales": {"task": "buyers.tasks.follow_sales", "schedule": crontab(hour=0, minute=10)},
    "measure-answers": {"task": "buyers.tasks.measure_answers", "schedule": crontab(hour=0, minute=15)},
    "keep-standings": {"task": "readiness.tasks.keep_standings", "schedule": crontab(hour=0, minute=20)},
    "recount-kept-days": {"task": "readiness.tasks.recount", "schedule": crontab(hour=0, minute=35)},
    "keep-month": {"task": "readiness.tasks.keep_month", "schedule": crontab(hour=0, minute=30)},
    "clear-changes": {"task": "suppliers.tasks.clear_changes", "schedule": crontab(hour=1, minute=20)},
    "compute-supply": {"task": "readiness.tasks.compute_supply", "schedule": crontab(hour=0, minute=40)},
    "catch-up-supply": {"task": "readiness.tasks.catch_up_supply", "schedule": crontab(minute=50)},
}

# How long somebody who saved may wait for a broker that is down: not at all, or this much where it is mute.
BELL = {
    "socket_timeout": 0.5,
    "socket_connect_timeout": 0.5,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "connect_retries_timeout": 0.5,
}


def ring(task: Task, *args: object) -> None:
    """Enqueue in the request of somebody who waits; kombu's OperationalError if the broker does not answer.

    Celery's own producers try for six seconds, whatever ``retry`` says.
    """
    with producers[app.connection_for_write(transport_options=BELL)].acquire(block=True) as producer:
        task.apply_async(args, producer=producer, retry=False)


@before_task_publish.connect
def hand_on_the_request(headers: dict[str, object] | None = None, **_: object) -> None:
    """The lines of a task carry the number of the request that asked for it."""
    if headers is not None and (number := request_id.get()):
        headers["asked_by"] = number


@task_prerun.connect
def take_over_the_request(task_id: str, task: Task, **_: object) -> None:
    request_id.set(getattr(task.request, "asked_by", None) or task_id)


@worker_process_init.connect
def end_with_the_worker(**_: object) -> None:
    """A pool process does not outlive its worker, even one that is killed."""
    die_with_parent()


@beat_init.connect
def begin_at_once(**_: object) -> None:
    """What lapsed or was lost while nothing ran is found now, not after the first interval."""
    for task in ("portal.tasks.note_beat", "readiness.tasks.sweep", "readiness.tasks.compute_supply"):
        app.send_task(task)
