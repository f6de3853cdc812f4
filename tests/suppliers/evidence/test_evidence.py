"""The firm's own evidence: what it lays before the readers, and what it may take back."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from suppliers.models import Evidence
from tests.cast import Cast
from tests.suppliers import papers, typing
from tests.suppliers.firms import Firm


def withdraw(firm: Firm, line: Evidence, user: Any = None) -> Any:
    return firm.client(user).post(firm.url("withdraw", line.pk))


def test_a_paper_for_a_certificate_belongs_to_each_criterion_it_bears_on(firm: Firm) -> None:
    typing.save(firm, "certificates", typing.certificates(typing.iso9001()))
    held = firm.supplier.certificates.get()
    url = f"{firm.url('evidence_new')}?certificate={held.pk}"
    assert firm.client().get(url).status_code == 200
    assert firm.client().post(url, {"file": papers.upload()}).status_code == 302
    line = Evidence.objects.get(criterion="2.1", state="live")
    assert (line.evidence_class, line.certificate, line.scheme) == ("A1", held, "iso9001")
    assert line.queued_at is not None
    assert line.document is not None


def test_a_paper_for_the_delivery_figures(firm: Firm) -> None:
    typing.save(firm, "quality", typing.quality(typing.month("10/2026")))
    url = f"{firm.url('evidence_new')}?criterion=2.2"
    assert firm.client().post(url, {"file": papers.upload()}).status_code == 302
    line = Evidence.objects.get(criterion="2.2")
    assert (line.evidence_class, line.figures["parts"]) == ("A1", 10_000)


def test_without_a_purpose_the_firm_chooses_one(firm: Firm) -> None:
    for query in ("", "?criterion=9.9", "?criterion=2.2"):
        answer = firm.client().get(firm.url("evidence_new") + query)
        links = [a["href"] for a in BeautifulSoup(answer.content, "html.parser").select(".qlist a")]
        assert "?criterion=1.4" in links
        assert "?criterion=2.2" not in links
    assert firm.client().get(firm.url("evidence_new") + "?certificate=1").status_code == 404
    assert firm.client().get(firm.url("evidence_new") + "?certificate=x").status_code == 404


def test_what_nobody_has_checked_can_be_taken_back(firm: Firm) -> None:
    line = papers.waiting_paper(firm.supplier)
    before = firm.fresh().facts_version
    assert withdraw(firm, line).status_code == 302
    line.refresh_from_db()
    assert (line.state, line.queued_at) == ("withdrawn", None)
    assert firm.fresh().facts_version == before + 1, "the score follows"
    assert str(line.document) not in firm.client().get(firm.url("firm_evidence")).content.decode()
    assert withdraw(firm, line).status_code == 404, "only once"


def test_what_staff_decided_on_stays(client, cast: Cast, today: Any) -> None:
    shop = cast.welding_shop
    kept, refused = papers.waiting_paper(shop), papers.waiting_paper(shop, "2.5")
    client.force_login(cast.mai)
    for line, outcome in ((kept, "accepted"), (refused, "rejected")):
        url = reverse("suppliers:case", args=[line.pk])
        assert client.post(url, papers.decision(line, outcome=outcome)).status_code == 302
    client.force_login(cast.duong)
    for line, state in ((kept, "live"), (refused, "rejected")):
        client.post(reverse("suppliers:withdraw", args=[shop.public_id, line.pk]))
        line.refresh_from_db()
        assert line.state == state


@pytest.mark.parametrize(
    "outcome, offered", [("asked", True), ("rejected", True), ("accepted", False)]
)  # fmt: skip
def test_after_a_question_or_a_refusal_the_firm_is_led_to_a_better_paper(
    client: Any, cast: Cast, today: Any, browse: Any, outcome: str, offered: bool
) -> None:
    line = papers.waiting_paper(cast.welding_shop)
    client.force_login(cast.mai)
    client.post(reverse("suppliers:case", args=[line.pk]), papers.decision(line, outcome=outcome))
    public_id = cast.welding_shop.public_id
    page = browse(reverse("suppliers:firm_evidence", args=[public_id]), user=cast.duong)
    way = reverse("suppliers:evidence_new", args=[public_id]) + "?criterion=2.3"
    assert bool(page.select(f"#e{line.pk} a[href='{way}']")) == offered
    assert papers.decision(line)["reason"] in page.select_one(f"#e{line.pk}").text


def test_viewers_and_other_firms_take_nothing_back(firm: Firm, other_firm: Firm) -> None:
    line = papers.waiting_paper(firm.supplier)
    assert withdraw(firm, line, firm.viewer).status_code == 403
    assert withdraw(firm, line, other_firm.owner).status_code == 404
    assert other_firm.client().post(other_firm.url("withdraw", line.pk)).status_code == 404
    assert firm.client().get(firm.url("withdraw", line.pk)).status_code == 405
    line.refresh_from_db()
    assert line.state == "live"


@pytest.mark.parametrize("page", ["firm_evidence", "evidence_new"])
def test_evidence_is_the_firms_own(client: Any, cast: Cast, other_firm: Firm, page: str) -> None:
    papers.waiting_paper(cast.welding_shop)
    url = reverse(f"suppliers:{page}", args=[cast.welding_shop.public_id])
    for reader, status in ((cast.duong, 200), (other_firm.owner, 404), (cast.binh, 404), (cast.mai, 404)):
        client.force_login(reader)
        assert client.get(url).status_code == status


def test_a_viewer_reads_but_is_shown_nothing_to_press(firm: Firm) -> None:
    papers.waiting_paper(firm.supplier)
    answer = firm.client(firm.viewer).get(firm.url("firm_evidence"))
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select(".lapse li")
    assert not page.select("main form, main a.primary")


def test_the_reader_opens_what_the_firm_attached(firm: Firm, browse: Any) -> None:
    line = papers.waiting_paper(firm.supplier, note="Xem trang 2.")
    page = browse(firm.url("firm_evidence"), user=firm.owner, language="en")
    row = page.select_one(f"#e{line.pk}")
    assert "waits to be read" in row.text
    assert "Xem trang 2." in row.text
    assert row.select_one(f"a[href='{reverse('suppliers:document', args=[line.document_id])}']")


def test_more_evidence_costs_no_more_queries(firm: Firm, same_queries_for_more: Any) -> None:
    papers.waiting_certificate(firm.supplier)
    client = firm.client()

    def more() -> None:
        for criterion in ("1.4", "2.3", "2.5", "2.6", "3.3"):
            papers.waiting_paper(firm.supplier, criterion)

    same_queries_for_more(lambda: client.get(firm.url("firm_evidence")), more)


def test_a_criterion_that_a_certificate_bears_on_leads_to_the_certificate(firm: Firm) -> None:
    url = f"{firm.url('evidence_new')}?criterion=2.1"
    assert "?certificate=" not in firm.client().get(url).content.decode()
    typing.save(firm, "certificates", typing.certificates(typing.iso9001()))
    held = firm.supplier.certificates.get()
    page = BeautifulSoup(firm.client().get(url).content, "html.parser")
    assert page.find("a", href=f"?certificate={held.pk}")
    assert page.find("input", {"name": "level"}), "another paper may still be attached"
    readiness = firm.client().get(reverse("readiness:firm", args=[firm.supplier.public_id]) + "?open=all")
    links = [a["href"] for a in BeautifulSoup(readiness.content, "html.parser").select("#way-up .plan a")]
    assert f"{firm.url('evidence_new')}?criterion=2.1" not in links


def test_taking_back_is_asked_once_more(firm: Firm) -> None:
    line = papers.waiting_paper(firm.supplier)
    page = BeautifulSoup(firm.client().get(firm.url("firm_evidence")).content, "html.parser")
    form = page.find("form", action=firm.url("withdraw", line.pk))
    assert form.find_parent("details").get("open") is None
    assert form.button.text.strip().startswith(("Đúng", "Yes"))


def test_once_staff_saw_the_audit_nothing_says_that_it_is_wanting(
    client: Any, cast: Cast, today: Any
) -> None:
    shop = cast.welding_shop
    held = papers.waiting_certificate(shop, last_surveillance_on=None, issued_on=date(2026, 1, 5))
    Evidence.objects.filter(pk=held.pk).update(valid_to=date(2027, 2, 5))
    wanting = "No surveillance audit is stated, so it counts until 5 Feb 2027 only"

    def said() -> str:
        client.force_login(cast.duong)
        answer = client.get(
            reverse("suppliers:firm_evidence", args=[shop.public_id]), headers={"Accept-Language": "en"}
        )
        return answer.content.decode()

    assert wanting in said()
    client.force_login(cast.mai)
    typed = papers.decision(
        Evidence.objects.get(pk=held.pk), scheme="iso9001", evidence_class="A3", source="register",
        source_seen="TÜV 0817", read_surveillance="10/05/2026", valid_to="10/06/2027",
    )  # fmt: skip
    assert client.post(reverse("suppliers:case", args=[held.pk]), typed).status_code == 302
    held.refresh_from_db()
    assert held.valid_to == date(2027, 6, 10)
    assert "No surveillance audit" not in said()
