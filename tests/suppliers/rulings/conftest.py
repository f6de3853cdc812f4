from typing import Any

import pytest

from portal.models import User
from tests.cast import Cast
from tests.suppliers.verification.conftest import staff


@pytest.fixture(autouse=True)
def _on_the_day(today: Any) -> None:
    """Everything here happens on the day of the cast."""


@pytest.fixture
def second_reader(cast: Cast) -> User:
    return staff("hung@ministry.example", "Phan Hùng", cast.ministry)
