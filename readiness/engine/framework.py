"""The framework document: dimensions, criteria, levels and gates, as ministry staff publish them.

Format: readiness model (h). Unknown keys are ignored; wrong types are refused with their place.
"""

import itertools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from readiness.engine.exact import Refused, digest, number, plain
from readiness.engine.reading import Reader

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
class Criterion:
    """``caps``: the highest level that each class A0..A4 can credit. ``rule`` names how a level comes about."""

    code: str
    dimension: str
    weight: int
    weight_by_sector: Mapping[str, int]
    sectors: frozenset[str] | None
    caps: tuple[Fraction, ...]
    rule: str
    options: Mapping[str, Any]
    thresholds: Mapping[str, tuple[Fraction, ...]]
    validity_months: int
    name: Text
    texts: Mapping[str, Any]
    anchors: tuple[Anchor, ...]

    def applies(self, sector: str) -> bool:
        return self.sectors is None or sector in self.sectors

    def weight_in(self, sector: str) -> int:
        return self.weight_by_sector.get(sector, self.weight)

    def variant(self, sector: str) -> Mapping[str, Any]:
        """The words that differ in this sector."""
        for variant in self.texts.get("variant", ()):
            if sector in variant.get("sectors", ()):
                return variant
        return {}


@dataclass(frozen=True, slots=True)
class Gate:
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
    """``decay``: (days after the end, what is kept), ascending; after the last nothing is kept."""

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
    document: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def by_code(self) -> Mapping[str, Criterion]:
        return {c.code: c for c in self.criteria}

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical document: what was read, with defaults filled in."""
        return digest(self.document)

    def level(self, number: int) -> Level | None:
        return next((lv for lv in self.levels if lv.number == number), None)

    def gates_of(self, sector: str) -> frozenset[str]:
        """Criteria on which some level's gate rests in this sector."""
        return frozenset(g.criterion for lv in self.levels for g in lv.gates if g.applies(sector))


