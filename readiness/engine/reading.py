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

    def _text(self, value: object, place: str) -> str:
        if not isinstance(value, str):
            raise Refused(place, "a text is wanted")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Refused(place, "holds half a character, which no file can hold") from None
        return value

    def text(self, key: str, default: str = _MISSING) -> str:
        return self._text(self._get(key, default), f"{self.place}.{key}")

    def integer(self, key: str, default: int = _MISSING, *, low: int = 0, high: int | None = None) -> int:
        value = self._get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise Refused(f"{self.place}.{key}", "a whole number is wanted")
        if value < low:
            raise Refused(f"{self.place}.{key}", f"is less than {low}")
        if high is not None and value > high:
            raise Refused(f"{self.place}.{key}", f"is more than {high}")
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
        if low is not None and exact < low:
            raise Refused(f"{self.place}.{key}", f"is less than {low}")
        if high is not None and exact > high:
            raise Refused(f"{self.place}.{key}", f"is more than {high}")
        return exact

    def flag(self, key: str) -> bool:
        """True or false; false where nothing is said."""
        value = self.document.get(key, False)
        if not isinstance(value, bool):
            raise Refused(f"{self.place}.{key}", "true or false is wanted")
        return value

    def sub(self, key: str, default: Mapping[str, Any] | None = None) -> Reader:
        """A table inside this one; ``default``, or an empty one, where it is left out."""
        return Reader(self.document.get(key, default or {}), f"{self.place}.{key}")

    def words(self, key: str) -> dict[str, str]:
        """A text by language."""
        table = self.sub(key)
        return {language: table.text(language) for language in table.document}

    def words_by_code(self, key: str) -> dict[str, Mapping[str, str]]:
        table = self.sub(key)
        return {code: table.words(code) for code in table.document}

    def texts(self, key: str, default: Sequence[str]) -> list[str]:
        values = self.document.get(key, default)
        if not isinstance(values, (list, tuple)) or not all(isinstance(value, str) for value in values):
            raise Refused(f"{self.place}.{key}", "a list of texts is wanted")
        return [self._text(value, f"{self.place}.{key}") for value in values]

    def tables(self, key: str) -> list[Reader]:
        values = self.document.get(key, [])
        if not isinstance(values, list):
            raise Refused(f"{self.place}.{key}", "a list is wanted")
        return [Reader(value, f"{self.place}.{key}[{n}]") for n, value in enumerate(values)]
