"""Purchases as ``manage.py reported`` reads them, and what may be told of them as one JSON object."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from readiness.engine.exact import Refused
from readiness.engine.reading import Reader
from readiness.engine.reported import (
    ORIGINS,
    STATED,
    Purchase,
    Reported,
    in_country,
    publish,
    vietnamese,
)


def parse_purchase(document: object, place: str) -> Purchase:
    """One row of a report: money in one unit for all rows, ``local_content`` in per cent. Raises Refused."""
    reader = Reader(document, place)
    origin = reader.text("origin")
    if origin not in STATED:
        raise Refused(f"{place}.origin", f"{origin[:40]!r} is none of {', '.join(STATED)}")
    amount = reader.fraction("amount")
    if amount <= 0:
        raise Refused(f"{place}.amount", "is not more than 0")
    content = None
    if reader.document.get("local_content") is not None:
        if origin == "imported":
            raise Refused(f"{place}.local_content", "is told of a supplier in the country alone")
        content = _decimal(reader.fraction("local_content", low=Fraction(0), high=Fraction(100)) / 100)
    return Purchase(reader.text("buyer"), reader.text("sector"), origin, _decimal(amount), content)


def reported_answer(purchases: Iterable[Purchase]) -> dict[str, Any]:
    """Shares are strings of six places. What may not be told is null and ``hidden``; where nobody bought, ``unknown``.

    ``value``: whole per cent [at least, at most] of all purchases that stay in the country. ``owner_unknown``: by
    how much the Vietnamese share may be higher.
    """
    found = publish(purchases)
    sectors = sorted(found.buyers_of)
    return {
        "buyers": found.buyers,
        "country": {
            "state": _state(found.country is not None, bool(sectors)),
            "in_country": share(found.in_country),
            "vietnamese": share(found.vietnamese),
        },
        "owner_unknown": share(found.unknown_share),
        "value": value_document(found),
        "sectors": [
            {
                "sector": sector,
                "state": _state((amounts := found.sector(sector)) is not None, True),
                "in_country": share(in_country(amounts)),
                "vietnamese": share(vietnamese(amounts)),
            }
            for sector in sectors
        ],
        "totals": {o: _total(found, o) for o in ORIGINS},
        "cells": [
            {"sector": sector, "origin": origin, **_cell(found, sector, origin)}
            for sector in sectors
            for origin in ORIGINS
        ],
    }


def value_document(found: Reported) -> dict[str, Any]:
    """``percent``: [at least, at most]; ``of_known``: of what was paid to suppliers whose inputs are known. ``state``:
    shown, hidden, or unknown where no buyer named one."""
    value = found.value
    return {
        "state": _state(value is not None, bool(found.weighed)),
        "percent": None if value is None else [value.least, value.most],
        "of_known": None if value is None else value.of_known,
    }


def share(of_one: Decimal | None) -> str | None:
    return None if of_one is None else f"{of_one:.6f}"


def _total(found: Reported, origin: str) -> dict[str, Any]:
    stated = found.silent or any(o == origin for _sector, o in found.buyers_in)
    return _money(found.totals.get(origin), stated)


def _cell(found: Reported, sector: str, origin: str) -> dict[str, Any]:
    stated = found.silent or (sector, origin) in found.buyers_in
    return _money(found.cells.get((sector, origin)), stated)


def _money(amount: Decimal | None, stated: bool) -> dict[str, Any]:
    return {
        "state": _state(amount is not None, stated),
        "amount": None if amount is None else f"{amount.normalize():f}",
    }


def _state(shown: bool, stated: bool) -> str:
    return "shown" if shown else "hidden" if stated else "unknown"


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
