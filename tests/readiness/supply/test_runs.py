"""Runs: what is read of the tables, when a run is made again, and what it knows of what changed."""

from datetime import date, timedelta

import psycopg2
import pytest
from django.db import connection
from django.utils import timezone

from buyers.confirming.actions import verify_buyer
from buyers.models import RequirementLine
from portal.models import Material, Process, Province, Sector
from readiness import tasks
from readiness.dashboards.potential import headline
from readiness.models import DemandScenario, SupplyRun
from readiness.supply import running
from readiness.supply.asking import demand
from readiness.supply.case import NOWHERE
from readiness.supply.reading import sites
from readiness.supply.running import changed_since, compute, latest
from suppliers.actions.changing import changing
from suppliers.models import Capability, Certificate, Contact, Evidence, Machine, Supplier, SupplierSector
from tests.cast import NOW, TODAY
from tests.readiness.supply.plants import certify, plant, requirement, scenario

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

STAMPING, CASTING = "forming.stamping", "casting.die_casting"


@pytest.fixture(autouse=True)
def _a_real_portal(settings):
    settings.DEMO = False


def run(level: int = 4, ownership: str = "all", horizon: str = "today") -> dict:
    compute(today=TODAY)
    found = latest(level=level, ownership=ownership, horizon=horizon)
    assert found is not None
    return found.result


def test_only_capacity_that_is_free_proven_and_at_the_level_serves():
    scenario((STAMPING, 5000))
    plant("Đủ", "0100000001", capacity=1000, load=40)
    plant("Bậc 3", "0100000002", level=3)
    plant("Chưa kiểm tra", "0100000003", proven_until=None)
    plant("Đã hết hạn", "0100000004", proven_until=TODAY - timedelta(days=1))
    plant("Đầy tải", "0100000005", load=100)
    plant("Quá tải", "0100000006", load=120)
    assert run(4)["flow"] == 600
    assert run(3)["flow"] == 1200


def test_a_certificate_counts_while_it_is_proven_and_in_force():
    scenario((STAMPING, 5000, "iatf16949"))
    certify(plant("Đã chứng minh", "0100000001"), "iatf16949")
    certify(plant("Chỉ tự khai", "0100000002"), "iatf16949", by="A1")
    certify(plant("Đã hết hạn", "0100000003"), "iatf16949", until=TODAY - timedelta(days=1))
    result = run()
    assert result["flow"] == 600
    assert result["waivers"] == [{"requires": ["iatf16949"], "gain": 1200}]
    assert {name for _plant, name in result["lines"][0]["near"]} == {"iatf16949"}


def test_in_twelve_months_only_what_is_still_in_force_counts():
    scenario((STAMPING, 5000))
    plant("Lâu dài", "0100000001")
    plant("Lịch máy sắp hết hạn", "0100000002", proven_until=date(2027, 6, 1))
    assert run()["flow"] == 1200
    assert run(horizon="year")["flow"] == 600


@pytest.mark.parametrize(
    "since, until, figures, counts",
    [
        pytest.param(date(2026, 6, 1), date(2027, 6, 1), None, True, id="due every year"),
        pytest.param(date(2025, 6, 1), date(2027, 6, 1), None, False, id="a longer clock that ends"),
        pytest.param(date(2026, 6, 1), date(2028, 6, 1), None, True, id="still in force"),
        pytest.param(date(2024, 1, 1), date(2027, 2, 28), {"due": 5000, "on_time": 5000, "months": 12}, True, id="measured"),
    ],
)  # fmt: skip
def test_in_twelve_months_what_is_due_every_year_is_taken_as_handed_in(since, until, figures, counts):
    scenario((STAMPING, 5000))
    made = plant("Dập", "0100000001")
    code = "4.1" if figures else "7.1"
    changed = {"figures": figures, "level": None, "claimed_level": None} if figures else {}
    Evidence.objects.filter(supplier=made, criterion=code).update(valid_from=since, valid_to=until, **changed)
    assert run()["flow"] == 600
    assert run(horizon="year")["flow"] == (600 if counts else 0)


@pytest.mark.parametrize("stated_to, counts", [(date(2028, 1, 1), True), (date(2027, 6, 1), False)])
def test_in_twelve_months_a_certificate_lasts_until_its_end_with_surveillance_passed(stated_to, counts):
    scenario((STAMPING, 5000, "iatf16949"))
    made = plant("Dập", "0100000001")
    certify(made, "iatf16949", until=date(2027, 3, 1))
    Certificate.objects.filter(supplier=made).update(valid_to=stated_to)
    assert run()["flow"] == 600
    assert run(horizon="year")["flow"] == (600 if counts else 0)


