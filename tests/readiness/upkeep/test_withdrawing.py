"""A step or target added by mistake is withdrawn with a reason: it counts nowhere, stays, and can be brought back."""

import pytest
from django.urls import reverse

from readiness import frameworks
from readiness.kept.snapshot import _targets
from readiness.loading import load_ministry
from readiness.models import Step, Target
from readiness.roadmaps import price_list
from tests.readiness.pages.test_readiness_page import words
from tests.readiness.upkeep.test_new_entries import NEW, STEP, TARGET
from tests.readiness.upkeep.test_upkeep import entry, form_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
LISTED = "r115-direct-2030"


@pytest.fixture
def withdraw(browse, client, cast):
    """Tick it, or untick it to bring the row back; what answers."""

    def send(slug, row, *, back: bool = False, reason: str = "Nhập nhầm"):
        typed = form_of(browse(entry(slug, row.pk), user=cast.mai)) | {"reason": [reason]}
        typed.pop("withdrawn", None)
        answer = client.post(entry(slug, row.pk), typed | ({} if back else {"withdrawn": ["on"]}))
        row.refresh_from_db()
        return answer

    return send


@pytest.fixture
def step(client, cast) -> Step:
    client.force_login(cast.mai)
    assert client.post(NEW["steps"], STEP).status_code == 302
    return Step.objects.get(code="CE20")


def prices() -> set[str]:
    return {step.code for step in price_list(frameworks.engine(frameworks.current()))}


def test_no_way_up_takes_a_withdrawn_step_and_it_stays_with_its_history(browse, cast, step, withdraw):
    assert "CE20" in prices()
    assert withdraw("steps", step).status_code == 302
    assert (step.withdrawn, step.edited_by, step.edit_reason) == (True, cast.mai, "Nhập nhầm")
    assert "CE20" not in prices()
    load_ministry()
    assert "CE20" not in prices()
    page = browse(entry("steps", step.pk), language="en")
    assert "This was withdrawn" in words(page)
    assert "Withdrawn no → yes" in words(page.select_one("#history"))
    listed = browse(reverse("readiness:upkeep", args=["steps"]), language="en")
    assert "withdrawn" in listed.select_one(f'a[href="{entry("steps", step.pk)}"]').parent.text
    programme = browse(reverse("readiness:upkeep_new", args=["programmes"]))
    assert not programme.select('input[name=serves_steps][value="CE20"]')
    assert withdraw("steps", step, back=True).status_code == 302
    assert "CE20" in prices()


def test_a_step_that_others_wait_for_stays(client, cast, step, withdraw):
    client.post(NEW["steps"], STEP | {"code": "CE21", "prerequisites": "CE20"})
    answer = withdraw("steps", step)
    assert answer.status_code == 422
    assert "CE21" in answer.content.decode()
    assert not step.withdrawn
    after = Step.objects.get(code="CE21")
    assert withdraw("steps", after).status_code == 302
    assert withdraw("steps", step).status_code == 302
    assert withdraw("steps", after, back=True).status_code == 422, "what it comes after is gone"
    assert after.withdrawn


def test_a_withdrawn_target_is_on_no_page_and_may_be_added_anew(browse, client, cast, withdraw):
    client.force_login(cast.mai)
    client.post(NEW["targets"], TARGET)
    made = Target.objects.get(document=TARGET["document"])
    assert withdraw("targets", made).status_code == 302
    for page in ("readiness:target", "readiness:progress"):
        assert made.document not in browse(reverse(page)).text
    assert made not in _targets()
    assert made.code not in {t["code"] for t in client.get("/api/v1/targets/").json()}
    assert client.post(NEW["targets"], TARGET).status_code == 302
    assert withdraw("targets", made, back=True).status_code == 422, "it stands there a second time"
    assert made.withdrawn


def test_pages_stand_without_any_target_of_the_list(browse, cast, withdraw):
    assert withdraw("targets", Target.objects.get(code=LISTED)).status_code == 302
    Target.objects.update(withdrawn=True)
    for page in ("readiness:target", "readiness:progress"):
        browse(reverse(page), user=cast.mai)


def test_a_reason_is_asked_and_nothing_is_withdrawn_without(withdraw):
    row = Target.objects.get(code=LISTED)
    assert withdraw("targets", row, reason="").status_code == 422
    assert not row.withdrawn


def test_a_new_entry_is_named_by_its_kind_and_cannot_be_withdrawn_yet(browse, cast):
    for slug, title in (("targets", "New target"), ("steps", "New step")):
        page = browse(NEW[slug], user=cast.mai, language="en")
        assert page.h1.text == title
        assert not page.select("[name=withdrawn]")
