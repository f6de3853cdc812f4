"""A draft is edited in forms that cannot make an invalid framework; what is refused changes nothing."""

from fractions import Fraction

import pytest
from django.urls import reverse

from portal.models import Membership, Organisation
from readiness.engine import parse_framework
from readiness.models import DraftChange, Framework, FrameworkDraft
from tests.readiness.policy import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

PARTS = {
    "policy_weights": (),
    "policy_clocks": (),
    "policy_criterion": ("2.2",),
    "policy_level": (4,),
    "policy_gates": (4,),
}


@pytest.fixture
def draft(cast):
    return people.draft(cast.mai)


def url(name, draft, *more):
    return reverse(f"readiness:{name}", args=[draft.pk, *more])


def as_it_was(draft):
    fresh = FrameworkDraft.objects.get(pk=draft.pk)
    return (fresh.document, fresh.hash, fresh.revision, fresh.state) == (
        draft.document,
        draft.hash,
        draft.revision,
        draft.state,
    ) and draft.changes.count() == 1


def send(client, where, sent, user, language="en"):
    client.force_login(user)
    return client.post(where, sent, headers={"Accept-Language": language})


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_part_sent_back_as_it_stands_changes_nothing(browse, client, cast, draft, part, language):
    where = url(part, draft, *PARTS[part])
    sent = people.typed(browse(where, user=cast.mai, language=language))
    client.post(where, sent, headers={"Accept-Language": language})
    assert as_it_was(draft)


def test_weights_are_changed_with_a_line_in_the_history(browse, client, cast, draft):
    where = url("policy_weights", draft)
    sent = people.typed(browse(where, user=cast.mai)) | {
        "dimension_D1": "900",
        "dimension_D2": "2300",
        "criterion_2_2": "6",
    }
    assert send(client, where, sent, cast.mai).status_code == 302
    draft.refresh_from_db()
    engine = parse_framework(draft.document)
    assert [d.weight for d in engine.dimensions][:2] == [900, 2300]
    assert engine.by_code["2.2"].weight == 6
    assert draft.hash == engine.hash
    change = draft.changes.get(kind=DraftChange.Kind.EDITED)
    assert change.by == cast.mai
    assert [d[1:] for d in change.differences] == [[800, 900], [2400, 2300], [5, 6]]
    page = people.words(browse(url("policy_draft", draft), language="en"))
    assert "D1 Enterprise standing: weight of the dimension 800 900" in page


def test_anchors_caps_and_clock_of_a_criterion_are_changed(browse, client, cast, draft):
    where = url("policy_criterion", draft, "2.1")
    sent = people.typed(browse(where, user=cast.mai)) | {
        "months": "18",
        "weight_A": "6",
        "cap_A2": "3",
        "anchor_all_2_en": "ISO 9001 is held.",
        "anchor_0_3_vi": "Giữ ISO 9001 liên tục 36 tháng.",
    }
    assert send(client, where, sent, cast.mai).status_code == 302
    draft.refresh_from_db()
    criterion = parse_framework(draft.document).by_code["2.1"]
    assert criterion.validity_months == 18
    assert criterion.weight_in("A") == 6
    assert criterion.weight_in("M") == 4
    assert criterion.caps[2] == 3
    assert criterion.anchors[2].text["en"] == "ISO 9001 is held."
    assert criterion.variants[0]["anchors"][3]["vi"] == "Giữ ISO 9001 liên tục 36 tháng."


def test_limits_of_figures_are_changed_in_one_sector_alone(browse, client, cast, draft):
    where = url("policy_criterion", draft, "2.2")
    sent = people.typed(browse(where, user=cast.mai)) | {"limit_M_5": "80", "limit_M_4": "200"}
    assert send(client, where, sent, cast.mai).status_code == 302
    before, after = parse_framework(draft.document), FrameworkDraft.objects.get(pk=draft.pk)
    thresholds = parse_framework(after.document).by_code["2.2"].scale.thresholds
    assert thresholds["M"] == (10_000, 5_000, 1_000, 200, 80)
    assert {k: v for k, v in thresholds.items() if k != "M"} == {
        k: v for k, v in before.by_code["2.2"].scale.thresholds.items() if k != "M"
    }
    said = browse(reverse("readiness:policy_draft", args=[draft.pk]), user=cast.mai, language="en").text
    assert "limits of levels 1 to 5 in Mechanical" in " ".join(said.split())


