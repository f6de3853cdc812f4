"""The engine's answer for all listed firms: counts while drafting, and who stands in which group."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from buyers.asking import Asked
from readiness import frameworks
from readiness.engine.fit import Fit, Group, Line, Tally, fit, tally_of
from readiness.matching.cut import Ground, where
from readiness.matching.lines import engine_lines
from readiness.matching.offers import Alike, read
from readiness.matching.places import Places
from suppliers.directory.tags import Words


@dataclass(frozen=True, slots=True)
class Match:
    """One firm; ``free``: pieces a month, -1 where it is not known."""

    supplier_id: int
    fit: Fit
    free: int


class Ranking:
    """The firms of a group in their order. Only the firms of the slice that is asked for are put in order.

    Highest fit first; where lines are unknown, fewest unknown lines before that. Among equals most free capacity,
    then the older entry.
    """

    def __init__(self, found: Iterable[tuple[Fit, Alike]]) -> None:
        self.tiers: dict[tuple[Fraction | int, ...], list[tuple[Fit, Alike]]] = {}
        for one, alike in found:
            self.tiers.setdefault(_tier(one), []).append((one, alike))
        self.size = sum(alike.count for tier in self.tiers.values() for _one, alike in tier)

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[Match]:
        return iter(self[:])

    def __getitem__(self, wanted: slice) -> list[Match]:
        start, stop, _step = wanted.indices(self.size)
        found: list[Match] = []
        before = 0
        for tier in sorted(self.tiers):
            members = self.tiers[tier]
            after = before + sum(alike.count for _one, alike in members)
            if before < stop and after > start:
                found += _in_order(members)[max(0, start - before) : stop - before]
            before = after
        return found


def _tier(one: Fit) -> tuple[Fraction | int, ...]:
    return (len(one.unknown), -one.low)


def _in_order(members: Sequence[tuple[Fit, Alike]]) -> list[Match]:
    ranked = sorted(
        (-free, supplier, n)
        for n, (_one, alike) in enumerate(members)
        for supplier, free in zip(alike.suppliers, alike.free, strict=True)
    )
    return [Match(supplier, members[n][0], -free) for free, supplier, n in ranked]


@dataclass(frozen=True, slots=True)
class Answer:
    """``groups`` hold everybody but those who miss two lines, or one and leave another unknown."""

    lines: tuple[Line, ...]
    tally: Tally
    groups: dict[Group, Ranking]


def ground(words: Words) -> Ground:
    framework = frameworks.current()
    return Ground(words, Places.load(words), framework.pk, frameworks.engine(framework))


def tally_for(asked: Sequence[Asked], words: Words) -> tuple[tuple[Line, ...], Tally]:
    """The counts. ``MISSES_MORE`` is not counted whole: the cut drops most of them unread."""
    on = ground(words)
    lines = engine_lines(asked, on.places)
    musts = [line for line in lines if line.must]
    alike = read(musts, where(musts, on), on, named=False)
    return lines, tally_of(((fit(each.offer, musts), each.count) for each in alike), musts)


def answer(asked: Sequence[Asked], words: Words) -> Answer:
    """Who meets all, misses one or is unknown, each group in its order."""
    on = ground(words)
    lines = engine_lines(asked, on.places)
    found = [(fit(each.offer, lines), each) for each in read(lines, where(lines, on), on, named=True)]
    groups = {
        group: Ranking(pair for pair in found if pair[0].group is group)
        for group in (Group.MEETS_ALL, Group.MISSES_ONE, Group.UNKNOWN)
    }
    return Answer(lines, tally_of(((one, each.count) for one, each in found), lines), groups)
