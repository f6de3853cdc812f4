"""One requirement against one firm, and against all of them: meets, misses, or not known.

The firm's own word is enough for a no, never for a yes: a claim that falls short misses the line, a claim
that would do but is not proven leaves it unknown, and so does silence. The answer is an interval, unknowns
counted against and unknowns counted for, and the contributions of the lines add up to both ends exactly.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import asin, cos, radians, sin, sqrt
from typing import Any

EARTH_RADIUS_KM = 6371


class Outcome(Enum):
    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"


class Group(Enum):
    """Where a firm stands with a requirement; wishes do not count here."""

    MEETS_ALL = "meets_all"
    MISSES_ONE = "misses_one"
    UNKNOWN = "unknown"
    MISSES_MORE = "misses_more"


@dataclass(frozen=True, slots=True)
class Work:
    """One process of a firm. ``processes`` and ``materials`` hold the words themselves and all above them.

    ``materials`` None: never stated. ``tolerance`` is ± mm, ``largest`` the longest side of a piece in mm.
    ``proven`` is of the machines it is done on: of the process and its materials, not of its figures.
    """

    processes: frozenset[str]
    proven: bool
    materials: frozenset[str] | None = None
    tolerance: Fraction | None = None
    largest: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What is known of a firm on one day. None and an empty ``works`` mean that it was never stated.

    ``standards``: in force today -> proven. ``criteria``: code -> (proven level, declared level).
    ``place`` is (latitude, longitude) in degrees of the province's centre. ``local_content`` in per cent.
    ``figures_proven``: measured samples were checked (VN-SI 3.2); without that every tolerance and size is a claim.
    """

    works: tuple[Work, ...] = ()
    figures_proven: bool = False
    standards: Mapping[str, bool] | None = None
    free_capacity: Fraction | None = None
    capacity_proven: bool = False
    level: int | None = None
    criteria: Mapping[str, tuple[Fraction, Fraction]] | None = None
    regions: frozenset[str] | None = None
    place: tuple[float, float] | None = None
    ownership: str | None = None
    languages: frozenset[str] | None = None
    local_content: Fraction | None = None
    local_content_proven: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a buyer asks. ``codes``: any of them will do. ``limit``: at least, or at most (``AT_MOST``).

    ``within`` names the processes to which a material, size or tolerance belongs; empty: any process.
    ``place`` is where a distance in km is measured from. ``weight`` is positive.
    """

    key: str
    kind: str
    codes: frozenset[str] = frozenset()
    limit: Fraction = Fraction(0)
    within: frozenset[str] = frozenset()
    place: tuple[float, float] = (0.0, 0.0)
    must: bool = True
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """``value`` is the best figure that counts for a line with a limit; None where there is none.

    ``claimed``: it is unknown only because what the firm says of it is not proven.
    """

    line: Line
    outcome: Outcome
    value: Fraction | None = None
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    findings: tuple[Finding, ...]

    @property
    def low(self) -> Fraction:
        """0 to 100, every unknown a no."""
        return self._share(Outcome.MET)

    @property
    def high(self) -> Fraction:
        """0 to 100, every unknown a yes."""
        return self._share(Outcome.MET, Outcome.UNKNOWN)

    @property
    def missed(self) -> tuple[Line, ...]:
        return tuple(f.line for f in self.findings if f.line.must and f.outcome is Outcome.MISSED)

    @property
    def unknown(self) -> tuple[Line, ...]:
        return tuple(f.line for f in self.findings if f.line.must and f.outcome is Outcome.UNKNOWN)

    @property
    def group(self) -> Group:
        missed, unknown = len(self.missed), len(self.unknown)
        if not missed:
            return Group.UNKNOWN if unknown else Group.MEETS_ALL
        return Group.MISSES_ONE if missed == 1 and not unknown else Group.MISSES_MORE

    def contributions(self) -> dict[str, tuple[Fraction, Fraction]]:
        """Line -> (points for sure, points at best); they add up to ``low`` and ``high``."""
        whole = sum(f.line.weight for f in self.findings)
        points = {}
        for f in self.findings:
            share = Fraction(100 * f.line.weight, whole)
            sure = share if f.outcome is Outcome.MET else Fraction(0)
            points[f.line.key] = (sure, Fraction(0) if f.outcome is Outcome.MISSED else share)
        return points

    def _share(self, *outcomes: Outcome) -> Fraction:
        whole = sum(f.line.weight for f in self.findings)
        if not whole:
            return Fraction(100)
        return Fraction(100 * sum(f.line.weight for f in self.findings if f.outcome in outcomes), whole)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """How many firms more would meet all lines without ``line``; with ``softer`` as its limit, ``softer_gain``."""

    line: Line
    gain: int
    softer: Fraction | None = None
    softer_gain: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over many firms. ``misses_only`` and ``unknown_on`` count by the key of the line."""

    groups: Mapping[Group, int]
    misses_only: Mapping[str, int]
    unknown_on: Mapping[str, int]
    relaxations: tuple[Relaxation, ...]


