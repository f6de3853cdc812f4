"""The two sections that are worked out: what stands for a criterion changes as the facts do."""

from datetime import date
from decimal import Decimal
from typing import Any

from bs4 import BeautifulSoup

from suppliers.models import Certificate, DeliveryMonth, Evidence
from tests.suppliers import typing
from tests.suppliers.firms import NOW, Firm, sector, standard


def live(firm: Firm, criterion: str) -> Evidence | None:
    return Evidence.objects.counting().filter(supplier=firm.supplier, criterion=criterion).first()


def worked_out(answer: Any) -> str:
    page = BeautifulSoup(answer.content, "html.parser")
    return " ".join(page.select_one(".facts-said").text.split())


def test_a_certificate_claims_its_level_until_its_own_clock(firm: Firm) -> None:
    typing.save(firm, "certificates", typing.certificates(typing.iso9001()))
    said = live(firm, "2.1")
    assert (said.level, said.evidence_class, said.kind) == (Decimal(3), "A0", "certificate")
    assert said.valid_to == date(2027, 4, 10), "13 months after the surveillance of 10 March 2026"
    assert said.scheme == "iso9001"


def test_a_later_surveillance_moves_the_day_on_the_same_line(firm: Firm) -> None:
    typing.save(firm, "certificates", typing.certificates(typing.iso9001(last_surveillance_on="")))
    first = live(firm, "2.1")
    assert first.valid_to == date(2026, 4, 1)
    pk = Certificate.objects.get().pk
    typing.save(firm, "certificates", typing.certificates(typing.iso9001(id=pk), version="1"))
    assert (live(firm, "2.1").pk, live(firm, "2.1").valid_to) == (first.pk, date(2027, 4, 10))


def test_without_a_surveillance_audit_the_page_says_why_it_counts_no_longer(firm: Firm) -> None:
    typing.save(firm, "certificates", typing.certificates(typing.iso9001(last_surveillance_on="")))
    for page in (firm.url("section", "certificates"), firm.url("firm_evidence")):
        assert "giám sát" in reason_of(firm, page)
        assert "4/2026" in reason_of(firm, page)
    pk = Certificate.objects.get().pk
    typing.save(firm, "certificates", typing.certificates(typing.iso9001(id=pk), version="1"))
    for page in (firm.url("section", "certificates"), firm.url("firm_evidence")):
        assert reason_of(firm, page) == ""


def reason_of(firm: Firm, url: str) -> str:
    """What a page says of a certificate whose surveillance audit is not stated."""
    page = BeautifulSoup(firm.client().get(url).content, "html.parser")
    return " ".join(t.text for t in page.select("summary, .proof p") if "hưa khai" in t.text)


def test_a_certificate_taken_away_takes_its_claim_with_it(firm: Firm) -> None:
    typing.save(firm, "certificates", typing.certificates(typing.iso9001()))
    typing.save(firm, "certificates", typing.certificates(version="1"))
    assert live(firm, "2.1") is None
    assert not Certificate.objects.exists()


def test_the_sectors_own_certificate_follows_the_sector(firm: Firm) -> None:
    typing.save(firm, "certificates", typing.certificates(typing.iso9001(standard=standard("iatf16949"))))
    assert live(firm, "2.1").level == 3
    automotive = typing.company(sector=sector("A"), sector_reason="Khách ô tô")
    assert typing.save(firm, "company", automotive).status_code == 302
    assert live(firm, "2.1").level == 5


def test_a_certificate_wins_over_the_word_that_there_is_none(firm: Firm) -> None:
    typing.save(firm, "certificates", typing.certificates(declares_no_certificate="on"))
    assert firm.fresh().declares_no_certificate
    page = BeautifulSoup(firm.client().get(firm.url("section", "certificates")).content, "html.parser")
    assert not page.select_one("#certificates-0").has_attr("open"), "nothing is asked of who holds none"
    both = typing.certificates(typing.iso9001(), declares_no_certificate="on", version="1")
    typing.save(firm, "certificates", both)
    assert not firm.fresh().declares_no_certificate


def test_days_that_contradict_each_other_are_said_at_the_second(firm: Firm) -> None:
    wrong = typing.iso9001(valid_to="28-02-2024", last_surveillance_on="1/1/2024")
    answer = typing.save(firm, "certificates", typing.certificates(wrong))
    page = BeautifulSoup(answer.content, "html.parser")
    assert [a["href"] for a in page.select("#errors a")] == [
        "#id_certificate-0-valid_to",
        "#id_certificate-0-last_surveillance_on",
    ]
    assert page.find("input", {"name": "certificate-0-valid_to"})["value"] == "28-02-2024"


