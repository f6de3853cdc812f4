"""Demand scenarios: entered, brought in from a list, activated and retired by editors; read by all staff."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.models import Membership, Organisation, Process, Province, Sector
from readiness.models import DemandLine, DemandScenario
from tests.cast import member
from tests.readiness.supply.plants import plant, scenario
from tests.suppliers.importing.lists import xlsx_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

URL = "/targets/demand/"
NAMES = {"name_vi": "Nhu cầu 2027", "name_en": "Demand of 2027", "source": "Khảo sát tháng 10"}


@pytest.fixture(autouse=True)
def _a_real_portal(settings):
    settings.DEMO = False


def line_of(**changed) -> dict:
    return {
        "sector": Sector.objects.current().get(letters=["A"]).pk,
        "process": Process.objects.get(code="forming.stamping").pk,
        "quantity": "12.000",
        "unit": "thousands",
        "minimum_level": "3",
        "standards": ["iatf16949"],
        "regions": ["79"],
        **changed,
    }


def fresh(made: DemandScenario) -> DemandScenario:
    return DemandScenario.objects.get(pk=made.pk)


def said(page) -> str:
    return " ".join(page.get_text(" ").split())


def test_an_editor_writes_a_scenario_line_by_line(client, cast):
    client.force_login(cast.mai)
    client.post(f"{URL}new/", NAMES)
    made = DemandScenario.objects.get()
    assert (made.status, made.author, made.synthetic) == ("draft", cast.mai, False)
    client.post(f"{URL}{made.pk}/lines/new/", line_of(stamp=made.stamp))
    line = DemandLine.objects.get()
    assert (line.pieces, line.minimum_level, line.standards, line.regions) == (
        12_000_000,
        3,
        ["iatf16949"],
        ["79"],
    )
    client.post(
        f"{URL}{made.pk}/lines/{line.pk}/", line_of(stamp=fresh(made).stamp, quantity="5", unit="pieces")
    )
    assert DemandLine.objects.get().pieces == 5
    client.post(f"{URL}{made.pk}/edit/", {**NAMES, "name_en": "Demand of 2028", "stamp": fresh(made).stamp})
    assert fresh(made).name_en == "Demand of 2028"
    client.post(f"{URL}{made.pk}/lines/{line.pk}/", {"stamp": fresh(made).stamp, "remove": "1"})
    assert not DemandLine.objects.exists()


def test_it_is_shown_in_both_languages(browse, cast):
    made = scenario(("forming.stamping", 1200, "iatf16949"))
    for language, words in (
        ("en", ("Scenario", "Metal stamping", "1,200 pieces", "IATF 16949", "Active")),
        ("vi", ("Kịch bản", "1.200 chi tiết", "IATF 16949", "Đang dùng")),
    ):
        shown = said(browse(f"{URL}{made.pk}/", user=cast.mai, language=language))
        assert all(word in shown for word in words), shown
    assert "Scenario" in said(browse(URL, language="en"))


@pytest.mark.parametrize(
    "wrong, name",
    [
        ({"quantity": "0"}, "quantity"),
        ({"quantity": "3.000.000.000"}, "quantity"),
        ({"quantity": "2.000.001"}, "quantity"),
        ({"process": ""}, "process"),
        ({"sector": ""}, "sector"),
        ({"standards": ["nothing"]}, "standards"),
        ({"regions": ["00"]}, "regions"),
        ({"minimum_level": "9"}, "minimum_level"),
    ],
)
def test_a_wrong_line_is_refused_and_nothing_is_written(browse, cast, wrong, name):
    made = scenario(status="draft")
    page = browse(
        f"{URL}{made.pk}/lines/new/",
        user=cast.mai,
        data=line_of(stamp=made.stamp, **wrong),
        status=422,
        language="en",
    )
    assert page.select(f'.errsum a[href="#{name}"], .errsum a[href="#id_{name}"]') or page.select(
        ".errsum li"
    )
    assert not DemandLine.objects.exists()


def test_a_family_of_processes_is_no_process(client, cast):
    made = scenario(status="draft")
    client.force_login(cast.mai)
    answer = client.post(
        f"{URL}{made.pk}/lines/new/",
        line_of(stamp=made.stamp, process=Process.objects.get(code="forming").pk),
    )
    assert answer.status_code == 422


def test_two_who_edit_at_once_are_told(client, cast):
    made = scenario(("forming.stamping", 10), status="draft")
    client.force_login(cast.mai)
    seen = made.stamp
    client.post(f"{URL}{made.pk}/edit/", {**NAMES, "stamp": seen})
    late = client.post(f"{URL}{made.pk}/edit/", {**NAMES, "name_vi": "Muộn", "stamp": seen})
    assert late.status_code == 409
    assert fresh(made).name_vi == NAMES["name_vi"]
    line = made.lines.get()
    assert client.post(f"{URL}{made.pk}/lines/{line.pk}/", {"stamp": seen, "remove": "1"}).status_code == 409
    assert made.lines.exists()


def test_it_is_activated_and_retired_for_a_reason(client, cast):
    made = scenario(("forming.stamping", 10), status="draft")
    client.force_login(cast.mai)

    def ask(status: str, reason: str):
        return client.post(
            f"{URL}{made.pk}/status/", {"status": status, "reason": reason, "stamp": fresh(made).stamp}
        )

    assert ask("active", " ").status_code == 422
    assert fresh(made).status == "draft"
    ask("active", "Bộ đã duyệt")
    assert (fresh(made).status, fresh(made).reason) == ("active", "Bộ đã duyệt")
    ask("retired", "Có số mới")
    assert (fresh(made).status, fresh(made).reason) == ("retired", "Có số mới")
    assert ask("active", "Thử lại").status_code == 409
    assert client.post(f"{URL}{made.pk}/edit/", {**NAMES, "stamp": fresh(made).stamp}).status_code == 409
    assert fresh(made).status == "retired"
    assert ask("draft", "x").status_code == 404


def test_an_empty_scenario_is_not_activated(client, cast):
    made = scenario(status="draft")
    client.force_login(cast.mai)
    answer = client.post(
        f"{URL}{made.pk}/status/", {"status": "active", "reason": "Vì vậy", "stamp": made.stamp}
    )
    assert answer.status_code == 422
    assert fresh(made).status == "draft"


def test_history_keeps_what_was_changed(client, cast):
    made = scenario(("forming.stamping", 10), status="draft")
    client.force_login(cast.mai)
    client.post(f"{URL}{made.pk}/edit/", {**NAMES, "stamp": made.stamp})
    assert list(made.events.order_by("pgh_id").values_list("name_vi", flat=True)) == [
        "Kịch bản",
        "Nhu cầu 2027",
    ]


def a_viewer(cast) -> None:
    Membership.objects.filter(user=cast.mai).update(role=Membership.Role.VIEWER)


def of_one_province(cast) -> None:
    cast.ministry.scope_provinces.add(Province.objects.get(code="79", changes_after__isnull=True))


def of_one_sector(cast) -> None:
    cast.ministry.scope_sectors.add(Sector.objects.current().get(letters=["M"]))


@pytest.mark.parametrize("limited", [a_viewer, of_one_province, of_one_sector])
def test_viewers_and_editors_of_a_part_of_the_country_read_and_write_nothing(client, browse, cast, limited):
    made = scenario(("forming.stamping", 10), status="draft")
    limited(cast)
    page = browse(f"{URL}{made.pk}/", user=cast.mai)
    assert not page.select("main form, main .acts a")
    line = made.lines.get()
    pages = ("new/", "import/", f"{made.pk}/edit/", f"{made.pk}/lines/new/", f"{made.pk}/lines/{line.pk}/")
    for path in pages:
        assert client.get(URL + path).status_code == 404
        assert client.post(URL + path, {**NAMES, **line_of(stamp=made.stamp)}).status_code == 404
    assert client.post(f"{URL}{made.pk}/status/", {"status": "active", "reason": "x"}).status_code == 404
    assert (fresh(made).status, fresh(made).name_vi, made.lines.count()) == ("draft", "Kịch bản", 1)


def test_an_editor_of_the_country_stays_one_who_also_works_for_a_province(client, cast):
    body = Organisation.objects.create(kind=Organisation.Kind.PROVINCE, name="Sở Công Thương")
    body.scope_provinces.add(Province.objects.get(code="79", changes_after__isnull=True))
    member(cast.mai, body)
    client.force_login(cast.mai)
    assert client.post(f"{URL}new/", NAMES).status_code == 302


@pytest.mark.parametrize("who", ["duong", "binh", "chi"])
def test_others_find_nothing(client, cast, who):
    made = scenario(("forming.stamping", 10))
    client.force_login(getattr(cast, who))
    for path in ("", "new/", "import/", f"{made.pk}/", f"{made.pk}/edit/", f"{made.pk}/lines/new/"):
        assert client.get(URL + path).status_code == 404


def test_a_line_of_another_scenario_is_not_found(client, cast):
    one, other = scenario(("forming.stamping", 10)), scenario(("forming.bending", 10))
    client.force_login(cast.mai)
    assert client.get(f"{URL}{one.pk}/lines/{other.lines.get().pk}/").status_code == 404


def test_a_demo_scenario_is_not_found_on_a_real_portal(client, cast):
    made = scenario(("forming.stamping", 10), synthetic=True)
    client.force_login(cast.mai)
    assert client.get(f"{URL}{made.pk}/").status_code == 404


def test_questions_do_not_grow_with_lines(client, cast, same_queries_for_more):
    made = scenario(("forming.stamping", 10, "iso9001"))
    client.force_login(cast.mai)

    def more() -> None:
        scenario(*[("forming.bending", 10, "iatf16949")] * 4)
        for line in DemandLine.objects.exclude(scenario=made):
            DemandLine.objects.create(
                scenario=made, sector=line.sector, process=line.process, quantity=3, standards=["iatf16949"]
            )

    same_queries_for_more(lambda: [client.get(URL), client.get(f"{URL}{made.pk}/")], more)


def bring(client, data: bytes, name: str = "list.csv", language: str = "en"):
    return client.post(
        f"{URL}import/",
        {**NAMES, "file": SimpleUploadedFile(name, data)},
        headers={"Accept-Language": language},
    )


GOOD = """Danh sách nhu cầu;;;;;;
Ngành;Công đoạn;Số lượng mỗi tháng;Đơn vị;Tiêu chuẩn;Bậc;Tỉnh thành
Ô tô;Dập kim loại;120.000;cái;IATF 16949;3;Hà Nội, Hải Phòng
A;machining.cnc_milling;5;nghìn cái;;;
"""


def test_a_list_becomes_a_draft(client, cast):
    client.force_login(cast.mai)
    answer = bring(client, GOOD.encode())
    made = DemandScenario.objects.get()
    assert answer["Location"] == f"{URL}{made.pk}/"
    assert (made.status, made.author) == ("draft", cast.mai)
    one, other = made.lines.all()
    assert (one.sector.letters, one.process.code, one.pieces) == (["A"], "forming.stamping", 120_000)
    assert (one.standards, one.minimum_level, one.regions) == (["iatf16949"], 3, ["01", "31"])
    assert (other.process.code, other.pieces, other.standards) == ("machining.cnc_milling", 5000, [])


def test_a_workbook_is_a_list_as_well(client, cast):
    data = xlsx_bytes({"A": [["sector", "process", "quantity"], ["Electronics", "SMT assembly", 900]]})
    client.force_login(cast.mai)
    bring(client, data, "list.xlsx")
    assert DemandLine.objects.get().pieces == 900


def test_every_fault_is_named_by_row_and_column_and_nothing_is_taken_in(client, cast):
    client.force_login(cast.mai)
    data = "sector,process,quantity,unit,level,standards\nA,forming.stamping,10,,,\nX,forming.stamping,10,,,\nA,forming,10,,,\nA,forming.stamping,-3,,,\nA,forming.stamping,10,tons,,\nA,forming.stamping,10,,7,\nA,forming.stamping,10,,,ISO 1\nA,,10,,,\nA,forming.stamping,2000000,thousands,,\nA,forming.stamping,2000001,thousands,,\nX,forming.stamping,10,,8,\n"  # fmt: skip
    answer = bring(client, data.encode())
    assert answer.status_code == 422
    page = " ".join(answer.content.decode().split())
    for row, words in (
        (3, "This is none of the seven sectors."),
        (4, "The vocabulary has no process of this name or code."),
        (5, "Write digits only"),
        (6, "Units are pieces and thousand pieces."),
        (7, "A level is a digit from 0 to 5."),
        (8, "There is no standard “ISO 1”."),
        (9, "This cell is empty."),
        (11, "That is more than two thousand million pieces a month."),
    ):
        assert f'<th scope="row" class="r">{row}</th>' in page
        assert words in page
    assert page.count('<th scope="row" class="r">12</th>') == 2, "both faults of a row are told at once"
    assert not DemandScenario.objects.exists()
    assert not DemandLine.objects.exists()


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", "The submitted file is empty."),
        (b"%PDF-1.7", "This is a PDF file"),
        (b"name,tax code\nA,1\n", "names the columns sector, process and quantity"),
        (b"sector,process,quantity\n", "a row of column names and nothing under it"),
        (b"sector,process,quantity\n" + b"A,forming.stamping,1\n" * 2001, "more than 2000 rows"),
    ],
)
def test_what_is_no_list_is_refused(client, cast, data, words):
    client.force_login(cast.mai)
    answer = bring(client, data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not DemandScenario.objects.exists()


def test_a_pair_that_no_firm_knows_is_kept_and_said(client, cast):
    client.force_login(cast.mai)
    made = scenario(("forming.stamping", 10), status="draft")
    new = f"{URL}{made.pk}/lines/new/"
    page = client.post(new, line_of(stamp=made.stamp), follow=True, headers={"Accept-Language": "en"})
    assert "no firm of the sector" in page.content.decode()
    assert made.lines.count() == 2
    firm = plant("Dập", "0100000001")
    its = firm.sectors.get(is_main=True).sector_id
    sent = line_of(stamp=fresh(made).stamp, sector=its)
    page = client.post(new, sent, follow=True, headers={"Accept-Language": "en"})
    assert "no firm of the sector" not in page.content.decode()


def test_the_list_calls_its_column_the_name_of_a_thing(browse, cast):
    scenario(("forming.stamping", 10))
    heads = [said(th) for th in browse(URL, user=cast.mai, language="vi").select("#scenarios th")]
    assert heads[0] == "Tên"
