"""GET and PATCH of sections: the page's rules, errors by field, nobody overwritten unseen."""

from typing import Any

import pytest

from suppliers.api.sections.shapes import SHAPES
from suppliers.criteria_texts import criteria_for
from suppliers.forms.rows import Rows
from suppliers.forms.sections import SECTION_FORMS
from suppliers.models import Certificate, Equipment, Machine, SectionVersion
from tests.suppliers.firms import TODAY, Firm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def call(firm: Firm) -> Any:
    def ask(
        method: str, key: str, data: Any = None, *, user: Any = None, status: int = 200, **headers: str
    ) -> Any:
        url = f"/api/v1/suppliers/{firm.supplier.public_id}/sections/{key + '/' if key else ''}"
        headers = {"Accept-Language": "en", **{k.replace("_", "-"): v for k, v in headers.items()}}
        answer = getattr(firm.client(user), method)(
            url, data, content_type="application/json", headers=headers
        )
        assert answer.status_code == status, answer.content
        return answer

    return ask


COMPANY = {
    "company": {"name": "Cơ khí Anh Dương", "sector": "mechanical", "workers": 1200, "website": "x.vn"},
    "owners": [{"name": "Trần Văn Dương", "country": "VN", "share_percent": "70.5"}],
}
SITE = {
    "place": {"address": "Lô A3", "province": "79"},
    "sites": [{"use": "store", "address": "Lô B1", "province": "79", "area_m2": 900}],
    "permit_land": {"state": "held", "number": "L-1", "valid_to": "2030-05-01"},
    "contact": {"name": "Nguyễn Thu Hà", "phone": "0912 345 678", "languages": ["vi", "ja"]},
    "levels": {"1.6": 2},
}
PROCESSES = {
    "capabilities": [
        {
            "process": "machining.cnc_turning",
            "materials": ["steel.carbon"],
            "tolerance_mm": "0.02",
        }
    ],
}
PRODUCTS = {
    "products": [{"name": "Trục bơm", "yearly_pieces": 120_000, "since": 2015}],
    "origin": {"local_content_percent": 60},
    "inputs": [{"name": "Thép", "country": "JP", "share_percent": "40", "sources": 1, "watched": True}],
}
MACHINES = {
    "machines": [
        {"process": "machining.cnc_turning", "name": "CNC", "quantity": 2, "year": 2019, "largest_mm": 400}
    ],
    "upkeep": {"maintenance": "plan", "oee_percent": 70},
    "digital": {"automation": 2, "figures": 0, "siri_band": "2.4"},
}
CAPACITY = {
    "capacity": {"monthly_capacity": 12000, "load_percent": 60},
    "rhythm": {"shifts": 2},
    "lead": {"lead_days": 30, "flex_percent": 10, "flex_weeks": 4},
}
FINANCE = {
    "years": [{"year": 2025, "filed": True, "revenue": 12500, "equity": -300}],
    "lean": {"trained": True, "score": 78, "scored_on": "2026-09-01"},
    "scrap": [{"month": "2026-10", "made": 1000, "scrapped": 12}],
}
PEOPLE = {
    "posts": [{"name": "Thợ hàn", "people": 6, "is_key": True}],
    "training": {"training_hours": 0},
    "new": {"rd_percent": "1.5"},
    "languages": {"languages_spoken": ["en", "ja"]},
}
SUSTAINABILITY = {
    "rating": {"saq_grade": "B", "rated_on": "2026-09-01"},
    "footprint": {"electricity_kwh": 90_000},
}
MARKET = {
    "customers": [{"name": "Khách A", "role": "tier1", "since": "2020-01", "share_percent": 40}],
    "export": {"direct_percent": 12},
}
CERTIFICATES = {
    "certificates": [
        {"standard": "iso9001", "number": "Q-1", "issued_on": "2025-03-01", "valid_to": "2028-02-28"}
    ]
}
QUALITY = {
    "months": [
        {
            "month": "2026-10",
            "customer": "A",
            "parts": 10000,
            "rejected": 3,
            "lines_due": 50,
            "lines_on_time": 49,
        }
    ],
    "coverage": {"delivery_sales_percent": 80},
}
SENT = {
    "company": COMPANY,
    "site": SITE,
    "processes": PROCESSES,
    "products": PRODUCTS,
    "machines": MACHINES,
    "capacity": CAPACITY,
    "certificates": CERTIFICATES,
    "quality": QUALITY,
    "finance": FINANCE,
    "people": PEOPLE,
    "sustainability": SUSTAINABILITY,
    "market": MARKET,
}


