"""The cut: SQL that drops only firms that miss two must lines, or miss one and leave another unknown.

Each must line has two conditions on the row of an offer. ``maybe`` holds wherever the engine may find the line
met or unknown, ``surely`` wherever it may find it met; either may hold for firms too many, never for one too few.
A firm is kept if no line is missed, or if all but one are met. Both imply, for any line, that its ``maybe``
holds or ``surely`` of all others: that is what the index is asked, for the two lines that tell most.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from readiness.engine import Framework as EngineFramework
from readiness.engine.fit import Line, kilometres
from readiness.matching.places import Places
from suppliers.directory import offers
from suppliers.directory.tags import OWNERSHIP, SPACE, Words, tag

# What staff, an accredited body or a buyer confirmed: the level at which a figure counts as proven, in hundredths.
PROVEN = 300
# Tolerance and size are proven from the level at which a measured sample shows them; below, the firm merely states
# them, and the check of its machines does not speak for them.
MEASURED = 200
MEASURED_FIGURES, CAPACITY, LOCAL_CONTENT = "3.2", "4.2", "4.7"

# Lines from the one that fewest firms fulfil, as a rule, to the one that most do; only these use an index.
_TELLING = ("process", "standard", "material", "distance", "region", "language", "ownership")


@dataclass(frozen=True, slots=True)
class Sql:
    text: str
    params: tuple[Any, ...] = ()


TRUE, FALSE = Sql("TRUE"), Sql("FALSE")


@dataclass(frozen=True, slots=True)
class Ground:
    """What codes mean in the tables: words and their tags, places, and where each criterion's level stands."""

    words: Words
    places: Places
    framework_id: int
    framework: EngineFramework

    def at(self, criterion: str) -> int | None:
        """Where the levels of a criterion stand in the arrays, from 1; None if this framework has it not."""
        codes = [c.code for c in self.framework.criteria]
        return codes.index(criterion) + 1 if criterion in codes else None

    def tags(self, line: Line) -> list[int]:
        """The tags any of which will do."""
        if line.kind == "distance":
            near = (
                pk for pk, point in self.places.points.items() if kilometres(point, line.place) <= line.limit
            )
            return [tag("province", pk) for pk in near]
        return sorted(found for code in line.codes if (found := self.tag(line.kind, code)) is not None)

    def tag(self, kind: str, code: str) -> int | None:
        """None for a code that no firm can have."""
        if kind == "region":
            if code in offers.REGIONS:
                return offers.region_tag(code)
            key = self.places.keys.get(code)
            return None if key is None else tag("province", key)
        if kind == "ownership":
            return tag("ownership", OWNERSHIP[code]) if code in OWNERSHIP else None
        if kind == "language":
            return offers.language_tag(code) if code in offers.SPOKEN else None
        word = self.words.by_kind[kind].get(code)
        return word.tag if word else None

    @staticmethod
    def silent(kind: str) -> int:
        """The tag of a firm that says nothing of this kind."""
        if kind == "language":
            return offers.LANGUAGE * SPACE
        return tag({"region": "province", "distance": "province"}.get(kind, kind), 0)


def where(lines: Sequence[Line], ground: Ground) -> Sql:
    """The condition on ``suppliers_offer``; with fewer than two must lines it keeps everybody."""
    musts = sorted((line for line in lines if line.must), key=_order)
    if len(musts) < 2:
        return TRUE
    maybe = [KINDS[line.kind](line, ground)[0] for line in musts]
    surely = [KINDS[line.kind](line, ground)[1] for line in musts]
    met = _joined(" + ", [Sql(f"COALESCE({s.text}, FALSE)::int", s.params) for s in surely])
    kept = Sql(
        f"({_joined(' AND ', maybe).text} OR {met.text} >= {len(musts) - 1})",
        _joined(" AND ", maybe).params + met.params,
    )
    telling = [n for n, line in enumerate(musts) if line.kind in _TELLING][:2] or [0]
    by_index = [
        _joined(" OR ", [maybe[n], _joined(" AND ", [s for at, s in enumerate(surely) if at != n])])
        for n in telling
    ]
    return _joined(" AND ", [*by_index, kept])


