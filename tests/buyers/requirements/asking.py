"""A requirement of the cast's buyer, and the form that would write it."""

from collections.abc import Sequence
from decimal import Decimal

from buyers import actions
from buyers.asking import Asked
from buyers.forms.lines import ROWS
from buyers.models import Requirement
from tests.cast import NOW, Cast

BRACKET = [
    Asked("process", ("forming.stamping",)),
    Asked("tolerance", limit=Decimal("0.05")),
    Asked("volume", limit=Decimal(120_000)),
    Asked("standard", ("iso9001",), weight=3),
    Asked("region", ("north",), must=False),
    Asked("distance", limit=Decimal(100), place="01", must=False, weight=2),
]


def begun(cast: Cast, lines: Sequence[Asked] = BRACKET, title: str = "Seat-rail bracket") -> Requirement:
    made = actions.draft(cast.assembler, title, "", lines, by=cast.binh, now=NOW)
    return Requirement.objects.get(pk=made.pk)


def filled(lines: Sequence[Asked], title: str = "Seat-rail bracket") -> dict[str, object]:
    """What a browser sends for these lines."""
    data: dict[str, object] = {"title": title, "note": "", "seen": ""}
    for kind, row in ROWS.items():
        own = [line for line in lines if line.kind == kind]
        data[f"{kind}-count"] = max(1, len(own))
        data[f"{kind}-0-must"], data[f"{kind}-0-weight"] = "must", "1"
        for n, line in enumerate(own):
            shown = row.initial_of(line)
            data |= {f"{kind}-{n}-{name}": value for name, value in shown.items()}
    return data