def test_every_section_and_every_part_of_it_has_a_spelling(firm: Firm) -> None:
    texts = criteria_for("M")
    for key, form in SECTION_FORMS.items():
        parts = form(firm.supplier, texts=texts, today=TODAY).parts
        assert set(SHAPES[key]) == set(parts) - {"levels"}
        for name, shape in SHAPES[key].items():
            part = parts[name]
            assert (part.row if isinstance(part, Rows) else type(part)) is shape


@pytest.mark.parametrize("key", SENT)
def test_what_is_sent_is_read_back_and_sent_again_changes_nothing(call: Any, firm: Firm, key: str) -> None:
    sent = SENT[key]
    answer = call("patch", key, {**sent, "version": 0})
    assert answer.headers["ETag"] == '"1"'
    read = call("get", key).json()
    assert read == answer.json()
    assert (read["version"], read["facts_version"]) == (1, 2)
    for part, values in sent.items():
        rows, held = (values, read[part]) if isinstance(values, list) else ([values], [read[part]])
        assert len(rows) == len(held)
        for row, kept in zip(rows, held, strict=True):
            assert {n: kept[n] for n in row if n != "website"} == {
                n: v for n, v in row.items() if n != "website"
            }
    whole = {
        part: values for part, values in read.items() if part not in ("section", "version", "facts_version")
    }
    call("patch", key, whole, If_Match='"1"')
    assert call("get", key).json() == read | {"version": 2, "facts_version": 3}


def test_what_is_left_out_stays(call: Any) -> None:
    call("patch", "company", {**COMPANY, "version": 0})
    read = call("patch", "company", {"company": {"workers": None}, "version": 1}).json()
    assert read["company"]["workers"] is None
    assert read["company"]["website"] == "https://x.vn"
    assert [owner["name"] for owner in read["owners"]] == ["Trần Văn Dương"]
    call("patch", "site", {**SITE, "version": 0})
    read = call("patch", "site", {"place": {"address": "Lô A4"}, "version": 1}).json()
    assert (read["contact"]["languages"], read["levels"]["1.6"]) == (["vi", "ja"], 2)
    assert read["permit_land"]["number"] == "L-1"


def test_a_row_is_known_by_its_number_and_a_list_replaces_the_list(call: Any) -> None:
    first = call("patch", "machines", {**MACHINES, "version": 0}).json()["machines"][0]
    second = {"process": "machining.cnc_milling", "name": "Mill", "quantity": 1}
    rows = [{**first, "name": "CNC 2"}, second]
    assert len(call("patch", "machines", {"machines": rows, "version": 1}).json()["machines"]) == 2
    assert Machine.objects.get(pk=first["id"]).name == "CNC 2"
    call("patch", "machines", {"machines": [], "version": 2})
    assert not Machine.objects.exists()
    assert Equipment.objects.get().oee_percent == 70, "another part of the section"


