"""Random frameworks and facts.

Each row is decoded from one integer: drawing its fields one by one takes Hypothesis five times as long, and
a smaller integer is still a simpler row. Frameworks come from a fixed shelf, the shipped one among them.
"""

import json
import math
import os
import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from readiness.engine import Case, Explained, Facts, Framework, Verdict, assess, case_of, parse_facts
from readiness.engine.framework_file import framework_from
from tests.readiness.engine import making
from tests.readiness.engine.oracle import Oracle

# No deadline: how long one example takes says more about the machine's other work than about the engine.
# The same ones on every machine, so that nobody's unrelated change meets a rare case first. The model asks for a
# thousand: make properties draws them, the suite half as many.
EXAMPLES = int(os.environ.get("EXAMPLES", "500"))
thoroughly = settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None)

SHELF = 60
CLASSES = ("A0", "A1", "A2", "A3", "A4")
LEVELS = ("5", "1", "2", "3", "4", "0", "2.5", "4.75", "1/3", "0.125")
MOSTLY_PROOF = ("A3", "A3", "A4", "A4", "A2", "A1", "A0")
BEGINS = (-300, -299, -90, -1, 0, 1, 40, None)
LASTS = (700, None, 365, 60, 31, 30, 1, 0)  # days after today, or after the beginning if that is later
LAPSED = (-1, -29, -30, -31, -59, -60, -61, -200)
SCHEMES = (None, None, "iso", "audit")