def test_vietnamese_owned_plants_are_counted_apart():
    scenario((STAMPING, 5000))
    plant("Vốn Việt Nam", "0100000001")
    plant("Vốn nước ngoài", "0100000002", ownership="foreign")
    assert (run()["flow"], run(ownership="vietnamese")["flow"]) == (1200, 600)


def test_machines_that_state_their_capacity_bound_a_process():
    scenario((STAMPING, 5000))
    made = plant("Hai máy", "0100000001", capacity=1000, load=40)
    Machine.objects.create(
        supplier=made,
        process=Process.objects.get(code=STAMPING),
        name="Máy",
        quantity=2,
        monthly_capacity=100,
    )
    assert run()["flow"] == 120


def test_capacity_of_two_processes_is_not_counted_twice():
    scenario((STAMPING, 5000), (CASTING, 5000))
    made = plant("Hai công nghệ", "0100000001")
    Capability.objects.create(
        supplier=made, process=Process.objects.get(code=CASTING), proven_until=TODAY + timedelta(days=900)
    )
    assert run()["flow"] == 600


def test_a_second_sector_makes_no_second_plant():
    scenario((STAMPING, 5000))
    made = plant("Hai ngành", "0100000001")
    SupplierSector.objects.create(supplier=made, sector=Sector.objects.current().get(letters=["A"]))
    assert run()["flow"] == 600


def test_only_active_scenarios_of_this_country_count():
    scenario((STAMPING, 100), status="draft")
    scenario((STAMPING, 100), status="retired")
    scenario((STAMPING, 100), synthetic=True)
    plant("Đủ", "0100000001")
    assert run()["demand"] == 0


def test_thousands_are_pieces():
    made = scenario((STAMPING, 2))
    made.lines.update(unit="thousands")
    assert demand().asks[0].pieces == 2000


def test_requirements_count_where_three_buyers_ask_and_none_asks_for_nearly_all():
    for buyer in ("A", "B"):
        requirement(buyer, 100)
        requirement(buyer, 100, process=CASTING)
    assert (demand().asks, demand().confidential) == ((), 4)
    requirement("C", 100)
    requirement("C", 100_000, process=CASTING)
    told = demand()
    assert {ask.process for ask in told.asks} == {STAMPING}
    assert told.confidential == 3


