import pytest

from tests.readiness.demo import country


@pytest.fixture
def drawn(db: None) -> None:
    """A hundred and twenty firms on the tests' day."""
    country.draw()
