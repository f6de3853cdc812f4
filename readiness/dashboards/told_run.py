"""A run of the potential in the reader's words: demands, conditions, firms and sets. Nothing is solved here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from readiness.dashboards.behind import Behind
from readiness.dashboards.choice import Choice
from readiness.models import ProgrammeFit, SupplyRun
from readiness.supply.naming import Names, process_called
from suppliers.directory.tags import Words
from suppliers.models import Supplier


@dataclass(frozen=True, slots=True)
class Firm:
    """A plant of a ranking; ``firm`` is None where the reader may not see it. ``cost``: the least, the usual and
    the most that its help costs, million VND. ``came``: whether its enterprise comes to count at the level by it."""

    firm: Supplier | None
    what: str
    gain: int
    cost: tuple[float, ...] = ()
    came: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """What stands in the way, as a sentence, or a condition that might fall; and the firms that it keeps out."""

    words: str
    firms: int = 0
    url: str = ""
    gain: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One demand, in words; ``cut`` says whether it stands in every smallest cut (certain), in some
    (possible) or in none, ``bound`` how many pieces of it do in the first and in the first two together."""

    sector: str
    process: str
    label: str
    of: str
    asked: int
    have: int
    short: int
    cut: str
    bound: tuple[int, int]
    blocks: tuple[Block, ...]
    near: int
    near_url: str
    programmes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Set:
    """Conditions met at some firms: what they add together, and what they cost as ``Firm.cost`` does."""

    firms: tuple[Firm, ...]
    gain: int
    raised: int
    cost: tuple[float, ...]
    budget: int
    exact: bool = True
    at_most: int | None = None

    @property
    def beyond(self) -> bool:
        """Whether it costs more than the budget where every step costs the most."""
        return bool(self.cost) and self.cost[2] > self.budget

    @property
    def sure(self) -> int:
        """Of how many of its firms the budget pays the help even then, the cheapest first."""
        paid, count = 0.0, 0
        for cost in sorted(firm.cost[2] for firm in self.firms):
            paid += cost
            if paid > self.budget:
                break
            count += 1
        return count


class Told:
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
        self.vocabulary, self.sectors = vocabulary, vocabulary.by_letter
        self.names = Names(_named(self.result), run.level, vocabulary)
        self.choice = Choice(run.level, run.ownership, run.horizon)
        self.firms = {str(firm.pk): firm for firm in seen}
        self.fits = tuple(fits)

    def rows(self) -> tuple[Row, ...]:
        return tuple(self._row(line) for line in self.result["lines"])

    def waivers(self) -> tuple[Block, ...]:
        return tuple(
            self._block(self._said(w["requires"]), Behind(lacks=tuple(w["requires"])), w["gain"])
            for w in self.result["waivers"]
        )

    def plants(self) -> tuple[Firm, ...]:
        """Whose next condition adds most."""
        return tuple(self._firm(told, told["gain"]) for told in self.result["firms"])

    def sets(self) -> dict[int, tuple[Set, Set]]:
        return {
            c["budget"]: (self._set(c["flow"], c["budget"]), self._set(c["firms"], c["budget"]))
            for c in self.result["choices"]
        }

    def unpriced(self) -> tuple[str, ...]:
        return tuple(self.names.said(name) for name in self.result["unpriced"])

    def _row(self, line: Mapping[str, Any]) -> Row:
        sector = self.sectors.get(line["sector"])
        near = Behind(line["sector"], line["process"])
        return Row(
            sector=line["sector"],
            process=line["process"],
            label=process_called(line["process"], self.vocabulary),
            of=sector.label if sector else _("requirements of buyers"),
            asked=line["asked"],
            have=line["have"],
            short=line["short"],
            cut=line["cut"],
            bound=(line["bound"][0], line["bound"][1]),
            blocks=tuple(self._blocks(line)) if line["short"] else (),
            near=len(near.firms(self.result)),
            near_url=near.url(self.choice),
            programmes=self._programmes(line),
        )

    def _block(self, words: str, behind: Behind, gain: int = 0) -> Block:
        return Block(capital(words), len(behind.firms(self.result)), behind.url(self.choice), gain)

    def _blocks(self, line: Mapping[str, Any]) -> Iterable[Block]:
        """What stands in the way: one condition, two together, or no condition at all."""
        single, pairs = line["single"], line["pairs"]

        def kept_out(words: str, requires: Sequence[str]) -> Block:
            return self._block(words, Behind(line["sector"], line["process"], tuple(requires)))

        if single:
            best = single[0]
            said = _("%(what)s is missing. Waived alone, %(gain)s more could be served.") % {
                "what": self._said(best["requires"]),
                "gain": grouped(best["gain"]),
            }
            yield kept_out(said, best["requires"])
        known = {each["requires"][0]: each["gain"] for each in single}
        better = [p for p in pairs if p["gain"] > sum(known.get(name, 0) for name in p["requires"])]
        if better:
            one, other = better[0]["requires"]
            alone = [grouped(known.get(name, 0)) for name in (one, other)]
            words = (
                _("%(one)s and %(other)s are missing together. Both waived, %(gain)s more; one alone, %(first)s or %(second)s.")
                if known.get(one) or known.get(other)
                else _("%(one)s and %(other)s are missing together. Both waived, %(gain)s more; one alone adds nothing.")
            )  # fmt: skip
            said = words % {
                "one": self.names.said(one),
                "other": self.names.said(other),
                "gain": grouped(better[0]["gain"]),
                "first": alone[0],
                "second": alone[1],
            }
            yield kept_out(said, (one, other))
        if not single and not better:
            yield Block(
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

    def _set(self, told: Mapping[str, Any], budget: int) -> Set:
        return Set(
            firms=tuple(self._firm(upgrade, 0) for upgrade in told["upgrades"]),
            gain=told["gain"],
            raised=told["firms"],
            cost=tuple(told["cost"]),
            budget=budget,
            exact=told.get("method", "exact") == "exact",
            at_most=told.get("at_most"),
        )

    def _firm(self, told: Mapping[str, Any], gain: int) -> Firm:
        what = capital(self._said(told["requires"]))
        return Firm(
            self.firms.get(told["plant"]), what, gain, tuple(told.get("cost", ())), told.get("came", "")
        )

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


def plants_of(result: Mapping[str, Any]) -> Iterable[str]:
    yield from (firm["plant"] for firm in result["firms"])
    for choice in result["choices"]:
        for told in (choice["flow"], choice["firms"]):
            yield from (upgrade["plant"] for upgrade in told["upgrades"])


def grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]