def test_what_a_buyer_asks_whom_nobody_verified_counts_nowhere(cast):
    for buyer in ("A", "B"):
        requirement(buyer, 100)
    asked = requirement("C", 100, verified=False)
    told = demand()
    assert (told.asks, told.confidential, told.unverified) == ((), 2, 1)
    Supplier.objects.update(facts_changed_at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")  # what history writes: when this transaction began
        begun = cursor.fetchone()[0] - timedelta(microseconds=1)
    assert not changed_since(begun)
    verify_buyer(asked.organisation, verified=True, reason="Đã gọi tổng đài", by=cast.mai, now=timezone.now())
    assert changed_since(begun)
    told = demand()
    assert (len(told.asks), told.confidential, told.unverified) == (3, 0, 0)


def test_a_requirement_that_a_flow_cannot_weigh_is_left_out_and_counted():
    for buyer in ("A", "B", "C"):
        requirement(buyer, 100)
    for buyer in ("D", "E"):
        RequirementLine.objects.filter(kind="volume", version__requirement=requirement(buyer, 100)).delete()
    requirement("F", 100).versions.get().lines.filter(kind="process").delete()
    closed = requirement("G", 100)
    closed.versions.get().lines.filter(kind="process").delete()
    type(closed).objects.filter(pk=closed.pk).update(closed_at=timezone.now())
    told = demand()
    assert (len(told.asks), told.unweighed) == (3, 3), "no volume, no volume, no process"


def test_any_of_several_processes_is_served_by_each_of_them():
    """600 a month of stamping and 300 of casting; a plant that does neither."""
    for buyer in ("A", "B", "C"):
        requirement(buyer, 400, process=[STAMPING, CASTING])
    plant("Dập", "0100000001")
    plant("Đúc", "0100000002", process=CASTING, capacity=500)
    plant("Phay", "0100000003", process="machining.cnc_milling")
    result = run()
    assert (result["demand"], result["flow"], result["pool"], result["unweighed"]) == (1200, 900, 900, 0)
    (line,) = result["lines"]
    assert (line["process"], line["short"], line["cut"]) == (f"{CASTING}|{STAMPING}", 300, "certain")


def test_a_word_takes_what_lies_below_it():
    for buyer in ("A", "B", "C"):
        requirement(buyer, 400, process="forming")
    plant("Dập", "0100000001")
    plant("Chấn", "0100000002", process="forming.bending", capacity=500)
    plant("Đúc", "0100000003", process=CASTING)
    assert run()["flow"] == 900


def test_who_asks_for_any_of_several_is_told_only_beside_others_who_ask_for_the_same():
    for buyer in ("A", "B", "C"):
        requirement(buyer, 100)
    requirement("D", 100, process=[STAMPING, CASTING])
    assert ([ask.process for ask in demand().asks], demand().confidential) == ([STAMPING] * 3, 1)
    requirement("E", 100, process=[CASTING, STAMPING])
    requirement("F", 100, process=[STAMPING, CASTING])
    assert (len(demand().asks), demand().confidential) == (6, 0)


def test_a_second_process_may_be_any_of_several():
    for buyer in ("A", "B", "C"):
        requirement(buyer, 200, also=[[CASTING, "machining.cnc_milling"]])
    made = able("Làm được", "0100000001")
    assert run()["flow"] == 600
    made.capabilities.filter(process__code=CASTING).update(proven_until=None)
    assert run()["flow"] == 0


def able(name: str, code: str) -> Supplier:
    """A plant that can do what each of the requirements below asks."""
    made = plant(name, code, province="79")
    Capability.objects.create(
        supplier=made, process=Process.objects.get(code=CASTING), proven_until=TODAY + timedelta(days=900)
    )
    made.capabilities.filter(process__code=STAMPING).update(largest_mm=400, tolerance_mm="0.05")
    made.capabilities.get(process__code=STAMPING).materials.add(Material.objects.get(code="steel.carbon"))
    Supplier.objects.filter(pk=made.pk).update(local_content_percent=60)
    Contact.objects.create(supplier=made, name="Lan", languages="vi ja")
    return made


@pytest.mark.parametrize(
    "asked, lost",
    [
        pytest.param(
            {"also": [CASTING]},
            lambda f: f.capabilities.filter(process__code=CASTING).update(proven_until=None),
            id="two processes",
        ),
        pytest.param({"size": 300}, lambda f: f.capabilities.update(largest_mm=299), id="size"),
        pytest.param(
            {"size": 300},
            lambda f: f.evidence.filter(criterion="3.2").update(evidence_class="A1"),
            id="size without measured samples",
        ),
        pytest.param(
            {"tolerance": "0.05"},
            lambda f: f.evidence.filter(criterion="3.2").update(level=1),
            id="tolerance without measured samples",
        ),
        pytest.param(
            {"material": ["steel"]}, lambda f: f.capabilities.first().materials.clear(), id="material"
        ),
        pytest.param(
            {"language": ["ko", "ja"]},
            lambda f: Contact.objects.filter(supplier=f).update(languages="vi"),
            id="language",
        ),
        pytest.param(
            {"near": ("79", 50)},
            lambda f: Supplier.objects.filter(pk=f.pk).update(
                province=Province.objects.get(code="01", changes_after__isnull=True)
            ),
            id="distance",
        ),
        pytest.param(
            {"criterion": "7.5 >= 4"},
            lambda f: f.evidence.filter(criterion="7.5").update(level=3),
            id="criterion",
        ),
        pytest.param(
            {"local_content": 60},
            lambda f: Supplier.objects.filter(pk=f.pk).update(local_content_percent=59),
            id="local content",
        ),
        pytest.param(
            {"local_content": 60},
            lambda f: f.evidence.filter(criterion="4.7").update(evidence_class="A1"),
            id="local content that is only stated",
        ),
    ],
)
def test_each_thing_that_a_requirement_asks_binds(asked, lost):
    for buyer in ("A", "B", "C"):
        requirement(buyer, 200, **asked)
    made = able("Làm được", "0100000001")
    assert (run()["flow"], run()["unweighed"]) == (600, 0)
    lost(made)
    assert run()["flow"] == 0


def test_a_region_and_a_distance_hold_together_and_may_leave_no_place():
    for buyer in ("A", "B", "C"):
        requirement(buyer, 200, region=["north"], near=("79", 50))
    able("Làm được", "0100000001")
    assert {ask.regions for ask in demand().asks} == {NOWHERE}
    assert run()["flow"] == 0


def test_what_a_requirement_asks_binds():
    for buyer in ("A", "B", "C"):
        requirement(buyer, 200, standard=["iso9001", "iatf16949"], ownership=["vietnamese"], region=["south"])
    certify(plant("Sài Gòn", "0100000001", province="79"), "iatf16949")
    certify(plant("Hà Nội", "0100000002", province="01"), "iatf16949")
    certify(plant("Sài Gòn, vốn nước ngoài", "0100000003", province="79", ownership="foreign"), "iso9001")
    plant("Sài Gòn, không chứng chỉ", "0100000004", province="79", capacity=100)
    result = run()
    assert (result["demand"], result["flow"]) == (600, 600)
    Supplier.objects.filter(tax_code="0100000001").update(load_percent=90)
    assert run()["flow"] == 100


def test_the_same_facts_are_not_computed_twice(monkeypatch):
    scenario((STAMPING, 5000))
    plant("Đủ", "0100000001")
    assert tasks.compute_supply() == 8
    monkeypatch.setattr("readiness.supply.running.result_for", None)
    assert tasks.compute_supply() == 0
    assert SupplyRun.objects.count() == 8


def test_a_message_that_is_delivered_twice_is_computed_once():
    scenario((STAMPING, 5000))
    first = psycopg2.connect(**connection.get_connection_params())
    try:
        with first.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [running._LOCK])
            assert compute(today=TODAY) == 0
            assert not SupplyRun.objects.exists()
            cursor.execute("SELECT pg_advisory_unlock(%s)", [running._LOCK])
    finally:
        first.close()
    assert compute(today=TODAY) == 8


