"""The requirement's pages: who reads, who writes, what a wrong or stale form keeps."""

from datetime import timedelta

import pytest
from django.urls import reverse

from buyers import actions
from buyers.asking import asked_of
from buyers.models import Requirement, RequirementVersion
from portal.models import Membership, Organisation
from tests.buyers.requirements.asking import BRACKET, begun, filled
from tests.cast import NOW, member, person

pytestmark = pytest.mark.django_db


def url(name: str, requirement: Requirement) -> str:
    return reverse(f"buyers:{name}", args=[requirement.public_id])


@pytest.fixture
def viewer(cast):
    return member(person("xem@assembler.example", "Xem"), cast.assembler, Membership.Role.VIEWER)


@pytest.fixture
def rival(cast):
    other = Organisation.objects.create(kind=Organisation.Kind.BUYER, name="Another assembler")
    return member(person("rival@other.example", "Rival"), other)


def test_a_new_requirement_is_a_draft_with_the_lines_that_were_filled_in(cast, client):
    client.force_login(cast.binh)
    answer = client.post(reverse("buyers:requirement_new"), filled(BRACKET))
    made = Requirement.objects.get()
    assert answer.url == url("requirement", made)
    assert (made.organisation, made.state) == (cast.assembler, "draft")
    assert sorted(map(repr, asked_of(made.latest.lines.select_related("place")))) == sorted(
        map(repr, BRACKET)
    )


def test_what_is_saved_comes_back_in_the_form(cast, browse):
    requirement = begun(cast)
    page = browse(url("requirement_edit", requirement), user=cast.binh, language="en")
    assert page.select_one("#id_title")["value"] == "Seat-rail bracket"
    ticked = [box["value"] for box in page.select("input[name='process-0-codes'][checked]")]
    assert ticked == ["forming.stamping"]
    assert page.select_one("#id_tolerance-0-limit")["value"] == "0.05"
    assert page.select_one("#id_distance-0-must option[selected]")["value"] == "wish"
    assert "Metal stamping" in page.select_one("#ask-process summary").text


def test_a_wrong_line_answers_422_and_nothing_typed_is_lost(cast, browse):
    data = filled(BRACKET) | {"tolerance-0-limit": "fine", "volume-0-limit": "-5"}
    page = browse(reverse("buyers:requirement_new"), user=cast.binh, data=data, status=422, language="en")
    assert page.select_one("#id_tolerance-0-limit")["value"] == "fine"
    assert page.select_one("#id_volume-0-limit")["value"] == "-5"
    assert page.select("input[name='process-0-codes'][checked]")
    assert {link["href"] for link in page.select(".errsum a")} == {
        "#id_tolerance-0-limit",
        "#id_volume-0-limit",
    }
    assert not Requirement.objects.exists()


def test_a_word_that_is_not_in_the_list_is_refused(cast, browse):
    data = filled(BRACKET) | {"process-0-codes": ["magic"]}
    browse(reverse("buyers:requirement_new"), user=cast.binh, data=data, status=422)
    assert not Requirement.objects.exists()


def test_without_a_script_a_line_is_added_and_what_was_typed_stays(cast, browse):
    data = filled(BRACKET) | {"add": "standard"}
    page = browse(reverse("buyers:requirement_new"), user=cast.binh, data=data)
    assert page.select_one("#id_title")["value"] == "Seat-rail bracket"
    assert len(page.select("select[name^='standard-'][name$='-code']")) == 2
    assert page.select_one("#id_tolerance-0-limit")["value"] == "0.05"
    assert not page.select(".err")
    assert not Requirement.objects.exists()


def test_a_stale_draft_answers_409_and_keeps_what_was_typed(cast, browse):
    requirement = begun(cast)
    seen = requirement.latest.stamp
    actions.save_draft(requirement, "Other title", "", BRACKET, seen=seen, now=NOW + timedelta(hours=1))
    data = filled(BRACKET) | {"title": "Mine", "seen": seen}
    page = browse(url("requirement_edit", requirement), user=cast.binh, data=data, status=409)
    assert page.select_one("#id_title")["value"] == "Mine"
    held = Requirement.objects.get()
    assert held.latest.title == "Other title"
    assert page.select_one("input[name=seen]")["value"] == held.latest.stamp, "saving again is informed"


