"""Reads a framework document. Format: readiness model (h).

Unknown keys are ignored; wrong types are refused with their place.
"""

import itertools
import re
import string
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from readiness.engine.criteria import RISING, RULES
from readiness.engine.exact import Refused, number
from readiness.engine.framework import (
    CLASSES,
    TOP,
    Anchor,
    Criterion,
    Dimension,
    Framework,
    Gate,
    Level,
    Scale,
)
from readiness.engine.reading import Reader
from readiness.engine.sentences import BLANKS

ZERO, ONE, HIGHEST = Fraction(0), Fraction(1), Fraction(TOP)


def parse_framework(text: str) -> Framework:
    """A framework from TOML. Raises Refused with the place and the reason."""
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused("framework", f"not TOML: {error}") from None
    framework = framework_from(document)
    for criterion in framework.criteria:
        for sector, level in easier_limits(criterion):
            raise Refused(
                f"criterion {criterion.code}.thresholds.{sector}",
                f"level {level} is easier than level {level - 1}",
            )
    return framework


def easier_limits(criterion: Criterion) -> Iterator[tuple[str, int]]:
    """(sector, level) of each limit that is easier than the one below it: better figures could then lower a firm."""
    for sector, limits in criterion.scale.thresholds.items():
        for level, (lower, higher) in enumerate(itertools.pairwise(limits), 2):
            if higher < lower if criterion.rule in RISING else higher > lower:
                yield sector, level


def framework_from(document: Mapping[str, Any]) -> Framework:
    """A framework from its parsed document."""
    read = Reader(document, "framework")
    caps = _caps(read, None)
    dimensions = tuple(_dimension(r) for r in read.tables("dimension"))
    criteria = sorted((_criterion(r, caps) for r in read.tables("criterion")), key=lambda c: _natural(c.code))
    levels = tuple(sorted((_level(r) for r in read.tables("level")), key=lambda lv: lv.number))
    _no_duplicates([d.code for d in dimensions], "dimension")
    _no_duplicates([c.code for c in criteria], "criterion")
    _no_duplicates([str(lv.number) for lv in levels], "level")
    _no_strangers(dimensions, criteria, levels)
    return Framework(
        name=read.text("name"),
        version=read.text("version"),
        caps=caps,
        decay=_decay(read),
        coverage_classes=_classes(read, "coverage_classes", CLASSES[1:]),
        coverage_grace_days=read.integer("coverage_grace_days", 60),
        max_not_applicable=read.fraction("max_not_applicable", Fraction(1, 3), low=ZERO, high=ONE),
        dimensions=dimensions,
        criteria=tuple(criteria),
        levels=levels,
        sectors=read.words_by_code("sectors"),
        classes=read.words_by_code("classes"),
        verifiers=read.words_by_code("verifiers"),
        sentences=_sentences(read),
    )


def _natural(code: str) -> list[str | int]:
    """2.9 stands before 2.10."""
    return [int(part) if place % 2 else part for place, part in enumerate(re.split(r"([0-9]{1,9})", code))]


def _no_duplicates(codes: Sequence[str], kind: str) -> None:
    for place, code in enumerate(codes):
        if code in codes[:place]:
            raise Refused(f"{kind} {code}", "this code stands twice")


def _no_strangers(
    dimensions: Sequence[Dimension], criteria: Sequence[Criterion], levels: Sequence[Level]
) -> None:
    """Codes that are named must be there."""
    groups, codes = {d.code for d in dimensions}, {c.code for c in criteria}
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


def _decay(read: Reader) -> tuple[tuple[int, Fraction], ...]:
    steps = [(r.integer("days"), r.fraction("keep", low=ZERO, high=ONE)) for r in read.tables("decay")]
    for earlier, later in itertools.pairwise(steps):
        if later[0] <= earlier[0] or later[1] > earlier[1]:
            raise Refused("framework.decay", "days must rise and what is kept must not")
    return tuple(steps)


def _dimension(read: Reader) -> Dimension:
    return Dimension(read.text("code"), read.integer("weight"), read.words("name"))


def _criterion(read: Reader, base: tuple[Fraction, ...]) -> Criterion:
    code = read.text("code")
    read = Reader(read.document, f"criterion {code}")
    caps = _caps(read, base)
    if list(caps) != sorted(caps):
        raise Refused(
            f"{read.place}.caps", "caps must not fall from A0 to A4: accepting a paper could lower a firm"
        )
    rule = read.text("rule", "level")
    if rule != "level" and rule not in RULES:
        raise Refused(f"{read.place}.rule", f"{rule[:40]!r} is none of level, {', '.join(RULES)}")
    by_sector = read.sub("weight_by_sector")
    return Criterion(
        code=code,
        dimension=read.text("dimension"),
        weight=read.integer("weight"),
        weight_by_sector={sector: by_sector.integer(sector) for sector in by_sector.document},
        sectors=_sectors(read),
        caps=caps,
        rule=rule,
        scale=_scale(read, rule),
        validity_months=read.integer("validity_months", 0),
        name=read.words("name"),
        texts={
            **{key: read.words(key) for key in ("question", "evidence", "validity")},
            **{key: read.text(key, "") for key in ("validity_rule", "verifier", "thresholds_source")},
            "verifiers": read.texts("verifiers", ()),
        },
        variants=tuple(_variant(r) for r in read.tables("variant")),
        anchors=tuple(_anchor(r) for r in read.tables("anchors")),
    )


