"""Small frameworks, firms and lists of steps; and the cheapest plans found by trying every set of steps."""

import random
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from hypothesis import strategies as st

from readiness.engine import Case, Framework, case_of, parse_facts
from readiness.engine.framework_file import framework_from
from readiness.engine.roadmap import Grant, Step, parse_steps
from readiness.engine.roadmap.moves import Grants, Move, Standing, moves_of
from readiness.engine.roadmap.search import finishes
from tests.readiness.engine.making import TODAY, criterion, document, gate, level, proof

ON = TODAY.toordinal()
CODES = ("a", "b", "c", "d")


def row(code: str, raises: str = "a:3", **said: Any) -> dict[str, str]:
    """One line of the table of steps: a million and a month, unless it is said otherwise."""
    cost, months = str(said.pop("cost", 1)), str(said.pop("months", 1))
    cells = {
        "code": code,
        "name_vi": code,
        "name_en": code,
        "kind": "management",
        "raises": raises,
        "evidence_class": "A3",
        "prerequisites": "",
        "sectors": "",
        "source": "estimate",
    }
    for part in ("low", "typical", "high"):
        cells |= {f"cost_{part}_million_vnd": cost, f"months_{part}": months}
    return cells | {name: str(value) for name, value in said.items()}


def case(framework: Framework, *evidence: dict, **facts: Any) -> Case:
    return case_of(framework, parse_facts({"sector": "M", "evidence": list(evidence), **facts}, framework))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Framework, dict[str, Any], list[dict[str, str]]]:
    """A framework of two levels, the facts of a firm, and up to seven steps without circles."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    framework = framework_from(_framework(rng))
    facts = {
        "sector": "M",
        "evidence": [
            proof(code, str(rng.randint(1, 4)), rng.choice(["A0", "A1", "A2", "A3", "A4"]))
            for code in CODES
            if rng.random() < 0.5
        ],
        "findings": [
            {"criterion": code, "ceiling": str(rng.randint(1, 3)), "opened": "2026-01-01"}
            for code in CODES
            if rng.random() < 0.07
        ],
    }
    return framework, facts, _rows(rng, draw(st.integers(1, 7)))


def _framework(rng: random.Random) -> dict[str, Any]:
    def gates() -> list[dict]:
        return [
            gate(code, str(rng.randint(1, 4)), **({"confirmed_by": ["A4"]} if rng.random() < 0.2 else {}))
            for code in CODES
            if rng.random() < 0.35
        ]

    return document(
        dimension=[{"code": "D", "weight": rng.randint(1, 5)}, {"code": "E", "weight": rng.randint(1, 5)}],
        criteria=[criterion(code, rng.choice("DE") if code > "b" else "DE"[code > "a"], rng.randint(1, 4)) for code in CODES],
        levels=[
            level(1, *gates(), minimum_total=str(rng.choice([0, 10, 25])), coverage=rng.choice(["0", "0.5"])),
            level(
                2,
                *gates(),
                floors_read=rng.choice(["proven", "credited"]),
                minimum_total=str(rng.choice([0, 30, 45, 60])),
                minimum_dimension=str(rng.choice([0, 20, 40])),
                coverage=rng.choice(["0", "0.7", "1"]),
            ),
        ],
    )  # fmt: skip


def _rows(rng: random.Random, count: int) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for number in range(count):
        raised = rng.sample(CODES, rng.randint(1, 2))
        needs = [r["code"] for r in rows if rng.random() < 0.15]
        # A level that other steps reach, later ones too: some then wait for each other.
        if rng.random() < 0.35:
            needs.append(f"{rng.choice(CODES)}:{rng.randint(1, 4)}")
        rows.append(
            row(
                f"s{number}",
                ";".join(f"{code}:{rng.randint(1, 5)}" for code in raised),
                kind=rng.choice(["evidence-only", "management", "management"]),
                evidence_class=rng.choice(["A2", "A3", "A4"]),
                prerequisites=";".join(needs),
                cost=rng.choice([0, 1, 2, 3, 5, 8]),
                months=rng.choice([0, "0.25", 1, 2, 6]),
            )
        )
    return rows


def by_trying(
    of: Case, steps: Sequence[Step], target: int, count: int = 3, grants: Grants | None = None
) -> list[tuple[int, int, int]]:
    """(money, months, steps) of the cheapest plans, by trying every set; none contains an earlier one."""
    moves = moves_of(Standing(of, ON), steps, grants)
    sets = [
        frozenset(chosen)
        for size in range(len(moves) + 1)
        for chosen in combinations(moves, size)
        if begins(moves, chosen) and level_after(of, (moves[key] for key in chosen)) >= target
    ]
    plans: list[tuple[int, int, int]] = []
    while sets and len(plans) < count:
        best = min(sets, key=lambda chosen: (worth(moves, chosen), sorted(chosen)))
        plans.append(worth(moves, best))
        sets = [chosen for chosen in sets if not chosen >= best]
    return plans


def begins(moves: dict[str, Move], chosen: Iterable[str]) -> bool:
    """Whether the moves of the set can be made one after the other."""
    waiting, taken = set(chosen), set[str]()
    while ready := {key for key in waiting if all(need & taken for need in moves[key].needs)}:
        taken |= ready
        waiting -= ready
    return not waiting


def level_after(of: Case, moves: Iterable[Move]) -> int:
    lines = [*of.lines, *(line for move in moves for line in move.lines)]
    return of.judge.judge(of.plan, lines, ON, ceilings=of.ceilings(ON), waived=of.waived(ON)).level


def worth(moves: dict[str, Move], chosen: Iterable[str]) -> tuple[int, int, int]:
    taken = {key: move for key, move in moves.items() if key in set(chosen)}
    months = max(finishes(taken, "typical").values(), default=0)
    return cost_left(taken), months, len(taken)


def cost_left(taken: dict[str, Move]) -> int:
    """What is left to pay, by trying every way in which programmes may pay for the moves."""
    whole = sum(move.step.cost.typical for move in taken.values())
    most = 0
    for payers in product(*((None, *move.grants) for move in taken.values())):
        of_programme: dict[str, int] = {}
        for move, grant in zip(taken.values(), payers, strict=True):
            if grant is not None:
                paid = of_programme.get(grant.programme, 0) + grant.paid(move.step.cost).typical
                of_programme[grant.programme] = paid if grant.cap is None else min(paid, grant.cap)
        most = max(most, sum(of_programme.values()))
    return whole - most


@st.composite
def grants_for(draw: st.DrawFn) -> dict[str, list[Grant]]:
    """Two programmes, each with its cap, that pay for some of the steps."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    found: dict[str, list[Grant]] = {}
    for programme, cap in (("p", rng.choice([None, 500, 2000])), ("q", rng.choice([1500, 3000]))):
        for number in range(7):
            if rng.random() < 0.4:
                share = rng.choice(["1/4", "1/2", "1"])
                found.setdefault(f"s{number}", []).append(pays(programme, share, cap))
    return found


def pays(programme: str, share: str, cap: int | None = None) -> Grant:
    return Grant(programme, Fraction(share), cap)


def steps_of(framework: Framework, *rows: dict[str, str]) -> tuple[Step, ...]:
    return parse_steps(rows, framework)