def test_clocks_and_caps_are_changed(browse, client, cast, draft):
    where = url("policy_clocks", draft)
    sent = people.typed(browse(where, user=cast.mai)) | {
        "cap_A1": "1,5",
        "days_2": "90",
        "keep_2": "12,5",
        "grace": "90",
    }
    assert send(client, where, sent, cast.mai).status_code == 302
    draft.refresh_from_db()
    engine = parse_framework(draft.document)
    assert engine.caps[1] == 1.5
    assert [(days, float(keep)) for days, keep in engine.decay] == [(30, 0.75), (60, 0.5), (90, 0.125)]
    assert engine.coverage_grace_days == 90
    assert engine.max_not_applicable.denominator == 3, "a third stays a third"


def test_a_gate_is_added_changed_and_removed(browse, client, cast, draft):
    where = url("policy_gates", draft, 2)
    sent = people.typed(browse(where, user=cast.mai))
    last = int(sent["gate-count"]) - 1
    sent |= {
        "gate-0-criterion": "",
        "gate-1-at_least": "3",
        "gate-1-sectors": ["M", "P"],
        "gate-1-fits": "on",
    }
    sent |= {
        f"gate-{last}-criterion": "7.2",
        f"gate-{last}-at_least": "2",
        f"gate-{last}-vi": "đã huấn luyện an toàn",
        f"gate-{last}-en": "safety training was given",
    }
    assert send(client, where, sent, cast.mai).status_code == 302
    draft.refresh_from_db()
    gates = parse_framework(draft.document).level(2).gates
    assert [g.criterion for g in gates] == ["1.5", "7.1", "2.5", "5.2", "7.2"]
    assert gates[0].at_least == 3
    assert gates[0].sectors == {"M", "P"}


def test_minima_of_a_level_are_changed(browse, client, cast, draft):
    where = url("policy_level", draft, 4)
    sent = people.typed(browse(where, user=cast.mai)) | {
        "total": "62,5",
        "coverage": "80",
        "dimension_D3": "50",
        "dimension_D8": "",
    }
    assert send(client, where, sent, cast.mai).status_code == 302
    draft.refresh_from_db()
    level = parse_framework(draft.document).level(4)
    assert (level.minimum_total, level.coverage) == (Fraction("62.5"), Fraction("0.8"))
    assert {code: float(least) for code, least in level.minimum_by_code.items()} == {"D2": 60, "D3": 50}


