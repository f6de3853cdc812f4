"""Install what ``requirements.lock`` names into ``.venv``; nothing when that has been done already.

Runs with the machine's own Python before anything is installed, so it uses the standard library only:
``python3 -I portal/local/setup.py``.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
VENV = BASE_DIR / ".venv"
PYTHON = VENV / "bin/python"
LOCK = BASE_DIR / "requirements.lock"
STAMP = VENV / "installed-from"
NEEDED_BYTES = 900 * 1024 * 1024


def fail(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(1)


def run(*words: object, quiet: bool = False) -> bool:
    command = [str(word) for word in words]
    return subprocess.run(command, stderr=subprocess.DEVNULL if quiet else None, check=False).returncode == 0


def make_venv() -> None:
    """A working ``.venv``; one that lost its Python or its pip is made anew."""
    if PYTHON.exists() and run(PYTHON, "-m", "pip", "--version", "-q", quiet=True):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if not run(sys.executable, "-m", "venv", VENV):
        shutil.rmtree(VENV, ignore_errors=True)
        fail(
            "Python cannot make a virtual environment here: install python3-venv (apt-get install python3-venv)."
        )


def pip_index() -> str:
    """The registry that pip is told to use; uv reads none of pip's settings."""
    asked: list[str | Path] = [PYTHON, "-m", "pip", "config", "get", "global.index-url"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return os.environ.get("PIP_INDEX_URL") or told


def install() -> bool:
    """With uv, which is many times quicker, when the lock's own uv can be had and reaches the registry; else with pip."""
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "-q", "--require-hashes"]
    of_uv = re.search(r"^uv==.*(?:\n    .*)*", LOCK.read_text(), re.M)
    only_uv = VENV / "uv.txt"
    only_uv.write_text(of_uv.group() + "\n" if of_uv else "")
    if of_uv and run(*pip, "--no-deps", "-r", only_uv):
        words = ["pip", "sync", "-q", "--require-hashes", "--compile-bytecode", "--python", PYTHON]
        index = pip_index()
        if run(VENV / "bin/uv", *words, *(["--index-url", index] if index else []), LOCK, quiet=True):
            return True
    return run(*pip, "-r", LOCK)


def main() -> None:
    if sys.version_info < (3, 11):
        fail(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    mark = hashlib.sha256(LOCK.read_bytes() + sys.version.encode() + bytes(BASE_DIR)).hexdigest()
    if STAMP.exists() and STAMP.read_text() == mark and PYTHON.exists():
        return
    try:
        room = shutil.disk_usage(BASE_DIR).free
        if room < NEEDED_BYTES:
            fail(
                f"The disk under {BASE_DIR} is full: {room >> 20} MB are left, {NEEDED_BYTES >> 20} MB are needed."
            )
        make_venv()
        if not install():
            fail(
                "Not everything could be installed: is the package registry within reach? The lines above say more."
            )
        STAMP.write_text(mark)
    except OSError as error:
        fail(f"The folder {BASE_DIR} cannot be used: {error.strerror} ({error.filename}).")


if __name__ == "__main__":
    main()
