"""A simulation worked by hand: six firms under a framework that weighs x and y alike, and under one that does not.

Mutants of `simulation` that live change nothing: `strict` over lists of one length.
"""

import pytest

from readiness.engine import case_of, parse_facts
from readiness.engine.simulation import simulation
from tests.readiness.engine.making import TODAY, criterion, gate, level, proof, small

WAIVER = {"criterion": "y", "level": 4, "valid_from": "2026-01-01"}
# Sector, x, y of five, waivers; then the points and the level before and after.
FIRMS = [
    ("M", "5", "5", []),  # 100 and 4, then 100 and 4
    ("M", "4", "5", []),  # 90 and 4, then 85 and 3
    ("T", "5", "0", []),  # 50 and 2, then 75 and 3
    ("M", "0", "5", []),  # 50 and 2, then 25 and 1
    ("T", "3", "3", []),  # 60 and 3, then 60 and 3
    ("M", "5", "3", [WAIVER]),  # 80 and 4 by a waiver, then 90 and 4 by a waiver
]


def framework(weight_of_x, minima):
    return small(
        criteria=[criterion("x", weight=weight_of_x), criterion("y")],
        levels=[
            level(
                number,
                *([gate("y", "4", waivable=True)] if number == 4 else []),
                minimum_total=str(minimum),
            )
            for number, minimum in enumerate(minima, start=1)
        ],
    )


def cases(under, firms=FIRMS):
    return [
        case_of(
            under,
            parse_facts(
                {"sector": sector, "evidence": [proof("x", x), proof("y", y)], "waivers": waivers}, under
            ),
        )
        for sector, x, y, waivers in firms
    ]


BEFORE, AFTER = framework(1, (20, 40, 60, 80)), framework(3, (20, 40, 50, 90))


def test_levels_sectors_movers_and_ranks_are_those_worked_by_hand():
    """Places 1, 2, 5½, 5½, 4, 3 become 1, 3, 4, 6, 5, 2: five places in all, and 58 of √(68 · 70)."""
    assert simulation(cases(BEFORE), cases(AFTER), TODAY) == {
        "on": "2026-11-21",
        "firms": 6,
        "differences": [
            [["criterion", "x", "weight"], 1, 3],
            [["level", "3", "total"], "60", "50"],
            [["level", "4", "total"], "80", "90"],
        ],
        "up": 1,
        "down": 2,
        "migration": [[2, 1, 1], [2, 3, 1], [3, 3, 1], [4, 3, 1], [4, 4, 2]],
        "sectors": {"M": {"firms": 4, "up": 0, "down": 2}, "T": {"firms": 2, "up": 1, "down": 0}},
        "counted_direct": [2, 1],
        "movers": [
            {"firm": 2, "level": 4, "new_level": 3, "total": "90.000000", "new_total": "85.000000"},
            {"firm": 3, "level": 2, "new_level": 3, "total": "50.000000", "new_total": "75.000000"},
            {"firm": 4, "level": 2, "new_level": 1, "total": "50.000000", "new_total": "25.000000"},
        ],
        "rank_correlation": "0.840668",
        "mean_rank_shift": "0.833333",
    }


def test_sensitivity_is_of_what_is_tried():
    """Five points more at each level: only the sixth, at 90 of 90, loses one. Before, the fifth would, too."""
    effects = simulation(cases(BEFORE), cases(AFTER), TODAY, sensitivity=True)["sensitivity"]
    assert effects[-1] == {
        "kind": "thresholds",
        "of": "",
        "sign": 1,
        "firms": 6,
        "changed": 1,
        "shift": "0.000000",
        "correlation": "1.000000",
    }


def test_one_firm_has_no_order_and_is_told_all_the_same():
    found = simulation(cases(BEFORE, FIRMS[3:4]), cases(AFTER, FIRMS[3:4]), TODAY, sensitivity=True)
    assert (found["firms"], found["rank_correlation"], found["mean_rank_shift"]) == (1, None, "0.000000")
    assert {(e["firms"], e["correlation"]) for e in found["sensitivity"]} == {(1, None)}


@pytest.mark.parametrize("before, after, reason", [(6, 5, "shorter"), (5, 6, "longer")])
def test_lists_of_more_and_of_fewer_firms_are_not_compared(before, after, reason):
    with pytest.raises(ValueError, match=f"argument 2 is {reason}"):
        simulation(cases(BEFORE, FIRMS[:before]), cases(AFTER, FIRMS[:after]), TODAY)
