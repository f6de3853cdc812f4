"""What a buyer does with a requirement; a refusal changes nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest

from buyers import actions
from buyers.asking import Asked, asked_of
from buyers.models import Requirement, RequirementLine, RequirementVersion
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
LINES = [
    Asked("process", ("forming.stamping",)),
    Asked("tolerance", limit=Decimal("0.05")),
    Asked("distance", limit=Decimal(100), place="01", must=False, weight=2),
]


def begun(cast: Cast) -> Requirement:
    return actions.draft(cast.assembler, "Seat-rail bracket", "", LINES, by=cast.binh, now=NOW)


def fresh(requirement: Requirement) -> Requirement:
    return Requirement.objects.get(pk=requirement.pk)


def kept() -> list[object]:
    """Everything that is written of requirements."""
    return [
        list(m.objects.order_by("pk").values()) for m in (Requirement, RequirementVersion, RequirementLine)
    ]


def test_a_draft_keeps_what_was_asked_and_is_not_in_force(cast: Cast) -> None:
    requirement = begun(cast)
    assert asked_of(requirement.latest.lines.select_related("place")) == LINES
    assert (requirement.state, requirement.current) == ("draft", None)


def test_a_change_of_a_published_one_is_a_new_version_and_the_old_one_stays(cast: Cast) -> None:
    requirement = begun(cast)
    actions.publish(requirement, by=cast.binh, now=NOW)
    actions.revise(requirement, now=LATER)
    held = fresh(requirement)
    assert (held.current.number, held.draft.number) == (1, 2)
    assert asked_of(held.draft.lines.select_related("place")) == LINES
    actions.save_draft(requirement, "Bracket", "", LINES[:1], seen=held.draft.stamp, now=LATER)
    actions.publish(requirement, by=cast.binh, now=LATER)
    held = fresh(requirement)
    assert (held.current.number, held.current.title, held.draft) == (2, "Bracket", None)
    assert asked_of(held.versions.get(number=1).lines.select_related("place")) == LINES


def test_who_saves_over_an_unseen_draft_is_refused(cast: Cast) -> None:
    requirement = begun(cast)
    seen = requirement.latest.stamp
    actions.save_draft(requirement, "First", "", LINES, seen=seen, now=LATER)
    before = kept()
    with pytest.raises(actions.StaleDraft):
        actions.save_draft(requirement, "Second", "", [], seen=seen, now=LATER)
    assert kept() == before


def test_without_a_must_line_nothing_is_published(cast: Cast) -> None:
    wish = [Asked("level", limit=Decimal(3), must=False)]
    requirement = actions.draft(cast.assembler, "Anything", "", wish, by=cast.binh, now=NOW)
    before = kept()
    with pytest.raises(actions.NothingAsked):
        actions.publish(requirement, by=cast.binh, now=NOW)
    assert kept() == before


def test_refusals_of_the_wrong_moment_change_nothing(cast: Cast) -> None:
    requirement = begun(cast)
    before = kept()
    with pytest.raises(actions.DraftExists):
        actions.revise(requirement, now=LATER)
    with pytest.raises(actions.NoReason):
        actions.close(requirement, "  ", now=LATER)
    assert kept() == before
    actions.publish(requirement, by=cast.binh, now=NOW)
    before = kept()
    with pytest.raises(actions.NoDraft):
        actions.publish(requirement, by=cast.binh, now=LATER)
    assert kept() == before


def test_a_closed_requirement_stays_as_it_was(cast: Cast) -> None:
    requirement = begun(cast)
    actions.close(requirement, "Bought elsewhere", now=LATER)
    assert fresh(requirement).state == "closed"
    before = kept()
    for act in (
        lambda: actions.close(requirement, "Again", now=LATER),
        lambda: actions.revise(requirement, now=LATER),
        lambda: actions.publish(requirement, by=cast.binh, now=LATER),
        lambda: actions.save_draft(requirement, "X", "", [], seen="", now=LATER),
    ):
        with pytest.raises(actions.Closed):
            act()
    assert kept() == before


def test_members_of_the_buyer_see_it_and_nobody_else(cast: Cast) -> None:
    requirement = begun(cast)
    actions.publish(requirement, by=cast.binh, now=NOW)
    assert list(Requirement.objects.visible_to(cast.binh)) == [requirement]
    for other in (cast.duong, cast.mai, cast.chi):
        assert not Requirement.objects.visible_to(other).exists()
