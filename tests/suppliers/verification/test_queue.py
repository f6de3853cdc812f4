"""The queue: oldest first, its clock in words, what happens when two read the same."""

import pytest
from django.urls import reverse

from suppliers.actions import decisions
from suppliers.models import Decision, Evidence
from suppliers.verification import A_PAGE
from tests import cast as people
from tests.suppliers import papers


def case(evidence: Evidence) -> str:
    return reverse("suppliers:case", args=[evidence.pk])


def test_an_empty_queue_says_so(cast, browse):
    page = browse("/verification/", user=cast.mai, language="en")
    assert "Nothing waits" in page.select_one(".empty").text
    assert not page.select("form[id=decide]")


def test_the_oldest_is_on_top_and_opened(cast, browse):
    papers.waiting_paper(cast.welding_shop, "2.5", queued_at=papers.queued(days=2))
    oldest = papers.waiting_paper(cast.welding_shop, "2.6", queued_at=papers.queued(days=3))
    page = browse("/verification/", user=cast.mai)
    rows = page.select(".qlist a")
    assert rows[0]["href"] == case(oldest)
    assert rows[0]["aria-current"] == "true"
    assert page.select_one("#decide")["action"] == case(oldest)


@pytest.mark.parametrize(
    "waited, state, words",
    [
        pytest.param({"hours": 1}, "ok", "4 days left", id="new"),
        pytest.param({"days": 4, "hours": 19.5}, "due", "4 hours left", id="due"),
        pytest.param({"days": 5, "hours": 1.5}, "over", "1 hour overdue", id="just over"),
        pytest.param({"days": 7, "hours": 1}, "over", "2 days overdue", id="long over"),
    ],
)
def test_the_clock_is_a_word(cast, browse, waited, state, words):
    papers.waiting_paper(cast.welding_shop, queued_at=papers.queued(**waited))
    page = browse("/verification/", user=cast.mai, language="en")
    assert page.select_one(f".qlist .due-{state}").text.strip() == words
    assert ("1 overdue" in page.select_one(".head").text) == (state == "over")


def test_sixty_cases_come_in_pages_and_each_is_reached(cast, browse):
    made = [
        papers.waiting_paper(cast.welding_shop, queued_at=papers.queued(hours=100 - n)) for n in range(60)
    ]
    found, url = [], "/verification/"
    while url:
        page = browse(url, user=cast.mai)
        found += [a["href"].split("?")[0] for a in page.select(".qlist a")]
        assert page.select_one("#decide")["action"].split("?")[0] in found[-A_PAGE:], (
            "the first of the page is open"
        )
        onward = page.select_one("a[rel=next]")
        url = "/verification/" + onward["href"] if onward else ""
    assert found == [case(each) for each in made]
    assert len(browse("/verification/?page=none").select(".qlist a")) == A_PAGE


def test_more_cases_cost_no_more_queries(client, cast, same_queries_for_more):
    papers.waiting_certificate(cast.welding_shop)
    client.force_login(cast.mai)

    def more() -> None:
        for number in range(8):
            firm = people.firm(f"Xưởng {number}", f"02000{number}0000", sector="P")
            papers.waiting_paper(firm)

    same_queries_for_more(lambda: client.get("/verification/"), more)


def test_both_sources_stand_side_by_side_with_their_agreement_in_words(cast, browse):
    held = papers.waiting_certificate(cast.welding_shop, last_surveillance_on=None)
    typed = papers.decision(
        held, scheme="iso9001", read_number="VN-QMS-24-0817", read_holder="CTY TNHH CO KHI HAN ANH DUONG",
        scope="Hàn", read_start="", read_end="30/6/2027", read_surveillance="18/06/2026", then="compare",
    )  # fmt: skip
    page = browse(case(held), user=cast.mai, data=typed, language="en")
    words = {
        row.select_one("label")["for"]: row.select("td")[-1].text.strip()
        for row in page.select(".cmp tbody tr")
    }
    assert words == {
        "id_scheme": "Agrees",
        "id_read_number": "Agrees",
        "id_read_holder": "Agrees",
        "id_read_issuer": "Not recorded yet",
        "id_scope": "Differs",
        "id_read_start": "Not recorded yet",
        "id_read_end": "Agrees",
        "id_read_surveillance": "Only on the paper",
    }
    assert "“Hàn, lắp ráp”" in page.select_one("#difference").text
    assert "only the scope on the paper counts" in page.select_one("#difference").text
    assert not page.select("#errors")
    assert not Decision.objects.exists()


