#!/usr/bin/env python
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        # PostgreSQL gives a code to whatever it refuses itself; without one nobody answered.
        if getattr(error.__cause__, "pgcode", None) or "--traceback" in sys.argv:
            raise
        why = str(error).strip().partition("\n")[0]
        sys.stderr.write(
            f"No database answers where DATABASE_URL points ({why}). Set it, or start `make run` and use"
            " `python -m portal.local.manage` beside it.\n"
        )
        sys.exit(2)


if __name__ == "__main__":
    main()
