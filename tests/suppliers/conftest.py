from typing import Any

import pytest
from django.core.management import call_command

from tests.suppliers.firms import TODAY, Firm, open_firm


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        call_command("load_reference", verbosity=0)


@pytest.fixture(autouse=True)
def _the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("section", "checking", "preview", "evidence", "home"):
        monkeypatch.setattr(f"suppliers.views.{module}.today", lambda: TODAY)


@pytest.fixture(autouse=True)
def _papers(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def firm(db: None) -> Firm:
    return open_firm("Cơ khí Anh Dương", "0100109106")


@pytest.fixture
def other_firm(db: None) -> Firm:
    return open_firm("Nhựa Bình Minh", "0100686209", "P")
