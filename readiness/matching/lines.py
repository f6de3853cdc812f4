"""What a buyer asked, as lines of the engine."""

from collections.abc import Sequence
from fractions import Fraction

from buyers.asking import Asked
from readiness.engine.fit import Line
from readiness.matching.places import Places

# A material, size or tolerance is asked of the process that is asked with it.
OF_A_PROCESS = ("material", "size", "tolerance")


def engine_lines(asked: Sequence[Asked], places: Places) -> tuple[Line, ...]:
    """The lines in their order; the key of each is its position."""
    within = frozenset(code for a in asked if a.kind == "process" and a.must for code in a.codes)
    return tuple(
        Line(
            key=str(position),
            kind=a.kind,
            codes=frozenset(a.codes),
            limit=Fraction(a.limit or 0),
            within=within if a.kind in OF_A_PROCESS else frozenset(),
            place=places.points.get(places.keys.get(a.place, 0), (0.0, 0.0)),
            must=a.must,
            weight=a.weight,
        )
        for position, a in enumerate(asked)
    )
