"""What a person may set is written down in one place."""

import os
import re
import subprocess
import sys

import pytest
from django.db import OperationalError

import manage
from portal.local.stamps import BASE_DIR


def test_every_variable_is_in_the_example_and_no_other():
    read = set(
        re.findall(r"""\benv(?:\.\w+)?\(\s*"([A-Z_]+)\"""", (BASE_DIR / "portal/settings.py").read_text())
    )
    read |= set(re.findall(r'environ\.get\("([A-Z_]+)"', (BASE_DIR / "portal/gunicorn.py").read_text()))
    read |= set(re.findall(r"\$\{(\w+)", (BASE_DIR / "docker-compose.yml").read_text()))
    shown = set(re.findall(r"^#? ?([A-Z_]+)=", (BASE_DIR / ".env.example").read_text(), re.M))
    assert read == shown


def test_the_lock_has_a_hash_for_every_package_and_no_address():
    lock = (BASE_DIR / "requirements.lock").read_text()
    packages = re.findall(r"^[a-z0-9][\w.-]*==.*(?:\n    .*)*", lock, re.M)
    assert packages
    assert [package.split("==")[0] for package in packages if "--hash=sha256:" not in package] == []
    assert "://" not in lock


def test_the_lock_holds_what_the_project_names():
    import tomllib

    project = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())
    asked = [
        *project["project"]["dependencies"],
        *(name for group in project["dependency-groups"].values() for name in group),
    ]
    locked = set(re.findall(r"^([a-z0-9][\w.-]*)==", (BASE_DIR / "requirements.lock").read_text(), re.M))
    names = {re.match(r"[\w.-]+", line).group().lower() for line in asked}
    assert names - locked == set()


def test_a_command_without_a_database_says_so_in_one_sentence():
    env = os.environ | {
        "SECRET_KEY": "only-for-tests",
        "DATABASE_URL": "postgres://u:hidden@127.0.0.1:1/portal",
    }
    told = subprocess.run(
        [sys.executable, BASE_DIR / "manage.py", "rescore"], env=env, capture_output=True, text=True
    )
    assert (told.returncode, told.stdout) == (2, "")
    (line,) = told.stderr.splitlines()
    assert line.startswith("No database answers where DATABASE_URL points (connection to server at ")
    assert "hidden" not in line


def test_what_a_database_refuses_keeps_its_traceback(monkeypatch):
    class Full(Exception):
        pgcode = "53100"

    def refuse(_argv):
        raise OperationalError("disk full") from Full()

    monkeypatch.setattr("django.core.management.execute_from_command_line", refuse)
    with pytest.raises(OperationalError):
        manage.main()
