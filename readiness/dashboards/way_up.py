"""The cheapest way up as the firm and staff read it: for the next level, and for direct supply."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from buyers.confirming.pooling import PAIRS as CONFIRMED_BY_BUYERS
from readiness.dashboards.amounts import money, money_range, time_range
from readiness.dashboards.documents import said
from readiness.dashboards.price_sources import PRICE_SOURCES
from readiness.dashboards.reading import MICRO, Reading
from readiness.dashboards.shares import shares, written
from readiness.dashboards.step_groups import LONG, places_of
from readiness.dashboards.waiting import papers_of, said_of_step
from readiness.engine import Blocker, case_of
from readiness.engine.framework import CLASSES
from readiness.engine.roadmap import Roadmap, Way, WayStep
from readiness.engine.roadmap.moves import Move
from readiness.engine.roadmap.plans import PLANS
from readiness.engine.roadmap.steps import PROOF
from readiness.engine.sentences import blocker_sentence, decimal, gate_text, level_name
from readiness.roadmaps import DIRECT, Ground, ground
from readiness.support import ASK, OPEN, PAST, Help


@dataclass(frozen=True, slots=True)
class StepRow:
    """``sent``: what of it waits to be read; ``opens``: gates, a sentence a level; ``buys``: what else it is for; ``points``: tenths of the
    proven total, which add up to what the way adds as it is shown; ``net``: "" where nobody helps to pay.
    """

    key: str
    name: str
    url: str
    sent: tuple[str, ...]
    opens: tuple[str, ...]
    buys: tuple[str, ...]
    points: int
    cost: str
    net: str
    payer: str
    time: str
    open: tuple[Help, ...]
    ask: tuple[Help, ...]
    past: tuple[Help, ...]
    source: str

    @property
    def shown_points(self) -> str:
        """ "" where they are nothing with one decimal."""
        return written(self.points) if self.points else ""


@dataclass(frozen=True, slots=True)
class StepGroup:
    """``points``: tenths of the proven total that its steps add together."""

    title: str
    steps: tuple[StepRow, ...]
    points: int

    @property
    def shown_points(self) -> str:
        return written(self.points) if self.points else ""


@dataclass(frozen=True, slots=True)
class WayView:
    """``groups``: the same steps in parts, where they are many. ``needed``: the least proven or credited total of the target, "" where it asks none. ``lacks``: what the
    first level that is not reached still needs. ``counted``: a buyer's word is not wanting.
    """

    steps: tuple[StepRow, ...]
    groups: tuple[StepGroup, ...]
    cost: str
    net: str
    usual: str
    time: str
    level: int
    level_name: str
    total: int
    proven: int
    needed: str
    reached: bool
    counted: bool
    lacks: tuple[str, ...]
    lacks_above: int

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(step.key for step in self.steps)


@dataclass(frozen=True, slots=True)
class TargetView:
    """``plans``: the cheapest first. ``unliftable``: what no step can lift, where there is no plan.
    ``proof_again``: evidence alone is the same as for the target before.
    """

    number: int
    name: str
    direct: bool
    proof: WayView
    plans: tuple[WayView, ...]
    proof_is_cheapest: bool
    proof_again: bool
    unliftable: tuple[str, ...]

    @property
    def cheapest(self) -> WayView | None:
        return self.plans[0] if self.plans else None

    @property
    def others(self) -> tuple[WayView, ...]:
        return self.plans[1:]


@dataclass(frozen=True, slots=True)
class WayUpPage:
    sector: str
    sectors: tuple[tuple[str, str], ...]
    framework: str
    edition: str
    on: date
    level: int
    level_name: str
    targets: tuple[TargetView, ...]


def ground_of(reading: Reading) -> Ground:
    """What the roadmaps of a firm that is being read stand on."""
    papers = [piece for pieces in reading.evidence.values() for piece in pieces]
    case = case_of(reading.framework, reading.facts)
    return ground(reading.firm, case, today=reading.today, papers=papers)


def way_up_page(reading: Reading, base: Ground) -> WayUpPage:
    return WayUpPage(
        sector=reading.sector,
        sectors=tuple((s.letter, s.sector.label) for s in reading.firm.sectors.all()),
        framework=f"{reading.framework.name} {reading.framework.version}",
        edition=base.edition,
        on=reading.today,
        level=reading.result.level,
        level_name=level_name(reading.framework, reading.result.level, reading.language),
        targets=tuple(_targets(reading, base)),
    )


def _targets(reading: Reading, base: Ground) -> Iterator[TargetView]:
    before: TargetView | None = None
    for number in base.targets:
        view = target_view(reading, base, number)
        again = before is not None and before.proof.keys == view.proof.keys
        before = replace(view, proof_again=again)
        yield before


def next_target(reading: Reading) -> tuple[TargetView, str] | None:
    """The cheapest way to the next level and the edition of its prices; None at the top, or without a price list."""
    if reading.next is None:
        return None
    base = ground_of(reading)
    if not base.steps:
        return None
    return target_view(reading, base, reading.next.number, count=1), base.edition


def target_view(reading: Reading, base: Ground, number: int, *, count: int = PLANS) -> TargetView:
    found = base.roadmap(number, count=count)
    return TargetView(
        number=number,
        name=level_name(reading.framework, number, reading.language),
        direct=number == DIRECT,
        proof=way_view(reading, base, found.proof, number),
        plans=tuple(way_view(reading, base, way, number) for way in found.plans),
        proof_is_cheapest=_proof_is_cheapest(found),
        proof_again=False,
        unliftable=tuple(_unliftable(reading, found)),
    )


def _unliftable(reading: Reading, found: Roadmap) -> Iterator[str]:
    """What no step lifts; a finding is lifted by an answer, which is no step of the list."""
    yield from sentences(reading, found.unliftable)
    if any(blocker.reason == "finding" for _level, blocker in found.unliftable):
        yield _(
            "A finding is lifted by no step of the list: answer it with proof of the same class or better, and staff"
            " close it."
        )


def _proof_is_cheapest(found: Roadmap) -> bool:
    return any(found.proof.keys == way.keys for way in found.plans[:1])


def way_view(reading: Reading, base: Ground, way: Way, target: int) -> WayView:
    level = reading.framework.level(target)
    first = way.blockers[0][0] if way.blockers else 0
    near = [pair for pair in way.blockers if pair[0] == first]
    names = {taken.key: step_name(reading, taken) for taken in way.steps}
    added = _added(way)
    rows = tuple(
        step_row(reading, base, taken, names, points) for taken, points in zip(way.steps, added, strict=True)
    )
    return WayView(
        steps=rows,
        groups=tuple(_groups(way, rows)) if len(rows) > LONG else (),
        cost=money_range(way.gross),
        net=money_range(way.net) if way.net != way.gross else "",
        usual=money(way.net.typical) if way.net.low != way.net.high else "",
        time=time_range(way.months),
        level=way.level,
        level_name=level_name(reading.framework, way.level, reading.language),
        total=way.total,
        proven=way.proven,
        needed=decimal(level.minimum_total, reading.language) if level and level.minimum_total else "",
        reached=way.level >= target,
        counted=way.counted_level >= target,
        lacks=tuple(sentences(reading, near)),
        lacks_above=len(way.blockers) - len(near),
    )


def _groups(way: Way, rows: Sequence[StepRow]) -> Iterator[StepGroup]:
    places = places_of(way.steps)
    for place in sorted(set(places.values()), key=lambda place: place.order):
        own = tuple(row for row in rows if places[row.key] == place)
        yield StepGroup(place.title, own, sum(row.points for row in own))


def _added(way: Way) -> list[int]:
    """What each step adds to the proven total, in tenths: together what lies between the two totals as shown."""
    before = way.proven - sum(taken.points for taken in way.steps)
    whole = way.proven * 10 // MICRO - before * 10 // MICRO
    return shares([Fraction(taken.points, MICRO) for taken in way.steps], whole)


def sentences(reading: Reading, blockers: Iterable[tuple[int, Blocker]]) -> Iterator[str]:
    for level, blocker in blockers:
        judged = reading.by_code.get(blocker.code or "")
        claimed = judged.claimed if judged else Fraction(0)
        yield blocker_sentence(reading.framework, reading.sector, level, blocker, reading.language, claimed)


def step_row(reading: Reading, base: Ground, taken: WayStep, names: dict[str, str], points: int) -> StepRow:
    helps = base.helps.get(taken.step.code, ())
    payer = next((h.fit.programme.name for h in helps if taken.grant and h.fit.programme.code == taken.grant.programme), "")  # fmt: skip
    return StepRow(
        key=taken.key,
        name=names[taken.key],
        url=_where(reading, taken),
        sent=tuple(said_of_step(reading, taken)),
        opens=tuple(_opens(reading, taken)),
        buys=tuple(_buys(reading, taken, names)),
        points=points,
        cost=step_cost(taken),
        net=money_range(taken.net) if taken.net != taken.gross else "",
        payer=payer,
        time=time_range(taken.step.months),
        open=tuple(h for h in helps if h.state == OPEN),
        ask=tuple(h for h in helps if h.state == ASK),
        past=tuple(h for h in helps if h.state == PAST),
        source=said(taken.step.source, PRICE_SOURCES),
    )


def _where(reading: Reading, taken: WayStep) -> str:
    """Where the step is done: what is sent already is seen, and not sent again; buyers who confirm deliveries are
    invited; a paper is sent on its criterion; what is done in the workshop is told where its criterion is."""
    if taken.waits:
        return papers_of(reading)
    code = taken.criterion or next((code for code, _level in taken.step.raises), "")
    if not code:
        return ""
    if reading.editable and code in CONFIRMED_BY_BUYERS and taken.step.rank == CLASSES.index("A4"):
        return reverse("buyers:firm_confirmations", args=[reading.firm.public_id])
    return reading.proven_at(code) if taken.criterion or taken.step.kind == PROOF else reading.told_at(code)


def step_cost(taken: WayStep | Move) -> str:
    """What it costs; of papers that are handed in, that they wait."""
    return _("waits for staff, nothing more to pay") if taken.waits else money_range(taken.step.cost)


def step_name(reading: Reading, taken: WayStep | Move) -> str:
    """The name of a step; of one that stands for a criterion, with that."""
    name = taken.step.name.get(reading.language) or taken.step.code
    if not taken.criterion:
        return name
    text = reading.texts.get(taken.criterion)
    return f"{name}: {text.name if text else taken.criterion}"


def _opens(reading: Reading, taken: WayStep) -> Iterator[str]:
    """A sentence a level; a gate that a higher level asks in the same words is said once."""
    said = set[str]()
    for level in sorted({level for level, _code in taken.opens}):
        words = (
            gate_text(reading.framework, reading.sector, level, code, reading.language)
            for opened, code in taken.opens
            if opened == level
        )
        if gates := [gate for gate in words if gate not in said]:
            yield _("Opens at level %(level)s: %(gates)s.") % {"level": level, "gates": "; ".join(gates)}
        said.update(gates)


def _buys(reading: Reading, taken: WayStep, names: dict[str, str]) -> Iterator[str]:
    """What a step is for beside the gates that it opens: points, data, or the steps that wait for it."""
    waiting = [names[key] for key in taken.leads_to if key in names]
    if not taken.opens and taken.points:
        yield _("Adds proven points: %(criteria)s.") % {"criteria": _raised(reading, taken)}
    elif not taken.opens and not waiting:
        yield _("Adds data where there was none: %(criteria)s.") % {"criteria": _raised(reading, taken)}
    if waiting:
        yield _("Comes before: %(steps)s.") % {"steps": "; ".join(waiting)}


def _raised(reading: Reading, taken: WayStep) -> str:
    """Names of the criteria of which the step shows more than is proven, and more than a finding leaves."""
    shown = [code for code, _level in taken.step.raises]
    codes: Sequence[str] = (
        [taken.criterion]
        if taken.criterion
        else [code for code, level in taken.step.raises if _gains(reading, code, level)] or shown
    )
    return ", ".join(reading.texts[code].name for code in codes if code in reading.texts)


def _gains(reading: Reading, code: str, level: Fraction) -> bool:
    judged = reading.by_code.get(code)
    return judged is not None and judged.proven < level and not judged.losses.get("finding")
