"""The page of bottlenecks: the run stored last, put into words. Nothing is solved here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.models import User
from portal.templatetags.figures import per_cent
from readiness import frameworks
from readiness.dashboards.behind import Behind, serving
from readiness.dashboards.choice import LEVELS, Choice
from readiness.dashboards.told_run import Block, Firm, Row, Set, Told, capital, grouped, plants_of
from readiness.models import ProgrammeFit, SupplyRun
from readiness.supply.naming import Names, process_called
from readiness.supply.running import changed_since, latest
from suppliers.directory.tags import Words
from suppliers.models import Supplier

# Of each ranking so many stand open, the rest is folded away.
SHOWN = 5
# Demands that the target page names and shows.
BINDING = 3


@dataclass(frozen=True)
class BottleneckPage:
    choice: Choice
    run: SupplyRun | None
    today: date
    changed: bool
    # Nothing counts in twelve months although plants count today.
    lapsed: bool = False
    rows: tuple[Row, ...] = ()
    waivers: tuple[Block, ...] = ()
    firms: tuple[Firm, ...] = ()
    # By budget, million VND: the set that adds most flow, and the one that brings most firms to the level.
    sets: Mapping[int, tuple[Set, Set]] = field(default_factory=dict)
    unpriced: tuple[str, ...] = ()
    # In force when the run was made.
    framework: str = ""

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
        """Flow of demand in per cent, with one decimal."""
        return float(per_cent(self.result["flow"], self.result["demand"]))

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
                    "%(n)s open requirement is left out: it names no process with one monthly volume, or a place whose position is not known.",
                    "%(n)s open requirements are left out: they name no process with one monthly volume, or a place whose position is not known.",
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
        if count := self.result.get("unverified", 0):  # runs of before it was told hold none
            said.append(
                ngettext(
                    "%(n)s open requirement is left out: staff have not verified its buyer yet.",
                    "%(n)s open requirements are left out: staff have not verified their buyers yet.",
                    count,
                )
                % {"n": count}
            )
        return " ".join(said)

    @property
    def bounds(self) -> list[tuple[str, str, int, float]]:
        """(name, definition, pieces, per cent): the two bounds above the flow."""
        demand = self.result["demand"]
        words = (
            ("pool", _("Supply-demand pool"), _("By process, the smaller of capacity and demand: as if every plant could serve every line that takes its process.")),
            ("naive", _("Naive sum"), _("Line by line, the smaller of demand and capacity: the same capacity is counted again for each line.")),
        )  # fmt: skip
        return [
            (name, text, self.result[key], float(per_cent(self.result[key], demand)))
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
    def first_waivers(self) -> tuple[Block, ...]:
        return self.waivers[:SHOWN]

    @property
    def more_waivers(self) -> tuple[Block, ...]:
        return self.waivers[SHOWN:]

    @property
    def met_rows(self) -> list[Row]:
        """Those at their limit first: they share capacity that is used up, or have none to spare."""
        order = ("certain", "possible", "none")
        return sorted((row for row in self.rows if not row.short), key=lambda row: order.index(row.cut))

    @property
    def conclusion(self) -> str:
        """The sentence for the minister, first on the page."""
        lapsed = (
            _(
                "At every plant a certificate, audit or permit ends within twelve months; none is assumed to be renewed."
            )
            + " "
            if self.lapsed
            else ""
        )
        return lapsed + _("%(flow)s of %(demand)s pieces a month can be served: %(share)s.") % {
            "flow": grouped(self.result["flow"]),
            "demand": grouped(self.result["demand"]),
            "share": f"{number_format(self.share, 1)}\u00a0%",
        }

    @property
    def reading(self) -> str:
        """The demands that are short, and what they lack. A demand that is short stands in every smallest cut."""
        short = self.short_rows
        if not short:
            return _("All demand can be served by capacity that is free and proven.")
        return ngettext(
            "%(n)s demand asks for %(asked)s pieces a month; free, proven and compatible capacity gives %(have)s. %(short)s are missing.",
            "%(n)s demands ask for %(asked)s pieces a month; free, proven and compatible capacity gives %(have)s. %(short)s are missing.",
            len(short),
        ) % {
            "n": len(short),
            "asked": grouped(sum(row.asked for row in short)),
            "have": grouped(sum(row.have for row in short)),
            "short": grouped(sum(row.short for row in short)),
        }

    @property
    def cuts(self) -> Iterator[str]:
        """The bottleneck nearest to demand and the one nearest to supply. Both are short of the same amount; in
        the second stand demands too that are only just served."""
        if not self.short_rows:
            return
        missing = sum(row.short for row in self.rows)
        first = [row for row in self.rows if row.bound[0]]
        both = [row for row in self.rows if row.bound[1]]
        asked, more = sum(row.bound[0] for row in self.rows), sum(row.bound[1] for row in self.rows)
        yield ngettext(
            "The narrowest bottleneck is %(n)s demand, which asks for %(asked)s; all the capacity that may serve it comes to %(have)s.",
            "The narrowest bottleneck is %(n)s demands, which ask for %(asked)s together; all the capacity that may serve any of them comes to %(have)s.",
            len(first),
        ) % {"n": len(first), "asked": grouped(asked), "have": grouped(asked - missing)}
        if more == asked:
            yield _("There is no wider one: everything else has capacity to spare.")
        else:
            yield ngettext(
                "The widest is %(n)s demand: some of it is only just served. %(asked)s are asked and %(have)s there; whatever lies outside has capacity to spare.",
                "The widest is %(n)s demands: some of them are only just served. %(asked)s are asked and %(have)s there; whatever lies outside has capacity to spare.",
                len(both),
            ) % {"n": len(both), "asked": grouped(more), "have": grouped(more - missing)}

    @property
    def age(self) -> str:
        """How old the run is, and whether it still says what the facts say."""
        assert self.run is not None
        days = self.run.days_old(self.today)
        if self.changed:
            return _("Facts, demand or the framework changed since; this run does not know it yet.")
        if days > 0:
            return ngettext("Computed %(n)s day ago.", "Computed %(n)s days ago.", days) % {"n": days}
        return _("Computed today at %(time)s; nothing changed since.") % {
            "time": time_format(timezone.localtime(self.run.computed_at))
        }


def demands(run: SupplyRun, vocabulary: Words, *, today: date) -> BottleneckPage:
    """All demands of ``run``, for a page that names no firm and no programme."""
    told = {**run.result, "waivers": (), "firms": (), "choices": (), "unpriced": ()}
    choice = Choice(run.level, run.ownership, run.horizon)
    return _page(Told(run, told, today, vocabulary), choice, changed=False, lapsed=False)


def bottleneck_page(choice: Choice, user: User, *, today: date) -> BottleneckPage:
    run = choice.run()
    if run is None:
        return BottleneckPage(choice, None, today, changed=False)
    changed = changed_since(run.computed_at)
    if not run.result["demand"]:
        return BottleneckPage(choice, run, today, changed)
    plants = {int(plant) for plant in plants_of(run.result)}
    seen = Supplier.objects.visible_to(user).filter(pk__in=plants).select_related("province")
    fits = ProgrammeFit.objects.filter(status=ProgrammeFit.Status.ACTIVE).select_related("programme")
    running = [fit for fit in fits if fit.ends_on is None or fit.ends_on >= today]
    told = Told(run, run.result, today, Words.load(), seen, running)
    page = _page(told, choice, changed=changed, lapsed=_lapsed(run))
    return replace(page, framework=frameworks.editions(run.computed_at).first() or "")


def _page(told: Told, choice: Choice, *, changed: bool, lapsed: bool) -> BottleneckPage:
    return BottleneckPage(
        choice,
        told.run,
        told.today,
        changed,
        lapsed,
        rows=told.rows(),
        waivers=told.waivers(),
        firms=told.plants(),
        sets=told.sets(),
        unpriced=told.unpriced(),
    )


def _lapsed(run: SupplyRun) -> bool:
    if run.horizon != SupplyRun.Horizon.YEAR or run.result["plants"]:
        return False
    now = latest(level=run.level, ownership=run.ownership, horizon=SupplyRun.Horizon.TODAY)
    return now is not None and now.result["plants"] > 0


@dataclass(frozen=True)
class BehindPage:
    """The firms behind one figure; ``lacking``: by plant, what it fails by, in words."""

    choice: Choice
    run: SupplyRun
    heading: str
    place: tuple[str, ...]
    lacking: Mapping[int, str]
    url: str


def behind_page(choice: Choice, run: SupplyRun, behind: Behind, words: Words) -> BehindPage:
    """``behind`` names a demand, conditions or both; where it names neither, the plants that serve today are meant."""
    names = Names(
        {name for line in run.result["lines"] for name in _names(line)} | {*behind.lacks}, run.level, words
    )
    serves = not behind.process and not behind.lacks
    found = serving(run) if serves else behind.firms(run.result)
    sector = words.by_letter.get(behind.sector)
    place = []
    if behind.process:
        place = [
            process_called(behind.process, words),
            sector.label if sector else _("requirements of buyers"),
        ]
    if behind.lacks:
        place.append(capital(names.together(behind.lacks)))
    return BehindPage(
        choice,
        run,
        _heading(behind, serves=serves),
        tuple(place),
        {
            plant: capital("; ".join(sorted(names.together(sorted(lacks)) for lacks in each)))
            for plant, each in found.items()
        },
        behind.url(choice),
    )


def _names(line: Mapping[str, Any]) -> Iterable[str]:
    yield from (name for _plant, name in line["near"])


def _heading(behind: Behind, *, serves: bool) -> str:
    if serves:
        return _("Plants whose capacity counts")
    if len(behind.lacks) > 1:
        return _("Firms that only these conditions keep out")
    return _("Firms one condition short")