def fit(offer: Offer, lines: Sequence[Line]) -> Fit:
    return Fit(tuple(KINDS[line.kind](offer, line) for line in lines))


def tally(fits: Iterable[Fit], lines: Sequence[Line]) -> Tally:
    """Counts of all firms, and what relaxing each must line would gain; equal to asking again without it."""
    return tally_of(((one, 1) for one in fits), lines)


def tally_of(counted: Iterable[tuple[Fit, int]], lines: Sequence[Line]) -> Tally:
    """The same where firms that are alike come together: a fit and how many have it."""
    groups: Counter[Group] = Counter()
    misses_only: Counter[str] = Counter()
    unknown_on: Counter[str] = Counter()
    held_up: dict[str, list[tuple[Finding, int]]] = {line.key: [] for line in lines if line.must}
    for one, count in counted:
        group = one.group
        groups[group] += count
        if group is Group.UNKNOWN:
            for line in one.unknown:
                unknown_on[line.key] += count
        if group is Group.MISSES_ONE:
            misses_only[one.missed[0].key] += count
        open_lines = [f for f in one.findings if f.line.must and f.outcome is not Outcome.MET]
        if len(open_lines) == 1:
            held_up[open_lines[0].line.key].append((open_lines[0], count))
    relaxations = tuple(_relaxation(line, held_up[line.key]) for line in lines if line.must)
    return Tally(groups, misses_only, unknown_on, relaxations)


def _relaxation(line: Line, held_up: Sequence[tuple[Finding, int]]) -> Relaxation:
    """``held_up``: the findings of firms that only this line keeps from meeting all."""
    at_most = line.kind in AT_MOST
    gain = sum(count for _finding, count in held_up)
    proven = [(f.value, n) for f, n in held_up if f.value is not None and (f.value > 0 or at_most)]
    if not proven:
        return Relaxation(line, gain)
    nearest = (min if at_most else max)(value for value, _count in proven)
    return Relaxation(line, gain, nearest, sum(count for value, count in proven if value == nearest))


# One function for each kind of line.


def _process(offer: Offer, line: Line) -> Finding:
    return _any_work(offer, line, lambda work: bool(line.codes & work.processes))


def _material(offer: Offer, line: Line) -> Finding:
    return _any_work(
        offer, line, lambda work: None if work.materials is None else bool(line.codes & work.materials)
    )


def _tolerance(offer: Offer, line: Line) -> Finding:
    return _best_work(offer, line, lambda work: work.tolerance)


def _size(offer: Offer, line: Line) -> Finding:
    return _best_work(offer, line, lambda work: work.largest)


def _volume(offer: Offer, line: Line) -> Finding:
    return _figure(line, offer.free_capacity, proven=offer.capacity_proven)


def _local_content(offer: Offer, line: Line) -> Finding:
    return _figure(line, offer.local_content, proven=offer.local_content_proven)


def _standard(offer: Offer, line: Line) -> Finding:
    """A firm that told its certificates and not this one does not hold it."""
    if offer.standards is None:
        return Finding(line, Outcome.UNKNOWN)
    held = [offer.standards[code] for code in line.codes if code in offer.standards]
    return Finding(line, _outcome(bool(held), proven=any(held)), claimed=bool(held) and not any(held))


def _level(offer: Offer, line: Line) -> Finding:
    return _figure(line, None if offer.level is None else Fraction(offer.level), proven=True)


