"""A command of ``manage.py`` on the portal that ``make run`` serves, as its web server and workers see it.

``python -m portal.local.manage [--state NAME] COMMAND ...``
"""

import argparse
import os
import sys

from portal.local.processes import Trouble
from portal.local.stamps import BASE_DIR
from portal.local.state import State
from portal.local.supervisor import environment


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m portal.local.manage", description=__doc__)
    parser.add_argument("--state", default="run", help="whose data: run, or the name of another portal")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    state = State(options.state)
    try:
        found = environment(state) if (state.folder / "postgres").exists() else None
        if found is None or not all(service.ready() for service in found[1].values()):
            raise Trouble("The portal does not run: start it with make run, and this beside it.")
    except Trouble as trouble:
        sys.exit(str(trouble))
    arguments = [sys.executable, str(BASE_DIR / "manage.py"), *options.command]
    os.execve(sys.executable, arguments, found[0])  # noqa: S606


if __name__ == "__main__":
    main()