def test_comparing_moves_an_end_that_the_reader_left_as_proposed(cast, browse):
    held = papers.waiting_certificate(cast.welding_shop)
    typed = papers.decision(held, scheme="iso9001", read_surveillance="10/01/2026", then="compare")
    page = browse(case(held), user=cast.mai, data=typed | {"valid_to": "30/06/2027"}, language="en")
    assert page.select_one("#id_valid_to")["value"] == "10/02/2027"
    assert "10 Feb 2027" in page.select_one("#clock").text
    page = browse(case(held), data=typed | {"valid_to": "01/01/2027"}, htmx=True)
    assert not page.select("header.top"), "only the case is sent again"
    assert page.select_one("#id_valid_to")["value"] == "01/01/2027", "the reader's own choice stays"


def test_a_chip_adds_its_sentence_without_a_script(cast, paper, browse):
    typed = papers.decision(paper, reason="Trang 2.", fill="unreadable")
    page = browse(case(paper), user=cast.mai, data=typed, language="en")
    chip = page.select_one("[name=fill][value=unreadable]")["data-fill"]
    assert page.select_one("#id_reason").text.strip() == f"Trang 2. {chip}"
    assert chip == "Ảnh không đọc được. Xin tải lên ảnh rõ hơn.", (
        "firms read it in their language, whatever the reader's is"
    )
    assert not Decision.objects.exists()


def test_without_a_paper_no_chip_speaks_of_one(cast, paper, browse):
    paper.document = None
    paper.save(update_fields=["document"])
    chips = browse(case(paper), user=cast.mai, language="en").select("[name=fill]")
    assert [chip["value"] for chip in chips] == ["agrees", "holder", "nothing"]
    assert "on the paper" not in " ".join(chip["data-fill"] for chip in chips)


def test_who_comes_second_is_told_and_nothing_of_theirs_is_saved(client, cast, paper, second_reader, browse):
    client.force_login(second_reader)
    client.post(case(paper), papers.decision(paper, outcome="rejected", reason="Sai pháp nhân."))
    page = browse(
        case(paper), user=cast.mai, data=papers.decision(paper, reason="Khớp cả."), status=409, language="en"
    )
    assert "Somebody decided on this" in page.text
    assert "Khớp cả." in page.text
    assert "Sai pháp nhân." in page.text
    assert "Phan Hùng" in page.text
    assert paper.decisions.get().outcome == "rejected"
    assert browse(case(paper)).select_one("article"), "what became of it can still be read"


def test_in_a_race_one_decision_is_recorded(client, cast, paper, second_reader, monkeypatch):
    """The other reader decides between the check of the page and the lock of the action."""
    decide = decisions.decide

    def late(evidence, verdict, **who):
        decide(evidence, verdict, **who | {"by": second_reader})
        return decide(evidence, verdict, **who)

    monkeypatch.setattr("suppliers.views.verification.decide", late)
    client.force_login(cast.mai)
    answer = client.post(case(paper), papers.decision(paper))
    assert answer.status_code == 409
    assert paper.decisions.get().decided_by == second_reader


def test_what_the_firm_changed_meanwhile_is_shown_before_it_is_decided(client, cast, browse):
    held = papers.waiting_certificate(cast.welding_shop)
    typed = papers.decision(held, scheme="iso9001", reason="Khớp.", read_number="VN-QMS 24/0817")
    held.certificate.number = "VN-QMS 26/9999"
    held.certificate.save()
    page = browse(case(held), user=cast.mai, data=typed, status=409, language="en")
    assert "changed what it says" in page.text
    assert "VN-QMS 26/9999" in page.text
    assert page.select_one("#id_reason").text.strip() == "Khớp."
    assert not Decision.objects.exists()
    anew = typed | {"mark": page.select_one("[name=mark]")["value"]}
    assert client.post(case(held), anew).status_code == 302
    assert Decision.objects.get().evidence == held


def test_without_having_seen_it_nobody_decides(client, cast, paper):
    client.force_login(cast.mai)
    typed = papers.decision(paper)
    typed.pop("mark")
    assert client.post(case(paper), typed).status_code == 409
    assert not Decision.objects.exists()


def test_what_the_firm_took_back_is_not_decided(client, cast, paper, browse):
    Evidence.objects.filter(pk=paper.pk).update(state=Evidence.State.WITHDRAWN, queued_at=None)
    page = browse(case(paper), user=cast.mai, data=papers.decision(paper), status=409, language="en")
    assert "took this back" in page.text
    assert not Decision.objects.exists()


def test_a_picture_is_shown_and_a_pdf_is_linked(cast, paper, browse):
    assert not browse(case(paper), user=cast.mai).select("figure img")
    paper.document.content_type = "image/png"
    paper.document.save()
    page = browse(case(paper))
    assert page.select_one("figure img")["src"] == reverse("suppliers:document", args=[paper.document_id])
