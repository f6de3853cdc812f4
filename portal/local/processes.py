"""Child processes that end with their parent, whatever ends it."""

import ctypes
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Container, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LIBC = ctypes.CDLL(None, use_errno=True)


class Trouble(Exception):
    """Why we cannot go on: one sentence for the person at the terminal."""


def die_with_parent(death_signal: int = signal.SIGKILL) -> None:
    """Ask the kernel to send this process a signal when the thread that started it ends.

    A change of user forgets this, so it comes after one; so does ``fork``, so each generation asks anew.
    """
    LIBC.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)


def adopt_orphans() -> None:
    """Become the parent of grandchildren whose parent has died; ``bury`` them, nobody else will in a container."""
    LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def bury(known: Container[int]) -> None:
    """Take leave of dead children that are not ``known`` (those are asked by their own ``Popen``)."""
    with suppress(ChildProcessError):
        while (
            dead := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        ) and dead.si_pid not in known:
            os.waitpid(dead.si_pid, 0)


def _bound_to(parent: int, death_signal: int) -> Callable[[], None]:
    def before_the_program() -> None:
        die_with_parent(death_signal)
        if os.getppid() != parent:  # the parent ended before the kernel was asked
            os._exit(1)

    return before_the_program


def start(
    command: Sequence[str | Path],
    *,
    log: Path | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    user: str | None = None,
    death_signal: int = signal.SIGKILL,
    keep_open: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a program in a process group of its own, so that Ctrl-C reaches it only through us.

    Call it from the main thread: the death signal follows the thread. ``user`` (when root) is who it runs as.
    """
    output = log.open("ab") if log else None
    account = pwd.getpwnam(user) if user else None
    try:
        return subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL if output else None,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            env=dict(env) if env is not None else None,
            cwd=cwd,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            start_new_session=output is not None,
            pass_fds=keep_open,
            preexec_fn=_bound_to(os.getpid(), death_signal),
        )
    finally:
        if output:
            output.close()


def stop(children: Mapping[subprocess.Popen[bytes], Sequence[tuple[int, float]]]) -> None:
    """End all these children together.

    Each has its steps, ``(signal, seconds until the next step)``; after the last comes SIGKILL, to its whole group.
    """
    began = time.monotonic()
    waiting = {child: list(steps) for child, steps in children.items() if child.poll() is None}
    due = dict.fromkeys(waiting, began)
    while waiting:
        now = time.monotonic()
        for child, steps in list(waiting.items()):
            if child.poll() is not None:
                del waiting[child]
            elif now >= due[child]:
                number, patience = steps.pop(0) if steps else (signal.SIGKILL, 60.0)
                due[child] = now + patience
                send(child, number)
        time.sleep(0.02)
    for child in children:
        send(child, signal.SIGKILL)  # what it may have left in its group


def send(child: subprocess.Popen[bytes], number: int) -> None:
    """Signal a child; SIGKILL goes to its whole group where it has one of its own."""
    if number == signal.SIGKILL:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, number)
    child.send_signal(number)


def last_words(log: Path, *, of: Sequence[str] = ("",)) -> str:
    """The last line of a log that contains one of these words; empty when there is none."""
    try:
        lines = log.read_text(errors="replace").splitlines()
    except OSError:
        return ""
    return next(
        (line.strip() for line in reversed(lines) if line.strip() and any(word in line for word in of)), ""
    )
