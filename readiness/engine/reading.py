"""Read a parsed document with its place, so that a refusal can say where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from readiness.engine.exact import Refused, number

_MISSING: Any = object()


class Reader:
    """One table of a document and where it stands."""

    def __init__(self, document: object, place: str) -> None:
        if not isinstance(document, Mapping):
            raise Refused(place, "a table is wanted")
        self.document: Mapping[str, Any] = document
        self.place = place

    def _get(self, key: str, default: Any) -> Any:
        value = self.document.get(key, default)
        if value is _MISSING:
            raise Refused(f"{self.place}.{key}", "is missing")
        return value

    def text(self, key: str, default: str = _MISSING) -> str:
        value = self._get(key, default)
        if not isinstance(value, str):
            raise Refused(f"{self.place}.{key}", "a text is wanted")
        return value

    def integer(self, key: str, default: int = _MISSING, *, low: int | None = None) -> int:
        value = self._get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise Refused(f"{self.place}.{key}", "a whole number is wanted")
        if low is not None and value < low:
            raise Refused(f"{self.place}.{key}", f"is less than {low}")
        return value

    def fraction(
        self,
        key: str,
        default: Fraction = _MISSING,
        *,
        low: Fraction | None = None,
        high: Fraction | None = None,
    ) -> Fraction:
        value = self._get(key, default)
        exact = value if isinstance(value, Fraction) else number(value, f"{self.place}.{key}")
        if (low is not None and exact < low) or (high is not None and exact > high):
            raise Refused(f"{self.place}.{key}", f"{value} is outside {low} to {high}")
        return exact

    def table(self, key: str) -> Mapping[str, Any]:
        return Reader(self.document.get(key, {}), f"{self.place}.{key}").document

    def texts(self, key: str, default: Sequence[str]) -> list[str]:
        value = self.document.get(key, default)
        if not isinstance(value, (list, tuple)) or not all(isinstance(v, str) for v in value):
            raise Refused(f"{self.place}.{key}", "a list of texts is wanted")
        return list(value)

    def tables(self, key: str) -> list[Reader]:
        value = self.document.get(key, [])
        if not isinstance(value, list):
            raise Refused(f"{self.place}.{key}", "a list is wanted")
        return [Reader(v, f"{self.place}.{key}[{n}]") for n, v in enumerate(value)]
