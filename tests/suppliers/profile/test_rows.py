"""Rows: added, emptied, repeated, too many, too long, and those of somebody else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup

from portal.models import Standard
from suppliers.forms.rows import MOST
from suppliers.models import Certificate, DeliveryMonth, Machine, Owner
from tests.suppliers import typing
from tests.suppliers.firms import Firm, process, sector


def machine(name: str = "Máy tiện", **more: Any) -> typing.Typed:
    return {"process": process(), "name": name, "quantity": "1"} | more


def machines(*each: typing.Typed, **changes: Any) -> typing.Typed:
    """The section with these machines and no other."""
    return {"version": "0"} | typing.rows("machine", *each) | changes


def said_beside(answer: Any, control: str) -> str:
    """The sentence at a control, which must also be in the summary with a link to it."""
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one(f'#errors a[href="#id_{control}"]'), [a["href"] for a in page.select("#errors a")]
    beside = page.select_one(f"#id_{control}-error")
    assert beside
    assert f"id_{control}-error" in page.select_one(f"#id_{control}")["aria-describedby"]
    return " ".join(beside.text.split())


def test_rows_left_empty_are_not_kept(firm: Firm) -> None:
    typed = machines({"name": "", "process": "", "quantity": "1"}, machine("Máy phay"), {"quantity": "1"})
    assert typing.save(firm, "machines", typed).status_code == 302
    assert [m.name for m in Machine.objects.all()] == ["Máy phay"]


def test_an_emptied_row_is_removed(firm: Firm) -> None:
    typing.save(firm, "machines", machines(machine("A"), machine("B")))
    a, b = Machine.objects.order_by("pk")
    kept = machines({"id": a.pk, "quantity": "1"}, machine("B", id=b.pk), version="1")
    typing.save(firm, "machines", kept)
    assert list(Machine.objects.values_list("pk", "name")) == [(b.pk, "B")]


def test_adding_to_the_last_place_and_removing_all_leaves_one_to_fill_in(firm: Firm) -> None:
    answer = typing.save(firm, "machines", machines(machine(), remove="machines-0"))
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.find("input", {"name": "machine-count"})["value"] == "1"
    assert page.find("input", {"name": "machine-0-name"}).get("value", "") == ""


def test_a_new_row_is_where_the_reader_goes_on(firm: Firm) -> None:
    answer = typing.save(firm, "quality", typing.quality(typing.month("10/2026"), add="months"))
    page = BeautifulSoup(answer.content, "html.parser")
    assert [field["name"] for field in page.select("#section fieldset [autofocus]")] == ["month-1-month"]
    target = page.select_one("button[name=add][value=months]")["formaction"]
    assert target == "#months-2", "the next one will be shown there without a script"
    assert page.select_one("details#months-1[open]")


@pytest.mark.parametrize(
    "asked", [{"add": "cars"}, {"remove": "cars-1"}, {"remove": "machines-x"}, {"remove": "-"}]
)
def test_rows_that_do_not_exist_are_neither_added_nor_removed(firm: Firm, asked: dict[str, str]) -> None:
    """The form is then read as a save: nothing that was typed is thrown away."""
    assert typing.save(firm, "machines", machines(machine(), **asked)).status_code == 302
    assert Machine.objects.count() == 1


def test_removing_a_row_beyond_the_last_removes_none(firm: Firm) -> None:
    answer = typing.save(firm, "machines", machines(machine(), remove="machines-7"))
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.find("input", {"name": "machine-0-name"})["value"] == "Máy tiện"


@pytest.mark.parametrize(
    "key, typed, control, words",
    [
        pytest.param(
            "processes",
            lambda: typing.processes(
                **typing.rows("process", {"process": process()}, {"process": process()})
            ),
            "process-1-process",
            "Công đoạn này đã có trong hồ sơ.",
            id="a process twice",
        ),
        pytest.param(
            "certificates",
            lambda: typing.certificates(typing.iso9001(), typing.iso9001(number="QMS-2")),
            "certificate-1-standard",
            "Chứng chỉ này đã có trong hồ sơ.",
            id="a standard twice",
        ),
        pytest.param(
            "quality",
            lambda: typing.quality(typing.month("10/2026"), typing.month("2026-10", parts="5", rejected="0")),
            "month-1-customer",
            "10/2026: Khách này đã có số liệu của tháng này.",
            id="a customer's month twice",
        ),
    ],
)
def test_the_same_row_twice_is_said_at_the_second(
    firm: Firm, key: str, typed: Any, control: str, words: str
) -> None:
    answer = typing.save(firm, key, typed())
    assert answer.status_code == 422
    assert said_beside(answer, control) == words
    assert firm.fresh().facts_version == 1


@pytest.mark.parametrize(
    "key, changes, control, words",
    [
        pytest.param("company", {"workers": "nhiều"}, "workers", "Anh/chị đã ghi “nhiều”.", id="no number"),
        pytest.param("company", {"workers": "-5"}, "workers", "Chỉ ghi chữ số", id="negative"),
        pytest.param(
            "company", {"established": "2027"}, "established", "từ 1900 đến 2026", id="a year to come"
        ),
        pytest.param("company", {"name": ""}, "name", "Ghi tên đúng như", id="no name"),
        pytest.param("company", {"name": "x" * 251}, "name", "250", id="a name too long"),
        pytest.param("company", {"name": "Cơ khí\x00"}, "name", "", id="a NUL byte"),
        pytest.param("company", {"description": "x" * 100_000}, "description", "1000", id="a book"),
        pytest.param("company", {"sector": "999999"}, "sector", "chọn một mục", id="no such sector"),
        pytest.param("company", {"website": "http://"}, "website", "www.example.vn", id="no address"),
        pytest.param("site", {"contact-email": "ha@"}, "contact-email", "ha@example.vn", id="no e-mail"),
        pytest.param("site", {"contact-phone": "gọi Hà"}, "contact-phone", "0912", id="no telephone"),
        pytest.param(
            "site",
            {"contact-phone": "", "contact-email": ""},
            "contact-phone",
            "để bên mua",
            id="no way to reach",
        ),
        pytest.param("site", {"contact-name": ""}, "contact-name", "Ghi tên người", id="nobody to ask for"),
        pytest.param(
            "company", {"owner-0-share_percent": "0"}, "owner-0-share_percent", "lớn hơn 0", id="no share"
        ),
        pytest.param(
            "company", {"owner-0-country": "XX"}, "owner-0-country", "chọn một mục", id="no such country"
        ),
        pytest.param(
            "capacity", {"load_percent": "151"}, "load_percent", "từ 0 đến 150", id="load above 150"
        ),
        pytest.param("machines", {"machine-0-quantity": "0"}, "machine-0-quantity", "từ 1", id="no machine"),
        pytest.param("machines", {"machine-0-year": "2027"}, "machine-0-year", "2026", id="not built yet"),
        pytest.param(
            "processes",
            {"process-0-tolerance_mm": "0"},
            "process-0-tolerance_mm",
            "lớn hơn 0",
            id="no tolerance",
        ),
        pytest.param(
            "machines", {"machine-0-name": ""}, "machine-0-name", "Ghi tên máy.", id="which machine"
        ),
    ],
)
def test_bad_input_is_said_beside_the_field_in_vietnamese(
    firm: Firm, key: str, changes: typing.Typed, control: str, words: str
) -> None:
    typed = typing.SOUND[key](**changes)
    answer = typing.save(firm, key, typed, **{"Accept-Language": "vi"})
    assert answer.status_code == 422
    assert words in said_beside(answer, control)
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.title.text.startswith("Lỗi:")
    assert firm.fresh().facts_version == 1


def test_the_sentences_are_english_for_who_reads_english(firm: Firm) -> None:
    answer = typing.save(firm, "company", typing.company(workers="many"), **{"Accept-Language": "en"})
    assert said_beside(answer, "workers") == "Write digits only, for example 120. You wrote “many”."


def test_more_rows_than_a_page_takes_are_refused_not_dropped(firm: Firm) -> None:
    typed = machines(*[machine(f"Máy {n}") for n in range(3)]) | {"machine-count": "10000"}
    answer = typing.save(firm, "machines", typed)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    assert str(MOST) in page.select_one("#errors").text
    assert page.find("input", {"name": "machine-2-name"})["value"] == "Máy 2"
    assert not Machine.objects.exists()


@pytest.mark.parametrize("count", ["", "-1", "many", "1" * 5000, "1.5", "\x00"])
def test_a_count_that_is_none_keeps_the_server_up(firm: Firm, count: str) -> None:
    typed = typing.company() | {"owner-count": count}
    assert typing.save(firm, "company", typed).status_code in (302, 422)


def test_a_page_full_of_rows_is_saved(firm: Firm) -> None:
    many = [typing.month(f"{n % 12 + 1:02d}/{2020 + n // 12 % 5}", f"Khách {n // 60}") for n in range(MOST)]
    assert typing.save(firm, "quality", typing.quality(*many)).status_code == 302
    assert DeliveryMonth.objects.count() == MOST


def test_another_firms_rows_cannot_be_taken_or_changed(firm: Firm, other_firm: Firm) -> None:
    typing.save(other_firm, "company", typing.company(sector=sector("P")))
    typing.save(other_firm, "certificates", typing.certificates(typing.iso9001(number="THEIRS")))
    theirs, paper = Owner.objects.get(), Certificate.objects.get()
    taken = typing.rows("owner", {"id": theirs.pk, "name": "Mine", "country": "VN", "share_percent": "60"})
    typing.save(firm, "company", typing.company(**taken))
    typing.save(firm, "certificates", typing.certificates(typing.iso9001(id=paper.pk, number="MINE")))
    theirs.refresh_from_db()
    paper.refresh_from_db()
    assert (theirs.supplier, theirs.name) == (other_firm.supplier, "Trần Văn Dương")
    assert (paper.supplier, paper.number) == (other_firm.supplier, "THEIRS")
    assert other_firm.fresh().facts_version == 3, "their facts did not change"


def more_machines(firm: Firm) -> None:
    for n in range(6):
        Machine.objects.create(supplier=firm.supplier, process_id=process(), name=f"Máy {n}")


def more_months(firm: Firm) -> None:
    for n in range(1, 7):
        DeliveryMonth.objects.create(
            supplier=firm.supplier, month=date(2026, n, 1), customer="A", parts=1, rejected=0
        )


def more_owners(firm: Firm) -> None:
    for n in range(6):
        Owner.objects.create(supplier=firm.supplier, name=f"Chủ {n}", country="VN", share_percent=5)


def more_certificates(firm: Firm) -> None:
    for standard in Standard.objects.current().order_by("pk")[:6]:
        Certificate.objects.create(supplier=firm.supplier, standard=standard)


@pytest.mark.parametrize(
    "key, add_rows",
    [
        ("machines", more_machines),
        ("quality", more_months),
        ("company", more_owners),
        ("certificates", more_certificates),
    ],
)
def test_more_rows_ask_no_more_of_the_database(
    firm: Firm, key: str, add_rows: Callable[[Firm], None], same_queries_for_more: Any
) -> None:
    client = firm.client()
    same_queries_for_more(lambda: client.get(firm.url("section", key)), lambda: add_rows(firm))


@pytest.mark.parametrize(
    "key, control, most", [("capacity", "load_percent", 150), ("products", "local_content_percent", 100)]
)
def test_a_share_is_asked_for_as_a_share(firm: Firm, key: str, control: str, most: int) -> None:
    answer = typing.save(firm, key, typing.SOUND[key](**{control: "37,5"}), **{"Accept-Language": "en"})
    assert answer.status_code == 422
    assert said_beside(answer, control) == f"Write a whole number from 0 to {most}. You wrote “37,5”."
    assert typing.save(firm, key, typing.SOUND[key](**{control: "37 %"})).status_code == 302
    assert getattr(firm.fresh(), control) == 37
