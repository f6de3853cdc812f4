"""The way behind the running portal: its database and broker, for what a journey does by actions."""

import os
import subprocess
import sys

from portal.local.stamps import BASE_DIR
from portal.local.state import State

# ``PORTAL_AT`` and ``PORTAL_STATE`` name a portal of this checkout that runs already.
STATE = os.environ.get("PORTAL_STATE", "test-journeys")


def settled() -> None:
    """The settings of a demo portal, for a process that was started by ``behind``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")


def behind(module: str, *words: str) -> str:
    """Run a module beside the portal that the journeys share; what it printed."""
    sockets = State(STATE).sockets
    env = os.environ | {
        "SECRET_KEY": "only-for-tests",
        "DEMO": "1",
        "DATABASE_URL": f"postgres://portal@/portal?host={sockets}",
        "REDIS_URL": f"unix://{sockets}/valkey.sock?db=0",
    }
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=BASE_DIR, env=env, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
