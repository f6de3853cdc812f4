"""Check your answers, what is missing, and the page as others will see it."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

from suppliers.sections import SECTIONS
from tests.suppliers import typing
from tests.suppliers.firms import Firm, process


def fill(firm: Firm) -> None:
    for key, typed in typing.SOUND.items():
        assert typing.save(firm, key, typed()).status_code == 302


def words(page: BeautifulSoup) -> str:
    return " ".join(page.main.text.split())


def test_every_answer_is_there_with_the_way_to_change_it(firm: Firm, browse: Any) -> None:
    empty = browse(firm.url("check"), user=firm.owner)
    assert "câu chưa trả lời" in words(empty)
    fill(firm)
    page = browse(firm.url("check"), user=firm.owner)
    for said in ("Cơ khí Anh Dương", "Thép S45C", "Thợ hàn", "Doanh thu: 12.500 triệu đồng", "Khách A", "57"):
        assert said in words(page)
    for said in ("12.000 chi tiết / tháng", "60 %", "± 0,02 mm"):
        assert said in words(page)
    for said in ("TC-1", "Số nhà cung cấp được phép mua: 1"):
        assert said in words(page)
    held = page.select_one("[aria-labelledby=s-certificates]").text
    assert ("Chúng tôi chưa có chứng chỉ nào" in held) != ("ISO 9001" in held)
    links = [a["href"] for a in page.select(".answers a, .question a")]
    assert {link.split("/")[3] for link in links} == set(SECTIONS)
    for link in links[::9]:
        url, _hash, anchor = link.partition("#")
        assert browse(url, user=firm.owner).find(id=anchor), link
    assert page.select_one(f"form[action='{firm.url('publish')}']")


def test_nought_is_an_answer(firm: Firm, browse: Any) -> None:
    firm.supplier.local_content_percent = 0
    firm.supplier.save()
    answers = browse(firm.url("check"), user=firm.owner).select(".answers div")
    [said] = [row for row in answers if "mua trong nước" in row.dt.text]
    assert said.dd.text.split() == ["0", "%"]


def test_a_viewer_reads_them_and_changes_none(firm: Firm, browse: Any) -> None:
    fill(firm)
    page = browse(firm.url("check"), user=firm.viewer)
    assert not page.select(".answers a, .question a, main form")


def test_what_is_missing_is_ordered_by_what_it_brings(firm: Firm, browse: Any) -> None:
    page = browse(
        firm.url("missing"),
        user=firm.owner,
    )
    rows = page.select(".qlist a")
    levels = [int(row.text.split("bậc")[1].split()[0]) if "bậc" in row.text else 9 for row in rows]
    assert levels == sorted(levels), "what the lowest level asks for comes first"
    assert levels[0] == 1
    brings = [float(row.select_one(".num span").text.split()[2].replace(",", ".")) for row in rows]
    last = [points for level, points in zip(levels, brings, strict=True) if level == 9]
    assert last == sorted(last, reverse=True)
    before = len(rows)
    typing.save(firm, "people", typing.people())
    after = browse(firm.url("missing"), user=firm.owner).select(".qlist a")
    assert before - len(after) == 3, "6.1, 6.2 and 6.5 have an answer now"


def test_more_answers_ask_no_more_of_the_database(firm: Firm, same_queries_for_more: Any) -> None:
    fill(firm)
    client = firm.client()

    def more() -> None:
        for n in range(5):
            firm.supplier.machines.create(process_id=process(), name=f"Máy {n}")
            firm.supplier.posts.create(name=f"Việc {n}", people=1)
            firm.supplier.stated_customers.create(name=f"Khách {n}", role="tier3")
            firm.supplier.products.create(name=f"Hàng {n}")

    for name in ("check", "missing"):
        same_queries_for_more(
            lambda name=name: client.get(firm.url(name)), more if name == "check" else lambda: None
        )


SEEN = {
    "Trục bơm": ("public", "buyer", "ministry"),
    "Nguyễn Thu Hà": ("buyer", "ministry"),
    "12.000": ("buyer", "ministry"),
    "57": ("buyer", "ministry"),
    "lớp 1: 1": ("buyer", "ministry"),
    "Khách A": ("ministry",),
    "Thép S45C": ("ministry",),
    "12.500": ("ministry",),
    "Thợ hàn": (),
    "Trần Văn Dương": ("ministry",),
}


@pytest.mark.parametrize("audience", ["public", "buyer", "ministry"])
def test_the_page_is_shown_as_each_reader_will_see_it(firm: Firm, browse: Any, audience: str) -> None:
    fill(firm)
    page = words(browse(firm.url("preview", audience), user=firm.owner))
    assert {said for said, seers in SEEN.items() if audience in seers} == {s for s in SEEN if s in page}


def told_of(page: BeautifulSoup) -> dict[str, str]:
    """Section -> its line of the overview, in one string."""
    return {
        a["href"].split("/")[3]: " ".join(a.get_text(" ").split())
        for a in page.select(".qlist a")
        if a["href"].split("/")[3] in SECTIONS
    }


def test_enough_for_the_list_is_not_called_complete(firm: Firm, browse: Any) -> None:
    typing.save(firm, "processes", typing.processes())
    typing.save(firm, "people", typing.people())
    lines = told_of(browse(firm.url("firm_profile"), user=firm.owner, language="en"))
    assert "enough for the list, not yet for your level" in lines["processes"], (
        "a buyer needs it, and 3.6 is not answered"
    )
    assert lines["people"].endswith("begun"), "no buyer needs it for the list"
    assert lines["market"].endswith("not started")
    typing.save(firm, "processes", typing.processes(version="1", level_3_6="2"))
    lines = told_of(browse(firm.url("firm_profile"), user=firm.owner, language="en"))
    assert lines["processes"].endswith("complete")


def test_every_page_counts_the_same_gaps(firm: Firm, browse: Any) -> None:
    fill(firm)
    gaps = browse(firm.url("missing"), user=firm.owner, language="en").select("section .qlist a")
    missing = {key: sum(a["href"].split("/")[3] == key for a in gaps) for key in SECTIONS}
    lines = told_of(browse(firm.url("firm_profile"), user=firm.owner, language="en"))
    counted = {key: re.search(r"(\d+) of (\d+) criteri", line) for key, line in lines.items()}
    assert {key: int(found[2]) - int(found[1]) for key, found in counted.items() if found} == missing
    at_home = browse(firm.url("firm_home"), user=firm.owner).select(".steplist .tail")
    assert [tail.text for tail in at_home] == [
        f"{found[1]}/{found[2]}" for found in counted.values() if found
    ]


def test_each_count_of_a_section_says_what_it_counts(firm: Firm, browse: Any) -> None:
    of_profile = words(browse(firm.url("firm_profile"), user=firm.owner))
    of_check = words(browse(firm.url("check"), user=firm.owner))
    assert re.search(r"đã trả lời \d+/\d+ tiêu chí tính bậc", of_profile)
    assert "câu của biểu mẫu" not in of_profile
    assert re.search(r"đã trả lời \d+/\d+ câu của biểu mẫu", of_check)
    assert "Nhiều câu có thể cùng trả lời cho một tiêu chí tính bậc" in of_check


def test_without_a_main_sector_it_says_whose_criteria_stand_there(firm: Firm, browse: Any) -> None:
    link = f"{firm.url('section', 'company')}#id_sector"
    assert not browse(firm.url("missing"), user=firm.owner).select(f'a[href="{link}"]')
    firm.supplier.sectors.all().delete()
    assert browse(firm.url("missing"), user=firm.owner).select(f'a[href="{link}"]')
