import pytest

from tests.readiness.kept import country


@pytest.fixture(autouse=True)
def _a_real_portal(settings):
    """Real firms are counted; what shows the demo says so."""
    settings.DEMO = False


@pytest.fixture
def firms(cast, today):
    return country.seven_firms()


@pytest.fixture
def page(firms, cast):
    """Today's page, kept by Mai."""
    return country.keep(cast.mai)
