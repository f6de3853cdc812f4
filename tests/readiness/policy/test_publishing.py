"""A second person publishes; the country is judged anew, and what was concluded before stays, to the byte."""

import pytest
from django.urls import reverse

from readiness import frameworks, scoring, standings, tasks
from readiness.engine.draft import with_gates
from readiness.models import DraftChange, Framework, FrameworkDraft, Judgement, Score, Standing
from readiness.policy import actions
from readiness.policy.simulation.running import ask, simulate
from tests.cast import NOW, TODAY
from tests.readiness.policy import people
from tests.readiness.scoring import facts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "_no_broker")]


@pytest.fixture
def _no_broker(monkeypatch):
    monkeypatch.setattr("readiness.views.policy.drafts.ring", lambda *_: None)


@pytest.fixture
def draft(cast):
    """Level 1 without its gates: whoever has its coverage holds it."""
    made = people.draft(cast.mai)
    actions.edit(made, lambda document: with_gates(document, 1, []), revision=1, by=cast.mai, now=NOW)
    return fresh(made)


def fresh(draft):
    return FrameworkDraft.objects.get(pk=draft.pk)


def proposed(draft, by):
    actions.propose(draft, "Bậc 1 chỉ cần trả lời đủ.", revision=draft.revision, by=by, now=NOW)
    return fresh(draft)


def tried(draft, by):
    assert simulate(ask(draft, by=by, now=NOW, today=TODAY), now=NOW)
    return draft


def press(client, draft, user, step="publish", **more):
    client.force_login(user)
    where = reverse(f"readiness:policy_{step}", args=[draft.pk])
    return client.post(where, {"revision": draft.revision, **more})


def test_the_second_person_publishes(client, cast, draft):
    second = people.second(cast)
    waiting = proposed(tried(draft, cast.mai), cast.mai)
    assert press(client, waiting, second).status_code == 302
    in_force = frameworks.current()
    assert (in_force.version, in_force.published_by, in_force.hash) == ("2", second, waiting.hash)
    assert fresh(draft).published == in_force
    assert [c.kind for c in draft.changes.order_by("pk")] == ["cloned", "edited", "proposed", "published"]


@pytest.mark.parametrize("hand", ["copied", "changed", "proposed"])
def test_whoever_had_a_hand_in_it_does_not_publish(client, cast, draft, hand):
    second = people.second(cast)
    if hand == "changed":
        actions.edit(draft, lambda d: with_gates(d, 5, []), revision=draft.revision, by=second, now=NOW)
        draft = fresh(draft)
    waiting = proposed(tried(draft, cast.mai), second if hand == "proposed" else cast.mai)
    answer = press(client, waiting, cast.mai if hand == "copied" else second)
    assert answer.status_code == 403
    assert Framework.objects.count() == 1
    assert fresh(draft).state == "proposed"
    assert not draft.changes.filter(kind=DraftChange.Kind.PUBLISHED).exists()


def test_what_nobody_tried_on_the_country_is_not_published(client, cast, draft):
    second = people.second(cast)
    tried(draft, cast.mai)
    actions.edit(draft, lambda d: with_gates(d, 5, []), revision=draft.revision, by=cast.mai, now=NOW)
    waiting = proposed(fresh(draft), cast.mai)
    assert press(client, waiting, second).status_code == 409
    assert Framework.objects.count() == 1
    assert fresh(draft).state == "proposed"


def test_a_draft_that_is_not_proposed_is_not_published(client, cast, draft):
    tried(draft, cast.mai)
    assert press(client, draft, people.second(cast)).status_code == 409
    assert Framework.objects.count() == 1


def test_a_proposal_is_closed_until_it_is_taken_back(browse, client, cast, draft):
    waiting = proposed(draft, cast.mai)
    where = reverse("readiness:policy_weights", args=[draft.pk])
    sent = people.typed(browse(where, user=cast.mai)) | {"criterion_2_2": "9"}
    assert client.post(where, sent).status_code == 409
    assert fresh(draft).document == draft.document
    assert press(client, waiting, cast.mai, "take_back").status_code == 302
    sent["revision"] = fresh(draft).revision
    assert client.post(where, sent).status_code == 302
    assert fresh(draft).document != draft.document


def test_a_proposal_that_nobody_tried_says_that_it_must_be_tried_first(browse, client, cast, draft):
    press(client, draft, cast.mai, "propose", reason="Bậc 1 chỉ cần trả lời đủ.")
    page = browse(reverse("readiness:policy_draft", args=[draft.pk]), user=cast.mai, language="en")
    said = people.words(page)
    assert "phải mô phỏng trên cả nước" in said, "in the language of the press"
    assert "It can be published once it has been tried on the whole country." in said
    simulate_at = reverse("readiness:policy_simulation", args=[draft.pk])
    assert page.select(f'form[action="{simulate_at}"] button')
    tried(fresh(draft), cast.mai)
    page = browse(reverse("readiness:policy_draft", args=[draft.pk]), user=cast.mai, language="en")
    assert not page.select(f'form[action="{simulate_at}"]')