REFUSED = {
    "sum": ("policy_weights", (), {"dimension_D1": "801"}, None, "add up to 10,001"),
    "no number": (
        "policy_weights",
        (),
        {"criterion_2_2": "many"},
        "criterion_2_2",
        "Write a whole number from 0",
    ),
    "empty weight": ("policy_weights", (), {"dimension_D2": ""}, "dimension_D2", "required"),
    "nothing weighs": (
        "policy_weights",
        (),
        {f"criterion_8_{n}": "0" for n in range(1, 6)},
        "dimension_D8",
        "no criterion weighs anything",
    ),
    "caps fall": ("policy_clocks", (), {"cap_A1": "5"}, "cap_A2", "may not credit less than A1"),
    "cap too high": ("policy_clocks", (), {"cap_A4": "6"}, "cap_A4", "from 0 to 5"),
    "days fall": ("policy_clocks", (), {"days_1": "20"}, "days_1", "days must rise"),
    "kept rises": ("policy_clocks", (), {"keep_1": "80"}, "keep_1", "may not rise"),
    "half a step": ("policy_clocks", (), {"days_2": "90"}, "keep_2", "needs both"),
    "own caps fall": ("policy_criterion", ("2.2",), {"cap_A2": "1"}, "cap_A2", "may not credit less than A1"),
    "level easier": (
        "policy_criterion",
        ("2.2",),
        {"limit_M_3": "6000"},
        "limit_M_3",
        "easier to reach than level 2",
    ),
    "share easier": (
        "policy_criterion",
        ("4.1",),
        {"limit_M_2": "70"},
        "limit_M_2",
        "easier to reach than level 1",
    ),
    "limit of nothing": ("policy_criterion", ("2.2",), {"limit_M_5": "0"}, "limit_M_5", "above 0"),
    "no words": ("policy_criterion", ("2.2",), {"anchor_all_0_vi": " "}, "anchor_all_0_vi", "required"),
    "gate out of reach": (
        "policy_criterion",
        ("2.8",),
        {"cap_A3": "4", "cap_A4": "4"},
        None,
        "credits level 4",
    ),
    "over a hundred": ("policy_level", (4,), {"total": "101"}, "total", "from 0 to 100"),
    "asks less than below": ("policy_level", (4,), {"total": "39"}, "total", "less than level 3"),
    "asks more than above": ("policy_level", (4,), {"coverage": "95"}, "coverage", "less than level 4"),
    "gate not asked": (
        "policy_gates",
        (4,),
        {"gate-3-criterion": "3.8", "gate-3-at_least": "3"},
        "gate-3-criterion",
        "is not asked in",
    ),
    "gate asks nothing": ("policy_gates", (4,), {"gate-0-at_least": "0"}, "gate-0-at_least", "asks nothing"),
    "gate twice": ("policy_gates", (4,), {"gate-2-criterion": "2.2"}, "gate-2-criterion", "Two gates"),
    "gate without words": ("policy_gates", (4,), {"gate-2-en": ""}, "gate-2-en", "both languages"),
    "gate without level": (
        "policy_gates",
        (4,),
        {"gate-2-at_least": ""},
        "gate-2-at_least",
        "Write the level",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_framework_is_refused_beside_its_field(browse, cast, draft, case):
    part, more, wrong, field, sentence = REFUSED[case]
    where = url(part, draft, *more)
    sent = people.typed(browse(where, user=cast.mai, language="en")) | wrong
    page = browse(where, data=sent, status=422, language="en")
    assert as_it_was(draft)
    assert sentence in people.words(page)
    if field:
        control = page.select_one(f'main [name="{field}"]')
        assert control["aria-invalid"] == "true"
        assert sentence in page.select_one(f"#{control['id']}-error").text


def test_whoever_comes_too_late_overwrites_nothing(browse, client, cast, draft):
    where = url("policy_weights", draft)
    early = people.typed(browse(where, user=cast.mai))
    late = dict(early)
    send(client, where, early | {"criterion_2_2": "6"}, cast.mai)
    draft.refresh_from_db()
    page = browse(where, user=people.second(cast), data=late | {"criterion_2_2": "9"}, status=409)
    assert page.select_one('[name="criterion_2_2"]')["value"] == "9", "what was typed is not lost"
    assert FrameworkDraft.objects.get(pk=draft.pk).document == draft.document


def test_a_gate_that_asks_for_less_is_not_saved_with_the_words_of_more(browse, client, cast, draft):
    where = url("policy_gates", draft, 4)
    opened = people.typed(browse(where, user=cast.mai, language="en"))
    assert not any(name.endswith("-fits") for name in opened), "asked where there is something to ask"
    lower = opened | {"gate-1-at_least": "1"}
    page = browse(where, data=lower, status=422, language="en")
    assert "its words did not" in people.words(page)
    assert as_it_was(draft)
    assert page.select_one("[name=gate-1-fits]")
    assert send(client, where, lower | {"gate-1-fits": "on"}, cast.mai).status_code == 302
    draft.refresh_from_db()
    again = people.typed(browse(where, user=cast.mai, language="en"))
    assert again["gate-1-at_least"] == "1"
    anew = again | {"gate-1-at_least": "2", "gate-1-vi": "lời mới", "gate-1-en": "new words"}
    assert send(client, where, anew, cast.mai).status_code == 302


@pytest.mark.parametrize(
    "part, hers, his",
    [
        ("policy_weights", ("criterion_2_2", "6"), ("criterion_6_1", "9")),
        ("policy_level", ("total", "61"), ("dimension", "41")),
        ("policy_criterion", ("weight", "7"), ("months", "25")),
        ("policy_gates", ("gate-0-months", "7"), ("gate-1-months", "9")),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_two_people_who_change_different_fields_both_keep_their_change(
    browse, client, cast, draft, part, hers, his, language
):
    where, other = url(part, draft, *PARTS[part]), people.second(cast)
    opened = people.typed(browse(where, user=cast.mai, language=language))
    send(client, where, opened | dict([hers]), cast.mai, language)
    late = browse(where, user=other, data=opened | dict([his]), status=409, language=language)
    assert len(late.select("main table tbody tr")) == 1, "what the other changed is shown, once"
    assert hers[1] in people.words(late)
    send(client, where, people.typed(late), other, language)
    now = people.typed(browse(where, user=other, language=language))
    assert (now[hers[0]], now[his[0]]) == (hers[1], his[1])
    assert draft.changes.filter(kind="edited").count() == 2


def test_what_both_changed_is_shown_with_the_saved_value_beside_the_typed_one(browse, client, cast, draft):
    where, other = url("policy_weights", draft), people.second(cast)
    opened = people.typed(browse(where, user=cast.mai, language="en"))
    send(client, where, opened | {"criterion_2_2": "6"}, cast.mai)
    late = browse(where, user=other, data=opened | {"criterion_2_2": "9"}, status=409, language="en")
    cells = [cell.text for cell in late.select("main table tbody td")]
    assert cells == ["6", "9", "what you wrote: saving replaces what is saved"]


def test_gates_that_moved_meanwhile_are_shown_as_they_are_now(browse, client, cast, draft):
    where, other = url("policy_gates", draft, 4), people.second(cast)
    opened = people.typed(browse(where, user=cast.mai, language="en"))
    send(client, where, opened | {"gate-0-criterion": ""}, cast.mai)
    draft.refresh_from_db()
    late = browse(where, user=other, data=opened | {"gate-1-months": "9"}, status=409, language="en")
    assert "Months of data" in people.words(late)
    send(client, where, people.typed(late), other)
    assert FrameworkDraft.objects.get(pk=draft.pk).document == draft.document, "the gate stays removed"


READERS = [
    (Organisation.Kind.PROVINCE, Membership.Role.OWNER),
    (Organisation.Kind.SUPPORT_CENTRE, Membership.Role.EDITOR),
    (Organisation.Kind.MINISTRY, Membership.Role.VIEWER),
]


@pytest.mark.parametrize("kind, role", READERS)
def test_other_staff_read_the_policy_and_change_nothing(browse, client, cast, draft, kind, role):
    reader = people.staff(kind, role)
    for part, more in PARTS.items():
        where = url(part, draft, *more)
        page = browse(where, user=reader)
        assert page.select_one("form fieldset[disabled]")
        assert send(client, where, people.typed(page), reader).status_code == 404
    for step in ("propose", "take_back", "withdraw", "publish"):
        sent = {"revision": draft.revision, "reason": "Vì thế"}
        assert send(client, url(f"policy_{step}", draft), sent, reader).status_code == 404
    sent = {"base": draft.base_id, "version": "9"}
    assert send(client, reverse("readiness:policy_clone"), sent, reader).status_code == 404
    assert as_it_was(draft)
    assert FrameworkDraft.objects.count() == 1


def test_a_version_has_a_name_of_its_own(browse, cast, draft):
    where = reverse("readiness:policy_clone")
    for version in ("2", "1", "hai!", ""):
        sent = {"base": draft.base_id, "version": version}
        page = browse(where, user=cast.mai, data=sent, status=422)
        assert page.select_one('[name="version"]')["aria-invalid"] == "true"
    assert FrameworkDraft.objects.count() == 1


def test_the_page_of_versions_asks_no_more_for_more_drafts(browse, cast, draft, same_queries_for_more):
    where = reverse("readiness:policy")
    same_queries_for_more(
        lambda: browse(where, user=cast.mai), lambda: [people.draft(cast.mai, f"3.{n}") for n in range(5)]
    )


def test_a_published_version_stays_as_it_was(browse, client, cast, draft):
    before = list(Framework.objects.values())
    where = url("policy_weights", draft)
    sent = people.typed(browse(where, user=cast.mai)) | {"criterion_2_2": "6"}
    send(client, where, sent, cast.mai)
    assert list(Framework.objects.values()) == before


def test_a_rule_that_breaks_on_another_page_names_its_criterion(browse, cast):
    """Criteria with caps of their own fall too when those of all do."""
    made = people.draft(cast.mai)
    url = reverse("readiness:policy_clocks", args=[made.pk])
    data = people.typed(browse(url, user=cast.mai, language="en")) | {"cap_A1": "5"}
    page = browse(url, user=cast.mai, data=data, status=422, language="en")
    lines = [" ".join(li.text.split()) for li in page.select(".errsum li")]
    assert len(lines) == len(set(lines)) > 1
    assert any("2.2 " in line for line in lines)
