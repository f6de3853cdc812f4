"""A run of the potential in the reader's words: demands, conditions, firms and sets. Nothing is solved here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from readiness.models import ProgrammeFit, SupplyRun
from readiness.supply.naming import Names, process_called
from suppliers.directory.tags import Words
from suppliers.models import Supplier


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
        self.firms = {str(firm.pk): firm for firm in seen}
        self.fits = tuple(fits)

    def rows(self) -> tuple[Row, ...]:
        return tuple(self._row(line) for line in self.result["lines"])

    def waivers(self) -> tuple[tuple[str, int], ...]:
        return tuple((self._said(w["requires"]), w["gain"]) for w in self.result["waivers"])

    def plants(self) -> tuple[Firm, ...]:
        """Whose next condition adds most."""
        return tuple(self._firm(told, told["gain"]) for told in self.result["firms"])

    def sets(self) -> dict[int, tuple[Set, Set]]:
        return {c["budget"]: (self._set(c["flow"]), self._set(c["firms"])) for c in self.result["choices"]}

    def unpriced(self) -> tuple[str, ...]:
        return tuple(self.names.said(name) for name in self.result["unpriced"])

    def _row(self, line: Mapping[str, Any]) -> Row:
        sector = self.sectors.get(line["sector"])
        return Row(
            sector=line["sector"],
            process=line["process"],
            label=process_called(line["process"], self.vocabulary),
            of=sector.label if sector else _("requirements of buyers"),
            asked=line["asked"],
            have=line["have"],
            short=line["short"],
            cut=line["cut"],
            blocks=tuple(map(capital, self._blocks(line))) if line["short"] else (),
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
                "gain": grouped(best["gain"]),
            }
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
            yield words % {
                "one": self.names.said(one),
                "other": self.names.said(other),
                "gain": grouped(better[0]["gain"]),
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
        what = capital(self._said(told["requires"]))
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


def plants_of(result: Mapping[str, Any]) -> Iterable[str]:
    yield from (firm["plant"] for firm in result["firms"])
    for choice in result["choices"]:
        for told in (choice["flow"], choice["firms"]):
            yield from (upgrade["plant"] for upgrade in told["upgrades"])


def grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]
