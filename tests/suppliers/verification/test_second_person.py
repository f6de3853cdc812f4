"""A3 given by staff takes two people; A3 read from an accredited body's register takes one."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from portal.models import Membership
from suppliers.models import Decision, Evidence
from tests.cast import Cast
from tests.suppliers import papers
from tests.suppliers.verification.conftest import staff

VISIT = {"evidence_class": "A3", "source": "site_visit", "level": "4"}


def second(decision: Decision) -> str:
    return reverse("suppliers:second", args=[decision.pk])


def answer(client, user, decision: Decision, **typed):
    client.force_login(user)
    return client.post(reverse("suppliers:second_answer", args=[decision.pk]), typed)


@pytest.fixture
def visited(client, cast: Cast, paper: Evidence) -> Decision:
    """Mai was on site and recorded A3."""
    client.force_login(cast.mai)
    url = reverse("suppliers:case", args=[paper.pk])
    assert client.post(url, papers.decision(paper, **VISIT)).status_code == 302
    return Decision.objects.get()


def counts(evidence: Evidence) -> str:
    return Evidence.objects.get(pk=evidence.pk).evidence_class


def test_a3_from_the_register_of_an_accredited_body_needs_no_second_person(client, cast):
    held = papers.waiting_certificate(cast.welding_shop)
    client.force_login(cast.mai)
    typed = papers.decision(
        held, scheme="iso9001", evidence_class="A3", source="register", source_seen="TÜV 0817"
    )
    assert client.post(reverse("suppliers:case", args=[held.pk]), typed).status_code == 302
    made = Decision.objects.get()
    assert (made.needs_second, made.in_effect, counts(held)) == (False, True, "A3")


def test_no_register_of_an_accredited_body_speaks_of_what_none_accredits(client, cast):
    permits = papers.waiting_paper(cast.welding_shop, "1.4", 5)
    client.force_login(cast.mai)
    typed = papers.decision(permits, level="5", evidence_class="A3", source="register", source_seen="sổ")
    assert client.post(reverse("suppliers:case", args=[permits.pk]), typed).status_code == 422
    assert (counts(permits), Decision.objects.count()) == ("A1", 0)


def test_a3_from_a_visit_takes_effect_when_another_agrees(client, cast, paper, visited, second_reader):
    assert visited.waits_for_second
    assert counts(paper) == "A1"
    assert answer(client, second_reader, visited, agree="on").status_code == 302
    visited.refresh_from_db()
    paper.refresh_from_db()
    assert (visited.confirmed_by, visited.in_effect) == (second_reader, True)
    assert (paper.evidence_class, paper.level, paper.queued_at) == ("A3", 4, None)


def test_the_first_person_cannot_be_the_second(client, cast, paper, visited, browse):
    page = browse(second(visited), user=cast.mai)
    assert not page.select("article form"), "nothing to press on one's own decision"
    assert answer(client, cast.mai, visited, agree="on").status_code == 302
    assert answer(client, cast.mai, visited, reason="tôi đổi ý").status_code == 302
    visited.refresh_from_db()
    assert visited.waits_for_second
    assert counts(paper) == "A1"
    visited.confirmed_by = cast.mai
    with pytest.raises(IntegrityError), transaction.atomic():
        visited.save()


def test_a_decision_that_waits_is_not_in_the_queue_but_in_the_list_above_it(
    cast, visited, second_reader, browse
):
    page = browse("/verification/", user=second_reader)
    assert not page.select(f"a[href='{reverse('suppliers:case', args=[visited.evidence_id])}']")
    assert page.select_one(f"a[href='{second(visited)}']")


def test_no_agreement_needs_a_reason_and_sends_the_paper_back(client, paper, visited, second_reader, browse):
    url = reverse("suppliers:second_answer", args=[visited.pk])
    page = browse(url, user=second_reader, data={"reason": ""}, status=422)
    assert page.select_one("#errors a")["href"] == "#id_reason"
    visited.refresh_from_db()
    assert visited.waits_for_second
    answer(client, second_reader, visited, reason="Không thấy biên bản.")
    visited.refresh_from_db()
    assert (visited.refused_by, visited.refusal_reason, visited.in_effect) == (
        second_reader, "Không thấy biên bản.", False,
    )  # fmt: skip
    assert counts(paper) == "A1"
    again = browse(reverse("suppliers:case", args=[paper.pk]), user=second_reader)
    assert "Không thấy biên bản." in again.text


def test_the_firm_reads_nothing_of_a_decision_not_in_effect(client, cast, visited, second_reader, browse):
    home = reverse("suppliers:firm_home", args=[cast.welding_shop.public_id])
    assert visited.reason not in browse(home, user=cast.duong).text
    answer(client, second_reader, visited, reason="Không thấy biên bản.")
    assert visited.reason not in browse(home, user=cast.duong).text
    read = reverse("suppliers:decision_read", args=[cast.welding_shop.public_id, visited.pk])
    assert client.post(read).status_code == 404


def test_what_the_firm_changed_or_took_back_is_not_agreed_to(client, cast, paper, visited, second_reader):
    Evidence.objects.filter(pk=paper.pk).update(note="xem trang 9")
    assert answer(client, second_reader, visited, agree="on").url == second(visited)
    assert counts(paper) == "A1"
    Evidence.objects.filter(pk=paper.pk).update(note="", state=Evidence.State.WITHDRAWN)
    answer(client, second_reader, visited, agree="on")
    visited.refresh_from_db()
    assert visited.confirmed_by is None
    assert counts(paper) == "A1"


def test_two_who_agree_at_once_confirm_once(client, cast, visited, second_reader):
    third = staff("lan@ministry.example", "Vũ Lan", cast.ministry)
    answer(client, second_reader, visited, agree="on")
    late = client.post(reverse("suppliers:second_answer", args=[visited.pk]), {"agree": "on"}, follow=True)
    assert answer(client, third, visited, agree="on").status_code == 302
    assert late.status_code == 200
    visited.refresh_from_db()
    assert visited.confirmed_by == second_reader


def test_who_only_reads_the_queue_cannot_agree(client, cast, paper, visited):
    viewer = staff("thu@ministry.example", "Đỗ Thu", cast.ministry, Membership.Role.VIEWER)
    assert answer(client, viewer, visited, agree="on").status_code == 404
    assert counts(paper) == "A1"
