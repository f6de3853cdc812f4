"""What one save does besides the rows: the version, the history, the bell, and who did it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps

from suppliers.events import facts_changed
from suppliers.models import Machine, SectionVersion
from tests.suppliers import typing
from tests.suppliers.firms import Firm, process

Rung = list[int]
Capture = Any


@pytest.fixture
def rung() -> Iterator[Rung]:
    """The firms whose facts were said to have changed."""
    heard: Rung = []

    def listen(supplier_id: int, **_: object) -> None:
        heard.append(supplier_id)

    facts_changed.connect(listen)
    yield heard
    facts_changed.disconnect(listen)


each_section = pytest.mark.parametrize("key", typing.SOUND)
# A control of each section that takes no letters.
WRONG = {
    "company": "workers",
    "site": "province",
    "processes": "process-0-tolerance_mm",
    "products": "local_content_percent",
    "machines": "machine-0-year",
    "capacity": "load_percent",
    "certificates": "certificate-0-issued_on",
    "quality": "delivery_sales_percent",
    "finance": "year-0-equity",
    "people": "training_hours",
    "sustainability": "rated_on",
    "market": "customer-0-since",
}
with_and_without_htmx = pytest.mark.parametrize(
    "headers", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"]
)


@each_section
@with_and_without_htmx
def test_a_save_raises_the_version_once_and_rings_once_after_the_commit(
    firm: Firm, key: str, headers: dict[str, str], rung: Rung, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = typing.save(firm, key, typing.SOUND[key](), **headers)
        assert rung == [], "nobody hears of it before it is committed"
    assert answer.status_code == (200 if headers else 302)
    assert firm.fresh().facts_version == 2
    assert rung == [firm.supplier.pk]
    assert SectionVersion.objects.get(section=key).version == 1


@each_section
@with_and_without_htmx
def test_a_refused_save_changes_nothing_and_rings_nobody(
    firm: Firm, key: str, headers: dict[str, str], rung: Rung, django_capture_on_commit_callbacks: Capture
) -> None:
    typed = typing.SOUND[key]() | {WRONG[key]: "xx"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = typing.save(firm, key, typed, **headers)
    assert answer.status_code == 422
    assert firm.fresh().facts_version == 1
    assert rung == []
    assert not SectionVersion.objects.exists()


@each_section
def test_a_stale_save_changes_nothing_and_rings_nobody(
    firm: Firm, key: str, rung: Rung, django_capture_on_commit_callbacks: Capture
) -> None:
    typing.save(firm, key, typing.SOUND[key]())
    with django_capture_on_commit_callbacks(execute=True):
        answer = typing.save(firm, key, typing.SOUND[key](), user=firm.editor)
    assert answer.status_code == 409
    assert firm.fresh().facts_version == 2
    assert rung == []
    assert SectionVersion.objects.get(section=key).saved_by == firm.owner


@pytest.mark.parametrize("sent", ["", "-1", "0.0", "9" * 400, "\x00", "²"])
def test_a_version_that_is_none_is_stale(firm: Firm, sent: str) -> None:
    assert typing.save(firm, "company", typing.company(version=sent)).status_code == 409
    assert firm.fresh().facts_version == 1


def test_the_history_knows_what_changed_and_who_did_it(firm: Firm) -> None:
    typing.save(firm, "machines", typing.machines())
    machine = Machine.objects.get()
    edited = typing.rows(
        "machine", {"id": machine.pk, "process": process(), "name": "Máy tiện đứng", "quantity": "2"}
    )
    typing.save(firm, "machines", typing.machines(version="1", **edited), user=firm.editor)
    typing.save(firm, "machines", typing.machines(version="2", **typing.rows("machine")))
    events = (
        apps.get_model("suppliers", "MachineEvent").objects.filter(pgh_obj_id=machine.pk).order_by("pgh_id")
    )
    assert [(event.pgh_label, event.name, event.pgh_context.metadata["user"]) for event in events] == [
        ("insert", "Máy tiện CNC", firm.owner.pk),
        ("update", "Máy tiện đứng", firm.editor.pk),
        ("delete", "Máy tiện đứng", firm.owner.pk),
    ]


def test_a_save_that_changes_no_row_writes_no_history_of_rows(firm: Firm) -> None:
    typing.save(firm, "machines", typing.machines())
    kept = {"machine-0-id": Machine.objects.get().pk}
    typing.save(firm, "machines", typing.machines(version="1", **kept))
    assert apps.get_model("suppliers", "MachineEvent").objects.count() == 1
    assert firm.fresh().facts_version == 3, "the firm confirmed its facts again"


def test_the_page_asks_for_the_new_level_when_a_save_went_through(firm: Firm) -> None:
    """With htmx the panel stays where it is and is told; without it the next page shows it anew."""
    answer = typing.save(firm, "company", typing.company(), **{"HX-Request": "true"})
    assert "facts-saved" in answer.headers["HX-Trigger"]
    refused = typing.save(firm, "company", typing.company(version="1", workers="x"), **{"HX-Request": "true"})
    assert "HX-Trigger" not in refused.headers
