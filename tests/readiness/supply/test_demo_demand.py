"""The demand of the demo country: words that exist, fewer pieces for fewer firms, gone with the country."""

import pytest

from portal.models import Process, Standard
from readiness.demo.demand import IATF, WANTED, add_scenario, remove_scenarios
from readiness.models import DemandScenario, SupplyRun
from readiness.supply.running import compute
from tests.cast import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture(autouse=True)
def _a_demo(settings):
    settings.DEMO = True


def test_every_line_names_a_process_and_standards_of_the_vocabulary():
    add_scenario(3652, now=NOW)
    scenario = DemandScenario.objects.counting().get()
    assert scenario.synthetic
    assert scenario.lines.count() == len(WANTED)
    families = set(Process.objects.filter(children__isnull=False).values_list("code", flat=True))
    standards = set(Standard.objects.current().values_list("code", flat=True))
    for line in scenario.lines.select_related("process", "sector"):
        assert line.process.code not in families
        assert set(line.standards) <= standards
        if line.sector.letters == ["A"]:
            assert IATF in line.standards


def test_a_smaller_country_asks_for_less():
    large = sum(line.pieces for line in add_scenario(3652, now=NOW).lines.all())
    small = sum(line.pieces for line in add_scenario(365, now=NOW).lines.all())
    assert large == 1000 * sum(thousands for _sector, _process, thousands, _standards in WANTED)
    assert small == pytest.approx(large / 10, rel=0.01)


def test_it_goes_with_its_runs():
    add_scenario(100, now=NOW)
    compute(today=TODAY)
    assert SupplyRun.objects.count() == 8
    remove_scenarios()
    assert not DemandScenario.objects.exists()
    assert not SupplyRun.objects.exists()