def _criterion(offer: Offer, line: Line) -> Finding:
    """``codes`` holds one criterion; its proven level decides a yes, its declared level a no."""
    (code,) = line.codes
    proven, declared = (offer.criteria or {}).get(code, (Fraction(0), None))
    if proven >= line.limit:
        return Finding(line, Outcome.MET, proven)
    if declared is None or declared >= line.limit:
        return Finding(line, Outcome.UNKNOWN, proven)
    return Finding(line, Outcome.MISSED, proven)


def _region(offer: Offer, line: Line) -> Finding:
    return Finding(line, _stated(offer.regions, lambda regions: bool(line.codes & regions)))


def _distance(offer: Offer, line: Line) -> Finding:
    if offer.place is None:
        return Finding(line, Outcome.UNKNOWN)
    return _figure(line, kilometres(offer.place, line.place), proven=True)


def _ownership(offer: Offer, line: Line) -> Finding:
    return Finding(line, _stated(offer.ownership, lambda ownership: ownership in line.codes))


def _language(offer: Offer, line: Line) -> Finding:
    return Finding(line, _stated(offer.languages, lambda languages: bool(line.codes & languages)))


KINDS: Mapping[str, Callable[[Offer, Line], Finding]] = {
    "process": _process,
    "material": _material,
    "size": _size,
    "tolerance": _tolerance,
    "volume": _volume,
    "standard": _standard,
    "level": _level,
    "criterion": _criterion,
    "region": _region,
    "distance": _distance,
    "ownership": _ownership,
    "language": _language,
    "local_content": _local_content,
}
# Lines whose limit is the most that may be; every other limit is the least.
AT_MOST = frozenset({"tolerance", "distance"})


def kilometres(here: tuple[float, float], there: tuple[float, float]) -> Fraction:
    """Great-circle distance between two places in degrees, to whole kilometres."""
    (lat1, lon1), (lat2, lon2) = ((radians(a), radians(b)) for a, b in (here, there))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return Fraction(round(2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, half)))))


def _reaches(line: Line, value: Fraction) -> bool:
    return value <= line.limit if line.kind in AT_MOST else value >= line.limit


def _outcome(enough: bool, *, proven: bool) -> Outcome:
    if not enough:
        return Outcome.MISSED
    return Outcome.MET if proven else Outcome.UNKNOWN


def _figure(line: Line, value: Fraction | None, *, proven: bool) -> Finding:
    if value is None:
        return Finding(line, Outcome.UNKNOWN)
    enough = _reaches(line, value)
    return Finding(line, _outcome(enough, proven=proven), value if proven else None, enough and not proven)


def _stated(value: Any, suits: Callable[[Any], bool]) -> Outcome:
    """Facts that need no proof: where a firm is, who owns it, which languages it speaks."""
    if value is None:
        return Outcome.UNKNOWN
    return Outcome.MET if suits(value) else Outcome.MISSED


def _works(offer: Offer, line: Line) -> list[Work]:
    return [w for w in offer.works if not line.within or line.within & w.processes]


def _any_work(offer: Offer, line: Line, suits: Callable[[Work], bool | None]) -> Finding:
    """Met by one proven work that suits; unknown if an unproven one does or one does not say."""
    if not offer.works:
        return Finding(line, Outcome.UNKNOWN)
    outcome, claimed = Outcome.MISSED, False
    for work in _works(offer, line):
        answer = suits(work)
        if answer and work.proven:
            return Finding(line, Outcome.MET)
        if answer is None or answer:
            outcome, claimed = Outcome.UNKNOWN, claimed or bool(answer)
    return Finding(line, outcome, claimed=claimed)


def _best_work(offer: Offer, line: Line, figure: Callable[[Work], Fraction | None]) -> Finding:
    if not offer.works:
        return Finding(line, Outcome.UNKNOWN)
    works = _works(offer, line)
    said = [
        (value, work.proven and offer.figures_proven) for work in works if (value := figure(work)) is not None
    ]
    best = min if line.kind in AT_MOST else max
    surest = best((value for value, sure in said if sure), default=None)
    if surest is not None and _reaches(line, surest):
        return Finding(line, Outcome.MET, surest)
    claimed = any(_reaches(line, value) for value, _ in said)
    if claimed or len(said) < len(works):
        return Finding(line, Outcome.UNKNOWN, surest, claimed)
    return Finding(line, Outcome.MISSED, surest)