def proven_at(ground: Ground, criterion: str) -> Sql:
    """Whether a figure is proven: the criterion that speaks for it is, at the level where it counts as that."""
    at = ground.at(criterion)
    if at is None:
        return FALSE
    least = MEASURED if criterion == MEASURED_FIGURES else PROVEN
    return Sql("COALESCE(framework = %s AND proven[%s] >= %s, FALSE)", (ground.framework_id, at, least))


def _order(line: Line) -> int:
    return _TELLING.index(line.kind) if line.kind in _TELLING else len(_TELLING)


def _joined(by: str, parts: Sequence[Sql]) -> Sql:
    text = by.join(p.text for p in parts)
    return Sql(f"({text})", tuple(param for p in parts for param in p.params))


# For each kind of line: (maybe, surely).


def _words(line: Line, ground: Ground) -> tuple[Sql, Sql]:
    tags = ground.tags(line)
    unknown = [ground.silent(line.kind)]
    if line.kind == "distance":
        unknown += [
            tag("province", pk) for pk in ground.places.keys.values() if pk not in ground.places.points
        ]
    return (
        Sql("may && %s::int[]", ([*tags, *unknown],)),
        Sql("sure && %s::int[]", (tags,)) if tags else FALSE,
    )


def _tolerance(line: Line, ground: Ground) -> tuple[Sql, Sql]:
    proven = proven_at(ground, MEASURED_FIGURES)
    return (
        Sql("(tolerance_open OR tolerance <= %s)", (_number(line),)),
        Sql(f"(tolerance_proven <= %s AND {proven.text})", (_number(line), *proven.params)),
    )


def _size(line: Line, ground: Ground) -> tuple[Sql, Sql]:
    proven = proven_at(ground, MEASURED_FIGURES)
    return (
        Sql("(largest_open OR largest >= %s)", (_number(line),)),
        Sql(f"(largest_proven >= %s AND {proven.text})", (_number(line), *proven.params)),
    )


def _volume(line: Line, ground: Ground) -> tuple[Sql, Sql]:
    return _figure("free_capacity", CAPACITY, line, ground)


def _local_content(line: Line, ground: Ground) -> tuple[Sql, Sql]:
    return _figure("local_content", LOCAL_CONTENT, line, ground)


def _figure(column: str, criterion: str, line: Line, ground: Ground) -> tuple[Sql, Sql]:
    proven = proven_at(ground, criterion)
    return (
        Sql(f"({column} IS NULL OR {column} >= %s)", (_number(line),)),
        Sql(f"({column} >= %s AND {proven.text})", (_number(line), *proven.params)),
    )


def _level(line: Line, ground: Ground) -> tuple[Sql, Sql]:
    return Sql("(level IS NULL OR level >= %s)", (_number(line),)), Sql("level >= %s", (_number(line),))


def _criterion(line: Line, ground: Ground) -> tuple[Sql, Sql]:
    (code,) = line.codes
    at, limit = ground.at(code), _number(line) * 100
    if at is None:
        return TRUE, FALSE
    ours = ground.framework_id
    return (
        Sql(
            "(framework IS DISTINCT FROM %s OR declared[%s] < 0 OR declared[%s] >= %s OR proven[%s] >= %s)",
            (ours, at, at, limit, at, limit),
        ),
        Sql("(framework = %s AND proven[%s] >= %s)", (ours, at, limit)),
    )


def _number(line: Line) -> Any:
    """As PostgreSQL takes it: limits have at most four decimals."""
    return Decimal(line.limit.numerator) / line.limit.denominator


KINDS: dict[str, Callable[[Line, Ground], tuple[Sql, Sql]]] = {
    "process": _words,
    "material": _words,
    "standard": _words,
    "region": _words,
    "distance": _words,
    "ownership": _words,
    "language": _words,
    "tolerance": _tolerance,
    "size": _size,
    "volume": _volume,
    "local_content": _local_content,
    "level": _level,
    "criterion": _criterion,
}