def parse_framework(text: str) -> Framework:
    """A framework from TOML. Raises Refused with the place and the reason."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused("framework", f"not TOML: {error}") from None
    return framework_from(document)


def framework_from(document: Mapping[str, Any]) -> Framework:
    """A framework from its parsed document."""
    read = Reader(document, "framework")
    caps = _caps(read.table("caps"), None, "framework.caps")
    dimensions = tuple(_dimension(r) for r in read.tables("dimension"))
    criteria = tuple(_criterion(r, caps) for r in read.tables("criterion"))
    levels = tuple(sorted((_level(r) for r in read.tables("level")), key=lambda lv: lv.number))
    _no_duplicates([d.code for d in dimensions], "dimension")
    _no_duplicates([c.code for c in criteria], "criterion")
    _no_duplicates([str(lv.number) for lv in levels], "level")
    codes, groups = {c.code for c in criteria}, {d.code for d in dimensions}
    for criterion in criteria:
        if criterion.dimension not in groups:
            raise Refused(f"criterion {criterion.code}", f"there is no dimension {criterion.dimension!r}")
    for level in levels:
        for gate in level.gates:
            if gate.criterion not in codes:
                raise Refused(
                    f"level {level.number}", f"a gate names {gate.criterion!r}, which is no criterion"
                )
        for code in level.minimum_by_code:
            if code not in groups:
                raise Refused(f"level {level.number}", f"minimum_dimension_by_code names {code!r}")
    decay = tuple(
        (r.integer("days"), r.fraction("keep", low=Fraction(0), high=Fraction(1)))
        for r in read.tables("decay")
    )
    if list(decay) != sorted(decay, key=lambda step: step[0]) or any(
        later[1] > earlier[1] for earlier, later in itertools.pairwise(decay)
    ):
        raise Refused("framework.decay", "days must rise and what is kept must not")
    framework = Framework(
        name=read.text("name"),
        version=read.text("version"),
        caps=caps,
        decay=decay,
        coverage_classes=frozenset(
            _class(c, "coverage_classes") for c in read.texts("coverage_classes", CLASSES[1:])
        ),
        coverage_grace_days=read.integer("coverage_grace_days", 60),
        max_not_applicable=read.fraction(
            "max_not_applicable", Fraction(1, 3), low=Fraction(0), high=Fraction(1)
        ),
        dimensions=dimensions,
        criteria=criteria,
        levels=levels,
        sectors=read.table("sectors"),
        classes=read.table("classes"),
        verifiers=read.table("verifiers"),
        sentences=read.table("sentences"),
        document=_document(read, dimensions, criteria, levels, decay, caps),
    )
    return framework


def _dimension(read: Reader) -> Dimension:
    return Dimension(read.text("code"), read.integer("weight", low=0), read.table("name"))


_WORDS = ("question", "evidence", "validity", "validity_rule", "verifier", "verifiers", "variant")
_OPTIONS = (
    "thresholds", "volume_factor", "minimum_lines", "minimum_months", "minimum_count", "table", "thresholds_source",
)  # fmt: skip


def _criterion(read: Reader, caps: tuple[Fraction, ...]) -> Criterion:
    code = read.text("code")
    own = _caps(read.table("caps"), caps, f"criterion {code}.caps")
    if any(later < earlier for earlier, later in itertools.pairwise(own)):
        raise Refused(
            f"criterion {code}.caps", "caps must not fall from A0 to A4: accepting a paper could lower a firm"
        )
    anchors = tuple(
        Anchor(
            r.fraction("level", low=Fraction(0), high=Fraction(TOP)),
            {k: v for k, v in r.document.items() if isinstance(v, str) and k != "level"},
            bool(r.document.get("same_as_lower", False)),
        )
        for r in read.tables("anchors")
    )
    sectors = read.document.get("sectors")
    return Criterion(
        code=code,
        dimension=read.text("dimension"),
        weight=read.integer("weight", low=0),
        weight_by_sector={k: Reader(read.table("weight_by_sector"), f"criterion {code}").integer(k, low=0)
                          for k in read.table("weight_by_sector")},
        sectors=None if sectors is None else frozenset(read.texts("sectors", ())),
        caps=own,
        rule=read.text("rule", "level"),
        options={k: read.document[k] for k in _OPTIONS if k in read.document},
        thresholds=_thresholds(read.table("thresholds"), f"criterion {code}.thresholds"),
        validity_months=read.integer("validity_months", 0),
        name=read.table("name"),
        texts={k: read.document[k] for k in _WORDS if k in read.document},
        anchors=anchors,
    )  # fmt: skip


def _thresholds(table: Mapping[str, Any], place: str) -> dict[str, tuple[Fraction, ...]]:
    for sector, limits in table.items():
        if not isinstance(limits, list) or len(limits) != TOP:
            raise Refused(f"{place}.{sector}", "five limits are wanted, for levels 1 to 5")
    return {sector: tuple(number(limit, place) for limit in limits) for sector, limits in table.items()}


def _level(read: Reader) -> Level:
    floors = read.text("floors_read", "credited")
    if floors not in ("credited", "proven"):
        raise Refused(f"{read.place}.floors_read", f"{floors!r} is neither credited nor proven")
    return Level(
        number=read.integer("number", low=0),
        name=read.table("name"),
        meaning=read.table("meaning"),
        floors_proven=floors == "proven",
        minimum_total=read.fraction("minimum_total", Fraction(0)),
        minimum_dimension=read.fraction("minimum_dimension", Fraction(0)),
        minimum_by_code={
            code: number(value, f"{read.place}.minimum_dimension_by_code.{code}")
            for code, value in read.table("minimum_dimension_by_code").items()
        },
        coverage=read.fraction("coverage", Fraction(0)),
        gates=tuple(_gate(r) for r in read.tables("gates")),
    )


def _gate(read: Reader) -> Gate:
    sectors = read.document.get("sectors")
    return Gate(
        criterion=read.text("criterion"),
        at_least=read.fraction("at_least", low=Fraction(0), high=Fraction(TOP)),
        sectors=None if sectors is None else frozenset(read.texts("sectors", ())),
        confirmed_by=frozenset(
            _class(c, f"{read.place}.confirmed_by") for c in read.texts("confirmed_by", ())
        ),
        minimum_months=read.integer("minimum_months", 0, low=0),
        waivable=bool(read.document.get("waivable", False)),
        text={k: v for k, v in read.document.items() if k in ("vi", "en") and isinstance(v, str)},
    )


def _class(name: object, place: str) -> int:
    if name not in CLASSES:
        raise Refused(place, f"{name!r} is not a class A0 to A4")
    return CLASSES.index(str(name))


def _caps(table: Mapping[str, Any], base: tuple[Fraction, ...] | None, place: str) -> tuple[Fraction, ...]:
    for name in table:
        _class(name, place)
    caps = []
    for rank, name in enumerate(CLASSES):
        if name in table:
            caps.append(number(table[name], f"{place}.{name}"))
        elif base is not None:
            caps.append(base[rank])
        else:
            raise Refused(place, f"{name} is missing")
        if not 0 <= caps[-1] <= TOP:
            raise Refused(f"{place}.{name}", "a cap is a level 0 to 5")
    return tuple(caps)


def _no_duplicates(codes: list[str], kind: str) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise Refused(f"{kind} {code}", "this code stands twice")
        seen.add(code)


def _document(
    read: Reader,
    dimensions: tuple[Dimension, ...],
    criteria: tuple[Criterion, ...],
    levels: tuple[Level, ...],
    decay: tuple[tuple[int, Fraction], ...],
    caps: tuple[Fraction, ...],
) -> dict[str, Any]:
    """What the hash is taken of: everything that was read, in one spelling, in the order of codes."""

    def sectors(value: frozenset[str] | None) -> list[str] | None:
        return None if value is None else sorted(value)

    return {
        "name": read.text("name"),
        "version": read.text("version"),
        "caps": [plain(c) for c in caps],
        "decay": [[days, plain(keep)] for days, keep in decay],
        "coverage_classes": sorted(read.texts("coverage_classes", CLASSES[1:])),
        "coverage_grace_days": read.integer("coverage_grace_days", 60),
        "max_not_applicable": plain(read.fraction("max_not_applicable", Fraction(1, 3))),
        "words": {k: read.table(k) for k in ("sectors", "classes", "verifiers", "sentences")},
        "dimensions": [[d.code, d.weight, dict(d.name)] for d in dimensions],
        "criteria": sorted(
            [
                c.code, c.dimension, c.weight, dict(c.weight_by_sector), sectors(c.sectors), [plain(x) for x in c.caps],
                c.rule, dict(c.options), c.validity_months, dict(c.name), dict(c.texts),
                [[plain(a.level), dict(a.text), a.same_as_lower] for a in c.anchors],
            ]
            for c in criteria
        ),
        "levels": [
            [
                lv.number, dict(lv.name), dict(lv.meaning), lv.floors_proven, plain(lv.minimum_total),
                plain(lv.minimum_dimension), {k: plain(v) for k, v in lv.minimum_by_code.items()}, plain(lv.coverage),
                [
                    [g.criterion, plain(g.at_least), sectors(g.sectors), sorted(g.confirmed_by), g.minimum_months,
                     g.waivable, dict(g.text)]
                    for g in lv.gates
                ],
            ]
            for lv in levels
        ],
    }  # fmt: skip