def test_what_a_lost_message_did_not_compute_is_caught_up_with():
    scenario((STAMPING, 5000))
    plant("Đủ", "0100000001")
    assert tasks.catch_up_supply() == 8
    SupplyRun.objects.filter(level=3, horizon="year").delete()
    assert tasks.catch_up_supply() == 2
    moment = SupplyRun.objects.latest().computed_at
    assert tasks.catch_up_supply() == 0
    assert SupplyRun.objects.latest().computed_at == moment, "nothing was read"


def test_a_site_that_no_single_condition_brings_in_is_not_read():
    plant("Bậc 3", "0100000001", level=3)
    near = plant("Bậc 4", "0100000002")
    assert [site.id for site in sites(TODAY, TODAY, level=5)] == [str(near.pk)]


def test_other_facts_and_another_day_are_computed_again():
    scenario((STAMPING, 5000))
    made = plant("Đủ", "0100000001")
    compute(today=TODAY)
    with changing(made):
        Supplier.objects.filter(pk=made.pk).update(load_percent=50)
    assert compute(today=TODAY) == 8
    assert compute(today=TODAY + timedelta(days=1)) == 8
    assert latest(level=4, ownership="all", horizon="today").result["flow"] == 500


def test_a_run_knows_when_facts_or_demand_changed_since():
    made, wanted = plant("Đủ", "0100000001"), scenario((STAMPING, 5000))
    compute(today=TODAY)
    moment = latest(level=4, ownership="all", horizon="today").computed_at
    assert not changed_since(moment)
    with changing(made):
        pass
    assert changed_since(moment)
    compute(today=TODAY)
    moment = latest(level=4, ownership="all", horizon="today").computed_at
    assert not changed_since(moment), "the same facts again: the run is as good as new"
    DemandScenario.objects.filter(pk=wanted.pk).update(changed_at=timezone.now())
    assert changed_since(moment)


def test_the_headline_quotes_the_run_and_names_what_binds(django_assert_num_queries):
    assert headline() is None
    scenario((STAMPING, 1000), (CASTING, 200))
    plant("Đủ", "0100000001")
    compute(today=TODAY)
    with django_assert_num_queries(1):
        told = headline()
    assert (told.asked, told.flow, told.share) == (1200, 600, 50)
    assert told.as_of == TODAY
    assert told.binds == (STAMPING, CASTING)


def test_without_demand_there_is_no_share():
    compute(today=TODAY)
    assert headline() is None
