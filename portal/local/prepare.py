"""What stands between starting the services and serving a page, as two programs that may run side by side.

``python -m portal.local.prepare files`` cuts fonts, compiles translations and collects static files;
``... data`` migrates, loads the shared words and, with ``--demo FILE``, the demo country into an empty database,
and writes who may sign in there to the file.
"""

import argparse
import gc
import os
import sys
from importlib import import_module
from pathlib import Path

from portal.local import assets, messages
from portal.local.stamps import BASE_DIR, VAR_DIR, fingerprint, is_fresh, press, write_whole

STATIC_STAMP = VAR_DIR / "stamps/static"
LOCK = BASE_DIR / "requirements.lock"


def data_fingerprint() -> str:
    """Changes with anything that decides what a prepared database holds."""
    folders = [BASE_DIR / app for app in ("portal", "suppliers", "buyers", "readiness")]
    rooms = ("migrations", "management", "reference", "frameworks", "demo")
    return fingerprint([LOCK, *(folder / room for folder in folders for room in rooms)])


def setup_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()


def prepare_files() -> None:
    assets.build()
    messages.compile_catalogue()
    mark = fingerprint([LOCK, assets.STAMP, BASE_DIR / "static", BASE_DIR / "portal/settings.py"])
    if is_fresh(STATIC_STAMP, mark) and (VAR_DIR / "static").exists():
        return
    setup_django()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    press(STATIC_STAMP, mark)


def prepare_data(demo: Path | None) -> None:
    setup_django()
    from django.apps import apps
    from django.core.management import call_command

    # Migrating from nothing makes objects that live to the end: to look for garbage among them takes a third of it,
    # and a tenth of what follows.
    gc.disable()
    call_command("migrate", interactive=False, verbosity=0)
    gc.freeze()
    gc.enable()
    call_command("load_reference")
    if demo:
        if not apps.get_model("suppliers", "Supplier").objects.exists():
            call_command("seed_demo")
        accounts = import_module("readiness.demo.accounts")
        people = (accounts.SUPPLIER, accounts.BUYER, accounts.MINISTRY, accounts.SECOND_PERSON)
        write_whole(demo, f"{', '.join(people)}; password {accounts.PASSWORD}".encode())


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m portal.local.prepare", description=__doc__)
    parser.add_argument("what", choices=["files", "data"])
    parser.add_argument("--demo", type=Path)
    options = parser.parse_args()
    if options.what == "files":
        prepare_files()
    else:
        prepare_data(options.demo)
    return 0


if __name__ == "__main__":
    sys.exit(main())