@dataclass(frozen=True)
class World:
    """A framework, as it was written and as it was read, and facts as they were written."""

    number: int
    document: dict[str, Any]
    framework: Framework
    facts: dict[str, Any]
    on: date = making.TODAY

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What Hypothesis shows of it: the framework takes pages."""
        rows = {name: rows for name, rows in self.facts.items() if rows}
        printer.text(f"a world of {self.framework.name} {self.number}: {json.dumps(rows)}")

    def assess(self, on: date | None = None) -> dict[str, Any]:
        return assess(self.framework, self.parsed, on or self.on)

    def verdict(self, on: date | None = None) -> Verdict:
        """Total and level alone, as the loop over many firms has them."""
        return self.case.verdict((on or self.on).toordinal())

    def result(self, on: date | None = None) -> Explained:
        """The exact numbers, without the day of the next change."""
        return self.case.result((on or self.on).toordinal())

    @property
    def case(self) -> Case:
        return case_of(self.framework, self.parsed)

    @property
    def parsed(self) -> Facts:
        return parse_facts(self.facts, self.framework)

    @property
    def oracle(self) -> Oracle:
        return Oracle(self.document, self.facts)

    def also(self, **rows: list[dict]) -> "World":
        """With more rows."""
        return replace(
            self, facts=self.facts | {name: self.facts[name] + more for name, more in rows.items()}
        )

    def but(self, **lists: Any) -> "World":
        """With other rows."""
        return replace(self, facts=self.facts | lists)


@cache
def shelf(number: int) -> tuple[dict[str, Any], Framework]:
    """The shipped framework at 0; the others grow with their number."""
    if number == 0:
        return making.shipped_document(), making.shipped()
    document = _framework(random.Random(number), number)
    return document, framework_from(document)


def _framework(rng: random.Random, number: int) -> dict[str, Any]:
    size = min(54, 1 + number * 54 // SHELF)
    dimensions = [
        {"code": f"D{n}", "weight": rng.choice((0, 1, 3, 2400))} for n in range(1, 2 + min(7, number // 8))
    ]
    criteria = []
    for n in range(size):
        row = making.criterion(
            f"c{n}", rng.choice(dimensions)["code"], rng.choice((0, 1, 1, 2, 3, 5)), caps=_caps(rng)
        )
        if rng.random() < 0.3:
            row["weight_by_sector"] = {"A": rng.choice((0, 2, 7))}
        if rng.random() < 0.3:
            row["sectors"] = rng.choice((["A", "B"], ["B", "C"], ["A"]))
        if rng.random() < 0.15:
            row |= {"rule": "ppm", "thresholds": {sector: [5000, 1000, 250, 100, 25] for sector in "ABC"}}
        elif rng.random() < 0.1:
            row |= {
                "rule": "on_time",
                "thresholds": {sector: ["0.80", "0.91", "0.95", "0.98", "0.99"] for sector in "ABC"},
                "minimum_lines": [15, 34, 60, 150, 300],
            }
        criteria.append(row)
    rng.shuffle(criteria)
    decay = [[], making.DECAY, [{"days": 10, "keep": "1/3"}, {"days": 45, "keep": "0"}]]
    return making.document(
        dimension=dimensions,
        criteria=criteria,
        levels=[_level(rng, n, criteria, dimensions) for n in range(1, 6)],
        decay=rng.choice(decay),
        coverage_classes=rng.choice((["A1", "A2", "A3", "A4"], ["A0"], ["A2", "A4"])),
        coverage_grace_days=rng.choice((0, 20, 60, 90)),
        max_not_applicable=rng.choice(("1/3", "0.3333", "1", "0")),
    )


def _caps(rng: random.Random) -> dict[str, str]:
    if rng.random() < 0.6:
        return {}
    return dict(
        zip(CLASSES, sorted(rng.choice(("0", "1", "2", "3.5", "4", "5")) for _ in CLASSES), strict=True)
    )


def _level(
    rng: random.Random, number: int, criteria: Sequence[dict], dimensions: Sequence[dict]
) -> dict[str, Any]:
    gates = []
    for row in rng.sample(list(criteria), k=min(len(criteria), rng.choice((0, 1, 1, 2, 3)))):
        gate = making.gate(row["code"], rng.choice(("0", "1", "1", "2", "2.5", str(number))))
        if rng.random() < 0.2:
            gate["confirmed_by"] = rng.choice((["A4"], ["A3", "A4"]))
        if rng.random() < 0.2:
            gate["minimum_months"] = 6
        if rng.random() < 0.4:
            gate["waivable"] = True
        if rng.random() < 0.2:
            gate["sectors"] = rng.choice((["A"], ["B", "C"]))
        gates.append(gate)
    row = making.level(number, *gates, floors_read=rng.choice(("proven", "credited")))
    row["minimum_total"] = str(rng.choice((0, 0, 1, 4)) * number)
    row["minimum_dimension"] = str(rng.choice((0, 0, 0, 0, 1)) * number)
    row["minimum_dimension_by_code"] = {rng.choice(dimensions)["code"]: str(rng.choice((0, 0, 4)) * number)}
    row["coverage"] = rng.choice(("0", "0", "0.05", "1/7"))
    return row


def rows(fields: dict[str, Sequence], make: Callable[..., dict]) -> st.SearchStrategy[dict]:
    """Rows whose fields are the digits of one integer."""

    def decode(number: int) -> dict:
        chosen = {}
        for name, values in fields.items():
            number, place = divmod(number, len(values))
            chosen[name] = values[place]
        return make(**chosen)

    return st.integers(0, math.prod(map(len, fields.values())) - 1).map(decode)


def _piece(
    code: str, level: str, class_: str, begins: int | None, lasts: int | None, scheme: str | None
) -> dict:
    row = making.proof(code, level, class_)
    if begins is not None:
        row["valid_from"] = making.day(begins)
    if lasts is not None:
        ends = lasts if lasts < 0 else lasts + max(begins or 0, 0)
        row["valid_to"] = making.day(max(ends, begins) if begins is not None else ends)
    if scheme:
        row["scheme"] = scheme
    return row


def _finding(code: str, ceiling: str, opened: int, open_for: int | None) -> dict:
    closed = None if open_for is None else making.day(opened + open_for)
    return {"criterion": code, "ceiling": ceiling, "opened": making.day(opened), "closed": closed}


def _measurement(
    code: str, class_: str, whole: int, lost: int, months: int | None, sales: str | None, lasts: int | None
) -> dict:
    row = {
        "criterion": code, "class": class_, "parts": whole, "rejected": whole * lost // 100_000, "due": whole,
        "on_time": whole - whole * lost // 5_000, "months": months, "coverage_of_sales": sales,
    }  # fmt: skip
    return row | ({} if lasts is None else {"valid_to": making.day(lasts)})


def _waiver(code: str, level: int, begins: int | None, lasts: int | None) -> dict:
    row: dict[str, Any] = {"criterion": code, "level": level, "reason": "r", "buyer": "b", "approver": "a"}
    row["valid_from"] = None if begins is None else making.day(begins)
    row["valid_to"] = None if lasts is None else making.day((begins or 0) + lasts)
    return row


def codes_of(number: int) -> list[str]:
    return [c["code"] for c in shelf(number)[0]["criterion"]]


@cache
def gated(number: int) -> list[str]:
    """Codes of criteria with a gate."""
    return [g["criterion"] for lv in shelf(number)[0]["level"] for g in lv["gates"]]


@cache
def _row_strategies(number: int) -> dict[str, st.SearchStrategy[list[dict]]]:
    codes, on_gates = codes_of(number), gated(number) or codes_of(number)
    measured = [
        c["code"] for c in shelf(number)[0]["criterion"] if c.get("rule") in ("ppm", "on_time")
    ] or codes
    evidence = pieces(number)
    return {
        "evidence": st.lists(evidence, max_size=25) | st.lists(evidence, min_size=12, max_size=25),
        "findings": st.lists(findings(number), max_size=4),
        "measurements": st.lists(
            rows(
                {"code": measured, "class_": CLASSES, "whole": (0, 100, 12_000, 150_000), "lost": (0, 2, 30, 400),
                 "months": (None, 3, 12), "sales": (None, "0.4", "0.5"), "lasts": (None, 200, -1, -45)},
                _measurement,
            ),
            max_size=3,
        ),
        "not_applicable": st.lists(
            rows(
                {"code": codes, "approved": (True, True, False)},
                lambda code, approved: {"criterion": code, "approved": approved},
            ),
            max_size=4,
        ),
        "waivers": st.lists(
            rows(
                {"code": on_gates, "level": (1, 2, 3, 4, 5), "begins": (None, -10, 5), "lasts": (None, 10, 60)}, _waiver
            ),
            max_size=3,
        ),
        "renewals": st.lists(
            rows(
                {"code": on_gates, "booked": (45, 10, 0, 100, 59, -1)},
                lambda code, booked: {"criterion": code, "booked_for": making.day(booked)},
            ),
            max_size=3,
        ),
    }  # fmt: skip


@cache
def pieces(
    number: int, classes: tuple[str, ...] = MOSTLY_PROOF, begins: tuple = BEGINS, schemes: tuple = SCHEMES
) -> Any:
    """Evidence on the criteria of a framework of the shelf, those with gates twice as often."""
    fields = {
        "code": codes_of(number) + 2 * gated(number),
        "level": LEVELS,
        "class_": classes,
        "begins": begins,
        "lasts": LASTS + LAPSED,
        "scheme": schemes,
    }
    return rows(fields, _piece)


@cache
def findings(number: int, opened: tuple = (-20, 0, 1, -100, 30), open_for: tuple = (None, 0, 20, 100)) -> Any:
    return rows(
        {"code": codes_of(number), "ceiling": LEVELS, "opened": opened, "open_for": open_for}, _finding
    )


LISTS = ("evidence", "findings", "measurements", "not_applicable", "waivers", "renewals")


# One in three is the shipped framework.
NUMBERS = (*range(SHELF + 1), *([0] * (SHELF // 2)))


@st.composite
def worlds(draw: st.DrawFn, lists: tuple[str, ...] = LISTS, numbers: Sequence[int] = NUMBERS) -> World:
    """A framework of ``numbers`` on the shelf, and facts; lists that are not named stay empty."""
    number = draw(st.sampled_from(numbers))
    document, framework = shelf(number)
    facts: dict[str, Any] = {name: [] for name in LISTS}
    if number == 0:
        firm = draw(st.integers(0, 2 * len(making.profiles()) - 1))
        if firm < len(making.profiles()):
            facts |= {k: v for k, v in deepcopy(making.profiles()[firm]["facts"]).items() if k in lists}
            facts["sector"] = making.profiles()[firm]["facts"]["sector"]
        else:
            facts["sector"] = "MPEATFH"[firm % 7]
    else:
        facts["sector"] = draw(st.sampled_from("ABC"))
    for name in lists:
        facts[name] = facts[name] + draw(_row_strategies(number)[name])
    return World(number, document, framework, facts)


def later(days: int) -> date:
    return making.TODAY + timedelta(days=days)
