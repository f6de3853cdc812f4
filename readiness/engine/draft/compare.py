"""What differs between two frameworks, place by place: nothing differs exactly where only names and versions do."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from readiness.engine.exact import plain
from readiness.engine.framework import CLASSES, Criterion, Framework, Gate, Level

Place = tuple[str, ...]
# A list, a text or a number as JSON has it; None where there is nothing.
Value = Any


@dataclass(frozen=True, slots=True)
class Difference:
    """``place``: ("dimension", "D2", "weight"), ("criterion", "2.2", "cap", "A2"), ("level", "4", "gate",
    "2.1", "A") and their like; ``before`` or ``after`` is None where there was or is nothing."""

    place: Place
    before: Value
    after: Value

    def document(self) -> list[Any]:
        return [list(self.place), self.before, self.after]


def difference_from(document: list[Any]) -> Difference:
    """What ``Difference.document`` made."""
    place, before, after = document
    return Difference(tuple(place), before, after)


def compare(one: Framework, other: Framework) -> list[Difference]:
    """In the order of the documents; names and versions of the frameworks themselves are left out."""
    before, after = dict(_flat(one)), dict(_flat(other))
    places = [*before, *(place for place in after if place not in before)]
    order = {"dimension": 0, "criterion": 1, "level": 2}
    differing = [place for place in places if before.get(place) != after.get(place)]
    differing.sort(key=lambda place: order.get(place[0], 3))
    found = [Difference(place, before.get(place), after.get(place)) for place in differing]
    # Where a gate came or went, the order of the gates says nothing more.
    told = {d.place[1] for d in found if d.place[2:3] == ("gate",) and None in (d.before, d.after)}
    return [d for d in found if not (d.place[2:3] == ("order",) and d.place[1] in told)]


def _flat(framework: Framework) -> Iterator[tuple[Place, Value]]:
    for d in framework.dimensions:
        yield ("dimension", d.code, "weight"), d.weight
        yield from _leaves(("dimension", d.code, "name"), d.name)
    for criterion in framework.criteria:
        yield from _criterion(criterion, framework.caps)
    for level in framework.levels:
        yield from _level(level)
    for rank, name in enumerate(CLASSES):
        yield ("cap", name), plain(framework.caps[rank])
    yield ("decay",), [[days, plain(keep)] for days, keep in framework.decay]
    yield ("coverage_classes",), [CLASSES[rank] for rank in sorted(framework.coverage_classes)]
    yield ("coverage_grace_days",), framework.coverage_grace_days
    yield ("max_not_applicable",), plain(framework.max_not_applicable)
    yield from _leaves(("words", "sectors"), framework.sectors)
    yield from _leaves(("words", "classes"), framework.classes)
    yield from _leaves(("words", "verifiers"), framework.verifiers)
    yield from _leaves(("words", "sentences"), framework.sentences)


def _criterion(c: Criterion, base: tuple[Any, ...]) -> Iterator[tuple[Place, Value]]:
    """Caps only where they are not the general ones: a change of those is told once."""
    here = ("criterion", c.code)
    yield (*here, "dimension"), c.dimension
    yield (*here, "weight"), c.weight
    for sector, weight in c.weight_by_sector.items():
        yield (*here, "weight_in", sector), weight
    yield (*here, "sectors"), None if c.sectors is None else sorted(c.sectors)
    for rank, name in enumerate(CLASSES):
        if c.caps[rank] != base[rank]:
            yield (*here, "cap", name), plain(c.caps[rank])
    yield (*here, "rule"), c.rule
    yield from _leaves((*here, "scale"), c.scale.document())
    yield (*here, "validity_months"), c.validity_months
    yield from _leaves((*here, "name"), c.name)
    yield from _leaves((*here, "words"), c.texts)
    for anchor in c.anchors:
        at = (*here, "anchor", "", plain(anchor.level))
        yield from _leaves(at, anchor.text)
        yield (*at, "same_as_lower"), anchor.same_as_lower
    for variant in c.variants:
        sectors = "".join(variant["sectors"])
        yield (*here, "variant", sectors), True
        for anchor in variant.get("anchors", ()):
            words = {key: value for key, value in anchor.items() if key != "level"}
            yield from _leaves((*here, "anchor", sectors, anchor["level"]), words)
        others = {key: value for key, value in variant.items() if key not in ("sectors", "anchors")}
        yield from _leaves((*here, "variant", sectors), others)


def _level(level: Level) -> Iterator[tuple[Place, Value]]:
    here = ("level", str(level.number))
    yield from _leaves((*here, "name"), level.name)
    yield from _leaves((*here, "meaning"), level.meaning)
    yield (*here, "floors"), "proven" if level.floors_proven else "credited"
    yield (*here, "total"), plain(level.minimum_total)
    yield (*here, "dimension"), plain(level.minimum_dimension)
    for code, least in level.minimum_by_code.items():
        yield (*here, "dimension", code), plain(least)
    yield (*here, "coverage"), plain(level.coverage)
    seen: Counter[Place] = Counter()
    for gate in level.gates:
        place: Place = (*here, "gate", gate.criterion, _letters(gate))
        seen[place] += 1
        yield (place if seen[place] == 1 else (*place, str(seen[place]))), _gate(gate)
    on = Counter(gate.criterion for gate in level.gates)
    yield (*here, "order"), [_named(gate, alone=on[gate.criterion] == 1) for gate in level.gates]


def _letters(gate: Gate) -> str:
    return "".join(sorted(gate.sectors or ()))


def _named(gate: Gate, *, alone: bool) -> str:
    """As the order of gates tells it: by its criterion; where several rest on that one, by its sectors too."""
    return gate.criterion if alone else f"{gate.criterion} {_letters(gate)}".rstrip()


def _gate(gate: Gate) -> dict[str, Any]:
    return {
        "at_least": plain(gate.at_least),
        "confirmed_by": [CLASSES[rank] for rank in sorted(gate.confirmed_by)],
        "minimum_months": gate.minimum_months,
        "waivable": gate.waivable,
        "words": dict(gate.text),
        "no_sector": gate.sectors is not None and not gate.sectors,
    }


def _leaves(place: Place, value: Any) -> Iterator[tuple[Place, Value]]:
    """Tables taken apart down to texts, numbers and lists."""
    if isinstance(value, dict) and value:
        for key, part in value.items():
            yield from _leaves((*place, str(key)), part)
    elif not isinstance(value, dict):
        yield place, value
