"""The framework document: dimensions, criteria, levels and gates, as ministry staff publish them.

What it is made of, and what its hash is taken of; ``framework_file`` reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from readiness.engine.exact import digest, plain

CLASSES = ("A0", "A1", "A2", "A3", "A4")
PROVEN_FROM = 2
TOP = 5

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dimension:
    code: str
    weight: int
    name: Text


@dataclass(frozen=True, slots=True)
class Anchor:
    """One level of a criterion in words; ``same_as_lower`` where the level is not used by itself."""

    level: Fraction
    text: Text
    same_as_lower: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """How a measurement becomes a level: five limits by sector, and how much data each level takes.

    ``minimum_months`` maps a level to the months that it and those above it need; ``table`` names the frozen
    table that percentiles refer to.
    """

    thresholds: Mapping[str, tuple[Fraction, ...]]
    volume_factor: Fraction
    minimum_lines: tuple[Fraction, ...] | None
    minimum_months: Mapping[int, int]
    minimum_count: int
    table: str

    def document(self) -> dict[str, Any]:
        return {
            "thresholds": {sector: [plain(x) for x in limits] for sector, limits in self.thresholds.items()},
            "volume_factor": plain(self.volume_factor),
            "minimum_lines": self.minimum_lines and [plain(x) for x in self.minimum_lines],
            "minimum_months": {str(level): months for level, months in self.minimum_months.items()},
            "minimum_count": self.minimum_count,
            "table": self.table,
        }


@dataclass(frozen=True, slots=True)
class Criterion:
    """``caps``: the highest level that each class A0..A4 can credit. ``rule`` names how a level comes about."""

    code: str
    dimension: str
    weight: int
    weight_by_sector: Mapping[str, int]
    sectors: frozenset[str] | None
    caps: tuple[Fraction, ...]
    rule: str
    scale: Scale
    validity_months: int
    name: Text
    texts: Mapping[str, Any]
    variants: tuple[Mapping[str, Any], ...]
    anchors: tuple[Anchor, ...]

    def applies(self, sector: str) -> bool:
        return self.sectors is None or sector in self.sectors

    def weight_in(self, sector: str) -> int:
        return self.weight_by_sector.get(sector, self.weight)

    def variant(self, sector: str) -> Mapping[str, Any]:
        """The words that differ in this sector."""
        return next((v for v in self.variants if sector in v["sectors"]), {})


@dataclass(frozen=True, slots=True)
class Gate:
    """``confirmed_by``: the classes of proof that confirm it; empty where any proof does."""

    criterion: str
    at_least: Fraction
    sectors: frozenset[str] | None
    confirmed_by: frozenset[int]
    minimum_months: int
    waivable: bool
    text: Text

    def applies(self, sector: str) -> bool:
        return self.sectors is None or sector in self.sectors


@dataclass(frozen=True, slots=True)
class Level:
    """``floors_proven``: whether total and dimension floors read the proven numbers."""

    number: int
    name: Text
    meaning: Text
    floors_proven: bool
    minimum_total: Fraction
    minimum_dimension: Fraction
    minimum_by_code: Mapping[str, Fraction]
    coverage: Fraction
    gates: tuple[Gate, ...]


@dataclass(frozen=True)
class Framework:
    """``decay``: (days after the end, what is kept), ascending; after the last nothing is kept.

    Dimensions stand in the order of the document, criteria in the order of their codes, levels from the lowest.
    """

    name: str
    version: str
    caps: tuple[Fraction, ...]
    decay: tuple[tuple[int, Fraction], ...]
    coverage_classes: frozenset[int]
    coverage_grace_days: int
    max_not_applicable: Fraction
    dimensions: tuple[Dimension, ...]
    criteria: tuple[Criterion, ...]
    levels: tuple[Level, ...]
    sectors: Mapping[str, Text] = field(default_factory=dict)
    classes: Mapping[str, Text] = field(default_factory=dict)
    verifiers: Mapping[str, Text] = field(default_factory=dict)
    sentences: Mapping[str, Text] = field(default_factory=dict)

    @cached_property
    def by_code(self) -> Mapping[str, Criterion]:
        return {c.code: c for c in self.criteria}

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical document: what was read, with defaults filled in."""
        return digest(self.document())

    def level(self, number: int) -> Level | None:
        return next((lv for lv in self.levels if lv.number == number), None)

    def gates_of(self, sector: str) -> frozenset[str]:
        """Criteria on which some level's gate rests in this sector."""
        return frozenset(g.criterion for lv in self.levels for g in lv.gates if g.applies(sector))

    def document(self) -> dict[str, Any]:
        """Everything that was read, in one spelling."""

        def sectors(value: frozenset[str] | None) -> list[str] | None:
            return None if value is None else sorted(value)

        return {
            "name": self.name,
            "version": self.version,
            "caps": [plain(c) for c in self.caps],
            "decay": [[days, plain(keep)] for days, keep in self.decay],
            "coverage_classes": sorted(self.coverage_classes),
            "coverage_grace_days": self.coverage_grace_days,
            "max_not_applicable": plain(self.max_not_applicable),
            "words": [self.sectors, self.classes, self.verifiers, self.sentences],
            "dimensions": [[d.code, d.weight, d.name] for d in self.dimensions],
            "criteria": [
                [
                    c.code, c.dimension, c.weight, c.weight_by_sector, sectors(c.sectors), [plain(x) for x in c.caps],
                    c.rule, c.scale.document(), c.validity_months, c.name, c.texts, c.variants,
                    [[plain(a.level), a.text, a.same_as_lower] for a in c.anchors],
                ]
                for c in self.criteria
            ],
            "levels": [
                [
                    lv.number, lv.name, lv.meaning, lv.floors_proven, plain(lv.minimum_total),
                    plain(lv.minimum_dimension), {k: plain(v) for k, v in lv.minimum_by_code.items()},
                    plain(lv.coverage),
                    [
                        [g.criterion, plain(g.at_least), sectors(g.sectors), sorted(g.confirmed_by),
                         g.minimum_months, g.waivable, g.text]
                        for g in lv.gates
                    ],
                ]
                for lv in self.levels
            ],
        }  # fmt: skip
