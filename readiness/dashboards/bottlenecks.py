"""The page of bottlenecks: the run stored last, put into words. Nothing is solved here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.models import User
from readiness.dashboards.choice import LEVELS, Choice
from readiness.models import ProgrammeFit, SupplyRun
from readiness.supply.naming import Names
from readiness.supply.running import changed_since, latest
from suppliers.directory.tags import Words
from suppliers.models import Supplier

# Of each ranking so many stand open, the rest is folded away.
SHOWN = 8
# Demands that the target page names and shows.
BINDING = 3


@dataclass(frozen=True, slots=True)
class Firm:
    """A plant of a ranking; ``firm`` is None where the reader may not see it. ``cost``: the least, the usual and
    the most that its help costs, million VND."""

    firm: Supplier | None
    what: str
    gain: int
    cost: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One demand, in words; ``cut`` says whether it stands in every smallest cut (certain), in some
    (possible) or in none."""

    sector: str
    process: str
    label: str
    of: str
    asked: int
    have: int
    short: int
    cut: str
    blocks: tuple[str, ...]
    near: int
    programmes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Set:
    """Conditions met at some firms: what they add together, and what they cost as ``Firm.cost`` does."""

    firms: tuple[Firm, ...]
    gain: int
    raised: int
    cost: tuple[float, ...]
    exact: bool = True
    at_most: int | None = None


