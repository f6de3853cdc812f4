"""A roadmap as one JSON object: one small firm, told whole."""

from readiness.engine.roadmap import roadmap, roadmap_document
from tests.readiness.engine.making import TODAY, criterion, day, gate, level, proof, small
from tests.readiness.engine.roadmap.worlds import case, pays, row, steps_of

FRAMEWORK = small(
    criteria=[criterion("a"), criterion("b"), criterion("c"), criterion("d")],
    levels=[level(1, gate("a", "2"), minimum_total="20"), level(2, gate("b", "3"), gate("c", "2"))],
)
ROWS = (
    row("check", "declared", kind="evidence-only", evidence_class="A2", cost=2, months="0.25"),
    row("base", "c:2", cost=4, months=1) | {"cost_high_million_vnd": "6.5", "months_high": "2"},
    row(
        "work",
        "b:3",
        prerequisites="base",
        cost=8,
        months="2.5",
        name_vi="Việc",
        name_en="Work",
        source="programme",
    ),
)


def each(amount: str) -> dict[str, str]:
    return {"low": amount, "typical": amount, "high": amount}


def told(*evidence: dict, rows=ROWS, target: int = 2, **facts):
    grants = {"work": [pays("p", "1/4", 1500)], "check": [pays("q", "1/2")]}
    found = roadmap(case(FRAMEWORK, *evidence, **facts), steps_of(FRAMEWORK, *rows), target, TODAY, grants)
    return roadmap_document(found)


def test_a_roadmap_is_told_whole():
    found = told(proof("a", "4", "A1"))
    blocked = {"kind": "gate", "value": "0.000000", "reason": "unknown", "date": None}
    check = {
        "key": "check:a", "code": "check", "criterion": "a", "name": {"vi": "check", "en": "check"}, "kind": "evidence-only", "class": "A2",
        "cost": each("2"), "net_cost": each("1"), "months": each("0.25"),
        "begins": "0", "ends": "0.25", "programme": "q", "opens": [{"level": 1, "criterion": "a"}],
        "points": "20.000000", "leads_to": [], "source": "estimate", "waits_for_staff": False,
    }  # fmt: skip
    base = {
        "key": "base", "code": "base", "criterion": None, "name": {"vi": "base", "en": "base"}, "kind": "management", "class": "A3",
        "cost": {"low": "4", "typical": "4", "high": "6.5"}, "net_cost": {"low": "4", "typical": "4", "high": "6.5"},
        "months": {"low": "1", "typical": "1", "high": "2"}, "begins": "0", "ends": "1", "programme": None,
        "opens": [{"level": 2, "criterion": "c"}], "points": "10.000000", "leads_to": ["work"], "source": "estimate", "waits_for_staff": False,
    }  # fmt: skip
    work = {
        "key": "work", "code": "work", "criterion": None, "name": {"vi": "Việc", "en": "Work"}, "kind": "management", "class": "A3",
        "cost": each("8"), "net_cost": each("6.5"),
        "months": each("2.5"), "begins": "1", "ends": "3.5", "programme": "p",
        "opens": [{"level": 2, "criterion": "b"}], "points": "15.000000", "leads_to": [], "source": "programme", "waits_for_staff": False,
    }  # fmt: skip
    assert found == {
        "target": 2,
        "on": "2026-11-21",
        "level": 0,
        "reached": False,
        "evidence_only": {
            "cost": each("2"), "net_cost": each("1"), "months": each("0.25"),
            "steps": [check],
            "after": {
                "level": 1, "counted_level": 1, "total": "20.000000", "proven": "20.000000", "coverage": "0.250000",
                "blockers": [
                    {"level": 2, "code": "b", "needed": "3.000000"} | blocked,
                    {"level": 2, "code": "c", "needed": "2.000000"} | blocked,
                ],
            },
        },
        "plans": [
            {
                "cost": {"low": "14", "typical": "14", "high": "16.5"},
                "net_cost": {"low": "11.5", "typical": "11.5", "high": "14"},
                "months": {"low": "3.5", "typical": "3.5", "high": "4.5"},
                "steps": [check, base, work],
                "after": {
                    "level": 2, "counted_level": 2, "total": "45.000000", "proven": "45.000000", "coverage": "0.750000",
                    "blockers": [],
                },
            }
        ],
        "unliftable": [],
    }  # fmt: skip


def test_what_no_step_lifts_is_told_with_its_level_and_day():
    finding = {"criterion": "a", "ceiling": "1", "opened": day(-30)}
    found = told(proof("a", "4"), findings=[finding])
    assert (found["plans"], found["reached"]) == ([], False)
    assert found["unliftable"] == [
        {"level": 1, "kind": "gate", "code": "a", "needed": "2.000000", "value": "1.000000", "reason": "finding",
         "date": day(-30)}
    ]  # fmt: skip


def test_numbers_of_what_is_not_proven_stay_apart():
    """The firm is at level 2 by an audit; its claim on d is credited and not proven."""
    held = [proof("a", "2"), proof("b", "3", "A3"), proof("c", "2"), proof("d", "2", "A1")]
    found = told(*held)
    after = found["plans"][0]["after"]
    assert found["reached"]
    assert (after["total"], after["proven"], after["coverage"]) == ("45.000000", "35.000000", "1.000000")
    assert found["plans"][0]["steps"] == []
    assert found["plans"][0]["months"] == each("0")
