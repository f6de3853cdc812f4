"""A report on a process audit: its results are on record, and the level is the one that follows from them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from suppliers.deciding.audits import process_audit_level
from suppliers.models import Evidence
from tests.cast import Cast
from tests.suppliers import papers

RESULTS = {"read_overall": "92", "read_lowest": "79,4"}


@pytest.mark.parametrize(
    "overall, lowest, more, reached",
    [
        ("92", "79.5", {}, 5), ("92", "79.4", {}, 4), ("92", "100", {"star_four": 1}, 4), ("92", "100", {"any_zero": 1}, 4),
        ("92", "100", {"star_zero": 1, "any_zero": 1}, 2), ("85", "69.4", {}, 2), ("85", "69.5", {}, 4), ("84", "80", {}, 3),
        ("80", "70", {}, 3), ("79", "70", {}, 2), ("70", "0", {"any_zero": 9, "star_zero": 2}, 2), ("69", "69", {}, 1),
        ("92", "69", {}, 2), ("92", "100", {"star_zero": 1}, 2), ("90", "80", {}, 5), ("89.9", "80", {}, 4), ("0", "0", {}, 1),
    ],
)  # fmt: skip
def test_a_process_audit_is_downgraded_before_it_is_a_level(
    overall: str, lowest: str, more: dict, reached: int
):
    assert process_audit_level(Decimal(overall), Decimal(lowest), **more) == reached


@pytest.fixture
def report(cast: Cast) -> Evidence:
    return papers.waiting_paper(cast.welding_shop, "2.8", level=5)


def url(report: Evidence) -> str:
    return reverse("suppliers:case", args=[report.pk])


def test_the_level_is_the_one_that_the_results_make(client, browse, cast, report):
    """E_G 92 with one element at 79.4 % is B: not the A that the firm claims."""
    wrong = papers.decision(report, level="5", **RESULTS)
    page = browse(url(report), user=cast.mai, data=wrong, status=422, language="en")
    assert "make level 4, after the downgrade rules" in page.select_one("#errors").text
    assert page.select_one("#id_read_lowest")["value"] == "79,4"
    report.refresh_from_db()
    assert report.evidence_class == "A1"
    assert not report.decisions.exists()
    client.post(url(report), papers.decision(report, level="4", **RESULTS, read_star_four="1"))
    report.refresh_from_db()
    assert (report.level, report.evidence_class) == (4, "A2")
    assert report.decisions.get().read == {
        "holder": report.supplier.name, "start": "2026-06-01", "overall": "92", "lowest": "79.4", "star_four": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "typed, field, said",
    [
        ({"read_overall": "92"}, "read_lowest", "takes the overall degree and the lowest element"),
        ({"read_star_zero": "1"}, "read_overall", "takes the overall degree and the lowest element"),
        ({"read_overall": "120", "read_lowest": "80"}, "read_overall", "from 0 to 100"),
    ],
)
def test_results_that_make_no_level_are_told_beside_their_field(browse, cast, report, typed, field, said):
    page = browse(
        url(report), user=cast.mai, data=papers.decision(report, **typed), status=422, language="en"
    )
    assert said in page.select_one(f"#id_{field}_error").text
    assert not report.decisions.exists()


def test_an_audit_of_another_kind_has_its_level_by_the_anchors(client, cast, report):
    client.force_login(cast.mai)
    client.post(url(report), papers.decision(report, level="2"))
    report.refresh_from_db()
    assert (report.level, report.evidence_class) == (2, "A2")


def test_the_second_person_sees_the_results(browse, client, cast, second_reader, report):
    client.force_login(cast.mai)
    visit = {"evidence_class": "A3", "source": "site_visit"}
    client.post(url(report), papers.decision(report, level="4", **RESULTS, **visit))
    decision = report.decisions.get()
    assert decision.needs_second
    page = browse(reverse("suppliers:second", args=[decision.pk]), user=second_reader, language="vi")
    assert "79,4" in page.select_one("table.cmp").text


def test_no_other_criterion_asks_for_them(browse, cast, paper):
    assert not browse(url(paper), user=cast.mai).select("#id_read_overall")