def test_a_draft_that_says_what_is_in_force_is_not_proposed(client, cast):
    made = people.draft(cast.mai)
    answer = press(client, made, cast.mai, "propose", reason="Như cũ.")
    assert answer.status_code == 409
    assert fresh(made).state == FrameworkDraft.State.DRAFT
    assert [c.kind for c in made.changes.all()] == ["cloned"]


def test_a_proposal_without_a_reason_is_refused(browse, cast, draft):
    where = reverse("readiness:policy_propose", args=[draft.pk])
    browse(where, user=cast.mai, data={"revision": draft.revision, "reason": " "}, status=422)
    assert fresh(draft).state == "draft"


def test_a_draft_given_up_leaves_its_version_to_others(client, cast, draft):
    assert press(client, draft, cast.mai, "withdraw").status_code == 302
    assert fresh(draft).state == "withdrawn"
    assert people.draft(cast.mai, "2").version == "2"


def test_a_draft_of_a_colleague_is_given_up_on_a_second_press_and_stays_in_reach(browse, client, cast, draft):
    other = people.second(cast)
    where = reverse("readiness:policy_withdraw", args=[draft.pk])
    page = browse(where, user=other, data={"revision": draft.revision}, status=409, language="en")
    assert "Lê Thanh Mai began this draft." in people.words(page)
    assert fresh(draft).state == "draft"
    assert press(client, draft, other, "withdraw", sure="yes").status_code == 302
    assert fresh(draft).state == "withdrawn"
    page = browse(reverse("readiness:policy"), user=other, language="en")
    shelved = reverse("readiness:policy_draft", args=[draft.pk])
    assert page.select(f'#given-up a[href="{shelved}"]')
    assert browse(shelved, user=other, language="en").select("#differences tbody tr")


def test_a_published_draft_stands_beside_the_version_it_was_copied_from(browse, client, cast, draft):
    press(client, proposed(tried(draft, cast.mai), cast.mai), people.second(cast))
    page = browse(reverse("readiness:policy_draft", args=[draft.pk]), user=cast.mai, language="en")
    panel = page.select_one("#differences")
    assert "What differs from VN-SI 1, from which it was copied" in " ".join(panel.text.split())
    assert panel.select("tbody tr")


def test_two_second_people_publish_one_version(client, cast, draft):
    second = people.second(cast)
    waiting = proposed(tried(draft, cast.mai), cast.mai)
    assert press(client, waiting, second).status_code == 302
    assert press(client, waiting, second).status_code == 409
    assert Framework.objects.count() == 2


def test_publishing_judges_everybody_anew_and_the_past_stays_to_the_byte(browse, client, cast, draft):
    shop = cast.welding_shop
    for code in facts.KNOWN:
        facts.prove(shop, code, 1, "A1")
    facts.rescore()
    assert facts.score(shop).level == 0
    before = Judgement.objects.get(supplier=shop)
    bytes_then = scoring.recompute(before)
    second = people.second(cast)
    press(client, proposed(tried(draft, cast.mai), cast.mai), second)
    page = browse(reverse("readiness:policy"), user=second, language="en")
    assert "0 of 1 results are of this version" in people.words(page)
    live = browse(reverse("readiness:policy_rescoring"), htmx=True, language="en")
    assert live.select_one("#rescoring")["hx-trigger"] == "every 3s"
    facts.rescore()
    assert facts.score(shop).level == 1
    assert not Score.objects.exclude(framework=frameworks.current()).exists()
    live = browse(reverse("readiness:policy_rescoring"), htmx=True, language="en")
    assert "hx-trigger" not in live.select_one("#rescoring").attrs
    assert scoring.recompute(before) == bytes_then
    now = Judgement.objects.filter(supplier=shop).latest("pk")
    assert (before.framework_hash, now.framework_hash) == (draft.base.hash, frameworks.current().hash)
    assert now.level == 1


def test_publishing_keeps_the_line_of_the_version_before_and_begins_its_own(
    browse, client, cast, draft, settings
):
    settings.DEMO = False
    facts.rescore()
    standings.keep(frameworks.current(), TODAY)
    Standing.objects.filter(sector="", province=None).update(firms=40, vietnamese_firms=10)
    second = people.second(cast)
    press(client, proposed(tried(draft, cast.mai), cast.mai), second)
    page = people.words(browse(reverse("readiness:target"), user=second, language="en"))
    assert "0 of 1 firms are judged by VN-SI 2 yet" in page
    assert "Framework VN-SI 1" in page
    assert "Framework VN-SI 2" not in page, "nobody is judged by it yet"
    assert "kept on 21 Nov 2026: 40 firms" in page
    progress = browse(reverse("readiness:progress"), user=second, language="en")
    row = next(row for row in progress.select("#progress tbody tr") if "2,000" in row.text)
    assert "40" in row.select("td")[1].text
    tasks.sweep()
    kept = Standing.objects.filter(sector="", province=None).order_by("pk")
    assert [(s.framework_hash, s.firms) for s in kept] == [
        (draft.base.hash, 40),
        (frameworks.current().hash, 0),
    ], "the first count is kept as soon as everybody is judged"
    page = people.words(browse(reverse("readiness:target"), user=second, language="en"))
    assert "Framework VN-SI 2" in page
    assert "yet; the others" not in page
    assert "Counted by VN-SI 2 since 21 Nov 2026; the days before are counted by VN-SI 1" in page
