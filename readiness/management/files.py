"""Files that commands without a database are given, read with the place and the reason of what is wrong."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from readiness.engine import Facts, Framework, Refused, parse_facts
from readiness.engine.establishments import Establishment, parse_establishments


def read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Refused(str(path), error.strerror or "cannot be read") from None
    except UnicodeDecodeError:
        raise Refused(str(path), "is not UTF-8 text") from None


def lines_of(path: Path) -> Iterator[tuple[str, str]]:
    """(where it stands, text) of each line that is not blank."""
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            yield f"{path}, line {number}", line


def document_in(text: str, source: str) -> Any:
    """The JSON in ``text``; a refusal names its source."""
    try:
        return _json(text)
    except Refused as refused:
        raise Refused(source, refused.reason) from None


def facts_in(text: str, source: str, framework: Framework) -> Facts:
    """The facts in ``text``; a refusal names their source."""
    try:
        return parse_facts(_json(text), framework)
    except Refused as refused:
        raise Refused(source, str(refused)) from None


def establishments_in(path: Path, framework: Framework) -> Mapping[str, Establishment]:
    """One establishment a line, by id; a refusal names the line."""
    return parse_establishments(
        ((where, document_in(text, where)) for where, text in lines_of(path)), framework
    )


def _json(text: str) -> Any:
    """Decimals stay as exact as they are written."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Refused("facts", f"not JSON: {error}") from None


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")