@pytest.mark.parametrize(
    "key, sent, where",
    [
        pytest.param("company", {"company": {"workers": 12.345}}, ["company", "workers"], id="a count is whole"),
        pytest.param("company", {"company": {"workers": "many"}}, ["company", "workers"], id="a count is a number"),
        pytest.param("company", {"company": {"name": ""}}, ["company", "name"], id="the page's own rule"),
        pytest.param("site", {"place": {"province": "Z9"}}, ["place", "province"], id="no such word"),
        pytest.param("company", {"owners": [{"country": "VN"}, {"name": "A", "share_percent": "101"}]}, ["owners", "1", "share_percent"], id="the row is named"),
        pytest.param("site", {"place": {"address": "Thuận An, Sông Bé"}}, ["place", "former_province"], id="a province that was divided"),
        pytest.param("site", {"contact": {"name": "Hà"}}, ["contact", "phone"], id="two fields together"),
        pytest.param("company", {"levels": {"9.9": 1}}, ["levels", "9.9"], id="a criterion of no section"),
        pytest.param("site", {"levels": {"1.6": 7}}, ["levels", "1.6"], id="a level that does not exist"),
        pytest.param("processes", {"capabilities": [{"process": "magic"}]}, ["capabilities", "0", "process"], id="no such process"),
        pytest.param("certificates", {"certificates": [{"standard": "iso9001", "issued_on": "2027-01-01"}]}, ["certificates", "0", "issued_on"], id="a day to come"),
        pytest.param("quality", {"months": [{"month": "2026-13", "customer": "A"}]}, ["months", "0", "month"], id="no such month"),
        pytest.param("quality", {"months": "x"}, ["months"], id="no list"),
    ],
)  # fmt: skip
def test_errors_stand_at_their_field_and_nothing_is_saved(
    call: Any, firm: Firm, key: str, sent: Any, where: list[str]
) -> None:
    found = call("patch", key, {**sent, "version": 0}, status=400).json()
    for step in where:
        found = found[step]
    assert found
    assert firm.fresh().facts_version == 1
    assert not SectionVersion.objects.exists()


def test_the_part_of_a_divided_province_settles_the_one_of_today(call: Any) -> None:
    sent = {"place": {"address": "Thuận An, Sông Bé", "former_province": "74"}, "version": 0}
    place = call("patch", "site", sent).json()["place"]
    assert (place["province"], place["former_province"]) == ("79", "74")


@pytest.mark.parametrize("by_header", [True, False])
def test_a_stale_save_gets_both_values_and_saves_nothing(call: Any, firm: Firm, by_header: bool) -> None:
    call("patch", "capacity", {**CAPACITY, "version": 0})
    late = {"capacity": {"monthly_capacity": 9000, "load_percent": 60}}
    if by_header:
        answer = call("patch", "capacity", late, user=firm.editor, status=412, If_Match='"0"')
    else:
        answer = call("patch", "capacity", {**late, "version": 0}, user=firm.editor, status=409)
    told = answer.json()
    assert told["differences"] == [{"field": "capacity.monthly_capacity", "saved": 12000, "sent": 9000}]
    assert (told["version"], answer.headers["ETag"]) == (1, '"1"')
    assert told["saved"]["rhythm"]["shifts"] == 2
    assert firm.fresh().monthly_capacity == 12000
    assert firm.fresh().facts_version == 2


def test_who_does_not_say_what_was_read_is_asked(call: Any, firm: Firm) -> None:
    call("patch", "quality", QUALITY, status=428)
    call("patch", "quality", QUALITY, status=412, If_Match="*")
    assert firm.fresh().facts_version == 1


def test_a_viewer_reads_and_others_find_nothing(call: Any, firm: Firm, other_firm: Firm) -> None:
    assert call("get", "certificates", user=firm.viewer).json()["version"] == 0
    call("patch", "certificates", {**CERTIFICATES, "version": 0}, user=firm.viewer, status=403)
    for method in ("get", "patch"):
        call(method, "certificates", {"version": 0}, user=other_firm.owner, status=404)
    assert not Certificate.objects.exists()


def test_the_list_says_which_version_each_section_has(call: Any) -> None:
    call("patch", "quality", {**QUALITY, "version": 0})
    assert {s["section"]: s["version"] for s in call("get", "").json()} == {
        key: int(key == "quality") for key in SECTION_FORMS
    }
