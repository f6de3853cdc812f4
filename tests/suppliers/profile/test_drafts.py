"""What could not be saved is there tomorrow, for who typed it alone; both values of a stale save, field by field."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup

from suppliers.actions.drafts import forget_old_drafts
from suppliers.models import Machine, Post, SectionDraft, Workforce
from tests.suppliers import typing
from tests.suppliers.firms import NOW, Firm, process


def page_of(firm: Firm, key: str, user: Any = None) -> BeautifulSoup:
    answer = firm.client(user).get(firm.url("section", key))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def value(page: BeautifulSoup, name: str) -> str:
    return str(page.find("input", {"name": name}).get("value", ""))


def test_what_did_not_validate_is_there_the_next_day(firm: Firm) -> None:
    wrong = typing.people(training_hours="vài giờ")
    assert typing.save(firm, "people", wrong).status_code == 422
    page = page_of(firm, "people")
    assert value(page, "training_hours") == "vài giờ"
    assert value(page, "post-0-name") == "Thợ hàn"
    assert [a["href"] for a in page.select("#errors a")] == ["#id_training_hours"]
    assert page.select_one("button[value=forget]")
    assert not Post.objects.exists()
    assert "draft" in str(
        firm.client().get(firm.url("firm_profile"), headers={"Accept-Language": "en"}).content
    )


def test_it_is_its_writers_alone(firm: Firm) -> None:
    typing.save(firm, "people", typing.people(training_hours="vài giờ"))
    for user in (firm.editor, firm.viewer):
        assert value(page_of(firm, "people", user), "training_hours") == ""


def test_a_save_ends_it(firm: Firm) -> None:
    typing.save(firm, "people", typing.people(training_hours="vài giờ"))
    assert typing.save(firm, "people", typing.people()).status_code == 302
    assert not SectionDraft.objects.exists()
    assert Workforce.objects.get().training_hours == 18


def test_it_can_be_given_up(firm: Firm) -> None:
    typing.save(firm, "people", typing.people())
    typing.save(firm, "people", typing.people(training_hours="vài giờ", version="1"))
    answer = firm.client().post(firm.url("section", "people"), {"then": "forget"})
    assert answer.status_code == 302
    assert value(page_of(firm, "people"), "training_hours") == "18"
    assert firm.fresh().facts_version == 2


def test_a_viewer_gives_up_nobodys(firm: Firm) -> None:
    typing.save(firm, "people", typing.people(training_hours="x"))
    answer = firm.client(firm.viewer).post(firm.url("section", "people"), {"then": "forget"})
    assert answer.status_code == 403
    assert SectionDraft.objects.count() == 1


def test_nobody_keeps_it_for_ever(firm: Firm) -> None:
    typing.save(firm, "people", typing.people(training_hours="x"))
    SectionDraft.objects.update(typed_at=NOW - timedelta(days=30))
    assert forget_old_drafts(now=NOW) == 0
    assert forget_old_drafts(now=NOW + timedelta(seconds=1)) == 1


def stale(firm: Firm, key: str, first: typing.Typed, second: typing.Typed) -> BeautifulSoup:
    assert typing.save(firm, key, first).status_code == 302
    answer = typing.save(firm, key, second, user=firm.editor)
    assert answer.status_code == 409
    return BeautifulSoup(answer.content, "html.parser")


def test_both_values_stand_beside_the_field_and_hers_is_kept_or_the_other_taken(firm: Firm) -> None:
    page = stale(firm, "capacity", typing.capacity(), typing.capacity(load_percent="75", shifts="2"))
    names = {box["name"] for box in page.select(".besides input")}
    assert names == {"keep:load_percent", "keep:shifts"}
    assert "60" in page.find(id="keep:load_percent-saved").parent.text
    again = typing.capacity(load_percent="75", shifts="2", version="1", **{"keep:load_percent": "saved"})
    assert typing.save(firm, "capacity", again, user=firm.editor).status_code == 302
    assert (firm.fresh().load_percent, firm.fresh().delivery.shifts) == (60, 2)


def machine(name: str, **more: Any) -> typing.Typed:
    return {"process": process(), "name": name, "quantity": "1", **more}


def test_rows_are_chosen_one_by_one(firm: Firm) -> None:
    typing.save(firm, "machines", {"version": "0", **typing.rows("machine", machine("A"), machine("B"))})
    a, b = Machine.objects.order_by("pk").values_list("pk", flat=True)
    theirs = typing.rows("machine", machine("A1", id=a), machine("B", id=b), machine("C"))
    assert typing.save(firm, "machines", {"version": "1", **theirs}).status_code == 302
    c = Machine.objects.get(name="C").pk
    hers = typing.rows("machine", machine("A2", id=a), machine("B", id=b), machine("D"))
    answer = typing.save(firm, "machines", {"version": "1", **hers}, user=firm.editor)
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 409
    assert {box["name"] for box in page.select(".besides input")} == {"keep:machine-0"}
    assert [box["name"] for box in page.select("#machines-left input")] == [f"bring:machine-{c}"]
    chosen = {"keep:machine-0": "saved", f"bring:machine-{c}": "on", "version": "2"}
    assert typing.save(firm, "machines", hers | chosen, user=firm.editor).status_code == 302
    assert sorted(Machine.objects.values_list("name", flat=True)) == ["A1", "B", "C", "D"]
    assert set(Machine.objects.filter(pk__in=[a, b, c]).values_list("name", flat=True)) == {"A1", "B", "C"}


def test_a_row_that_the_other_removed_can_be_let_go(firm: Firm) -> None:
    typing.save(firm, "machines", {"version": "0", **typing.rows("machine", machine("A"), machine("B"))})
    a, b = Machine.objects.order_by("pk").values_list("pk", flat=True)
    typing.save(firm, "machines", {"version": "1", **typing.rows("machine", machine("A", id=a))})
    hers = typing.rows("machine", machine("A", id=a), machine("B2", id=b))
    page = typing.save(firm, "machines", {"version": "1", **hers}, user=firm.editor)
    assert "keep:machine-1" in page.content.decode()
    gone = {"version": "2", "keep:machine-1": "saved", **hers}
    assert typing.save(firm, "machines", gone, user=firm.editor).status_code == 302
    assert list(Machine.objects.values_list("name", flat=True)) == ["A"]


def test_a_draft_that_the_other_overtook_opens_as_a_conflict(firm: Firm) -> None:
    typing.save(firm, "capacity", typing.capacity(load_percent="viel"), user=firm.editor)
    typing.save(firm, "capacity", typing.capacity())
    page = page_of(firm, "capacity", firm.editor)
    assert page.select_one("#conflict")
    assert value(page, "version") == "1"
    assert value(page, "load_percent") == "viel"


@pytest.mark.parametrize(
    "sent", [{"keep:nothing": "saved"}, {"bring:machine-x": "on"}, {"keep:machine-9": "saved"}]
)
def test_a_choice_of_what_does_not_exist_changes_nothing(firm: Firm, sent: dict[str, str]) -> None:
    assert typing.save(firm, "machines", typing.machines(**sent)).status_code == 302
    assert Machine.objects.get().name == "Máy tiện CNC"
