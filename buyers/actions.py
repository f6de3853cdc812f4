"""What a buyer does with a requirement. Each refuses with an exception of its own, and then nothing changed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from buyers import words
from buyers.asking import Asked, asked_of
from buyers.models import Requirement, RequirementLine, RequirementVersion
from portal.models import Organisation, User


class Refused(Exception):
    """The requirement does not allow this now."""


class Closed(Refused):
    """It is closed: it stays as it was."""


class NoDraft(Refused):
    """There is no draft to publish or to drop."""


class OnlyVersion(Refused):
    """The draft is all there is of the requirement."""


class DraftExists(Refused):
    """A new version is being written already."""


class NothingAsked(Refused):
    """The draft has no must line: every firm of the country would do."""


class NoReason(Refused):
    """Closing wants a reason."""


class NotPublished(Refused):
    """There is no version in force to begin from."""


class StaleDraft(Refused):
    """Somebody else has saved since; ``version`` is what is saved now."""

    def __init__(self, version: RequirementVersion) -> None:
        super().__init__(version.stamp)
        self.version = version


@transaction.atomic
def draft(
    organisation: Organisation, title: str, note: str, lines: Sequence[Asked], *, by: User, now: datetime
) -> Requirement:
    """A new requirement with its first draft, seen by nobody but the buyer."""
    requirement = Requirement.objects.create(
        organisation=organisation, synthetic=organisation.synthetic, created_by=by, created_at=now
    )
    version = RequirementVersion.objects.create(requirement=requirement, title=title, note=note, saved_at=now)
    _write(version, lines)
    return requirement


@transaction.atomic
def save_draft(
    requirement: Requirement, title: str, note: str, lines: Sequence[Asked], *, seen: str, now: datetime
) -> RequirementVersion:
    """Write the draft anew. Where there is none, one begins beside the version in force.

    ``seen`` is the stamp of the version that the writer has read.
    """
    held = _held(requirement)
    latest = held.latest
    if latest.stamp != seen:
        raise StaleDraft(latest)
    if held.draft is None:
        latest = RequirementVersion(requirement=held, number=latest.number + 1)
    latest.title, latest.note, latest.saved_at = title, note, now
    latest.save()
    _write(latest, lines)
    return latest


@transaction.atomic
def publish(requirement: Requirement, *, by: User, now: datetime) -> RequirementVersion:
    """The draft becomes the version in force; those before stay as they were."""
    version = _held(requirement).draft
    if version is None:
        raise NoDraft
    if not version.lines.filter(must=True).exists():
        raise NothingAsked
    version.published_at, version.published_by = now, by
    version.save(update_fields=["published_at", "published_by"])
    return version


@transaction.atomic
def revise(requirement: Requirement, *, now: datetime) -> RequirementVersion:
    """Copy the version in force into a new draft; it stays in force until the draft is published."""
    held = _held(requirement)
    if held.draft is not None:
        raise DraftExists
    if held.current is None:
        raise NotPublished
    version = RequirementVersion.objects.create(
        requirement=held,
        number=held.current.number + 1,
        title=held.current.title,
        note=held.current.note,
        saved_at=now,
    )
    _write(version, asked_of(held.current.lines.select_related("place")))
    return version


@transaction.atomic
def drop(requirement: Requirement) -> None:
    """Throw the draft away; the version in force stays. The history keeps what stood in the draft."""
    held = _held(requirement)
    if held.draft is None:
        raise NoDraft
    if held.current is None:
        raise OnlyVersion
    held.draft.delete()


@transaction.atomic
def close(requirement: Requirement, reason: str, *, now: datetime) -> None:
    """Demand no more. What was asked stays to be read."""
    held = _held(requirement)
    if not reason.strip():
        raise NoReason
    held.closed_at, held.closing_reason = now, reason.strip()
    held.save(update_fields=["closed_at", "closing_reason"])


def _held(requirement: Requirement) -> Requirement:
    """The requirement as it is now, locked until the end: one writer at a time."""
    held = Requirement.objects.select_for_update().get(pk=requirement.pk)
    if held.closed_at is not None:
        raise Closed
    return held


def _write(version: RequirementVersion, lines: Sequence[Asked]) -> None:
    version.lines.all().delete()
    RequirementLine.objects.bulk_create(
        RequirementLine(
            version=version,
            position=position,
            kind=line.kind,
            codes=list(line.codes),
            limit=line.limit,
            place_id=words.province_key(line.place) if line.place else None,
            must=line.must,
            weight=line.weight,
        )
        for position, line in enumerate(lines)
    )
