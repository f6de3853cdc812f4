"""One stale score against its firm's facts."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from readiness.audience import gate_alone, is_withheld
from readiness.engine import Blocker, Case, Verdict
from readiness.engine.exact import six
from readiness.engine.sentences import blocker_sentence, level_name
from suppliers import directory

LANGUAGES = ("vi", "en")
NOTHING = "-1"


class _Hundredths(dict[int, str]):
    """Levels in units of 1/``unit`` as hundredths in digits, rounded down; each is spelled once."""

    def __init__(self, unit: int) -> None:
        super().__init__()
        self.unit = unit

    def __missing__(self, level: int) -> str:
        spelled = self[level] = str(level * 100 // self.unit)
        return spelled


_spelling = lru_cache(maxsize=8)(_Hundredths)


class Stale(NamedTuple):
    """A score as it was taken in hand: whose, at which version of the facts, and what it says by now.

    ``told`` is the sector of which the directory shows the standing: "" where it shows none, None where
    the firm is not listed; ``told_levels`` the digest of what matching was told of levels, None before.
    """

    pk: int
    supplier_id: int
    sector: str
    is_main: bool
    version: int
    told: str | None
    told_levels: int | None
    framework_id: int | None
    level: int
    counted_level: int
    total: int
    proven: int
    declared: int
    coverage: int
    blockers: list[dict[str, Any]]

    @property
    def said(self) -> tuple[Any, ...]:
        return self[self._fields.index("level") :]

    @property
    def concluded(self) -> tuple[Any, ...]:
        return (self.level, self.counted_level, self.total, self.proven, self.blockers)


@dataclass(frozen=True)
class Judged:
    """One score before and after."""

    stale: Stale
    case: Case
    verdict: Verdict
    found: tuple[Blocker, ...]

    @cached_property
    def blockers(self) -> list[dict[str, Any]]:
        """What the next level lacks, as it is stored."""
        return [
            {
                "kind": blocker.kind,
                "code": blocker.code,
                "needed": six(blocker.needed),
                "value": six(blocker.value),
                "reason": blocker.reason,
                "date": blocker.day.isoformat() if blocker.day else None,
            }
            for blocker in self.found
        ]

    @property
    def says(self) -> tuple[Any, ...]:
        v = self.verdict
        return (v.level, v.counted_level, v.total, v.proven, v.declared, v.coverage, self.blockers)

    @cached_property
    def changed(self) -> bool:
        """Whether the score says something else than before, or is the first."""
        return self.stale.framework_id is None or self.stale.said != self.says

    @property
    def conclusion(self) -> tuple[Any, ...]:
        """What is kept on record for good: level, total and reason."""
        v = self.verdict
        return (v.level, v.counted_level, v.total, v.proven, self.blockers)

    @property
    def untold(self) -> bool:
        """Whether the directory must be told: it shows the main sector's standing, as it is."""
        old = self.stale
        return old.is_main and old.told is not None and (self.changed or old.told != old.sector)

    @property
    def standing(self) -> directory.Standing:
        framework, verdict = self.case.framework, self.verdict
        return directory.Standing(
            supplier_id=self.stale.supplier_id,
            sector=self.stale.sector,
            level=verdict.level,
            counted_level=verdict.counted_level,
            total=verdict.total,
            proven=verdict.proven,
            coverage=verdict.coverage,
            level_name={language: level_name(framework, verdict.level, language) for language in LANGUAGES},
            blocker=self._headline(),
        )

    def untold_levels(self, framework_id: int) -> bool:
        """Whether matching must be told: it knows the levels of listed firms in their main sector."""
        old = self.stale
        return old.is_main and old.told is not None and old.told_levels != self.digest(framework_id)

    def digest(self, framework_id: int) -> int:
        """Of everything that ``levels`` spells. The hash of numbers is the same in every process; under another
        Python all is told once more."""
        v, values = self.verdict, self.verdict.values
        return hash(
            (
                *(framework_id, v.level, self.case.judge.unit, self.case.plan.places),
                *(tuple(values.proven), tuple(values.declared), tuple(values.in_effect)),
            )
        )

    def levels(self, framework_id: int) -> directory.Levels:
        """The levels of all criteria of the framework, in its order, in hundredths, rounded down."""
        values, places = self.verdict.values, self.case.plan.places
        spelled = _spelling(self.case.judge.unit)
        # Behind the last place, where -1 finds it, stands what a criterion that does not apply shows.
        proven = [*map(spelled.__getitem__, values.proven), NOTHING]
        declared = [
            spelled[level] if known else NOTHING
            for level, known in zip(values.declared, values.in_effect, strict=True)
        ]
        declared.append(NOTHING)
        return directory.Levels(
            supplier_id=self.stale.supplier_id,
            level=self.verdict.level,
            framework=framework_id,
            proven="{" + ",".join([proven[at] for at in places]) + "}",
            declared="{" + ",".join([declared[at] for at in places]) + "}",
            told=self.digest(framework_id),
        )

    def _headline(self) -> dict[str, str]:
        """The first blocker as a sentence; nothing at the top level."""
        if not self.found:
            return {}
        blocker, case = self.found[0], self.case
        claimed = Fraction(0)
        if blocker.kind == "gate" and blocker.code and blocker.code in case.plan.index:
            claimed = Fraction(self.verdict.values.claimed[case.plan.index[blocker.code]], case.judge.unit)
        following = next(p.level.number for p in case.plan.levels if p.level.number > self.verdict.level)
        if blocker.kind == "gate" and blocker.code and is_withheld(blocker.code):
            framework, sector = case.framework, case.plan.sector
            return {
                language: gate_alone(framework, sector, following, blocker.code, language)
                for language in LANGUAGES
            }
        if blocker.reason == "unproven":
            # The directory is public, and what a firm merely claims is not.
            blocker = blocker._replace(reason="short")
        return {
            language: blocker_sentence(
                case.framework, case.plan.sector, following, blocker, language, claimed
            )
            for language in LANGUAGES
        }


def judge(case: Case, stale: Stale, *, today: date) -> Judged:
    on = today.toordinal()
    verdict = case.verdict(on)
    return Judged(stale, case, verdict, tuple(case.blockers(verdict, on)))
