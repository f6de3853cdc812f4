"""What every section does when it is saved."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from portal.models import User
from suppliers import claims
from suppliers.actions.evidence import claims_of_certificates, say
from suppliers.actions.sections import saving
from suppliers.claims import Claim
from suppliers.models import Evidence, Supplier
from suppliers.sections import SECTIONS

Values = Mapping[str, Any]
Levels = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Save:
    """Who saves, when, having seen which version; ``months``: how long a statement on each criterion counts."""

    version: int
    by: User
    today: date
    now: datetime
    months: Mapping[str, int]

    def begin(self, supplier: Supplier, section: str) -> AbstractContextManager[Supplier]:
        """The firm as it is now, locked; StaleSection where somebody saved the section meanwhile."""
        return saving(supplier, section, self.version, by=self.by, today=self.today, now=self.now)

    @property
    def clock(self) -> dict[str, Any]:
        """What a claim needs to know of time."""
        return {"months": self.months, "today": self.today}


def write(firm: Supplier, values: Values) -> None:
    changed = [name for name, value in values.items() if getattr(firm, name) != value]
    for name in changed:
        setattr(firm, name, values[name])
    if changed:
        firm.save(update_fields=changed)


def write_once(firm: Supplier, model: type[models.Model], values: Values) -> None:
    """The row of ``model`` that the firm has once; none is opened for nothing."""
    manager: Any = model._default_manager
    row = manager.filter(supplier=firm).first()
    if row is None:
        if any(value or (value == 0 and value is not False) for value in values.values()):
            manager.create(supplier=firm, **values)
    elif changed := [name for name, value in values.items() if getattr(row, name) != value]:
        for name in changed:
            setattr(row, name, values[name])
        row.save(update_fields=changed)


def say_section(firm: Supplier, key: str, said: list[Claim], levels: Levels, save: Save) -> None:
    """Statements of one section: what is worked out, and the levels the firm chose."""
    section = SECTIONS[key]
    chosen = [
        c for code, level in levels.items() for c in claims.statement(code, level, save.months, save.today)
    ]
    say(
        firm,
        [*said, *chosen],
        kinds=[Evidence.Kind.STATEMENT, Evidence.Kind.REGISTER],
        criteria=[*section.worked_out, *levels],
        by=save.by,
        now=save.now,
    )


def say_certificates(firm: Supplier, save: Save, edited: set[int] = frozenset()) -> None:  # type: ignore[assignment]
    said = claims_of_certificates(firm, save.months, save.today)
    say(firm, said, kinds=[Evidence.Kind.CERTIFICATE], criteria=None, by=save.by, now=save.now, edited=edited)
