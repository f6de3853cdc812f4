"""Find a Chromium for the browser journeys: ``python -m portal.local.chromium`` prints where it is.

The one that ``CHROMIUM`` names, else the system's, else Playwright's own, else Debian's package when we may
install it. None: an error in CI, an empty line and a warning elsewhere (the journeys are then skipped).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def playwrights_own() -> str:
    home = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    found = sorted(home.glob("chromium-*/chrome-linux*/chrome"))
    return str(found[-1]) if found else ""


def present() -> str:
    """The path of a Chromium that is on this machine; empty when there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named) or ""
    return next((path for name in NAMES if (path := shutil.which(name))), "") or playwrights_own()


def install() -> None:
    """Debian's package as root, Playwright's own build otherwise; what either says goes to standard error."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *words], env=quiet, stdout=sys.stderr, check=False)
    else:
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr, check=False
        )


def main() -> int:
    path = present()
    if not path and not os.environ.get("CHROMIUM"):
        install()
        path = present()
    print(path)
    if path:
        return 0
    named = os.environ.get("CHROMIUM")
    print(
        f"CHROMIUM names {named}, which is no program." if named else "There is no Chromium.", file=sys.stderr
    )
    return 1 if os.environ.get("CI") or named else 0


if __name__ == "__main__":
    sys.exit(main())