def test_an_audit_of_tomorrow_is_refused(firm: Firm) -> None:
    answer = typing.save(
        firm, "certificates", typing.certificates(typing.iso9001(last_surveillance_on="22/11/2026"))
    )
    assert answer.status_code == 422
    assert "không được sau hôm nay, 21/11/2026" in answer.content.decode()


def test_months_claim_rolling_figures(firm: Firm) -> None:
    months = [typing.month(f"{n:02d}/2026") for n in range(1, 11)] + [
        typing.month("10/2025"),
        typing.month("11/2025"),
    ]
    typing.save(firm, "quality", typing.quality(*months))
    defects, on_time = live(firm, "2.2"), live(firm, "4.1")
    assert defects.figures == {"parts": 110_000, "rejected": 33, "months": 11, "coverage_of_sales": "0.8"}
    assert on_time.figures == {"due": 550, "on_time": 539, "months": 11, "coverage_of_sales": "0.8"}
    assert defects.valid_to == on_time.valid_to == date(2027, 1, 31)


def test_a_corrected_month_corrects_the_claim(firm: Firm) -> None:
    typing.save(firm, "quality", typing.quality(typing.month("10/2026")))
    pk = DeliveryMonth.objects.get().pk
    typing.save(firm, "quality", typing.quality(typing.month("10/2026", id=pk, rejected="7"), version="1"))
    assert live(firm, "2.2").figures["rejected"] == 7
    typing.save(firm, "quality", typing.quality(version="2"))
    assert live(firm, "2.2") is None


def test_a_measure_alone_claims_only_itself(firm: Firm) -> None:
    typing.save(firm, "quality", typing.quality(typing.month("10/2026", lines_due="", lines_on_time="")))
    assert live(firm, "2.2")
    assert live(firm, "4.1") is None


def test_half_a_pair_is_asked_for_at_the_missing_half(firm: Firm) -> None:
    answer = typing.save(firm, "quality", typing.quality(typing.month("10/2026", rejected="", lines_due="")))
    page = BeautifulSoup(answer.content, "html.parser")
    assert {a["href"] for a in page.select("#errors a")} == {"#id_month-0-rejected", "#id_month-0-lines_due"}


def test_what_stands_for_a_criterion_is_shown_after_the_save(firm: Firm) -> None:
    htmx = {"HX-Request": "true", "Accept-Language": "vi"}
    answer = typing.save(firm, "certificates", typing.certificates(typing.iso9001()), **htmx)
    assert "2.1" in worked_out(answer)
    assert "mức 3" in worked_out(answer)
    assert "10/04/2027" in worked_out(answer)
    answer = typing.save(firm, "quality", typing.quality(), **htmx)
    assert worked_out(answer).count("Chưa có dữ liệu") == 2, "unknown is said, not left out"


def test_facts_that_claim_more_than_is_proven_say_so(firm: Firm) -> None:
    Evidence.objects.create(
        supplier=firm.supplier, criterion="6.2", kind="document", evidence_class="A2", level=3,
        valid_from=NOW.date(), valid_to=None, created_at=NOW,
    )  # fmt: skip
    htmx = {"HX-Request": "true", "Accept-Language": "en"}
    typed = typing.people(training_hours="44", training_plan="on")
    assert "Your facts now claim criterion level 5" in worked_out(typing.save(firm, "people", typed, **htmx))
    less = typing.people(training_hours="4", version="1")
    assert "Your facts now claim" not in worked_out(typing.save(firm, "people", less, **htmx))


def test_a_level_is_chosen_in_the_words_of_its_anchor_and_taken_back(firm: Firm) -> None:
    page = BeautifulSoup(firm.client().get(firm.url("section", "quality")).content, "html.parser")
    anchors = page.select("#id_level_2_5 label.check")
    assert len(anchors) == 7, "no answer, none of these, and five anchors"
    typing.save(firm, "quality", typing.quality(level_2_5="2"))
    assert (live(firm, "2.5").level, live(firm, "2.5").valid_to) == (Decimal(2), date(2027, 11, 21))
    typing.save(firm, "quality", typing.quality(version="1", level_2_5="0"))
    assert live(firm, "2.5").level == 0, "“none of these” is an answer"
    typing.save(firm, "quality", typing.quality(version="2", level_2_5=""))
    assert live(firm, "2.5") is None


def test_a_level_that_only_a_paper_can_show_cannot_be_chosen(firm: Firm) -> None:
    for level in ("3", "6", "-1", "1.5", "x", "\x00"):
        answer = typing.save(firm, "certificates", typing.certificates(level_2_1=level))
        assert answer.status_code == 422, level
    assert live(firm, "2.1") is None
