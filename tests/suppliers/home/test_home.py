"""The firm's own page: on the list or not and why, what lapses, what to read, what to do; entering the list."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup

from suppliers.events import facts_changed
from suppliers.models import Decision, DeliveryMonth, Evidence, SectionDraft
from tests.suppliers import typing
from tests.suppliers.firms import NOW, TODAY, Firm


def page_of(firm: Firm, user: Any = None) -> BeautifulSoup:
    answer = firm.client(user).get(firm.url("firm_home"))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def panel(page: BeautifulSoup, heading: str) -> str:
    """The words of one panel; "" where there is none."""
    found = [s for s in page.select("section.panel") if s.h2 and s.h2.text == heading]
    return " ".join(found[0].text.split()) if found else ""


def fill_in(firm: Firm) -> None:
    """The set that buyers need, typed section by section."""
    for key, typed in (
        ("company", typing.company()),
        ("site", typing.site()),
        ("processes", typing.processes()),
        ("machines", typing.machines()),
        ("capacity", typing.capacity()),
        ("certificates", typing.certificates(declares_no_certificate="on")),
    ):
        assert typing.save(firm, key, typed).status_code == 302


@pytest.fixture
def complete(firm: Firm) -> Firm:
    fill_in(firm)
    return firm


@pytest.fixture
def rung() -> Iterator[list[int]]:
    heard: list[int] = []

    def listen(supplier_id: int, **_: object) -> None:
        heard.append(supplier_id)

    facts_changed.connect(listen)
    yield heard
    facts_changed.disconnect(listen)


def test_a_new_firm_reads_what_buyers_need_and_where_to_say_it(firm: Firm, browse: Any) -> None:
    page = browse("/home/", user=firm.owner)
    needs = {a["href"] for a in page.select(".needs a")}
    assert needs == {
        firm.url("section", "processes") + "#id_process-0-process",
        firm.url("section", "processes") + "#id_process-0-materials",
        firm.url("section", "capacity") + "#id_monthly_capacity",
        firm.url("section", "certificates") + "#id_certificate-0-standard",
        firm.url("section", "company") + "#id_owner-0-name",
        firm.url("section", "site") + "#id_address",
        firm.url("section", "site") + "#id_contact-name",
    }
    assert not page.select("form[action$='/publish/']"), "no button that would be refused"


def test_what_is_known_without_a_section_is_counted_as_answered(firm: Firm) -> None:
    """The tax code is stated on the day of registering, before any section is saved."""
    Evidence.objects.create(
        supplier=firm.supplier, criterion="1.1", kind="register", level=5, valid_from=TODAY
    )
    step = page_of(firm).select_one(f".steplist a[href='{firm.url('section', 'company')}']")
    assert step.select_one(".tail").text == "1/2"
    assert "chưa bắt đầu" not in step.text


def test_a_draft_is_told_to_its_writer_alone(firm: Firm) -> None:
    draft = {"supplier": firm.supplier, "section": "capacity", "typed": {"monthly_capacity": ["x"]}}
    SectionDraft.objects.create(by=firm.owner, **draft)
    link = {"href": firm.url("section", "capacity")}
    told = [a for a in page_of(firm).find_all("a", link) if "bản nháp" in a.text]
    assert len(told) == 1
    assert "bản nháp" not in page_of(firm, firm.editor).text


def test_each_of_these_links_leads_to_a_control(firm: Firm, browse: Any) -> None:
    for link in [a["href"] for a in page_of(firm).select(".needs a")]:
        url, _hash, control = link.partition("#")
        assert browse(url, user=firm.owner).select_one(f"#{control}"), link


def test_publishing_without_them_is_refused_and_changes_nothing(firm: Firm, rung: list[int]) -> None:
    answer = firm.client().post(firm.url("publish"))
    assert answer.status_code == 422
    assert len(BeautifulSoup(answer.content, "html.parser").select(".needs li")) == 7
    assert (firm.fresh().published_at, firm.fresh().facts_version) == (None, 1)
    assert rung == []


def publish(firm: Firm, user: Any = None) -> Any:
    return firm.client(user).post(firm.url("publish"))


def test_a_firm_with_all_of_them_is_published_by_a_press(
    complete: Firm, rung: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    page = page_of(complete)
    assert page.select_one(f"form[action='{complete.url('publish')}'] button")
    version = complete.fresh().facts_version
    with django_capture_on_commit_callbacks(execute=True):
        assert publish(complete).status_code == 302
    assert complete.fresh().listed
    assert complete.fresh().facts_version == version + 1
    assert rung == [complete.supplier.pk], "the directory and the score hear of it"
    assert complete.client().get(complete.url("supplier")).status_code == 200


def test_a_second_press_keeps_the_day_on_which_it_entered(complete: Firm) -> None:
    publish(complete)
    first = complete.fresh().published_at
    publish(complete)
    assert complete.fresh().published_at == first


def test_it_leaves_the_list_by_a_press_and_what_was_written_stays(complete: Firm) -> None:
    publish(complete)
    assert complete.client().post(complete.url("unpublish")).status_code == 302
    firm = complete.fresh()
    assert not firm.listed
    assert (firm.monthly_capacity, firm.contact.name) == (12_000, "Nguyễn Thu Hà")


def test_a_viewer_neither_publishes_nor_withdraws(complete: Firm) -> None:
    assert publish(complete, complete.viewer).status_code == 403
    assert not complete.fresh().listed
    publish(complete)
    assert complete.client(complete.viewer).post(complete.url("unpublish")).status_code == 403
    assert complete.fresh().listed
    page = page_of(complete, complete.viewer)
    assert not page.select("main form")


@pytest.mark.parametrize("url", ["publish", "unpublish"])
def test_both_are_done_by_a_press_not_by_a_link(complete: Firm, url: str) -> None:
    assert complete.client().get(complete.url(url)).status_code == 405


LOST = {
    "process": ("processes", typing.rows("process")),
    "material": ("processes", {"process-0-materials": []}),
    "capacity": ("capacity", {"monthly_capacity": ""}),
    "certificate": ("certificates", {}),
    "ownership": ("company", typing.rows("owner")),
    "address": ("site", {"address": ""}),
    "contact": ("site", {"contact-name": "", "contact-phone": ""}),
}


@pytest.mark.parametrize("needed", LOST)
def test_a_firm_that_loses_what_buyers_need_leaves_the_list_and_is_told(complete: Firm, needed: str) -> None:
    publish(complete)
    key, changes = LOST[needed]
    typed = typing.SOUND[key] if key != "certificates" else typing.certificates
    answer = typing.save(complete, key, typed(version="1", **changes), **{"HX-Request": "true"})
    assert answer.status_code == 200
    assert "rời danh bạ" in BeautifulSoup(answer.content, "html.parser").select_one(".toast").text
    assert complete.fresh().published_at is None
    links = [a["href"] for a in page_of(complete).select(".needs a")]
    assert links
    assert all(f"/{key}/" in link for link in links)


def line(firm: Firm, criterion: str, ends: date, **more: Any) -> Evidence:
    known = {"kind": Evidence.Kind.DOCUMENT, "evidence_class": "A2", "level": Decimal(3)}
    return Evidence.objects.create(
        supplier=firm.supplier, criterion=criterion, valid_from=date(2025, 1, 1), valid_to=ends, created_at=NOW,
        **(known | more),
    )  # fmt: skip


def test_what_lapses_within_ninety_days_is_named_and_what_lapsed_stays_on_top(firm: Firm) -> None:
    line(firm, "2.3", date(2027, 2, 19))
    line(firm, "2.5", date(2026, 11, 20))
    line(firm, "2.6", date(2026, 11, 21))
    line(firm, "2.7", date(2027, 2, 20))
    line(firm, "2.9", date(2026, 12, 1), kind=Evidence.Kind.STATEMENT, evidence_class="A0")
    words = panel(page_of(firm), "Đã hoặc sắp hết hiệu lực")
    found = [code for code in ("2.3", "2.5", "2.6", "2.7", "2.9") if code in words]
    assert found == ["2.3", "2.5", "2.6"], "the 91st day is far, and a statement is renewed by saving"
    assert words.index("2.5") < words.index("2.6") < words.index("2.3")
    assert "hết hạn 20/11/2026" in words


def test_a_paper_that_was_renewed_is_not_spoken_of(firm: Firm) -> None:
    line(firm, "2.5", date(2026, 11, 1))
    line(firm, "2.5", date(2027, 11, 1))
    assert panel(page_of(firm), "Đã hoặc sắp hết hiệu lực") == ""


def test_a_decision_is_shown_until_somebody_has_read_it(firm: Firm) -> None:
    decision = Decision.objects.create(
        supplier=firm.supplier, criterion="2.5", evidence=line(firm, "2.5", date(2027, 11, 1)),
        outcome=Decision.Outcome.ACCEPTED, level=Decimal(3), evidence_class="A2", reason="Hồ sơ khớp.", decided_by=firm.viewer,
        decided_at=NOW, closed_at=NOW,
    )  # fmt: skip
    assert "Hồ sơ khớp." in panel(page_of(firm), "Quyết định cần đọc")
    firm.client().post(firm.url("decision_read", decision.pk))
    assert panel(page_of(firm), "Quyết định cần đọc") == ""


@pytest.mark.parametrize(
    "last, asked",
    [
        pytest.param(date(2026, 10, 1), False, id="last month is there"),
        pytest.param(date(2026, 9, 1), True, id="last month is missing"),
    ],
)
def test_the_figures_of_last_month_are_asked_for(firm: Firm, last: date, asked: bool) -> None:
    DeliveryMonth.objects.create(supplier=firm.supplier, month=last, customer="A", parts=1, rejected=0)
    assert ("số liệu tháng trước" in panel(page_of(firm), "Việc làm được ngay")) is asked


def test_the_page_asks_no_more_of_the_database_for_more_rows(
    complete: Firm, same_queries_for_more: Any
) -> None:
    def more() -> None:
        for n in range(5):
            line(complete, f"2.{n + 3}", date(2026, 12, n + 1))

    line(complete, "7.1", date(2026, 12, 1))
    client = complete.client()
    same_queries_for_more(lambda: client.get(complete.url("firm_home")), more)


def test_the_level_is_shown_beside_and_without_a_script_by_a_link(firm: Firm) -> None:
    for url in (firm.url("firm_home"), firm.url("section", "company")):
        page = BeautifulSoup(firm.client().get(url).content, "html.parser")
        place = page.select_one("#standing")
        assert place["hx-get"] == place.a["href"] == f"/readiness/{firm.supplier.public_id}/panel/"
        assert firm.client().get(place["hx-get"]).status_code == 200


def test_a_buyer_reads_what_a_buyer_does_here(cast: Any, browse: Any) -> None:
    page = browse("/home/", user=cast.binh, language="en")
    for url in ("/suppliers/", "/requirements/", "/shortlists/", "/enquiries/"):
        assert page.select_one(f'main a[href="{url}"]'), url
