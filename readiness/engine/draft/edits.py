"""Changes of a framework document. Each takes a document and gives a new one; ``rules.checked`` judges it.

Levels, caps, shares and minima are exact numbers and are written as ``exact.plain`` spells them.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from readiness.engine.exact import number, plain
from readiness.engine.framework import CLASSES

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GateAsked:
    """A gate as somebody asks for it; no ``sectors`` means all of them, no ``confirmed_by`` any proof."""

    criterion: str
    at_least: Fraction
    words: Mapping[str, str]
    sectors: tuple[str, ...] = ()
    confirmed_by: tuple[str, ...] = ()
    minimum_months: int = 0
    waivable: bool = False

    def table(self) -> dict[str, Any]:
        """The gate as the document holds it: what is as usual is left out."""
        table: dict[str, Any] = {"criterion": self.criterion, "at_least": plain(self.at_least)}
        if self.sectors:
            table["sectors"] = list(self.sectors)
        if self.confirmed_by:
            table["confirmed_by"] = list(self.confirmed_by)
        if self.minimum_months:
            table["minimum_months"] = self.minimum_months
        if self.waivable:
            table["waivable"] = True
        return table | dict(self.words)


def _copy(document: Document) -> dict[str, Any]:
    return deepcopy(dict(document))


def _one(tables: Sequence[dict[str, Any]], key: str, value: object) -> dict[str, Any]:
    """The table of that code; KeyError where there is none."""
    for table in tables:
        if table[key] == value:
            return table
    raise KeyError(value)


def with_version(document: Document, version: str) -> dict[str, Any]:
    return _copy(document) | {"version": version}


def with_dimension_weights(document: Document, weights: Mapping[str, int]) -> dict[str, Any]:
    """Basis points by the code of the dimension."""
    new = _copy(document)
    for code, weight in weights.items():
        _one(new["dimension"], "code", code)["weight"] = weight
    return new


def with_weights(document: Document, weights: Mapping[str, int]) -> dict[str, Any]:
    """Weights inside the dimension, by the code of the criterion; those of single sectors stay."""
    new = _copy(document)
    for code, weight in weights.items():
        _one(new["criterion"], "code", code)["weight"] = weight
    return new


def with_criterion(
    document: Document,
    code: str,
    *,
    weight: int,
    weight_by_sector: Mapping[str, int],
    validity_months: int,
    caps: Mapping[str, Fraction],
    anchors: Mapping[tuple[int | None, int], Mapping[str, str]],
    thresholds: Mapping[str, Sequence[Fraction]],
) -> dict[str, Any]:
    """One criterion: weights, clock, caps that differ from the general ones, words of its anchors, and the limits of
    its figures.

    ``thresholds``: sector -> limits of levels 1 to 5; one that is not changed keeps its spelling. ``anchors``: (place of the variant, None for the criterion's own; place of the anchor) -> words by language.
    """
    new = _copy(document)
    table = _one(new["criterion"], "code", code)
    table["weight"] = weight
    _set(table, "weight_by_sector", dict(weight_by_sector))
    if validity_months or "validity_months" in table:
        table["validity_months"] = validity_months
    _set(table, "caps", {name: plain(caps[name]) for name in CLASSES if name in caps})
    for (variant, place), words in anchors.items():
        holder = table if variant is None else table["variant"][variant]
        holder["anchors"][place] |= words
    for sector, limits in thresholds.items():
        if [number(limit, sector) for limit in table["thresholds"][sector]] != list(limits):
            table["thresholds"][sector] = [plain(limit) for limit in limits]
    return new


def _set(table: dict[str, Any], key: str, value: Any) -> None:
    """What is empty is left out."""
    if value:
        table[key] = value
    else:
        table.pop(key, None)


def with_caps(document: Document, caps: Sequence[Fraction]) -> dict[str, Any]:
    """The highest level that each class A0..A4 can credit, where a criterion does not say otherwise."""
    return _copy(document) | {"caps": {name: plain(cap) for name, cap in zip(CLASSES, caps, strict=True)}}


def with_clocks(
    document: Document,
    *,
    decay: Iterable[tuple[int, Fraction]],
    coverage_grace_days: int,
    max_not_applicable: Fraction,
) -> dict[str, Any]:
    """What is kept after the last day of evidence, in steps of (days, share); after the last step, nothing."""
    return _copy(document) | {
        "decay": [{"days": days, "keep": plain(keep)} for days, keep in decay],
        "coverage_grace_days": coverage_grace_days,
        "max_not_applicable": plain(max_not_applicable),
    }


def with_level(
    document: Document,
    number: int,
    *,
    minimum_total: Fraction,
    minimum_dimension: Fraction,
    minimum_by_code: Mapping[str, Fraction],
    coverage: Fraction,
    floors_proven: bool,
) -> dict[str, Any]:
    """What a level asks besides its gates; totals and dimensions in points, coverage as a share."""
    new = _copy(document)
    table = _one(new["level"], "number", number)
    table["minimum_total"] = plain(minimum_total)
    table["minimum_dimension"] = plain(minimum_dimension)
    table["minimum_dimension_by_code"] = {code: plain(least) for code, least in minimum_by_code.items()}
    table["coverage"] = plain(coverage)
    if floors_proven or "floors_read" in table:
        table["floors_read"] = "proven" if floors_proven else "credited"
    return new


def with_gates(document: Document, number: int, gates: Iterable[GateAsked]) -> dict[str, Any]:
    """All gates of a level, in this order."""
    new = _copy(document)
    _one(new["level"], "number", number)["gates"] = [gate.table() for gate in gates]
    return new
