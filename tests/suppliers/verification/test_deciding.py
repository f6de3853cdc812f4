"""A decision, through the page: what it takes, what it grants, and what the firm reads of it."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.celery import app
from readiness import tasks
from readiness.models import Score
from suppliers.models import Capability, Decision, Evidence
from tests.cast import TODAY, Cast
from tests.suppliers import papers
from tests.suppliers.firms import process

QUEUE = "/verification/"


def case(evidence: Evidence) -> str:
    return reverse("suppliers:case", args=[evidence.pk])


def decide(client, cast: Cast, evidence: Evidence, **changes):
    client.force_login(cast.mai)
    return client.post(case(evidence), papers.decision(evidence, **changes))


def unchanged(evidence: Evidence) -> bool:
    before = (evidence.evidence_class, evidence.queued_at, evidence.state, evidence.valid_to)
    evidence.refresh_from_db()
    now = (evidence.evidence_class, evidence.queued_at, evidence.state, evidence.valid_to)
    return before == now and not evidence.decisions.exists()


def test_an_accepted_paper_counts_as_checked_and_leaves_the_queue(client, cast, paper):
    answer = decide(client, cast, paper, level="2", source_seen="trang 2", read_holder="Cơ khí hàn Anh Dương")
    assert (answer.status_code, answer.url) == (302, QUEUE)
    paper.refresh_from_db()
    assert (paper.evidence_class, paper.level, paper.claimed_level) == ("A2", 2, 3)
    assert paper.queued_at is None
    made = paper.decisions.get()
    assert (made.outcome, made.level, made.evidence_class) == ("accepted", 2, "A2")
    assert (made.source, made.source_seen, made.read) == (
        "document", "trang 2", {"holder": "Cơ khí hàn Anh Dương", "start": "2026-06-01"},
    )  # fmt: skip
    assert (made.decided_by, made.body, made.in_effect) == (cast.mai, cast.ministry, True)


def test_nothing_is_decided_beforehand(browse, client, cast, paper):
    assert not browse(case(paper), user=cast.mai).select("[name=outcome][checked]")
    assert decide(client, cast, paper, outcome="").status_code == 422
    assert unchanged(paper)


def test_an_end_left_empty_is_the_one_of_the_clock(client, cast, paper):
    decide(client, cast, paper)
    paper.refresh_from_db()
    assert (paper.valid_from, paper.valid_to) == (date(2026, 6, 1), date(2027, 6, 1)), "12 months of 2.3"


def test_the_reader_may_choose_an_earlier_end_but_no_later_one(client, cast, paper, browse):
    late = papers.decision(paper, valid_to="02/06/2027")
    page = browse(case(paper), user=cast.mai, data=late, status=422, language="en")
    assert "1 Jun 2027 at most" in page.select_one("#errors").text
    assert unchanged(paper)
    decide(client, cast, paper, valid_to="31/12/2026")
    paper.refresh_from_db()
    assert paper.valid_to == date(2026, 12, 31)


@pytest.mark.parametrize(
    "recorded, until",
    [
        pytest.param({}, date(2027, 6, 30), id="the certificate ends before surveillance plus 13 months"),
        pytest.param({"read_surveillance": "10/01/2026"}, date(2027, 2, 10), id="the audit was earlier than stated"),
        pytest.param({"read_end": "30/06/2026"}, date(2026, 6, 30), id="the paper ends earlier than stated"),
        pytest.param({"read_surveillance": "31/01/2026"}, date(2027, 2, 28), id="no 31 February"),
    ],
)  # fmt: skip
def test_a_certificate_counts_by_what_the_reader_recorded(client, cast, recorded, until):
    held = papers.waiting_certificate(cast.welding_shop)
    decide(client, cast, held, scheme="iso9001", **recorded)
    held.refresh_from_db()
    assert (held.valid_to, held.scheme) == (until, "iso9001")


def test_the_scheme_is_the_one_on_the_paper(client, cast):
    held = papers.waiting_certificate(cast.welding_shop)
    decide(client, cast, held, scheme="iatf16949", scope="Hàn")
    held.refresh_from_db()
    assert (held.scheme, held.decisions.get().scope) == ("iatf16949", "Hàn")


@pytest.mark.parametrize("unread", ["scheme", "read_number", "read_holder", "read_start", "read_end"])
def test_a_certificate_is_not_accepted_unread(cast, browse, unread):
    held = papers.waiting_certificate(cast.welding_shop)
    typed = papers.decision(held) | {unread: ""}
    page = browse(case(held), user=cast.mai, data=typed, status=422, language="en")
    assert [a["href"] for a in page.select("#errors a")] == [f"#id_{unread}"]
    assert "stands on the paper" in page.select_one(f"#id_{unread}_error").text
    assert unchanged(held)


@pytest.mark.parametrize("outcome", ["asked", "rejected"])
def test_nothing_need_be_read_to_refuse(client, cast, outcome):
    held = papers.waiting_certificate(cast.welding_shop, number="")
    unread = {"scheme": "", "read_number": "", "read_holder": "", "read_start": "", "read_end": ""}
    assert decide(client, cast, held, outcome=outcome, **unread).status_code == 302


def test_the_record_begins_empty(cast, browse):
    page = browse(case(papers.waiting_certificate(cast.welding_shop)), user=cast.mai)
    assert not page.select(".cmp .read input[value], .cmp .read option[selected]:not([value=''])")


def test_a_visit_needs_no_paper_but_a_certificate_is_still_read(client, cast, paper):
    on_site = {"source": "site_visit", "evidence_class": "A2"}
    held = papers.waiting_certificate(cast.welding_shop)
    assert decide(client, cast, held, read_number="", **on_site).status_code == 422
    assert unchanged(held)
    assert decide(client, cast, paper, read_holder="", read_start="", **on_site).status_code == 302


def test_figures_are_accepted_without_a_level(client, cast):
    figures = papers.waiting_figures(cast.welding_shop)
    typed = papers.decision(figures, read_parts="120.000", read_rejected="36")
    typed.pop("level")
    client.force_login(cast.mai)
    assert client.post(case(figures), typed).status_code == 302
    figures.refresh_from_db()
    assert (figures.evidence_class, figures.level, figures.valid_to) == ("A2", None, date(2027, 1, 31))
    assert figures.decisions.get().read == {"parts": 120000, "rejected": 36}


def test_a_register_match_has_no_paper_and_names_the_entry(client, cast):
    match = papers.waiting_match(cast.welding_shop)
    assert decide(client, cast, match, level="5").status_code == 422, "there is no document to read"
    assert decide(client, cast, match, level="5", source="register").status_code == 422, "which entry?"
    assert unchanged(match)
    decide(client, cast, match, level="5", source="register", source_seen="0100109106 · đang hoạt động")
    match.refresh_from_db()
    assert (match.evidence_class, match.level) == ("A2", 5)


def test_a_checked_machine_list_proves_the_processes_on_it(client, cast):
    paper = papers.waiting_paper(cast.welding_shop, "3.1")
    done = Capability.objects.create(supplier=cast.welding_shop, process_id=process())
    decide(client, cast, paper)
    done.refresh_from_db()
    paper.refresh_from_db()
    assert done.proven_until == paper.valid_to


def test_a_refusal_needs_a_reason_and_the_paper_no_longer_counts(client, cast, paper, browse):
    typed = papers.decision(paper, outcome="rejected", reason="  ")
    page = browse(case(paper), user=cast.mai, data=typed, status=422, language="en")
    assert page.title.text.startswith("Error:")
    assert page.select_one("#errors a")["href"] == "#id_reason"
    assert unchanged(paper)
    decide(client, cast, paper, outcome="rejected", reason="Giấy đứng tên pháp nhân khác.")
    paper.refresh_from_db()
    assert (paper.state, paper.queued_at, paper.evidence_class) == ("rejected", None, "A1")
    made = paper.decisions.get()
    assert (made.level, made.evidence_class, made.valid_to) == (None, "", None), "nothing is granted"


def test_asking_back_takes_it_off_the_queue_and_leaves_what_it_counted_for(client, cast, paper):
    decide(client, cast, paper, outcome="asked", reason="Ảnh mờ, xin gửi lại.")
    paper.refresh_from_db()
    assert (paper.state, paper.queued_at, paper.evidence_class, paper.level) == ("live", None, "A1", 3)


def test_an_invalid_decision_loses_nothing_that_was_typed(cast, paper, browse):
    typed = papers.decision(
        paper,
        level="",
        valid_from="sáng nay",
        read_holder="Cơ khí Anh D.",
        read_end="không rõ",
        reason="Khớp.",
    )
    page = browse(case(paper), user=cast.mai, data=typed, status=422, language="en")
    anchors = [a["href"] for a in page.select("#errors a")]
    assert set(anchors) == {"#id_level", "#id_valid_from", "#id_read_end"}
    assert all(page.select_one(anchor) for anchor in anchors)
    assert page.select_one("#id_valid_from")["value"] == "sáng nay"
    assert page.select_one("#id_read_holder")["value"] == "Cơ khí Anh D."
    assert page.select_one("#id_read_end")["value"] == "không rõ"
    assert page.select_one("#id_reason").text.strip() == "Khớp."
    assert page.select_one("[name=outcome][value=accepted]").has_attr("checked")
    assert unchanged(paper)


def test_a_copy_is_never_a3_and_a_day_to_come_does_not_count(client, cast, paper):
    assert decide(client, cast, paper, evidence_class="A3").status_code == 422
    assert decide(client, cast, paper, evidence_class="A4").status_code == 422, (
        "a buyer's word is the buyer's"
    )
    assert decide(client, cast, paper, valid_from="22/11/2026").status_code == 422
    assert decide(client, cast, paper, outcome="").status_code == 422
    assert unchanged(paper)


def test_the_firm_reads_the_reason_and_says_that_it_has(client, cast, paper, browse):
    decide(client, cast, paper, outcome="rejected", reason="Giấy đứng tên pháp nhân khác.")
    firm = cast.welding_shop.public_id
    home = browse(reverse("suppliers:firm_home", args=[firm]), user=cast.duong)
    assert "Giấy đứng tên pháp nhân khác." in home.text
    read = home.select_one("form[action*='/decisions/']")["action"]
    evidence = browse(reverse("suppliers:firm_evidence", args=[firm]))
    assert "Giấy đứng tên pháp nhân khác." in evidence.text
    assert client.post(read).status_code == 302
    assert paper.decisions.get().read_by_firm_at is not None
    assert "pháp nhân khác" not in browse(reverse("suppliers:firm_home", args=[firm])).text


@pytest.fixture
def at_once():
    """Tasks run where they are asked for."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def test_a_decision_moves_the_score(client, cast, at_once, django_capture_on_commit_callbacks):
    match = papers.waiting_match(cast.welding_shop)
    tasks.sweep()
    before = Score.objects.main().get(supplier=cast.welding_shop)
    assert before.proven == 0
    with django_capture_on_commit_callbacks(execute=True):
        decide(client, cast, match, level="5", source="register", source_seen="0100109106")
    after = Score.objects.main().get(supplier=cast.welding_shop)
    assert after.proven > 0
    assert after.facts_version == before.facts_version + 1
    assert after.judged_on == TODAY


def test_both_outcomes_are_shown_before_deciding(cast, browse):
    match = papers.waiting_match(cast.welding_shop)
    tasks.sweep()
    page = browse(case(match), user=cast.mai)
    url = page.select_one("[hx-get]")["hx-get"]
    shown = browse(url + "?level=5&evidence_class=A2", htmx=True, language="en")
    words = [" ".join(each.text.split()) for each in shown.select(".effect > div")]
    assert words[0].startswith("If accepted at level 5")
    assert "proven 0.0 → 0.0" not in words[0]
    assert words[1].startswith("If rejected")
    assert "proven 0.0 → 0.0" in words[1]
    lapsed = browse(url + "?level=5&evidence_class=A2&valid_to=01/11/2026", htmx=True, language="en")
    assert "proven 0.0 → 0.0" in " ".join(lapsed.text.split()), "a day that has passed proves nothing"
    browse(url, user=cast.mai)
    assert not Decision.objects.exists()
    match.refresh_from_db()
    assert match.level == Decimal(5)
