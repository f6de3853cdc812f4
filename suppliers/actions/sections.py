"""Saving one section of a profile: one writer at a time, nobody overwritten unseen, personal data apart."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import models

from portal.models import PersonalChange, User
from suppliers.actions.changing import changing
from suppliers.decidable import missing_for_listing
from suppliers.models import SectionVersion, Supplier


class StaleSection(Exception):
    """Somebody saved this section after the page was opened. ``current`` is the version now."""

    def __init__(self, current: SectionVersion) -> None:
        super().__init__(current.version)
        self.current = current


@contextmanager
def saving(
    supplier: Supplier, section: str, version: int, *, by: User, today: date, now: datetime
) -> Iterator[Supplier]:
    """Change one section that the writer saw at ``version``; yields the firm as it is now, locked.

    Raises StaleSection, and then nothing is written. A listed firm that no longer has what a buyer needs
    to decide leaves the list.
    """
    with changing(supplier):
        fresh = Supplier.objects.get(pk=supplier.pk)
        mark, _created = SectionVersion.objects.get_or_create(supplier=fresh, section=section)
        if mark.version != version:
            raise StaleSection(mark)
        yield fresh
        mark.version += 1
        mark.confirmed_on, mark.saved_at, mark.saved_by = today, now, by
        mark.save()
        fresh.facts_confirmed_on = today
        fresh.save(update_fields=["facts_confirmed_on"])
        if fresh.published_at and missing_for_listing(fresh):
            fresh.published_at = None
            fresh.save(update_fields=["published_at"])


def replace_rows(
    model: type[models.Model],
    supplier: Supplier,
    rows: Iterable[Mapping[str, Any]],
    *,
    foreign: Collection[str] = (),
    identity: Sequence[str] = (),
    personal: User | None = None,
) -> tuple[set[int], set[int]]:
    """Make ``rows`` the firm's rows of ``model``; unchanged ones are not written.

    A row names its ``id``, None when new; columns in ``foreign`` hold keys. Where ``identity`` must be
    unique, it decides first which row is which, so that two rows may change places. With ``personal`` the
    names of the changed fields are kept, with who changed them. Returns the keys of the rows changed or
    added, and of those removed.
    """
    manager: Any = model._default_manager
    held = {row.pk: row for row in manager.filter(supplier=supplier)}
    given = [
        (row.get("id"), {f"{k}_id" if k in foreign else k: v for k, v in row.items() if k != "id"})
        for row in rows
    ]
    same = {tuple(getattr(row, n) for n in identity): pk for pk, row in held.items()} if identity else {}
    chosen = [same.get(tuple(values[n] for n in identity)) if identity else None for _id, values in given]
    kept = {pk for pk in chosen if pk is not None}
    touched: set[int] = set()
    wanted = []
    for (pk, values), by_identity in zip(given, chosen, strict=True):
        if by_identity is None and pk in held and pk not in kept:
            by_identity = pk
            kept.add(pk)
        wanted.append((held.get(by_identity or 0), values))
    gone = set(held) - kept
    for pk in sorted(gone):
        note_personal(held[pk], "delete", [], by=personal)
        held[pk].delete()
    for row, values in wanted:
        if row is None:
            row = manager.create(supplier=supplier, **values)
            note_personal(row, "add", list(values), by=personal)
            touched.add(row.pk)
        elif changed := [name for name, value in values.items() if getattr(row, name) != value]:
            for name in changed:
                setattr(row, name, values[name])
            row.save(update_fields=changed)
            note_personal(row, "change", changed, by=personal)
            touched.add(row.pk)
    return touched, gone


def note_personal(row: models.Model, action: str, fields: list[str], *, by: User | None) -> None:
    """Who changed which personal field, never the value."""
    if by is not None:
        PersonalChange.objects.create(
            by=by, model=row._meta.label, object_id=row.pk, action=action, fields=sorted(fields)
        )
