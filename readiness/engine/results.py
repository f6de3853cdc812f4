"""What a result is made of. Everything is exact (Fractions); rounding happens where it is printed.

Codes of statuses, causes and reasons are those of the readiness model (h) 12 to 14.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import exp, log
from typing import NamedTuple

LOSSES = ("missing", "level", "unproven", "expired", "finding")
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """Levels 0 to 5 step by step, the points won and lost of the hundred, and the state in one word."""

    code: str
    claimed: Fraction
    capped: Fraction
    fresh: Fraction
    final: Fraction
    proven: Fraction
    gain: Fraction
    losses: Mapping[str, Fraction]
    status: str
    expired: bool


@dataclass(frozen=True, slots=True)
class DimensionResult:
    code: str
    score: Fraction
    proven: Fraction
    weight: int


@dataclass(frozen=True, slots=True)
class GateResult:
    """``reason`` is None where the gate is simply held."""

    level: int
    criterion: str
    at_least: Fraction
    text: Mapping[str, str]
    held: bool
    reason: str | None
    waived: bool


class Blocker(NamedTuple):
    """What the next level still lacks. ``kind`` is gate, coverage, dimension or total."""

    kind: str
    code: str | None
    needed: Fraction
    value: Fraction
    reason: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request "does not apply" that the engine does not follow: on a gate, or too much of a dimension."""

    criterion: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explained:
    total: Fraction
    proven: Fraction
    declared: Fraction
    coverage: Fraction
    level: int
    counted_level: int
    conditional: tuple[int, date] | None
    dimensions: tuple[DimensionResult, ...]
    criteria: tuple[CriterionResult, ...]
    gates: tuple[GateResult, ...]
    blockers: tuple[Blocker, ...]
    refused: tuple[Refusal, ...]
    next_change_on: date | None = None

    @property
    def weakest(self) -> DimensionResult | None:
        """The dimension with the lowest score, of equals the first; None where none applies."""
        return min(self.dimensions, key=lambda dimension: dimension.score, default=None)

    @property
    def geometric(self) -> float:
        """The weighted geometric mean of the dimensions, each at least one point: the further below the total, the
        less even they are (readiness model (d)). 0 where nothing weighs."""
        whole = sum(dimension.weight for dimension in self.dimensions)
        if not whole:
            return 0.0
        logs = (d.weight * log(max(d.score, Fraction(1)) / 100) for d in self.dimensions)
        return 100 * exp(sum(logs) / whole)
