"""What a person may set is written down in one place."""

import re

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
