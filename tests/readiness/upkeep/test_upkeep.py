"""Targets, steps and programmes are changed by the ministry's editors, with a reason, and nothing else changes them."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from portal.models import Membership, User
from readiness.dashboards.measuring import measure_of
from readiness.loading import load_ministry
from readiness.models import Programme, ProgrammeFit, Step, Target
from tests.readiness.pages.test_readiness_page import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

ASKED = "r115-direct-2030"


@pytest.fixture
def target() -> Target:
    return Target.objects.get(code=ASKED)


def entry(slug: str, pk: int) -> str:
    return reverse("readiness:upkeep_entry", args=[slug, pk])


def form_of(page: BeautifulSoup) -> dict[str, list[str]]:
    """What the form would send as it stands."""
    sent: dict[str, list[str]] = {}
    for control in page.select("form.formcol [name]"):
        kind, name = control.get("type"), control["name"]
        if kind in ("checkbox", "radio") and not control.has_attr("checked"):
            continue
        if control.name == "select":
            chosen = control.select_one("option[selected]")
            sent[name] = [chosen["value"] if chosen else ""]
        elif control.name == "textarea":
            sent[name] = [control.text.removeprefix("\n")]
        else:
            sent.setdefault(name, []).append(control.get("value", ""))
    return sent


@pytest.fixture
def saved(browse, client):
    """Send a form as it stands with some fields changed; it is taken."""

    def send(user, url: str, sent: dict | None = None, **changes: str) -> None:
        typed = sent or form_of(browse(url, user=user)) | {k: [v] for k, v in changes.items()}
        assert client.post(url, typed).status_code == 302

    return send


@pytest.fixture
def refused(browse):
    """The same, and it is not: the page that comes back."""

    def send(user, url: str, status: int = 422, **changes: str) -> BeautifulSoup:
        typed = form_of(browse(url, user=user)) | {k: [v] for k, v in changes.items()}
        return browse(url, user=user, data=typed, status=status, language="en")

    return send


def test_a_target_is_changed_with_a_reason_and_every_page_says_the_new_figure(browse, cast, target, saved):
    saved(cast.mai, entry("targets", target.pk), low="2.500", high="2.500", reason="Nghị quyết mới")
    target.refresh_from_db()
    assert (target.low, target.high, target.edited_by, target.edit_reason) == (
        2500,
        2500,
        cast.mai,
        "Nghị quyết mới",
    )
    assert "2,500" in words(browse(reverse("readiness:target"), user=cast.mai, language="en"))
    history = words(browse(entry("targets", target.pk), user=cast.mai, language="en").select_one("#history"))
    assert "Lê Thanh Mai" in history
    assert "Nghị quyết mới" in history
    assert "2,000 → 2,500" in history
    assert "File of the portal" in history


def test_which_purchases_a_share_of_demand_means_is_stored_with_its_target(browse, cast, saved):
    """Bought in the country, or of Vietnamese-owned firms alone: the document does not say it."""
    share = Target.objects.get(code="r115-demand-2030")
    assert (share.rate, measure_of(share)) == ("country", "reported")
    saved(cast.mai, entry("targets", share.pk), rate="vietnamese", reason="Ý kiến của Vụ Pháp chế")
    share.refresh_from_db()
    assert (share.rate, measure_of(share)) == ("vietnamese", "reported_vietnamese")
    history = words(browse(entry("targets", share.pk), user=cast.mai, language="en").select_one("#history"))
    assert "bought from Vietnamese-owned suppliers" in history
    progress = words(
        browse(reverse("readiness:progress"), user=cast.mai, language="en").select_one("#progress")
    )
    assert "Bought from Vietnamese-owned firms, as buyers report it" in progress
    firms = Target.objects.get(code="r115-direct-2030")
    assert not browse(entry("targets", firms.pk), user=cast.mai).select("#id_rate")


def test_a_file_that_is_loaded_again_leaves_what_people_changed(cast, target, saved):
    saved(cast.mai, entry("targets", target.pk), low="2500", high="2500", reason="Nghị quyết mới")
    assert set(load_ministry().values()) == {0}
    target.refresh_from_db()
    assert target.low == 2500
    Target.objects.filter(code="r115-direct-2025").update(low=1, high=1)
    assert load_ministry()["targets"] == 1, "what nobody changed here follows the file"


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"reason": ""}, "reason"),
        ({"low": "nhiều"}, "low"),
        ({"low": "3000"}, "high"),
        ({"low": ""}, "low"),
        ({"year": "20"}, "year"),
        ({"source": ""}, "source"),
    ],
)
def test_what_cannot_be_read_stands_beside_its_field_and_changes_nothing(
    cast, target, changes, field, refused
):
    sent = {"low": "2100", "high": "2100", "reason": "Thử", **changes}
    page = refused(cast.mai, entry("targets", target.pk), **sent)
    assert f"#id_{field}" in {a["href"] for a in page.select("#errors a")}
    for name, value in sent.items():
        control = page.select_one(f"#id_{name}")
        assert (control.get("value") or control.text.strip()) == value
    assert Target.objects.get(pk=target.pk).edited_at is None


def test_two_people_at_once_the_second_is_told_and_nothing_of_hers_is_lost(browse, cast, target, saved):
    url = entry("targets", target.pk)
    first = form_of(browse(url, user=cast.mai))
    saved(cast.mai, url, low="2200", high="2200", reason="Một")
    late = first | {"low": ["2300"], "high": ["2300"], "reason": ["Hai"]}
    page = browse(url, user=cast.mai, data=late, status=409, language="en")
    assert "Nothing of yours was saved" in words(page)
    assert page.select_one("#id_low")["value"] == "2300"
    rows = [[cell.text for cell in row.select("th, td")] for row in page.select("main table tbody tr")]
    assert [row[1:3] for row in rows] == [["2200", "2300"], ["2200", "2300"]]
    assert Target.objects.get(pk=target.pk).low == 2200
    again = form_of(page)
    saved(cast.mai, url, again)
    assert Target.objects.get(pk=target.pk).low == 2300


def test_two_people_who_change_different_fields_both_keep_their_change(browse, cast, target, saved):
    url = entry("targets", target.pk)
    first = form_of(browse(url, user=cast.mai))
    saved(cast.mai, url, low="2200", high="2200", reason="Một")
    late = browse(url, user=cast.mai, data=first | {"year": ["2031"], "reason": ["Hai"]}, status=409)
    saved(cast.mai, url, form_of(late))
    target.refresh_from_db()
    assert (target.low, target.high, target.year, target.edit_reason) == (2200, 2200, 2031, "Hai")


@pytest.mark.parametrize(
    "code, changes, field",
    [
        (ASKED, {"low": "2.5", "high": "100"}, "low"),
        (ASKED, {"low": "2000", "high": "2100.5"}, "high"),
        ("r115-demand-2030", {"low": "70", "high": "170"}, "high"),
    ],
)
def test_firms_are_whole_and_a_share_ends_at_a_hundred(cast, code, changes, field, refused):
    row = Target.objects.get(code=code)
    page = refused(cast.mai, entry("targets", row.pk), reason="Thử", **changes)
    assert f"#id_{field}" in {a["href"] for a in page.select("#errors a")}
    assert not page.select("[name=sure]"), "what cannot be is not asked about"
    assert Target.objects.get(pk=row.pk).edited_at is None


@pytest.mark.parametrize(
    "low, high, said", [("900", "900", "900 firms"), ("2000", "4100", "2,000–4,100 firms")]
)
def test_a_figure_far_from_the_one_before_is_saved_on_a_second_press(
    browse, client, cast, target, refused, low, high, said
):
    url = entry("targets", target.pk)
    page = refused(cast.mai, url, low=low, high=high, reason="Văn bản mới")
    told = words(page.select_one("#errors"))
    assert "Saved until now: 2,000 firms." in told
    assert f"You wrote: {said}." in told
    assert Target.objects.get(pk=target.pk).low == 2000
    yes = page.select_one("button[name=sure]")
    other = form_of(page) | {"low": ["7"], "high": ["7"], "sure": [yes["value"]]}
    assert client.post(url, other).status_code == 422, "yes is said of the figures that were shown"
    assert client.post(url, form_of(page) | {"sure": [yes["value"]]}).status_code == 302
    assert Target.objects.get(pk=target.pk).low == int(low)


def test_a_range_is_one_range_on_every_page(browse, client, cast, target):
    Target.objects.filter(pk=target.pk).update(low=2000, high=2500)
    page = browse(reverse("readiness:target"), user=cast.mai, language="en")
    assert "→ 2,000–2,500" in words(page.select_one(".defs2"))
    assert "2,000–2,500" in words(page.select_one("#count"))
    progress = browse(reverse("readiness:progress"), user=cast.mai, language="en")
    assert "2,000–2,500" in words(progress.select_one("#progress"))


def test_codes_of_sources_are_choices_in_the_readers_words(browse, cast, target, saved):
    url = entry("targets", target.pk)
    page = browse(url, user=cast.mai, language="vi")
    for name in ("status", "qualifier", "confidence"):
        for option in page.select(f"select[name={name}] option"):
            assert option.text != option["value"], option
    unknown = form_of(page) | {"status": ["khong co"], "reason": ["Thử"]}
    browse(url, user=cast.mai, data=unknown, status=422)
    saved(cast.mai, url, status="superseded", reason="Đã có văn bản mới")
    history = words(browse(url, user=cast.mai, language="vi").select_one("#history"))
    assert "superseded" not in history
    assert "đang có hiệu lực →" in history.lower() or "còn hiệu lực →" in history.lower()


def test_what_is_saved_stays_a_choice_whatever_it_is(cast, target, saved):
    for row in Target.objects.all():
        saved(cast.mai, entry("targets", row.pk), reason="Không đổi gì")
    assert not Target.objects.filter(edited_at__isnull=False).exists()


def test_editors_see_the_way_to_a_new_programme(browse, cast):
    page = browse(reverse("readiness:upkeep", args=["programmes"]), user=cast.mai, language="en")
    assert page.select(f'a[href="{reverse("readiness:upkeep_new", args=["programmes"])}"]')
    steps = {step.code: step for step in Step.objects.all()}
    fit = ProgrammeFit.objects.filter(serves_steps__len__gt=0).select_related("programme").first()
    row = page.select_one(f'tbody a[href="{entry("programmes", fit.programme_id)}"]').find_parent("tr")
    assert steps[fit.serves_steps[0]].name_en in row.text, "steps by their names"
    one = browse(entry("programmes", fit.programme_id), user=cast.mai, language="vi")
    assert one.h1.text.strip() == fit.programme.name_vi
    page = browse(reverse("readiness:upkeep", args=["targets"]), user=cast.mai, language="en")
    assert page.select(f'a[href="{reverse("readiness:upkeep_new", args=["targets"])}"]')
    assert {cell["data-l"] for cell in page.select("tbody td")} == {"Year", "Target", "Document"}


def test_a_step_costs_what_was_written_and_the_engine_must_be_able_to_read_the_list(cast, saved, refused):
    step = Step.objects.get(code="MG10")
    url = entry("steps", step.pk)
    saved(
        cast.mai,
        url,
        cost_typical_million_vnd="77,5",
        cost_high_million_vnd="900",
        reason="Báo giá 2026",
    )
    step.refresh_from_db()
    assert step.cost_typical_million_vnd == Decimal("77.5")
    page = refused(cast.mai, url, raises="99.9:3", reason="x")
    assert "#id_raises" in {a["href"] for a in page.select("#errors a")}
    page = refused(cast.mai, url, cost_low_million_vnd="800", reason="x")
    assert "#id_cost_typical_million_vnd" in {a["href"] for a in page.select("#errors a")}
    step.refresh_from_db()
    assert step.raises != "99.9:3"


def test_a_programme_that_ends_is_ended_and_its_two_rows_agree(cast, saved):
    fit = ProgrammeFit.objects.select_related("programme").get(programme__code="vitask")
    url = entry("programmes", fit.programme_id)
    saved(cast.mai, url, status="ended", ends_on="31/12/2025", reason="Đóng")
    fit.refresh_from_db()
    assert (fit.status, str(fit.ends_on), fit.edit_reason) == ("ended", "2025-12-31", "Đóng")
    assert fit.programme.edited_at is None, "of the other row nothing changed"
    assert set(fit.sectors) == {"A", "E"}


def test_levels_and_places_of_a_programme_are_kept_in_order(cast, saved, refused):
    fit = ProgrammeFit.objects.get(programme__code="vitask")
    url = entry("programmes", fit.programme_id)
    page = refused(cast.mai, url, level_from="3", level_to="2", reason="Theo thông báo")
    assert "below the lower one" in page.select_one("#id_level_to").find_parent(class_="field").text
    saved(cast.mai, url, level_from="2", level_to="3", places_left="12", reason="Theo thông báo")
    fit.refresh_from_db()
    assert (fit.level_from, fit.level_to, fit.places_left) == (2, 3, 12)


def test_a_new_programme_stays_when_the_file_is_loaded(browse, cast, saved):
    url = reverse("readiness:upkeep_new", args=["programmes"])
    sent = form_of(browse(url, user=cast.mai)) | {
        "name_vi": ["Quỹ thử"], "name_en": ["Trial fund"], "status": ["active"], "serves_steps": ["TR02", "MG10"],
        "source": ["Quyết định 1"], "confidence": ["cited"], "reason": ["Mới mở"],
    }  # fmt: skip
    wrong = browse(url, user=cast.mai, data=sent | {"serves_steps": ["XX99"]}, status=422)
    assert "#id_serves_steps" in {a["href"] for a in wrong.select("#errors a")}
    assert not Programme.objects.filter(code="trial_fund").exists()
    saved(cast.mai, url, sent)
    load_ministry()
    made = ProgrammeFit.objects.get(programme__code="trial_fund")
    assert (made.serves_steps, made.edited_by) == (["TR02", "MG10"], cast.mai)


@pytest.mark.parametrize("slug", ["targets", "steps", "programmes"])
def test_every_row_opens_from_its_list_in_both_languages(browse, cast, slug):
    for language in ("vi", "en"):
        page = browse(reverse("readiness:upkeep", args=[slug]), user=cast.mai, language=language)
        links = [a["href"] for a in page.select("tbody a")]
        assert (
            len(links) == {"targets": Target, "steps": Step, "programmes": ProgrammeFit}[slug].objects.count()
        )
        browse(links[0], user=cast.mai, language=language)


def test_saving_a_row_as_it_stands_changes_nothing(cast, saved):
    for slug, model in (("targets", Target), ("steps", Step), ("programmes", Programme)):
        for row in model.objects.order_by("pk")[::6]:
            saved(cast.mai, entry(slug, row.pk), reason="Xem lại")
        assert not model.objects.exclude(edited_at=None).exists(), slug
    assert not ProgrammeFit.objects.exclude(edited_at=None).exists()


def test_only_the_ministrys_editors_change_and_only_staff_read(browse, cast, target):
    url = entry("targets", target.pk)
    sent = form_of(browse(url, user=cast.mai)) | {"low": ["1"], "high": ["1"], "reason": ["x"]}
    for other in (cast.duong, cast.binh, cast.chi):
        browse(url, user=other, status=404)
        browse(url, user=other, data=sent, status=404)
        browse(reverse("readiness:upkeep", args=["targets"]), user=other, status=404)
    Membership.objects.filter(user=cast.mai).update(role=Membership.Role.VIEWER)
    reader = User.objects.get(pk=cast.mai.pk)
    assert browse(url, user=reader).select_one("fieldset").has_attr("disabled")
    browse(url, user=reader, data=sent, status=404)
    assert Target.objects.get(pk=target.pk).low == 2000


def test_a_list_asks_no_more_with_more_rows(same_queries_for_more, cast, client):
    client.force_login(cast.mai)

    def more() -> None:
        for row in list(Target.objects.all()):
            row.pk, row.code = None, f"{row.code}-again"
            row.save()

    same_queries_for_more(lambda: client.get(reverse("readiness:upkeep", args=["targets"])), more)
