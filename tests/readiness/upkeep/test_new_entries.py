"""A new target and a new step: nothing invalid can be added, and the pages use what was added."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from portal.models import Membership, User
from readiness.loading import load_ministry
from readiness.models import Step, Target
from readiness.upkeep import actions
from tests.cast import TODAY
from tests.readiness.pages.proof import judge, prove, prove_all
from tests.readiness.pages.test_progress_page import keep
from tests.readiness.pages.test_readiness_page import words
from tests.readiness.upkeep.test_upkeep import entry, form_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

DECREE = "Nghị quyết 99/NQ-CP (1/10/2026)"
TARGET = {
    "document": DECREE, "status": "in force", "scope": "national", "sector_code": "all", "year": "2035",
    "indicator": "firms_able_to_supply_assemblers_and_mncs_directly", "low": "3.500", "high": "3.500",
    "qualifier": "about", "source": "chinhphu.vn, 1/10/2026", "confidence": "cited", "reason": "Văn bản mới",
}  # fmt: skip
STEP = {
    "code": "ce20", "name_vi": "ISO 9001 theo nhóm", "name_en": "ISO 9001 in a group", "kind": "certification",
    "raises": "2.1:3", "evidence_class": "A3", "prerequisites": "", "standards": "",
    "cost_low_million_vnd": "10", "cost_typical_million_vnd": "12,5", "cost_high_million_vnd": "20",
    "months_low": "2", "months_typical": "3", "months_high": "4", "source": "Ước tính", "reason": "Chương trình nhóm",
}  # fmt: skip
NEW = {slug: reverse("readiness:upkeep_new", args=[slug]) for slug in ("targets", "steps")}


@pytest.fixture
def add(client, cast):
    def send(slug: str, sent: dict) -> None:
        client.force_login(cast.mai)
        assert client.post(NEW[slug], sent).status_code == 302

    return send


def missed(browse, cast, slug: str, sent: dict) -> set[str]:
    """The fields that are pointed at."""
    page = browse(NEW[slug], user=cast.mai, data=sent, status=422, language="vi")
    assert page.select_one("#id_reason").text.strip() == sent["reason"], "nothing is lost"
    return {a["href"].removeprefix("#id_") for a in page.select("#errors a")}


def test_a_new_target_is_on_the_page_of_targets_and_measured(browse, cast, add, settings):
    settings.DEMO = False
    keep(TODAY, 960, 300)
    add("targets", TARGET)
    made = Target.objects.get(document=DECREE)
    assert (made.unit, made.low, made.edited_by, made.edit_reason) == ("firms", 3500, cast.mai, "Văn bản mới")
    assert made.numerator_vi, "what is counted is defined as for other targets of this indicator"
    load_ministry()
    row = browse(reverse("readiness:target"), user=cast.mai, language="en").find(id=f"d-{made.code}")
    assert "about 3,500 firms" in words(row)
    assert row.find("a", string="Standing and pace")
    assert row.select_one('[lang="vi"]').text == DECREE
    progress = browse(reverse("readiness:progress"), user=cast.mai, language="en").find(id="progress")
    (line,) = (tr for tr in progress.select("tbody tr") if DECREE in tr.text)
    assert "960" in words(line.select_one("td[data-l=Standing]"))
    page = browse(entry("targets", made.pk), user=cast.mai, language="en")
    assert "Văn bản mới" in words(page.select_one("#history"))


def test_a_target_without_a_measure_is_shown_as_not_measured(browse, cast, add):
    add(
        "targets",
        TARGET | {"indicator": "localisation_rate", "low": "50", "high": "60", "scope": "Bắc Ninh (24)"},
    )
    made = Target.objects.get(document=DECREE)
    assert made.unit == "%"
    row = browse(reverse("readiness:target"), user=cast.mai, language="en").find(id=f"d-{made.code}")
    assert "Bắc Ninh" in words(row)
    assert "not measured by the portal" in words(row)
    assert DECREE not in browse(reverse("readiness:progress"), user=cast.mai).text


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"indicator": "happiness"}, "indicator"),
        ({"indicator": ""}, "indicator"),
        ({"sector_code": "ships"}, "sector_code"),
        ({"scope": "Atlantis (99)"}, "scope"),
        ({"year": "35"}, "year"),
        ({"document": ""}, "document"),
        ({"low": "", "high": ""}, "low"),
        ({"low": "10.5", "high": "10.5"}, "low"),
        ({"indicator": "localisation_rate", "low": "50", "high": "150"}, "high"),
        ({"low": "1000", "high": "9000"}, "low"),
        ({"indicator": "qualitative", "note": "vật liệu"}, "low"),
        ({"indicator": "qualitative", "low": "", "high": ""}, "note"),
        ({"document": "Resolution 115/NQ-CP (6 Aug 2020)", "year": "2030"}, "indicator"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_target_that_cannot_be_is_not_added(browse, cast, changes, field):
    before = Target.objects.count()
    assert field in missed(browse, cast, "targets", TARGET | changes)
    assert Target.objects.count() == before


def test_a_target_of_a_known_document_is_listed_with_it_and_a_wide_range_is_asked_about(browse, cast, add):
    wide = TARGET | {"document": "Nghị quyết 115/NQ-CP (06/08/2020)", "low": "1000", "high": "9000"}
    page = browse(NEW["targets"], user=cast.mai, data=wide, status=422, language="en")
    assert "You wrote: 1,000–9,000 firms." in words(page.select_one("#errors"))
    add("targets", form_of(page) | {"sure": page.select_one("button[name=sure]")["value"]})
    made = Target.objects.get(year=2035, low=1000)
    assert made.document == "Resolution 115/NQ-CP (6 Aug 2020)"
    assert made.code.startswith("r115-")


def test_a_new_cheaper_step_is_in_the_cheapest_way_up(browse, cast, add):
    shop = cast.welding_shop
    prove_all(shop, 3, but=["2.1"])
    prove(shop, "2.1", 2)
    judge(shop)
    add("steps", STEP)
    made = Step.objects.get(code="CE20")
    assert (made.framework, made.edition, made.sectors, made.edited_by) == ("VN-SI", "2026-1", "", cast.mai)
    load_ministry()
    way = browse(reverse("readiness:way_up", args=[shop.public_id]), user=cast.duong, language="en")
    assert "ISO 9001 in a group" in words(way.select_one("section[aria-labelledby=level-3]"))
    listed = browse(reverse("readiness:upkeep", args=["steps"]), user=cast.mai, language="en")
    assert listed.select(f'a[href="{entry("steps", made.pk)}"]')
    assert "Chương trình nhóm" in words(browse(entry("steps", made.pk), user=cast.mai).select_one("#history"))
    programme = browse(reverse("readiness:upkeep_new", args=["programmes"]), user=cast.mai)
    assert programme.select('input[name=serves_steps][value="CE20"]')


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"code": "CE01"}, "code"),
        ({"code": "2.1:3"}, "code"),
        ({"raises": "9.99:3"}, "raises"),
        ({"raises": "2.1:6"}, "raises"),
        ({"raises": "2.1:0"}, "raises"),
        ({"raises": "2.1"}, "raises"),
        ({"raises": ";"}, "raises"),
        ({"raises": "2.1:3;2.1:4"}, "raises"),
        ({"prerequisites": "XX99"}, "prerequisites"),
        ({"prerequisites": "CE20"}, "prerequisites"),
        ({"prerequisites": "9.99:2"}, "prerequisites"),
        ({"kind": "magic"}, "kind"),
        ({"evidence_class": "A0"}, "evidence_class"),
        ({"sectors": ["Z"]}, "sectors"),
        ({"standards": "iso_0"}, "standards"),
        ({"cost_high_million_vnd": "11"}, "cost_high_million_vnd"),
        ({"months_low": "-1"}, "months_low"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_step_that_cannot_be_is_not_added(browse, cast, changes, field):
    before = Step.objects.count()
    assert missed(browse, cast, "steps", STEP | changes) == {field}
    assert Step.objects.count() == before


def test_steps_that_would_wait_for_each_other_are_refused(browse, cast, add):
    add("steps", STEP | {"prerequisites": "CE01"})
    first = Step.objects.get(code="CE01")
    url = entry("steps", first.pk)
    sent = form_of(browse(url, user=cast.mai)) | {"prerequisites": ["CE20"], "reason": ["Thử"]}
    page = browse(url, user=cast.mai, data=sent, status=422, language="en")
    assert "would wait for itself" in words(page.select_one("#errors"))
    first.refresh_from_db()
    assert first.prerequisites == "MG01"


def test_sectors_and_proof_of_a_step_are_changed_and_told_in_words(browse, cast, client, add):
    add("steps", STEP | {"sectors": ["M", "E"]})
    made = Step.objects.get(code="CE20")
    url = entry("steps", made.pk)
    sent = form_of(browse(url, user=cast.mai)) | {
        "sectors": ["M"],
        "evidence_class": ["A2"],
        "reason": ["Hẹp lại"],
    }
    assert client.post(url, sent).status_code == 302
    made.refresh_from_db()
    assert (made.sectors, made.evidence_class) == ("M", "A2")
    history = words(browse(url, user=cast.mai, language="en").select_one("#history"))
    assert "Mechanical; Electronics → Mechanical" in history


def test_what_somebody_added_at_the_same_moment_is_told(browse, cast, monkeypatch):
    def taken(*_args) -> None:
        raise IntegrityError

    monkeypatch.setattr(actions, "_write", taken)
    page = browse(NEW["steps"], user=cast.mai, data=STEP, status=422, language="en")
    assert "Somebody added the same a moment ago" in words(page.select_one("#errors"))


@pytest.mark.parametrize("slug, sent, model", [("targets", TARGET, Target), ("steps", STEP, Step)])
def test_readers_and_others_add_nothing(browse, cast, slug, sent, model):
    before = model.objects.count()
    Membership.objects.filter(user=cast.mai).update(role=Membership.Role.VIEWER)
    for other in (User.objects.get(pk=cast.mai.pk), cast.duong, cast.binh):
        browse(NEW[slug], user=other, status=404)
        browse(NEW[slug], user=other, data=sent, status=404)
    assert model.objects.count() == before