@dataclass(frozen=True)
class BottleneckPage:
    choice: Choice
    run: SupplyRun | None
    today: date
    changed: bool
    # Nothing counts in twelve months although plants count today.
    lapsed: bool = False
    rows: tuple[Row, ...] = ()
    waivers: tuple[tuple[str, int], ...] = ()
    firms: tuple[Firm, ...] = ()
    # By budget, million VND: the set that adds most flow, and the one that brings most firms to the level.
    sets: Mapping[int, tuple[Set, Set]] = field(default_factory=dict)
    unpriced: tuple[str, ...] = ()

    @property
    def result(self) -> dict[str, Any]:
        return self.run.result if self.run else {}

    @cached_property
    def options(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """(legend, [(words, query, chosen)]) of each choice."""
        level, ownership, horizon = self.choice.level, self.choice.ownership, self.choice.horizon
        levels = [
            (_("Level %(n)s and above") % {"n": n}, self.choice.with_(level=n).query, n == level)
            for n in LEVELS
        ]
        owners = [
            (str(words), self.choice.with_(ownership=value).query, value == ownership)
            for value, words in SupplyRun.Ownership.choices
        ]
        days = [
            (str(words), self.choice.with_(horizon=value).query, value == horizon)
            for value, words in SupplyRun.Horizon.choices
        ]
        return [(_("Level"), levels), (_("Ownership"), owners), (_("When"), days)]

    @property
    def share(self) -> float:
        """Flow of demand in per cent, rounded down to one decimal: what is short must not look reached."""
        return int(1000 * self.result["flow"] / self.result["demand"]) / 10

    @property
    def share_width(self) -> str:
        """The bar's, as an attribute: a template would write it with the reader's decimal comma."""
        return f"{self.share:.1f}%"

    @property
    def left_out(self) -> str:
        """Open requirements of buyers that the run does not hold, and why."""
        said = []
        if count := self.result["unweighed"]:
            said.append(
                ngettext(
                    "%(n)s open requirement is left out: it names no process with a monthly volume, or would take any of several processes.",
                    "%(n)s open requirements are left out: they name no process with a monthly volume, or would take any of several processes.",
                    count,
                )
                % {"n": count}
            )
        if self.result["confidential"]:
            said.append(
                _(
                    "Requirements in processes that fewer than three buyers ask for are left out, so that none can be read off."
                )
            )
        return " ".join(said)

    @property
    def bounds(self) -> list[tuple[str, str, int, float]]:
        """(name, definition, pieces, per cent): the two bounds above the flow."""
        demand = self.result["demand"]
        words = (
            ("pool", _("Supply-demand pool"), _("By process, the smaller of capacity and demand: as if every plant could serve every line of its process.")),
            ("naive", _("Naive sum"), _("Line by line, the smaller of demand and capacity: the same capacity is counted again for each line.")),
        )  # fmt: skip
        return [
            (name, text, self.result[key], int(1000 * self.result[key] / demand) / 10)
            for key, name, text in words
        ]

    @cached_property
    def short_rows(self) -> list[Row]:
        return sorted((row for row in self.rows if row.short), key=lambda row: -row.short)

    @property
    def first_short(self) -> list[Row]:
        return self.short_rows[:SHOWN]

    @property
    def shortest(self) -> list[Row]:
        """Those that the target page shows."""
        return self.short_rows[:BINDING]

    @property
    def more_short(self) -> list[Row]:
        return self.short_rows[SHOWN:]

    @property
    def first_firms(self) -> tuple[Firm, ...]:
        return self.firms[:SHOWN]

    @property
    def more_firms(self) -> tuple[Firm, ...]:
        return self.firms[SHOWN:]

    @property
    def met_rows(self) -> list[Row]:
        """Those at their limit first: they share capacity that is used up, or have none to spare."""
        order = ("certain", "possible", "none")
        return sorted((row for row in self.rows if not row.short), key=lambda row: order.index(row.cut))

    @property
    def reading(self) -> str:
        """The sentence for the minister: the demands that are short, and what they lack. A demand that is short
        stands in every smallest cut."""
        lapsed = (
            _(
                "At every plant a certificate, audit or permit ends within twelve months; none is assumed to be renewed."
            )
            + " "
            if self.lapsed
            else ""
        )
        return lapsed + self._short()

    def _short(self) -> str:
        short = self.short_rows
        if not short:
            return _("All demand can be served by capacity that is free and proven.")
        return ngettext(
            "%(n)s demand asks for %(asked)s pieces a month; free, proven and compatible capacity gives %(have)s. %(short)s are missing.",
            "%(n)s demands ask for %(asked)s pieces a month; free, proven and compatible capacity gives %(have)s. %(short)s are missing.",
            len(short),
        ) % {
            "n": len(short),
            "asked": _grouped(sum(row.asked for row in short)),
            "have": _grouped(sum(row.have for row in short)),
            "short": _grouped(sum(row.short for row in short)),
        }

    @property
    def age(self) -> str:
        """How old the run is, and whether it still says what the facts say."""
        assert self.run is not None
        days = self.run.days_old(self.today)
        if self.changed:
            return _("Facts or demand changed since; this run does not know it yet.")
        if days > 0:
            return ngettext("Computed %(n)s day ago.", "Computed %(n)s days ago.", days) % {"n": days}
        return _("Computed today at %(time)s; nothing changed since.") % {
            "time": time_format(timezone.localtime(self.run.computed_at))
        }


def demands(run: SupplyRun, vocabulary: Words, *, today: date) -> BottleneckPage:
    """All demands of ``run``, for a page that names no firm and no programme."""
    told = {**run.result, "waivers": (), "firms": (), "choices": (), "unpriced": ()}
    choice = Choice(run.level, run.ownership, run.horizon)
    return _Told(run, told, today, vocabulary).page(choice, changed=False, lapsed=False)


def bottleneck_page(choice: Choice, user: User, *, today: date) -> BottleneckPage:
    run = choice.run()
    if run is None:
        return BottleneckPage(choice, None, today, changed=False)
    changed = changed_since(run.computed_at)
    if not run.result["demand"]:
        return BottleneckPage(choice, run, today, changed)
    plants = {int(plant) for plant in _plants(run.result)}
    seen = Supplier.objects.visible_to(user).filter(pk__in=plants).select_related("province")
    fits = ProgrammeFit.objects.filter(status=ProgrammeFit.Status.ACTIVE).select_related("programme")
    running = [fit for fit in fits if fit.ends_on is None or fit.ends_on >= today]
    told = _Told(run, run.result, today, Words.load(), seen, running)
    return told.page(choice, changed, lapsed=_lapsed(run))


def _lapsed(run: SupplyRun) -> bool:
    if run.horizon != SupplyRun.Horizon.YEAR or run.result["plants"]:
        return False
    now = latest(level=run.level, ownership=run.ownership, horizon=SupplyRun.Horizon.TODAY)
    return now is not None and now.result["plants"] > 0


def near_firms(run: SupplyRun, sector: str, process: str) -> dict[int, str]:
    """Firms that one condition keeps from a demand, by key, and that condition in words."""
    lines = run.result["lines"]
    found = (line["near"] for line in lines if (line["sector"], line["process"]) == (sector, process))
    near: list[list[str]] = next(found, [])
    names = Names({name for _plant, name in near}, run.level, Words.load())
    return {int(plant): _capital(names.said(name)) for plant, name in near}


class _Told:
    """``result``, the whole of a run or a part of it, put into words, with everything it names read once.

    ``seen``: the plants that the reader may know; ``fits``: programmes that run.
    """

    def __init__(
        self,
        run: SupplyRun,
        result: Mapping[str, Any],
        today: date,
        vocabulary: Words,
        seen: Iterable[Supplier] = (),
        fits: Iterable[ProgrammeFit] = (),
    ) -> None:
        self.run, self.result, self.today = run, result, today
        self.sectors, self.processes = vocabulary.by_letter, vocabulary.by_kind["process"]
        self.names = Names(_named(self.result), run.level, vocabulary)
        self.firms = {str(firm.pk): firm for firm in seen}
        self.fits = tuple(fits)

    def page(self, choice: Choice, changed: bool, *, lapsed: bool) -> BottleneckPage:
        return BottleneckPage(
            choice,
            self.run,
            self.today,
            changed,
            lapsed,
            rows=tuple(self._row(line) for line in self.result["lines"]),
            waivers=tuple((self._said(w["requires"]), w["gain"]) for w in self.result["waivers"]),
            firms=tuple(self._firm(f, f["gain"]) for f in self.result["firms"]),
            sets={c["budget"]: (self._set(c["flow"]), self._set(c["firms"])) for c in self.result["choices"]},
            unpriced=tuple(self.names.said(name) for name in self.result["unpriced"]),
        )

    def _row(self, line: Mapping[str, Any]) -> Row:
        sector, process = self.sectors.get(line["sector"]), self.processes.get(line["process"])
        return Row(
            sector=line["sector"],
            process=line["process"],
            label=process.label if process else line["process"],
            of=sector.label if sector else _("requirements of buyers"),
            asked=line["asked"],
            have=line["have"],
            short=line["short"],
            cut=line["cut"],
            blocks=tuple(map(_capital, self._blocks(line))) if line["short"] else (),
            near=len(line["near"]),
            programmes=self._programmes(line),
        )

    def _blocks(self, line: Mapping[str, Any]) -> Iterable[str]:
        """What stands in the way: one condition, two together, or no condition at all."""
        single, pairs = line["single"], line["pairs"]
        if single:
            best = single[0]
            yield _("%(what)s is missing. Waived alone, %(gain)s more could be served.") % {
                "what": self._said(best["requires"]),
                "gain": _grouped(best["gain"]),
            }
        known = {each["requires"][0]: each["gain"] for each in single}
        better = [p for p in pairs if p["gain"] > sum(known.get(name, 0) for name in p["requires"])]
        if better:
            one, other = better[0]["requires"]
            alone = [_grouped(known.get(name, 0)) for name in (one, other)]
            words = (
                _("%(one)s and %(other)s are missing together. Both waived, %(gain)s more; one alone, %(first)s or %(second)s.")
                if known.get(one) or known.get(other)
                else _("%(one)s and %(other)s are missing together. Both waived, %(gain)s more; one alone adds nothing.")
            )  # fmt: skip
            yield words % {
                "one": self.names.said(one),
                "other": self.names.said(other),
                "gain": _grouped(better[0]["gain"]),
                "first": alone[0],
                "second": alone[1],
            }
        if not single and not better:
            yield (
                _("No certificate or gate is missing: every plant that qualifies is fully used.")
                if line["have"]
                else _("No plant is within two conditions of serving this.")
            )

    def _programmes(self, line: Mapping[str, Any]) -> tuple[str, ...]:
        """Programmes that run today and serve a criterion that blocks here; none named where none is known."""
        if not self.fits:
            return ()
        blocking = [name for each in (*line["single"], *line["pairs"]) for name in each["requires"]]
        criteria = {code for name in blocking for code in self.names.criteria_of(name)}
        return tuple(
            fit.programme.name
            for fit in self.fits
            if criteria & set(fit.serves_criteria)
            and (not line["sector"] or not fit.sectors or line["sector"] in fit.sectors)
        )[:2]

    def _set(self, told: Mapping[str, Any]) -> Set:
        return Set(
            firms=tuple(self._firm(upgrade, 0) for upgrade in told["upgrades"]),
            gain=told["gain"],
            raised=told["firms"],
            cost=tuple(told["cost"]),
            exact=told.get("method", "exact") == "exact",
            at_most=told.get("at_most"),
        )

    def _firm(self, told: Mapping[str, Any], gain: int) -> Firm:
        what = _capital(self._said(told["requires"]))
        return Firm(self.firms.get(told["plant"]), what, gain, tuple(told.get("cost", ())))

    def _said(self, names: Sequence[str]) -> str:
        return self.names.together(names)


def _named(result: Mapping[str, Any]) -> set[str]:
    """Every requirement that the page puts into words."""
    told = [*result["waivers"], *result["firms"]]
    for line in result["lines"]:
        told += [*line["single"], *line["pairs"]]
    for choice in result["choices"]:
        told += [*choice["flow"]["upgrades"], *choice["firms"]["upgrades"]]
    return {name for each in told for name in each["requires"]} | set(result["unpriced"])


def _plants(result: Mapping[str, Any]) -> Iterable[str]:
    yield from (firm["plant"] for firm in result["firms"])
    for choice in result["choices"]:
        for told in (choice["flow"], choice["firms"]):
            yield from (upgrade["plant"] for upgrade in told["upgrades"])


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