def _variant(read: Reader) -> dict[str, Any]:
    """Words of some sectors that differ; what is not there is as in the others."""
    variant: dict[str, Any] = {"sectors": read.texts("sectors", ())}
    variant |= {
        key: read.words(key) for key in ("name", "question", "evidence", "validity") if key in read.document
    }
    if "anchors" in read.document:
        anchors = [_anchor(r) for r in read.tables("anchors")]
        variant["anchors"] = [
            {"level": str(a.level), **a.text, "same_as_lower": a.same_as_lower} for a in anchors
        ]
    return variant


def _anchor(read: Reader) -> Anchor:
    words = {language: read.text(language) for language in ("vi", "en") if language in read.document}
    return Anchor(read.fraction("level", low=ZERO, high=HIGHEST), words, read.flag("same_as_lower"))


def _scale(read: Reader, rule: str) -> Scale:
    """What is left out is as rule M-1 has it."""
    months = read.sub("minimum_months", {"3": 6} if rule in ("ppm", "on_time") else {})
    for level in months.document:
        if level not in ("1", "2", "3", "4", "5"):
            raise Refused(months.place, f"{level!r} is not a level 1 to 5")
    thresholds = read.sub("thresholds")
    return Scale(
        thresholds={sector: _five(thresholds, sector) for sector in thresholds.document},
        volume_factor=read.fraction("volume_factor", Fraction(3_000_000), low=ZERO),
        minimum_lines=_five(read, "minimum_lines") if "minimum_lines" in read.document else None,
        minimum_months={int(level): months.integer(level) for level in months.document},
        minimum_count=read.integer("minimum_count", 0),
        table=read.text("table", ""),
    )


def _five(read: Reader, key: str) -> tuple[Fraction, ...]:
    limits, place = read.document[key], f"{read.place}.{key}"
    if not isinstance(limits, list) or len(limits) != TOP:
        raise Refused(place, "five limits are wanted, for levels 1 to 5")
    return tuple(number(limit, place) for limit in limits)


def _level(read: Reader) -> Level:
    floors = read.text("floors_read", "credited")
    if floors not in ("credited", "proven"):
        raise Refused(f"{read.place}.floors_read", f"{floors!r} is neither credited nor proven")
    by_code = read.sub("minimum_dimension_by_code")
    return Level(
        number=read.integer("number", high=TOP),
        name=read.words("name"),
        meaning=read.words("meaning"),
        floors_proven=floors == "proven",
        minimum_total=read.fraction("minimum_total", ZERO),
        minimum_dimension=read.fraction("minimum_dimension", ZERO),
        minimum_by_code={code: by_code.fraction(code) for code in by_code.document},
        coverage=read.fraction("coverage", ZERO),
        gates=tuple(_gate(r) for r in read.tables("gates")),
    )


def _gate(read: Reader) -> Gate:
    return Gate(
        criterion=read.text("criterion"),
        at_least=read.fraction("at_least", low=ZERO, high=HIGHEST),
        sectors=_sectors(read),
        confirmed_by=_classes(read, "confirmed_by", ()),
        minimum_months=read.integer("minimum_months", 0),
        waivable=read.flag("waivable"),
        text={language: read.text(language) for language in ("vi", "en") if language in read.document},
    )


def _sectors(read: Reader) -> frozenset[str] | None:
    """None, where nothing is said, is all of them."""
    return frozenset(read.texts("sectors", ())) if "sectors" in read.document else None


def _classes(read: Reader, key: str, default: Sequence[str]) -> frozenset[int]:
    names = read.texts(key, default)
    for name in names:
        if name not in CLASSES:
            raise Refused(f"{read.place}.{key}", f"{name!r} is not a class A0 to A4")
    return frozenset(CLASSES.index(name) for name in names)


def _caps(read: Reader, base: tuple[Fraction, ...] | None) -> tuple[Fraction, ...]:
    """One cap for each class, those that are not named taken from ``base``."""
    caps = read.sub("caps")
    for name in caps.document:
        if name not in CLASSES:
            raise Refused(caps.place, f"{name!r} is not a class A0 to A4")
    return tuple(
        base[rank] if base and name not in caps.document else caps.fraction(name, low=ZERO, high=HIGHEST)
        for rank, name in enumerate(CLASSES)
    )


def _sentences(read: Reader) -> dict[str, Mapping[str, str]]:
    """Sentences whose blanks are known, so that no page meets one that it cannot fill."""
    sentences = read.words_by_code("sentences")
    for key, words in sentences.items():
        for language, sentence in words.items():
            place = f"framework.sentences.{key}.{language}"
            try:
                blanks = [part[1:] for part in string.Formatter().parse(sentence) if part[1] is not None]
            except ValueError as error:
                raise Refused(place, str(error)) from None
            for name, form, conversion in blanks:
                if name not in BLANKS or form or conversion:
                    raise Refused(place, f"there is no blank {{{name}}}")
    return sentences
