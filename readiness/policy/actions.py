"""Everything that happens to a draft. Each takes its row first, so that two people cannot both win, and leaves a
line in its history; a refusal leaves nothing."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from portal.models import User
from readiness import frameworks
from readiness.engine.draft import compare, opened, with_version, written
from readiness.engine.draft.rules import checked
from readiness.engine.framework import Framework as EngineFramework
from readiness.models import DraftChange, Framework, FrameworkDraft
from readiness.policy.permissions import may_publish

Kind, State = DraftChange.Kind, FrameworkDraft.State


class VersionTaken(ValueError):
    """There is a version, or a draft of one, under this name already."""


class ChangedMeanwhile(ValueError):
    """The draft is not as the reader saw it, or no longer in that state."""


class NotTheSecondPerson(ValueError):
    """Whoever wrote a draft does not publish it."""


class NothingChanged(ValueError):
    """A draft that does not differ from the version in force."""


class NotSimulated(ValueError):
    """Nobody has seen what exactly this draft would do to the country, beside the version in force."""


def clone(base: Framework, version: str, *, by: User, now: datetime) -> FrameworkDraft:
    """A draft that says what ``base`` says. Raises VersionTaken."""
    document = with_version(opened(base.document), version)
    engine = checked(document)
    try:
        with transaction.atomic():
            if Framework.objects.filter(name=engine.name, version=version).exists():
                raise VersionTaken(version)
            draft = FrameworkDraft.objects.create(
                name=engine.name,
                version=version,
                base=base,
                document=written(document),
                hash=engine.hash,
                author=by,
                created_at=now,
            )
            _note(draft, Kind.CLONED, by, now, note=str(base))
    except IntegrityError:
        raise VersionTaken(version) from None
    return draft


@transaction.atomic
def edit(
    draft: FrameworkDraft,
    change: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    *,
    revision: int,
    by: User,
    now: datetime,
) -> bool:
    """Change a draft's document; False where the change says what stood there.

    Raises NotAFramework with the rules that the new document breaks, and ChangedMeanwhile.
    """
    row = _taken(draft, State.DRAFT, revision)
    document = opened(row.document)
    before, new = checked(document), change(document)
    after = checked(new)
    differences = compare(before, after)
    if not differences:
        return False
    _store(row, new, after)
    row.save()
    _note(row, Kind.EDITED, by, now, differences=[d.document() for d in differences])
    return True


@transaction.atomic
def propose(draft: FrameworkDraft, reason: str, *, revision: int, by: User, now: datetime) -> None:
    """Close the draft and ask for a second person. Raises NothingChanged where it says what is in force already."""
    row = _taken(draft, State.DRAFT, revision)
    if not compare(frameworks.engine(frameworks.current()), checked(opened(row.document))):
        raise NothingChanged
    row.state, row.reason, row.proposed_by, row.proposed_at = State.PROPOSED, reason, by, now
    row.save()
    _note(row, Kind.PROPOSED, by, now, note=reason)


@transaction.atomic
def take_back(draft: FrameworkDraft, *, revision: int, by: User, now: datetime) -> None:
    """A proposal that is to be changed again."""
    row = _taken(draft, State.PROPOSED, revision)
    row.state, row.proposed_by, row.proposed_at = State.DRAFT, None, None
    row.save()
    _note(row, Kind.RETURNED, by, now)


@transaction.atomic
def withdraw(draft: FrameworkDraft, *, revision: int, by: User, now: datetime) -> None:
    """Give a draft up; its history stays, its version is free again."""
    row = _taken(draft, State.DRAFT, revision)
    row.state = State.WITHDRAWN
    row.save()
    _note(row, Kind.WITHDRAWN, by, now)


@transaction.atomic
def publish(draft: FrameworkDraft, *, revision: int, by: User, now: datetime) -> Framework:
    """Put a proposed draft in force: every score of another framework is stale from now on.

    Raises NotTheSecondPerson, NotSimulated, VersionTaken and ChangedMeanwhile.
    """
    row = _taken(draft, State.PROPOSED, revision)
    if not may_publish(by, row):
        raise NotTheSecondPerson
    checked(opened(row.document))
    if not simulated(row):
        raise NotSimulated
    try:
        with transaction.atomic():
            framework = Framework.objects.create(
                name=row.name,
                version=row.version,
                document=row.document,
                hash=row.hash,
                published_at=now,
                published_by=by,
            )
    except IntegrityError:
        raise VersionTaken(row.version) from None
    row.state, row.published = State.PUBLISHED, framework
    row.save()
    _note(row, Kind.PUBLISHED, by, now)
    return framework


def document_at(draft: FrameworkDraft, revision: int) -> str:
    """The document as it was at ``revision``; as it is now where there was none."""
    events = draft.events.filter(revision=revision).order_by("-pgh_id")  # type: ignore[attr-defined]
    return events.values_list("document", flat=True).first() or draft.document


def simulated(draft: FrameworkDraft) -> bool:
    """Whether this draft, as it is, was tried on the country beside the version that is in force now."""
    in_force = frameworks.current()
    runs = draft.simulations.filter(draft_hash=draft.hash, against_hash=in_force.hash)
    return runs.filter(result__isnull=False).exists()


def _taken(draft: FrameworkDraft, state: str, revision: int) -> FrameworkDraft:
    """The row, held until the end of the transaction, as the reader saw it."""
    row = FrameworkDraft.objects.select_for_update().get(pk=draft.pk)
    if row.state != state or row.revision != revision:
        raise ChangedMeanwhile
    row.revision += 1
    return row


def _store(row: FrameworkDraft, document: Mapping[str, Any], engine: EngineFramework) -> None:
    row.document, row.hash = written(document), engine.hash


def _note(draft: FrameworkDraft, kind: str, by: User, now: datetime, **more: Any) -> None:
    DraftChange.objects.create(draft=draft, kind=kind, by=by, at=now, **more)
