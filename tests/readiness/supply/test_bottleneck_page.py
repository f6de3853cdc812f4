"""The page of bottlenecks: the run stored last, in words, for staff."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from kombu.exceptions import OperationalError

from portal.models import Membership
from readiness import tasks
from readiness.models import DemandLine, SupplyRun
from readiness.supply.running import compute
from suppliers.actions.changing import changing
from suppliers.models import Supplier
from tests.cast import TODAY
from tests.readiness.pages.proof import staff_of
from tests.readiness.supply.plants import certify, plant, requirement, scenario

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

URL = "/targets/bottlenecks/"
API = "/api/v1/local-supply/"
STAMPING, CASTING, MILLING = "forming.stamping", "casting.die_casting", "machining.cnc_milling"


@pytest.fixture(autouse=True)
def _a_real_portal(settings):
    settings.DEMO = False


@pytest.fixture
def country(cast):
    """IATF holds back stamping, capacity holds back casting, milling is served."""
    scenario((STAMPING, 2000, "iatf16949"), (CASTING, 900), (MILLING, 100))
    certify(plant("Dập có IATF", "0100000001"), "iatf16949")
    plant("Dập chưa có IATF", "0100000002", province="79", published=False)
    plant("Đúc", "0100000003", process=CASTING)
    plant("Phay", "0100000004", process=MILLING)
    compute(today=TODAY)
    return cast


def words(tag) -> str:
    return " ".join(tag.get_text(" ").replace("\u00a0", " ").split()) if tag else ""


def row_of(page, name: str) -> str:
    return next(words(tr) for tr in page.select("#cut tbody tr") if name in words(tr))


def test_what_is_short_and_why_stands_first(browse, country):
    page = browse(URL, user=country.mai, language="en")
    assert "2 demands ask for 2,900 pieces a month" in words(page.select_one("#cut"))
    assert "gives 1,200. 1,700 are missing." in words(page.select_one("#cut"))
    stamping = row_of(page, "Metal stamping")
    assert "certainly short" in stamping
    assert "2,000 600 1,400" in stamping
    assert "IATF 16949 is missing. Waived alone, 600 more could be served." in stamping
    casting = row_of(page, "die casting")
    assert "No certificate or gate is missing: every plant that qualifies is fully used." in casting
    assert words(page.select("#cut tbody tr")[0].th).startswith("Metal stamping"), "the shortest first"


def test_each_panel_says_the_framework_and_the_day(browse, country):
    page = browse(URL, user=country.mai, language="en")
    for panel in page.select("main .panel"):
        assert "Framework VN-SI 1" in words(panel.footer), panel["id"]
        assert "As of 21 Nov 2026" in words(panel.footer), panel["id"]


def test_the_target_page_says_the_shortest_of_them(client, browse, country):
    panel = browse("/targets/", user=country.mai, language="en").select_one("#bottlenecks")
    assert "2 demands ask for 2,900 pieces a month" in words(panel)
    rows = [words(tr) for tr in panel.select("tbody tr")]
    assert ["IATF 16949 is missing" in row for row in rows] == [True, False]
    assert panel.select_one(f'footer a[href="{URL}"]')
    with CaptureQueriesContext(connection) as asked:
        client.get("/targets/")
    assert len(asked) <= 15, "\n".join(q["sql"][:150] for q in asked)


def test_the_share_stands_with_its_bounds(browse, country):
    share = words(browse(URL, user=country.mai, language="en").select_one("#share"))
    assert "43.3 %" in share.replace("43.3%", "43.3 %")
    assert "1,300 of 3,000 pieces a month, from 4 plants" in share
    assert "Supply-demand pool 63.3 % (1,900)" in share
    assert "Naive sum 63.3 % (1,900)" in share


def test_it_reads_in_vietnamese(browse, country):
    page = browse(URL, user=country.mai, language="vi")
    assert words(page.h1) == "Điểm nghẽn"
    assert "Thiếu IATF 16949. Bỏ riêng điều kiện này thì đáp ứng thêm được 600." in words(page)
    assert re.search(r"Tính hôm nay lúc \d\d:\d\d; từ đó chưa có gì thay đổi\.", words(page))


@pytest.mark.parametrize(
    "asked, said",
    [
        ({"size": 300}, "pieces of 300 mm"),
        ({"language": ["ja"]}, "Japanese"),
        ({"criterion": "6.3 >= 5"}, "criterion 6.3 (Engineering and DFM) proven at level 5"),
        ({"local_content": 60}, "proven local content of 60 %"),
        ({"also": [CASTING]}, "the process High-pressure die casting as well"),
        ({"also": [[CASTING, MILLING]]}, "the process High-pressure die casting / CNC milling as well"),
        ({"also": ["surface"]}, "the process Surface treatment as well"),
    ],
)
def test_what_buyers_ask_and_plants_lack_is_named(browse, cast, asked, said):
    for buyer in ("A", "B", "C"):
        requirement(buyer, 200, **asked)
    plant("Dập", "0100000001")
    compute(today=TODAY)
    page = browse(URL, user=cast.mai, language="en")
    assert said.lower() in words(page.select_one("#waivers")).lower()
    assert "is left out" not in words(page.select_one("#share"))


def test_demand_for_any_of_several_processes_reads_as_one_and_leads_to_firms_of_each(browse, cast):
    for buyer in ("A", "B", "C"):
        requirement(buyer, 600, process=[STAMPING, CASTING], standard=["iatf16949"])
        requirement(buyer, 100, process="surface")
    for number, process in enumerate((STAMPING, CASTING, MILLING), 1):
        plant(f"Nhà máy {number}", f"010000000{number}", process=process)
    compute(today=TODAY)
    page = browse(URL, user=cast.mai, language="en")
    row = row_of(page, "High-pressure die casting / Metal stamping")
    assert "certainly short 1,800 0 1,800" in row
    assert "IATF 16949 is missing. Waived alone, 1,200 more could be served." in row
    assert "300 0 300" in row_of(page, "Surface treatment")
    near = browse(page.select_one("#cut a.cell")["href"], language="en")
    assert "High-pressure die casting / Metal stamping" in words(near.select_one("header.head"))
    assert [words(each) for each in near.select("#rows tbody th a")] == ["Nhà máy 1", "Nhà máy 2"]
    binds = browse("/targets/", language="en")
    said = "2 demands are certainly short, most of all: High-pressure die casting / Metal stamping; Surface treatment. The"
    assert said in words(binds), "nothing is added where no other is possible"


def test_without_a_run_it_says_so_and_shows_no_figure(browse, cast):
    page = browse(f"{URL}?budget=2000", user=cast.mai, language="en")
    assert "Not computed yet" in words(page)
    assert not page.select("#share, #cut, .fig")
    assert "Compute now" in words(page)


def test_without_demand_it_says_so(browse, cast):
    compute(today=TODAY)
    page = browse(URL, user=cast.mai, language="en")
    assert "No demand to set against capacity" in words(page)
    assert not page.select("#share, #cut, .fig")


def test_it_says_when_facts_changed_since(browse, country):
    fresh = words(browse(URL, user=country.mai, language="en"))
    assert re.search(r"Computed today at \d[^;]*; nothing changed since\.", fresh)
    with changing(Supplier.objects.get(tax_code="0100000001")):
        pass
    assert "Facts, demand or the framework changed since" in words(browse(URL, language="en"))


def test_it_says_how_old_it_is(browse, country, monkeypatch):
    monkeypatch.setattr("portal.clock.timezone.localdate", lambda *_: TODAY.replace(day=24))
    assert "Computed 3 days ago." in words(browse(URL, user=country.mai, language="en"))


def test_each_choice_has_its_run(browse, country):
    Supplier.objects.filter(tax_code="0100000003").update(ownership="foreign")
    compute(today=TODAY)
    page = browse(f"{URL}?level=3&ownership=vietnamese&horizon=year", user=country.mai, language="en")
    chosen = [words(a) for a in page.select(".picks a[aria-current]")]
    assert chosen == ["Level 3 and above", "Vietnamese-owned", "In twelve months"]
    assert "700 of 3,000" in words(page.select_one("#share"))
    nonsense = browse(f"{URL}?level=9&ownership=x&horizon=%00", language="en")
    assert [words(a) for a in nonsense.select(".picks a[aria-current]")] == [
        "Level 4 and above", "All firms", "Today",
    ]  # fmt: skip


def test_firms_near_a_demand_are_the_rows_behind_the_number(browse, country):
    page = browse(URL, user=country.mai, language="en")
    link = page.select_one("#cut a.cell")
    assert words(link) == "1"
    rows = browse(link["href"], language="en")
    assert "Dập chưa có IATF" in words(rows)
    assert "IATF 16949" in words(rows.select_one("#rows"))


def test_every_figure_opens_the_firms_behind_it_and_no_others(browse, cast):
    """One plant lacks the certificate, another ISO 14001, a third both, a fourth nothing."""
    scenario((STAMPING, 9000, "iatf16949", "iso14001"))
    for number, held in enumerate((("iso14001",), ("iatf16949",), (), ("iatf16949", "iso14001")), 1):
        made = plant(f"Nhà máy {number}", f"010000000{number}")
        for standard in held:
            certify(made, standard)
    compute(today=TODAY)
    page = browse(URL, user=cast.mai, language="en")

    def opened(link) -> list[str]:
        found = browse(link["href"], language="en")
        names = [words(th.a) for th in found.select("#rows tbody th")]
        shown = re.search(r"\d+", words(link)).group()
        assert len(names) == int(shown), "the figure is the number of rows"
        return [name.removeprefix("Nhà máy ") for name in names]

    assert opened(page.select_one("#cut a.cell")) == ["1", "2"]
    by_what = {words(tr.th): tr.a for tr in page.select("#waivers tbody tr")}
    assert opened(by_what["IATF 16949"]) == ["1"]
    assert opened(by_what["ISO 14001"]) == ["2"]
    assert opened(by_what["IATF 16949 and ISO 14001"]) == ["1", "2", "3"]
    single, pair = (p.a for p in page.select("#cut tbody tr td p") if p.a)
    assert opened(single) in (["1"], ["2"])
    assert opened(pair) == ["1", "2", "3"]
    assert opened(page.select_one("#share .fig a")) == ["1", "2", "3", "4"], "all hold the level"


def test_both_bottlenecks_are_told_and_what_they_leave(browse, cast):
    """Stamping is short; casting has exactly what it asks; milling has room."""
    scenario((STAMPING, 1000), (CASTING, 600), (MILLING, 100))
    for number, process in enumerate((STAMPING, CASTING, MILLING), 1):
        plant(f"Nhà máy {number}", f"010000000{number}", process=process)
    compute(today=TODAY)
    page = browse(URL, user=cast.mai, language="en")
    assert words(page.select_one("header .reading")) == "1,300 of 1,700 pieces a month can be served: 76.5 %."
    reading = " ".join(words(said) for said in page.select("#cut .reading, #cut .reading + p"))
    assert reading == (
        "1 demand asks for 1,000 pieces a month; free, proven and compatible capacity gives 600. 400 are missing. "
        "The narrowest bottleneck is 1 demand, which asks for 1,000; all the capacity that may serve it comes to 600. "
        "The widest is 2 demands: some of them are only just served. 1,600 are asked and 1,200 there; whatever lies "
        "outside has capacity to spare."
    )


def test_a_firm_that_the_reader_may_not_see_is_counted_and_not_named(browse, country):
    hanoi = staff_of("01")
    page = browse(URL, user=hanoi, language="en")
    assert "Dập chưa có IATF" not in words(page)
    assert "A firm outside your provinces and sectors" in words(page.select_one("#firms"))
    rows = browse(page.select_one("#cut a.cell")["href"], language="en")
    assert "Dập chưa có IATF" not in words(rows)
    assert "Counted but not shown" in words(rows)


@pytest.mark.parametrize("who", ["duong", "binh", "chi"])
def test_others_find_nothing(client, country, who):
    client.force_login(getattr(country, who))
    for url in (URL, f"{URL}firms/?process={STAMPING}&sector=A", API):
        assert client.get(url).status_code == 404
    assert client.post(f"{URL}compute/").status_code == 404


def test_rows_of_nothing_are_not_found(client, country):
    client.force_login(country.mai)
    assert client.get(f"{URL}firms/?process=nothing&sector=A").status_code == 404
    assert client.get(f"{URL}firms/?process={STAMPING}&sector=9").status_code == 404
    assert client.get(f"{URL}firms/?lacks=a&lacks=b&lacks=c").status_code == 404
    assert client.get(f"{URL}firms/?lacks=nothing%3Aknown").status_code == 200
    SupplyRun.objects.all().delete()
    assert client.get(f"{URL}firms/?process={STAMPING}&sector=A").status_code == 404


def test_an_editor_asks_a_worker_to_compute(client, cast, monkeypatch):
    asked = []
    monkeypatch.setattr("readiness.views.bottlenecks.ring", lambda task: asked.append(task.name))
    client.force_login(cast.mai)
    answer = client.post(f"{URL}compute/", {"level": "3", "ownership": "vietnamese", "horizon": "year"})
    assert asked == ["readiness.tasks.compute_supply"]
    assert answer["Location"] == f"{URL}?level=3&ownership=vietnamese&horizon=year&since=0"


def test_a_broker_that_is_down_is_said(client, cast, monkeypatch):
    def refuse(task):
        raise OperationalError

    monkeypatch.setattr("readiness.views.bottlenecks.ring", refuse)
    client.force_login(cast.mai)
    answer = client.post(f"{URL}compute/", follow=True, headers={"Accept-Language": "en"})
    assert "The workers cannot be reached." in answer.content.decode()


def test_a_viewer_reads_and_asks_for_nothing(client, browse, country, monkeypatch):
    monkeypatch.setattr("readiness.views.bottlenecks.ring", lambda task: pytest.fail("asked"))
    Membership.objects.filter(user=country.mai).update(role=Membership.Role.VIEWER)
    assert "Compute now" not in words(browse(URL, user=country.mai, language="en"))
    assert client.post(f"{URL}compute/").status_code == 404


def test_questions_do_not_grow_with_rows(client, country, same_queries_for_more):
    client.force_login(country.mai)

    def more() -> None:
        line = DemandLine.objects.first()
        for code in ("machining.cnc_turning", "forming.bending", "joining.mig_mag"):
            DemandLine.objects.create(
                scenario=line.scenario, sector=line.sector, process=type(line.process).objects.get(code=code),
                quantity=500, standards=["iso9001"], position=9,
            )  # fmt: skip
        for number in range(5, 9):
            plant(f"Nhà máy {number}", f"010000000{number}", process="forming.bending")
        compute(today=TODAY)

    same_queries_for_more(lambda: client.get(URL), more)
    with CaptureQueriesContext(connection) as asked:
        client.get(URL)
    assert len(asked) <= 15


def test_the_api_tells_the_run_with_public_numbers(client, country):
    client.force_login(country.mai)
    told = client.get(API, {"level": "4"}).json()
    run = SupplyRun.objects.of(level=4, ownership="all", horizon="today").latest()
    lacking = Supplier.objects.get(tax_code="0100000002")
    assert (told["demand"], told["flow"], told["pool"], told["naive"]) == (3000, 1300, 1900, 1900)
    assert (told["as_of"], told["changed_since"]) == ("2026-11-21", False)
    assert told["input_hash"] == run.input_hash
    assert told["firms"] == [{"plant": lacking.public_id, "requires": ["iatf16949"], "gain": 600}]
    client.force_login(staff_of("01"))
    assert client.get(API).json()["firms"][0]["plant"] is None
    SupplyRun.objects.all().delete()
    assert client.get(API).status_code == 404


def test_a_demand_that_is_met_says_whether_more_could_be_served(browse, cast):
    """Casting is exactly used up; milling has room."""
    scenario((CASTING, 600), (MILLING, 100))
    plant("Đúc", "0100000002", process=CASTING)
    plant("Phay", "0100000003", process=MILLING)
    compute(today=TODAY)
    page = browse(URL, user=cast.mai, language="en")
    met = [words(tr) for tr in page.select("#cut details .compact tbody tr")]
    assert any("die casting" in row and "possibly none: all capacity for it is in use" in row for row in met)
    assert any("milling" in row and "more could be served" in row for row in met)


def test_where_all_proof_ends_within_the_year_the_reading_begins_with_it(browse, country):
    said = "At every plant a certificate, audit or permit ends within twelve months; none is assumed"
    SupplyRun.objects.filter(horizon="year").delete()
    run = SupplyRun.objects.get(level=4, ownership="all", horizon="today")
    in_a_year = browse(f"{URL}?level=4&ownership=all&horizon=year", user=country.mai, language="en")
    assert said not in words(in_a_year)
    run.pk, run.horizon, run.input_hash = None, "year", "0" * 64
    run.result = {**run.result, "plants": 0, "flow": 0}
    run.save()
    in_a_year = browse(f"{URL}?level=4&ownership=all&horizon=year", user=country.mai, language="en")
    assert words(in_a_year.select_one(".reading")).startswith(said)
    assert said not in words(browse(URL, user=country.mai, language="en"))


def test_the_target_page_says_when_its_potential_is_of_older_facts(browse, country):
    said = "this run does not know it yet"
    assert said not in words(browse("/targets/", user=country.mai, language="en").select_one("#potential"))
    with changing(Supplier.objects.first()):
        pass
    assert said in words(browse("/targets/", user=country.mai, language="en").select_one("#potential"))


def test_a_budget_shows_both_sets_with_what_they_cost(browse, country):
    page = browse(f"{URL}?budget=500&level=4", user=country.mai, language="en")
    sets = words(page.select_one("#sets"))
    assert "With 500 million VND" in sets
    assert "No firm within reach of this budget." in sets, "IATF costs more"
    sets = words(browse(f"{URL}?budget=2000", language="en").select_one("#sets"))
    assert "600 pieces a month more." in sets
    assert "1 firm is helped, 1 of them comes to count" not in sets, "it holds the level already"
    assert "At usual prices it costs 660 of 2,000 million VND." in sets
    assert re.search(
        r"Prices are estimates: \d+ if every step costs least, 1,\d+ if every step costs most\.", sets
    )
    assert "The budget is then passed" not in sets
    assert "counts at level 4 already" in sets
    assert "Dập chưa có IATF IATF 16949 · about 660 million VND" in sets


@pytest.mark.parametrize(
    "asked, said",
    [
        ("", "Write an amount in million VND, for example 2,000."),
        ("abc", "Write digits only, for example 120. You wrote “abc”."),
        ("-1", "Write digits only, for example 120. You wrote “-1”."),
        ("0", "Write a number from 1 to 1,000,000."),
        ("9" * 30, "Write a number from 1 to 1,000,000."),
    ],
)
def test_an_amount_that_cannot_be_read_is_said_beside_the_field(browse, country, asked, said):
    page = browse(f"{URL}?level=3&budget={asked}", user=country.mai, language="en", status=422)
    assert said in words(page.select_one("#sets .field.bad"))
    assert page.select_one("#id_budget").get("value", "") == asked, "nothing lost"
    assert next(words(a) for a in page.select(".picks a[aria-current]")) == "Level 3 and above"


def test_an_amount_of_ones_own_is_computed_when_it_is_asked_for(client, browse, country, monkeypatch):
    asked = []
    monkeypatch.setattr("readiness.views.bottlenecks.ring", lambda task, *words: asked.append(words))
    page = browse(f"{URL}?level=4&budget=2.750", user=country.mai, language="en")
    assert "For 2,750 million VND nothing has been computed yet." in words(page.select_one("#sets"))
    sent = {each["name"]: each["value"] for each in page.select('#sets form[method="post"] input')}
    assert sent["budget"] == "2750"
    answer = client.post(f"{URL}compute/", sent)
    assert asked == [(4, "all", "today", 2750)]
    before = SupplyRun.objects.of(level=4, ownership="all", horizon="today").latest()
    assert tasks.compute_supply(*asked[0]) == 0
    after = SupplyRun.objects.of(level=4, ownership="all", horizon="today").latest()
    assert (after.pk, after.input_hash, after.budgets) == (
        before.pk,
        before.input_hash,
        [500, 2000, 2750, 5000, 20000],
    )
    assert [c for c in after.result["choices"] if c["budget"] != 2750] == before.result["choices"]
    assert SupplyRun.objects.of(level=3, ownership="all", horizon="today").latest().budgets == [
        500,
        2000,
        5000,
        20000,
    ]
    sets = words(browse(answer["Location"], language="en").select_one("#sets"))
    assert "With 2,750 million VND" in sets
    assert "600 pieces a month more." in sets


def test_a_wrong_amount_is_not_sent_to_a_worker(client, country, monkeypatch):
    monkeypatch.setattr("readiness.views.bottlenecks.ring", lambda *_: pytest.fail("asked"))
    client.force_login(country.mai)
    answer = client.post(f"{URL}compute/", {"level": "3", "budget": "many"})
    assert answer["Location"] == f"{URL}?level=3&ownership=all&horizon=today&budget=many"
    assert client.get(answer["Location"]).status_code == 422


def test_the_page_asks_again_until_the_run_is_there(client, browse, country, monkeypatch):
    monkeypatch.setattr("readiness.views.bottlenecks.ring", lambda *_: None)
    client.force_login(country.mai)
    address = client.post(f"{URL}compute/", {"level": "4"})["Location"]
    page = browse(address, language="en")
    assert "A worker computes it." in words(page.select_one("#computing[hx-get][hx-trigger]"))
    assert "Compute now" not in words(page), "it is asked for"
    state = page.select_one("#computing")["hx-get"]
    htmx = {"HX-Request": "true"}
    assert b"A worker computes it." in client.get(state, headers={**htmx, "Accept-Language": "en"}).content
    compute(today=TODAY)
    there = client.get(state, headers=htmx)["HX-Redirect"]
    assert there == f"{URL}?level=4&ownership=all&horizon=today"
    assert not browse(address, language="en").select("#computing"), "without a script the link shows it too"
    assert client.get(state)["Location"] == there
    for wrong in ("", "x", "9" * 40):
        assert not browse(f"{URL}?since={wrong}").select("#computing")


def test_the_api_tells_both_sets_of_each_budget(client, country):
    client.force_login(country.mai)
    choices = client.get(API).json()["choices"]
    assert [each["budget"] for each in choices] == [500, 2000, 5000, 20000]
    lacking = Supplier.objects.get(tax_code="0100000002").public_id
    (upgrade,) = choices[1]["flow"]["upgrades"]
    assert (upgrade["plant"], upgrade["cost"][1]) == (lacking, 660)
    assert choices[1]["flow"]["cost"][1] == 660


def test_a_choice_that_there_is_not_is_refused_by_the_api(client, cast):
    client.force_login(cast.mai)
    answer = client.get(f"{API}?level=77&horizon=never", headers={"Accept-Language": "en"})
    assert answer.status_code == 400
    assert set(answer.json()) == {"level", "horizon"}
    assert "77" not in answer.json()["level"][0]
