"""What a framework must be before it may judge anybody, beyond what ``parse_framework`` reads.

Each breach has a place and a rule by name; whoever shows it puts it into words.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from readiness.engine.draft.edits import Document
from readiness.engine.exact import Refused, number, plain
from readiness.engine.framework import CLASSES, PROVEN_FROM, Criterion, Framework, Gate, Level
from readiness.engine.framework_file import easier_limits, framework_from

# Rules whose figure is a share.
SHARES = frozenset({"on_time", "scrap"})
# Dimension weights are basis points (readiness model (d)).
WHOLE = 10_000
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Wrong:
    """``place``: "caps", "weights", "criterion 2.2 caps", "level 3 gate 2"; ``values`` fill the sentence."""

    place: str
    rule: str
    values: Mapping[str, Any] = field(default_factory=dict)


class NotAFramework(ValueError):
    """A document that breaks rules: all of those that were found."""

    def __init__(self, wrongs: list[Wrong]) -> None:
        super().__init__("; ".join(f"{w.place}: {w.rule}" for w in wrongs))
        self.wrongs = wrongs


def checked(document: Document) -> Framework:
    """The framework of a document. Raises NotAFramework with every rule that it breaks."""
    try:
        wrongs = [*_falling_caps(document), *_rising_decay(document)]
        if wrongs:
            raise NotAFramework(wrongs)
        framework = framework_from(document)
    except Refused as refused:
        raise NotAFramework([Wrong(refused.place, "refused", {"reason": refused.reason})]) from None
    wrongs = [
        *_weights(framework), *_levels(framework), *_gates(framework), *_anchors(framework),
        *_thresholds(framework),
    ]  # fmt: skip
    if wrongs:
        raise NotAFramework(wrongs)
    return framework


def _falling_caps(document: Document) -> Iterator[Wrong]:
    """Caps must not fall from A0 to A4: accepting a paper could lower a firm."""
    base = {name: number(cap, "caps") for name, cap in document["caps"].items()}
    own = [("caps", base)] + [
        (
            f"criterion {table['code']} caps",
            base | {name: number(cap, "caps") for name, cap in table["caps"].items()},
        )
        for table in document["criterion"]
        if table.get("caps")
    ]
    for place, caps in own:
        for lower, higher in itertools.pairwise(name for name in CLASSES if name in caps):
            if caps[lower] > caps[higher]:
                yield Wrong(place, "caps_fall", {"lower": lower, "higher": higher})


def _rising_decay(document: Document) -> Iterator[Wrong]:
    steps = [(step["days"], number(step["keep"], "decay")) for step in document.get("decay", [])]
    for (days, keep), (later, kept) in itertools.pairwise(steps):
        if later <= days:
            yield Wrong("decay", "decay_days", {"days": later})
        if kept > keep:
            yield Wrong("decay", "decay_keep", {"days": later})


def _weights(framework: Framework) -> Iterator[Wrong]:
    total = sum(d.weight for d in framework.dimensions)
    if total != WHOLE:
        yield Wrong("weights", "weights_sum", {"sum": total, "whole": WHOLE})
    for d in framework.dimensions:
        own = [c for c in framework.criteria if c.dimension == d.code]
        if d.weight and not any(c.weight or any(c.weight_by_sector.values()) for c in own):
            yield Wrong(f"dimension {d.code}", "dimension_empty", {"code": d.code})


def _levels(framework: Framework) -> Iterator[Wrong]:
    lower: Level | None = None
    for level in framework.levels:
        place = f"level {level.number}"
        points = [
            ("total", level.minimum_total),
            ("dimension", level.minimum_dimension),
            *((f"dimension {code}", least) for code, least in level.minimum_by_code.items()),
        ]
        for name, least in points:
            if not 0 <= least <= HUNDRED:
                yield Wrong(f"{place} {name}", "not_points")
        if not 0 <= level.coverage <= 1:
            yield Wrong(f"{place} coverage", "not_a_share")
        if lower and level.minimum_total < lower.minimum_total:
            yield Wrong(f"{place} total", "less_than_lower", {"lower": lower.number})
        if lower and level.coverage < lower.coverage:
            yield Wrong(f"{place} coverage", "less_than_lower", {"lower": lower.number})
        lower = level


def _gates(framework: Framework) -> Iterator[Wrong]:
    every = frozenset(framework.sectors)
    for level in framework.levels:
        asked: dict[str, set[str]] = {}
        for place, gate in enumerate(level.gates):
            criterion = framework.by_code[gate.criterion]
            where = f"level {level.number} gate {place}"
            yield from _gate(where, gate, criterion, every)
            sectors = set(every if gate.sectors is None else gate.sectors)
            if twice := asked.get(gate.criterion, set()) & sectors:
                yield Wrong(where, "gate_twice", {"code": gate.criterion, "sectors": sorted(twice)})
            asked.setdefault(gate.criterion, set()).update(sectors)


def _gate(where: str, gate: Gate, criterion: Criterion, every: frozenset[str]) -> Iterator[Wrong]:
    """A gate that no firm could ever meet, or every firm meets, is a mistake and not a policy."""
    if gate.at_least == 0:
        yield Wrong(where, "gate_asks_nothing")
    sectors = every if gate.sectors is None else gate.sectors
    strangers = sorted(s for s in sectors if not criterion.applies(s) or s not in every)
    if strangers:
        yield Wrong(where, "gate_not_asked", {"code": gate.criterion, "sectors": strangers})
    ranks = gate.confirmed_by or frozenset(range(PROVEN_FROM, len(CLASSES)))
    highest = max(
        (criterion.caps[rank] for rank in ranks if rank >= PROVEN_FROM), default=criterion.caps[0] * 0
    )
    if gate.at_least > highest:
        yield Wrong(where, "gate_out_of_reach", {"code": gate.criterion, "highest": plain(highest)})
    if not all(gate.text.get(language, "").strip() for language in ("vi", "en")):
        yield Wrong(where, "no_words")


def _anchors(framework: Framework) -> Iterator[Wrong]:
    for criterion in framework.criteria:
        for anchor in criterion.anchors:
            if not all(text.strip() for text in anchor.text.values()):
                yield Wrong(f"criterion {criterion.code} anchor {plain(anchor.level)}", "no_words")
        for variant in criterion.variants:
            for words in variant.get("anchors", ()):
                if not all(words[language].strip() for language in ("vi", "en") if language in words):
                    yield Wrong(f"criterion {criterion.code} anchor {words['level']}", "no_words")


def _thresholds(framework: Framework) -> Iterator[Wrong]:
    """No level may be easier than the one below it, and no limit may be out of the figure's range."""
    for criterion in framework.criteria:
        for sector, limits in criterion.scale.thresholds.items():
            place = f"criterion {criterion.code} thresholds {sector}"
            for level, limit in enumerate(limits, 1):
                if limit < 0 or (criterion.rule == "ppm" and limit == 0):
                    yield Wrong(f"{place} {level}", "limit_too_low")
                elif criterion.rule in SHARES and limit > 1:
                    yield Wrong(f"{place} {level}", "not_a_share")
        for sector, level in easier_limits(criterion):
            place = f"criterion {criterion.code} thresholds {sector} {level}"
            yield Wrong(place, "limit_easier", {"lower": level - 1})
