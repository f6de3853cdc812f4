"""What changed between two readings of the country: the difference of a count, split by cause, exactly.

Counted are firms (enterprise codes) with any establishment whose counted level is ``DIRECT`` or more, and among
them those with such an establishment that is Vietnamese-owned. The path from one reading to the other is fixed::

    first reading           L(f0, facts0, d0), all establishments of the first
    left                    the same without those that the second no longer has
    expiries                L(f0, facts0, d1): the same facts and framework, a later day
    edits                   L(f0, facts1, d1): the facts, the owner and the enterprise as they are now
    policy                  L(f1, facts1, d1): the framework of the second reading
    new                     with the establishments that the first did not have: the second reading

Each part is the difference of two neighbours, so the parts add up to the difference of the counts whatever
happened. Another order could lay the same firm to another cause; this one is used everywhere.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

DIRECT = 4
CAUSES = ("left", "expiries", "edits", "policy", "new")


@dataclass(frozen=True, slots=True)
class Site:
    """One establishment as a reading has it.

    ``firm`` is its enterprise code, "" where it has none and is not counted. ``facts`` is a hash. ``level`` is the
    counted level, 0 to 5; until ``until`` (excluded; None: for ever) the passing of time leaves it as it is.
    ``rises``: something begins or a finding closes later, so that time alone might raise it.
    """

    firm: str
    vietnamese: bool
    facts: str
    level: int
    until: date | None = None
    rises: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """The country on one day under one framework: establishments by their public number."""

    framework: str
    day: date
    sites: Mapping[str, Site]


# Levels of these establishments of the first reading under its framework, on the day of the second; by the facts
# of the first or, where the flag says so, of the second.
Judge = Callable[[Collection[str], bool], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Move:
    """One firm that a cause brought into the count or took out of it.

    ``site`` is the establishment by which it is, or was, counted. Levels are the firm's highest before and after
    the step, None where it has no establishment. ``firms`` and ``vietnamese`` are -1, 0 or 1.
    """

    cause: str
    firm: str
    site: str
    before: int | None
    after: int | None
    firms: int
    vietnamese: int


@dataclass(frozen=True, slots=True)
class Split:
    """Counts are (all firms, Vietnamese-owned)."""

    first: tuple[int, int]
    second: tuple[int, int]
    moves: tuple[Move, ...]

    @property
    def parts(self) -> dict[str, tuple[int, int]]:
        """The change by cause, in the order of the path; they add up to ``second`` minus ``first``."""
        found = dict.fromkeys(CAUSES, (0, 0))
        for move in self.moves:
            firms, vietnamese = found[move.cause]
            found[move.cause] = (firms + move.firms, vietnamese + move.vietnamese)
        return found

    @property
    def adds_up(self) -> bool:
        """Whether they do: asked by whoever shows them."""
        changed = tuple(sum(part[place] for part in self.parts.values()) for place in (0, 1))
        return changed == (self.second[0] - self.first[0], self.second[1] - self.first[1])


@dataclass(frozen=True, slots=True)
class _Firm:
    """A firm at one point of the path: its highest level, and whether it is counted as Vietnamese-owned."""

    level: int
    site: str
    vietnamese: bool

    @property
    def ready(self) -> bool:
        return self.level >= DIRECT


def split(first: Reading, second: Reading, judge: Judge) -> Split:
    """Split the difference. ``judge`` is asked only where the two readings do not tell a level themselves.

    Raises ValueError where the second reading is of an earlier day.
    """
    if second.day < first.day:
        raise ValueError(f"{second.day} is before {first.day}")
    common = [key for key in first.sites if key in second.sites]
    old = {key: first.sites[key] for key in common}
    now = {key: second.sites[key] for key in common}
    later = _later(first, second, old, now, judge)
    edited = _edited(first, second, old, now, later, judge)
    points = (
        [(key, site, site.level) for key, site in first.sites.items()],
        [(key, site, site.level) for key, site in old.items()],
        [(key, site, later[key]) for key, site in old.items()],
        [(key, site, edited[key]) for key, site in now.items()],
        [(key, site, site.level) for key, site in now.items()],
        [(key, site, site.level) for key, site in second.sites.items()],
    )
    ever_ready = {site.firm for sites in points for _key, site, level in sites if level >= DIRECT}
    path = [_firms(each for each in sites if each[1].firm in ever_ready) for sites in points]
    moves = (
        move
        for cause, (before, after) in zip(CAUSES, pairwise(path), strict=True)
        for move in _moves(cause, before, after)
    )
    return Split(_count(path[0]), _count(path[-1]), tuple(moves))


def _later(
    first: Reading, second: Reading, old: Mapping[str, Site], now: Mapping[str, Site], judge: Judge
) -> dict[str, int]:
    """L(f0, facts0, d1).

    Under one framework a firm that is below ``DIRECT`` in both readings, and that time cannot raise, is below it in
    between: its establishments are not judged again.
    """
    levels, unknown = {}, []
    near = {
        firm
        for key, site in old.items()
        if site.rises or max(site.level, now[key].level) >= DIRECT or first.framework != second.framework
        for firm in (site.firm, now[key].firm)
    }
    for key, site in old.items():
        if second.day == first.day or site.until is None or site.until > second.day:
            levels[key] = site.level
        elif site.facts == now[key].facts and first.framework == second.framework:
            levels[key] = now[key].level
        elif site.firm not in near:
            levels[key] = site.level
        else:
            unknown.append(key)
    return levels | dict(judge(unknown, False)) if unknown else levels


def _edited(
    first: Reading,
    second: Reading,
    old: Mapping[str, Site],
    now: Mapping[str, Site],
    later: Mapping[str, int],
    judge: Judge,
) -> dict[str, int]:
    """L(f0, facts1, d1)."""
    if first.framework == second.framework:
        return {key: site.level for key, site in now.items()}
    unknown = [key for key, site in now.items() if site.facts != old[key].facts]
    return dict(later) | (dict(judge(unknown, True)) if unknown else {})


def _firms(sites: Iterable[tuple[str, Site, int]]) -> dict[str, _Firm]:
    """Establishments folded into firms: the highest level, of equals the first in the order of the reading."""
    firms: dict[str, _Firm] = {}
    for key, site, level in sites:
        if not site.firm:
            continue
        held = firms.get(site.firm)
        counted = level >= DIRECT and site.vietnamese
        if held is None:
            firms[site.firm] = _Firm(level, key, counted)
        elif level > held.level:
            firms[site.firm] = _Firm(level, key, counted or held.vietnamese)
        elif counted and not held.vietnamese:
            firms[site.firm] = _Firm(held.level, held.site, True)
    return firms


def _count(firms: Mapping[str, _Firm]) -> tuple[int, int]:
    return sum(f.ready for f in firms.values()), sum(f.vietnamese for f in firms.values())


def _moves(cause: str, before: Mapping[str, _Firm], after: Mapping[str, _Firm]) -> Iterator[Move]:
    for code in sorted(before.keys() | after.keys()):
        was, is_now = before.get(code), after.get(code)
        firms = (is_now is not None and is_now.ready) - (was is not None and was.ready)
        vietnamese = (is_now is not None and is_now.vietnamese) - (was is not None and was.vietnamese)
        if not firms and not vietnamese:
            continue
        seen = is_now if is_now and is_now.ready else was
        assert seen is not None
        before_level, after_level = (None if firm is None else firm.level for firm in (was, is_now))
        yield Move(cause, code, seen.site, before_level, after_level, firms, vietnamese)
