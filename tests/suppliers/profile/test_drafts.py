"""What could not be saved is there tomorrow, for who typed it alone; both values of a stale save, field by field."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

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


def test_giving_up_with_htmx_opens_the_whole_page_which_says_so(firm: Firm) -> None:
    typing.save(firm, "people", typing.people(training_hours="vài giờ"))
    client, url = firm.client(), firm.url("section", "people")
    assert client.post(url, {"then": "forget"}, headers={"HX-Request": "true"})["HX-Redirect"] == url
    page = BeautifulSoup(client.get(url).content, "html.parser")
    assert page.select("#messages .toast")


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


def keep(firm: Firm, key: str, typed: typing.Typed, *, user: Any = None) -> int:
    """What the page does after a pause of typing, and before the reader leaves."""
    return typing.save(firm, key, typed | {"then": "keep"}, user=user).status_code


def as_shown(page: BeautifulSoup) -> dict[str, list[str]]:
    """What a browser would send of the section as it stands in the page."""
    sent: dict[str, list[str]] = {}
    for control in page.select("#section [name]:not(button)"):
        if control.name == "select":
            values = [each["value"] for each in control.select("option[selected]")]
        elif control.get("type") in ("checkbox", "radio"):
            values = [control.get("value", "on")] if control.has_attr("checked") else []
        else:
            values = [
                control.text.removeprefix("\n") if control.name == "textarea" else control.get("value", "")
            ]
        sent.setdefault(control["name"], []).extend(values)
    return sent


def test_what_was_typed_and_left_is_there_on_return(firm: Firm) -> None:
    typing.save(firm, "capacity", typing.capacity())
    assert keep(firm, "capacity", typing.capacity(load_percent="75", version="1")) == 204
    page = page_of(firm, "capacity")
    assert (value(page, "load_percent"), value(page, "version")) == ("75", "1")
    assert page.select_one("button[value=forget]")
    assert firm.fresh().load_percent == 60


def test_typed_back_to_what_is_saved_leaves_no_draft(firm: Firm) -> None:
    typing.save(firm, "capacity", typing.capacity())
    keep(firm, "capacity", typing.capacity(load_percent="75", version="1"))
    keep(firm, "capacity", typing.capacity(version="1"))
    assert not SectionDraft.objects.exists()


@pytest.mark.parametrize("key", typing.SOUND)
@pytest.mark.parametrize("saved", [False, True])
def test_a_page_that_nobody_changed_makes_no_draft(firm: Firm, key: str, saved: bool) -> None:
    if saved:
        assert typing.save(firm, key, typing.SOUND[key]()).status_code == 302
    assert keep(firm, key, as_shown(page_of(firm, key))) == 204
    assert not SectionDraft.objects.exists()


def test_a_viewer_keeps_nothing(firm: Firm) -> None:
    assert keep(firm, "capacity", typing.capacity(), user=firm.viewer) == 403
    assert not SectionDraft.objects.exists()
    assert not page_of(firm, "capacity", firm.viewer).select("script[src*=drafts]")


def test_a_file_is_not_kept(firm: Firm) -> None:
    paper = SimpleUploadedFile("paper.pdf", b"%PDF-")
    keep(firm, "capacity", typing.capacity(paper=paper))
    assert "paper" not in SectionDraft.objects.get().typed


def test_a_row_more_or_less_keeps_what_was_typed(firm: Firm) -> None:
    typing.save(firm, "machines", {"version": "0", **typing.rows("machine", machine("A"), machine("B"))})
    a, b = Machine.objects.order_by("pk").values_list("pk", flat=True)
    both = typing.rows("machine", machine("A", id=a), machine("B", id=b))
    typing.save(firm, "machines", both | {"version": "1", "add": "machines"})
    assert not SectionDraft.objects.exists(), "an empty row says nothing"
    three = typing.rows("machine", machine("A", id=a), machine("B", id=b), machine("C"))
    typing.save(firm, "machines", three | {"version": "1", "add": "machines"})
    assert value(page_of(firm, "machines"), "machine-2-name") == "C"
    typing.save(firm, "machines", three | {"version": "1", "remove": "machines-0"})
    page = page_of(firm, "machines")
    assert [value(page, f"machine-{n}-name") for n in range(2)] == ["B", "C"]
    assert Machine.objects.count() == 2


def test_leaving_a_conflict_does_not_settle_it(firm: Firm) -> None:
    seen = as_shown(page_of(firm, "capacity", firm.editor))
    keep(firm, "capacity", seen | {"load_percent": "75"}, user=firm.editor)
    typing.save(firm, "capacity", typing.capacity())
    both = as_shown(page_of(firm, "capacity", firm.editor))
    keep(firm, "capacity", both | {"load_percent": "76"}, user=firm.editor)
    page = page_of(firm, "capacity", firm.editor)
    assert page.find(id="keep:load_percent-saved"), "she is still asked"
    assert value(page, "load_percent") == "76"


def test_a_draft_that_goes_on_still_shows_what_another_saved(firm: Firm) -> None:
    keep(firm, "capacity", typing.capacity(load_percent="75"), user=firm.editor)
    typing.save(firm, "capacity", typing.capacity())
    keep(firm, "capacity", typing.capacity(load_percent="76", version="1"), user=firm.editor)
    page = page_of(firm, "capacity", firm.editor)
    assert page.select_one("#conflict")
    assert value(page, "load_percent") == "76"
