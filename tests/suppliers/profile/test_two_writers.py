"""Two people in one section at once: what each of them changed is kept, and only what both changed is asked."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from suppliers.models import Machine
from tests.bench.reader import typed
from tests.suppliers import typing
from tests.suppliers.firms import Firm
from tests.suppliers.typing import process

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def opened(firm: Firm, key: str, user: Any) -> dict[str, list[str]]:
    """The section as a browser would send it back untouched."""
    return typed(firm.client(user).get(firm.url("section", key)).content.decode())


def sent(firm: Firm, key: str, form: dict[str, list[str]], user: Any, **changes: str) -> Any:
    return firm.client(user).post(firm.url("section", key), form | changes)


def conflict(answer: Any) -> BeautifulSoup:
    assert answer.status_code == 409
    return BeautifulSoup(answer.content, "html.parser")


def asked(page: BeautifulSoup) -> set[str]:
    return {box["name"] for box in page.select(".besides input, #machines-left input")}


@pytest.fixture
def capacity(firm: Firm) -> Firm:
    typing.save(firm, "capacity", typing.capacity(minimum_order="600"))
    return firm


@pytest.fixture
def machines(firm: Firm) -> Firm:
    rows = ({"process": process(), "name": name, "quantity": "1"} for name in ("A", "B"))
    typing.save(firm, "machines", {"version": "0", **typing.rows("machine", *rows)})
    return firm


def test_different_fields_are_both_saved_without_a_question(capacity: Firm) -> None:
    firm = capacity
    one, other = opened(firm, "capacity", firm.owner), opened(firm, "capacity", firm.editor)
    assert sent(firm, "capacity", one, firm.owner, load_percent="65").status_code == 302
    assert sent(firm, "capacity", other, firm.editor, minimum_order="700").status_code == 302
    assert (firm.fresh().load_percent, firm.fresh().delivery.minimum_order) == (65, 700)


def test_who_saved_beside_another_is_told_in_the_answer_itself(capacity: Firm) -> None:
    firm = capacity
    one, other = opened(firm, "capacity", firm.owner), opened(firm, "capacity", firm.editor)
    sent(firm, "capacity", one, firm.owner, load_percent="65")
    client, url = firm.client(firm.editor), firm.url("section", "capacity")
    kept = {"headers": {"HX-Request": "true", "Accept-Language": "en"}}
    said = BeautifulSoup(client.post(url, other | {"minimum_order": "700"}, **kept).content, "html.parser")
    assert "What both of you changed is kept." in said.select_one(".toast").text
    later = BeautifulSoup(client.get(url, headers={"Accept-Language": "en"}).content, "html.parser")
    assert not later.select("#messages > *"), "it is not said again on the next page"


def test_of_several_changes_only_what_both_changed_is_asked(capacity: Firm) -> None:
    firm = capacity
    one, other = opened(firm, "capacity", firm.owner), opened(firm, "capacity", firm.editor)
    sent(firm, "capacity", one, firm.owner, load_percent="65", shifts="2")
    answer = sent(firm, "capacity", other, firm.editor, load_percent="80", minimum_order="700")
    page = conflict(answer)
    assert asked(page) == {"keep:load_percent"}
    assert page.title.text.startswith(("Lỗi:", "Error:"))
    assert page.find("input", {"name": "shifts"})["value"] == "2", "what the other alone changed is there"
    assert firm.fresh().load_percent == 65
    form = typed(answer.content.decode())
    assert sent(firm, "capacity", form, firm.editor).status_code == 302
    assert (firm.fresh().load_percent, firm.fresh().delivery.shifts) == (80, 2)
    assert firm.fresh().delivery.minimum_order == 700


def test_a_field_that_the_other_emptied_is_not_called_a_row(capacity: Firm) -> None:
    firm = capacity
    one, other = opened(firm, "capacity", firm.owner), opened(firm, "capacity", firm.editor)
    sent(firm, "capacity", one, firm.owner, minimum_order="")
    page = conflict(sent(firm, "capacity", other, firm.editor, minimum_order="700"))
    assert "—" in page.find(id="keep:minimum_order-saved").parent.text


def test_rows_that_each_changed_or_added_are_all_kept(machines: Firm) -> None:
    firm = machines
    one, other = opened(firm, "machines", firm.owner), opened(firm, "machines", firm.editor)
    new = {
        "machine-count": "3",
        "machine-2-name": "C",
        "machine-2-process": str(process()),
        "machine-2-quantity": "1",
    }
    assert sent(firm, "machines", one, firm.owner, **new, **{"machine-0-name": "A1"}).status_code == 302
    assert sent(firm, "machines", other, firm.editor, **{"machine-1-name": "B2"}).status_code == 302
    assert sorted(Machine.objects.values_list("name", flat=True)) == ["A1", "B2", "C"]


def test_a_row_that_one_took_away_goes_unless_the_other_changed_it(machines: Firm) -> None:
    firm = machines
    one, other = opened(firm, "machines", firm.owner), opened(firm, "machines", firm.editor)
    gone = {name: value for name, value in other.items() if not name.startswith("machine-1-")}
    sent(firm, "machines", one, firm.owner, **{"machine-0-name": "A1"})
    assert sent(firm, "machines", gone, firm.editor, **{"machine-count": "1"}).status_code == 302
    assert list(Machine.objects.values_list("name", flat=True)) == ["A1"]


def test_a_row_that_one_took_away_and_the_other_changed_is_asked(machines: Firm) -> None:
    firm = machines
    one, other = opened(firm, "machines", firm.owner), opened(firm, "machines", firm.editor)
    gone = {name: value for name, value in other.items() if not name.startswith("machine-1-")}
    sent(firm, "machines", one, firm.owner, **{"machine-1-name": "B1"})
    page = conflict(sent(firm, "machines", gone, firm.editor, **{"machine-count": "1"}))
    assert asked(page) == {f"bring:machine-{Machine.objects.get(name='B1').pk}"}
    assert Machine.objects.count() == 2


@pytest.mark.parametrize("told", ["", "x", "[1]", "{", '{"load_percent":"00000000"}', "[" * 9000])
def test_without_knowing_what_was_seen_everything_is_asked(capacity: Firm, told: str) -> None:
    firm = capacity
    one, other = opened(firm, "capacity", firm.owner), opened(firm, "capacity", firm.editor)
    sent(firm, "capacity", one, firm.owner, load_percent="65")
    answer = sent(firm, "capacity", other, firm.editor, minimum_order="700", seen=told)
    assert asked(conflict(answer)) == {"keep:load_percent", "keep:minimum_order"}
