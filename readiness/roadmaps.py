"""What the roadmap of one firm stands on, read from the tables once; the engine does the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from readiness.engine import Case, Framework
from readiness.engine.framework import TOP
from readiness.engine.roadmap import Roadmap, Way, parse_steps, roadmap, tried
from readiness.engine.roadmap import Step as EngineStep
from readiness.engine.roadmap.moves import Move, Standing, moves_of
from readiness.engine.roadmap.plans import PLANS
from readiness.models import ProgrammeFit, Step
from readiness.support import Help, applicant, grants, help_by_step
from suppliers.models import Evidence, Supplier

# From this level on a firm supplies assemblers directly (Resolution 115).
DIRECT = 4


@dataclass(frozen=True)
class Ground:
    """``helps``: step -> programmes that serve it. ``edition`` is that of the price list, "" where there is none.
    ``handed_in``: criterion -> the highest level that a paper in the hands of staff would show.
    """

    case: Case
    steps: tuple[EngineStep, ...]
    helps: Mapping[str, tuple[Help, ...]]
    edition: str
    today: date
    handed_in: Mapping[str, Fraction]

    @cached_property
    def level(self) -> int:
        return self.case.verdict(self.today.toordinal()).level

    @property
    def targets(self) -> tuple[int, ...]:
        """The next level, and direct supply where that lies further up."""
        above = [p.level.number for p in self.case.plan.levels if p.level.number > self.level]
        return tuple(sorted({*above[:1], *(n for n in above if n == DIRECT)}))

    def roadmap(self, target: int, *, count: int = PLANS) -> Roadmap:
        paying, sent = grants(self.helps), self.handed_in
        return roadmap(self.case, self.steps, target, self.today, paying, handed_in=sent, count=count)

    def tried(self, keys: Iterable[str], target: int) -> Way:
        paying, sent = grants(self.helps), self.handed_in
        return tried(self.case, self.steps, keys, target, self.today, paying, handed_in=sent)

    @cached_property
    def moves(self) -> Mapping[str, Move]:
        """Every step that the firm could take, by key."""
        return moves_of(
            Standing(self.case, self.today.toordinal(), self.handed_in), self.steps, grants(self.helps)
        )


def ground(firm: Supplier, case: Case, *, today: date, papers: Iterable[Evidence] | None = None) -> Ground:
    """Two queries: the price list and the programmes; a third for the firm's ``papers``, where they are not read yet."""
    rows = list(Step.objects.in_use().filter(framework=case.framework.name).values())
    fits = ProgrammeFit.objects.select_related("programme")
    level = case.verdict(today.toordinal()).level
    return Ground(
        case=case,
        steps=parse_steps(_known(rows, case.framework), case.framework),
        helps=help_by_step(fits, applicant(firm, case.plan.sector, level), today=today),
        edition=max((row["edition"] for row in rows), default=""),
        today=today,
        handed_in=_handed_in(Evidence.objects.waiting().filter(supplier=firm) if papers is None else papers),
    )


def _handed_in(papers: Iterable[Evidence]) -> dict[str, Fraction]:
    levels: dict[str, Fraction] = {}
    for piece in papers:
        if piece.queued_at and not piece.proven_class:
            # Figures say their level when they are read.
            shown = Fraction(TOP) if piece.level is None else Fraction(piece.level)
            levels[piece.criterion] = max(shown, levels.get(piece.criterion, shown))
    return levels


def price_list(framework: Framework) -> tuple[EngineStep, ...]:
    """The steps of this version of the framework. One query."""
    rows = Step.objects.in_use().filter(framework=framework.name).values()
    return parse_steps(_known(rows, framework), framework)


def _known(rows: Iterable[Mapping[str, object]], framework: Framework) -> list[dict[str, str]]:
    """Rows as text, without what speaks of criteria that this version no longer has, and what waits for that."""
    texts = [{name: str(value) for name, value in row.items()} for row in rows]
    while True:
        codes = {row["code"] for row in texts} | set(framework.by_code) | {"declared", "lapsed", ""}
        known = [
            row
            for row in texts
            if all(
                part.partition(":")[0].strip() in codes
                for part in f"{row['raises']};{row['prerequisites']}".split(";")
            )
        ]
        if len(known) == len(texts):
            return known
        texts = known