def test_a_published_version_is_never_changed_by_saving(cast, client):
    requirement = begun(cast)
    actions.publish(requirement, by=cast.binh, now=NOW)
    client.force_login(cast.binh)
    held = Requirement.objects.get()
    data = filled(BRACKET) | {"title": "Wider bracket", "seen": held.latest.stamp}
    client.post(url("requirement_edit", requirement), data)
    titles = RequirementVersion.objects.order_by("number").values_list("number", "title", "published_at")
    assert [(n, t) for n, t, _at in titles] == [(1, "Seat-rail bracket"), (2, "Wider bracket")]
    assert Requirement.objects.get().current.number == 1


def test_publish_revise_and_close_from_the_page(cast, client, browse):
    requirement = begun(cast)
    client.force_login(cast.binh)
    client.post(url("requirement_publish", requirement))
    assert Requirement.objects.get().state == "published"
    begun_again = client.post(url("requirement_revise", requirement))
    assert begun_again.url == url("requirement", requirement) + "?version=2"
    assert Requirement.objects.get().draft.number == 2
    client.post(url("requirement_close", requirement), {"reason": ""})
    assert Requirement.objects.get().closed_at is None, "closing wants a reason"
    client.post(url("requirement_close", requirement), {"reason": "Ordered elsewhere"})
    held = Requirement.objects.get()
    assert (held.state, held.closing_reason) == ("closed", "Ordered elsewhere")
    page = browse(url("requirement", requirement), user=cast.binh, language="en")
    assert "Ordered elsewhere" in page.text
    assert not page.select("form[action*=publish]"), "nothing is offered that would be refused"
    assert client.post(url("requirement_publish", requirement)).status_code == 302
    assert Requirement.objects.get().draft is not None


@pytest.mark.parametrize(
    "name", ["requirement_publish", "requirement_revise", "requirement_drop", "requirement_close"]
)
def test_a_viewer_reads_and_changes_nothing(cast, viewer, client, browse, name):
    requirement = begun(cast)
    page = browse(url("requirement", requirement), user=viewer)
    assert not page.select("main form")
    assert client.post(url(name, requirement), {"reason": "x"}).status_code == 403
    held = Requirement.objects.get()
    assert (held.state, held.closed_at) == ("draft", None)
    assert client.get(url("requirement_edit", requirement)).status_code == 403
    assert client.get(reverse("buyers:requirement_new")).status_code == 403


def test_nobody_but_the_buyer_sees_it(cast, rival, client):
    requirement = begun(cast)
    actions.publish(requirement, by=cast.binh, now=NOW)
    for visitor in (cast.duong, cast.mai, cast.chi, rival):
        client.force_login(visitor)
        for name in ("requirement", "requirement_edit"):
            assert client.get(url(name, requirement)).status_code == 404
        assert client.post(url("requirement_close", requirement), {"reason": "x"}).status_code == 404
        assert client.get(reverse("readiness:matches", args=[requirement.public_id])).status_code == 404
    assert Requirement.objects.get().closed_at is None


def test_the_list_of_another_buyer_is_empty(cast, rival, browse):
    begun(cast)
    assert "Seat-rail" not in browse(reverse("buyers:requirements"), user=rival).text


def test_relaxing_by_the_address_changes_the_form_and_nothing_else(cast, browse):
    requirement = begun(cast)
    edit = url("requirement_edit", requirement)
    at = [line.kind for line in BRACKET].index("tolerance")
    assert (
        browse(f"{edit}?without={at}", user=cast.binh).select_one("#id_tolerance-0-limit").get("value")
        is None
    )
    soft = browse(f"{edit}?soften={at}&to=0.08", user=cast.binh, language="en")
    assert soft.select_one("#id_tolerance-0-limit")["value"] == "0.08"
    for harder in ("0.01", "x", "NaN", "0.12345"):
        same = browse(f"{edit}?soften={at}&to={harder}", user=cast.binh, language="en")
        assert same.select_one("#id_tolerance-0-limit")["value"] == "0.05"
    assert len(asked_of(Requirement.objects.get().latest.lines.all())) == len(BRACKET)


