"""One piece of work in several processes: the first part here, each other in a forked one.

Plain ``fork``: a worker of Celery is a daemon, and ``multiprocessing`` gives daemons no children.
"""

import os
import pickle
import traceback
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connections

from portal.local.processes import die_with_parent

Result = TypeVar("Result")


class PartFailed(RuntimeError):
    """A process ended without an answer; what it raised is on standard error."""


def in_processes(work: Callable[[int, int], Result], parts: int) -> list[Result]:
    """``work(part, parts)`` of every part, in order; results must be picklable.

    With more than one part this process gives its connections up before it forks, and opens new ones.
    """
    if parts > 1:
        connections.close_all()
    others = [_begun(work, part, parts) for part in range(1, parts)]
    own = work(0, parts)
    return [own, *(_answer(child, reading) for child, reading in others)]


def _begun(work: Callable[[int, int], Result], part: int, parts: int) -> tuple[int, int]:
    """The child that does a part, and where its answer is read."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    status = 1
    try:
        die_with_parent()
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(work(part, parts), pipe)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _answer(child: int, reading: int) -> Any:
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    _pid, status = os.waitpid(child, 0)
    if status:
        raise PartFailed(f"a part ended with status {os.waitstatus_to_exitcode(status)}")
    return pickle.loads(answer)  # noqa: S301 -- written by our own child
