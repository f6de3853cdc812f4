"""A file of a register as it arrives: read, and each row compared with our firms. Nothing is recorded yet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from portal.models import User
from suppliers.models import RegisterFile
from suppliers.registers.matching import planned
from suppliers.registers.sheet import read_register


def bring(typed: Mapping[str, Any], *, by: User, now: datetime) -> RegisterFile:
    """``typed``: what ``RegisterFileForm`` made of kind, register, as_of and file. Raises Refused for a file that
    cannot be compared, and then nothing is kept."""
    entries = read_register(typed["file"].read(), typed["kind"])
    rows = planned(entries, typed["kind"], by, on=typed["as_of"])
    return RegisterFile.objects.create(
        kind=typed["kind"],
        register=typed["register"],
        as_of=typed["as_of"],
        name=(typed["file"].name or "")[:200],
        rows=[row.document for row in rows],
        brought_at=now,
        brought_by=by,
    )