def test_more_requirements_cost_no_more_queries(cast, client, same_queries_for_more):
    begun(cast)
    client.force_login(cast.binh)
    same_queries_for_more(
        lambda: client.get(reverse("buyers:requirements")), lambda: [begun(cast) for _ in range(4)]
    )


@pytest.fixture
def revised(cast):
    """Version 1 is in force and asks six lines; version 2 is a draft and asks one."""
    requirement = begun(cast)
    actions.publish(requirement, by=cast.binh, now=NOW)
    stamp = Requirement.objects.get().latest.stamp
    actions.save_draft(requirement, "Narrow bracket", "", BRACKET[:1], seen=stamp, now=NOW)
    return Requirement.objects.get()


def test_the_version_in_force_is_shown_and_the_draft_beside_it(cast, revised, browse):
    page = browse(url("requirement", revised), user=cast.binh, language="en")
    assert page.h1.text == "Seat-rail bracket"
    assert len(page.select(".facts-of > div")) == len(BRACKET)
    assert page.select_one("main .note a")["href"] == "?version=2"
    assert not page.select("form[action*=publish], form[action*=drop]"), "they are of the draft"
    draft = browse(url("requirement", revised) + "?version=2", user=cast.binh, language="en")
    assert (draft.h1.text, len(draft.select(".facts-of > div"))) == ("Narrow bracket", 1)
    assert "draft, not in force" in draft.select_one(".head").text
    assert draft.select("form[action*=publish]")
    assert draft.select("form[action*=drop]")
    browse(url("requirement", revised) + "?version=3", user=cast.binh, status=404)
    listing = browse(reverse("buyers:requirements"), user=cast.binh, language="en")
    assert "Seat-rail bracket" in listing.text
    assert "4 must, 2 wish" in listing.text


def test_matches_are_those_of_the_version_in_force_or_of_the_draft_and_say_which(cast, revised, browse):
    matches = reverse("readiness:matches", args=[revised.public_id])
    page = browse(matches, user=cast.binh, language="en")
    assert "4 must, 2 wish" in page.text
    assert "Matches of version 1, in force." in page.text
    assert page.select_one("main .note a")["href"] == f"{matches}?version=2"
    draft = browse(f"{matches}?version=2", user=cast.binh, language="en")
    assert "1 must, 0 wish" in draft.text
    assert "Matches of version 2, a draft" in draft.text
    browse(f"{matches}?version=x", user=cast.binh, status=404)


def test_a_replaced_version_can_still_be_read(cast, revised, browse):
    actions.publish(revised, by=cast.binh, now=NOW)
    page = browse(url("requirement", revised), user=cast.binh, language="en")
    assert page.h1.text == "Narrow bracket"
    old = browse(url("requirement", revised) + page.select_one("#versions a")["href"], user=cast.binh)
    assert (old.h1.text, len(old.select(".facts-of > div"))) == ("Seat-rail bracket", len(BRACKET))


def test_a_draft_is_dropped_and_the_version_in_force_stays(cast, revised, client):
    client.force_login(cast.binh)
    assert client.post(url("requirement_drop", revised)).url == url("requirement", revised)
    held = Requirement.objects.get()
    assert (held.draft, held.current.number, held.current.lines.count()) == (None, 1, len(BRACKET))
    client.post(url("requirement_drop", revised))
    assert RequirementVersion.objects.count() == 1, "there is nothing more to drop"
    first = begun(cast)
    client.post(url("requirement_drop", first))
    assert first.versions.count() == 1, "the only version is closed, not dropped"
