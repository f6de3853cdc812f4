"""A tolerance in a free-text query: "±0.05", "+/- 0,1 mm", "0.02 mm", "20 µm"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from suppliers.models import Capability

_NUMBER = r"(\d{1,3}(?:[.,]\d{1,4})?)"
_BEFORE = r"(?:\b(?:tolerances?|dung sai|under|below|within|dưới|duoi|từ|tu)\s+|公差\s*|공차\s*|[≤<]\s*)?"
_MICRONS = r"(?:µm|μm|um|microns?)\b"
# With a sign it is one in any unit; without, only a part of a millimetre: "200 mm" is a size.
_SIGNED = re.compile(rf"{_BEFORE}(?:±|\+\s?/\s?-|\+-)\s*{_NUMBER}\s*({_MICRONS}|mm\b)?", re.IGNORECASE)
_BARE = re.compile(rf"{_BEFORE}(?<![\w.,])(?:(0[.,]\d{{1,4}})\s*mm\b|{_NUMBER}\s*{_MICRONS})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """± ``mm`` or finer, as ``typed``; ``processes``: in one of these, by key, where any was asked."""

    mm: Decimal
    typed: str
    processes: tuple[int, ...] = ()

    @property
    def condition(self) -> Q:
        """Firms that state it of a process."""
        able = Capability.objects.filter(supplier=OuterRef("supplier_id"), tolerance_mm__lte=self.mm)
        return Q(Exists(able.filter(process__in=self.processes) if self.processes else able))


def tolerance_in(typed: str) -> tuple[Tolerance | None, str]:
    """(the first tolerance, the query without it)."""
    if found := _SIGNED.search(typed):
        number, unit = found[1], found[2]
        microns = unit is not None and unit.lower() != "mm"
    elif found := _BARE.search(typed):
        number, microns = found[1] or found[2], found[1] is None
    else:
        return None, typed
    mm = Decimal(number.replace(",", ".")) / (1000 if microns else 1)
    if not mm:
        return None, typed
    rest = f"{typed[: found.start()]} {typed[found.end() :]}"
    return Tolerance(mm, found[0].strip()), rest
