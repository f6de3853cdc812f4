"""Levels, gates and floors (convention 5, 7), who confirmed (11), waivers and renewals (14).

Mutants of `plan` that live change nothing: a gate taken for one that is not plain is judged the long way to the
same end, a floor of nothing is no floor, and criteria outside every dimension that weighs have no weight.
"""

import pytest

from tests.readiness.engine.making import criterion, day, gate, judged, level, proof, small


def one_gate(**more):
    return small(criteria=[criterion("x"), criterion("y")], levels=[level(1, gate("x", "3", **more))])


def held(result: dict) -> tuple:
    return result["level"], result["counted_level"], result["gates"][0]["held"], result["gates"][0]["reason"]


@pytest.mark.parametrize(
    "evidence, reason",
    [
        pytest.param(proof("x", "3"), None, id="proven"),
        pytest.param(proof("x", "2.999999"), "short", id="a hair short"),
        pytest.param(proof("x", "5", "A1"), "unproven", id="claimed"),
        pytest.param(proof("x", "3", valid_to=day(0)), None, id="on the last day"),
        pytest.param(
            proof("x", "3", valid_to=day(-1)), "expired", id="the day after, though the score decays"
        ),
        pytest.param(proof("x", "3", valid_from=day(1)), "unknown", id="not begun"),
        pytest.param(proof("y", "5"), "unknown", id="nothing known"),
    ],
)
def test_a_gate_reads_what_is_proven(evidence: dict, reason: str | None):
    result = judged(one_gate(), evidence)
    assert held(result) == ((1, 1, True, None) if reason is None else (0, 0, False, reason))


def test_the_total_never_buys_a_gate():
    """Total 92 with one gate of level 3 unproven is level 2."""
    framework = small(
        criteria=[criterion("x", weight=8), criterion("y", weight=92)],
        levels=[level(1), level(2, gate("y", "5")), level(3, gate("x", "1")), level(4, minimum_total="10")],
    )
    result = judged(framework, proof("y", "5"))
    assert (result["total"], result["level"]) == ("92.000000", 2)


def test_a_level_needs_every_lower_level():
    framework = small(levels=[level(2, gate("y")), level(1, gate("x")), level(3)])
    assert judged(framework, proof("y"))["level"] == 0
    assert judged(framework, proof("x"))["level"] == 1
    assert judged(framework, proof("x"), proof("y"))["level"] == 3


def test_a_level_with_no_gates_and_no_thresholds_is_held():
    assert judged(small(levels=[level(1)]))["level"] == 1
    assert judged(small(criteria=[], dimension=[], levels=[level(1)]))["level"] == 1


def test_level_zero_asks_nothing():
    framework = small(levels=[level(0, gate("x", "5"), minimum_total="90", name={"en": "Registered"})])
    result = judged(framework)
    assert (result["level"], result["level_name"], result["gates"]) == (0, {"en": "Registered"}, [])


def test_a_gate_on_a_criterion_outside_the_sector_is_left_out():
    framework = small(
        criteria=[criterion("x", sectors=["A"]), criterion("y")],
        levels=[level(1, gate("x", "5"), gate("y", "1", sectors=["A"]))],
    )
    assert judged(framework, sector="M")["level"] == 1
    assert judged(framework, sector="M")["gates"] == []
    assert judged(framework, sector="A")["level"] == 0
    assert [g["criterion"] for g in judged(framework, sector="A")["gates"]] == ["x", "y"]


def test_a_gate_may_rest_on_a_criterion_that_weighs_nothing():
    framework = small(
        dimension=[{"code": "D", "weight": 1}, {"code": "E", "weight": 1}],
        criteria=[criterion("x", "D", 1), criterion("y", "E", 0)],
        levels=[level(1, gate("y", "3"))],
    )
    assert judged(framework, proof("x", "5"))["level"] == 0
    result = judged(framework, proof("x", "5"), proof("y", "3"))
    assert (result["level"], result["total"]) == (1, "100.000000")
    assert [d["code"] for d in result["dimensions"]] == ["D"]


@pytest.mark.parametrize(
    "evidence, level_", [(proof("x", "2", "A1"), 1), (proof("x", "2", "A3"), 2), (proof("x", "1", "A3"), 0)]
)
def test_floors_read_the_credited_or_the_proven_total(evidence: dict, level_: int):
    framework = small(
        criteria=[criterion("x")],
        levels=[level(1, minimum_total="40"), level(2, minimum_total="40", floors_read="proven")],
    )
    assert judged(framework, evidence)["level"] == level_


@pytest.mark.parametrize(
    "by_code, level_",
    [
        pytest.param({}, 0, id="all dimensions"),
        pytest.param({"E": "0"}, 1, id="all but one"),
        pytest.param({"D": "41", "E": "0"}, 0, id="one of them higher"),
    ],
)
def test_each_dimension_has_a_floor(by_code: dict, level_: int):
    framework = small(
        dimension=[{"code": "D", "weight": 1}, {"code": "E", "weight": 1}],
        criteria=[criterion("x", "D"), criterion("y", "E")],
        levels=[level(1, minimum_dimension="40", minimum_dimension_by_code=by_code)],
    )
    assert judged(framework, proof("x", "2"), proof("y", "1"))["level"] == level_


@pytest.mark.parametrize("floors_read, level_", [("credited", 1), ("proven", 0)])
def test_the_floor_of_a_dimension_reads_the_credited_or_the_proven_score(floors_read: str, level_: int):
    """A claim alone is credited with 2 of 5 and proves nothing."""
    framework = small(
        criteria=[criterion("x")], levels=[level(1, minimum_dimension="40", floors_read=floors_read)]
    )
    assert judged(framework, proof("x", "5", "A1"))["level"] == level_


def test_floors_are_compared_exactly():
    """Two thirds of the hundred against a floor that differs in the twentieth place."""
    for floor, level_ in (("66." + "6" * 20, 1), ("66." + "6" * 19 + "7", 0), ("200/3", 1)):
        framework = small(criteria=[criterion(c) for c in "xyz"], levels=[level(1, minimum_total=floor)])
        assert judged(framework, proof("x", "5"), proof("y", "5"))["level"] == level_


@pytest.mark.parametrize("floor, level_", [("40", 1), ("40.0001", 0), ("0.5", 1)])
def test_the_floor_of_a_dimension_is_compared_exactly(floor: str, level_: int):
    framework = small(criteria=[criterion("x")], levels=[level(1, minimum_dimension=floor)])
    assert judged(framework, proof("x", "2"))["level"] == level_
    assert judged(framework)["level"] == 0, "the least floor is one all the same"


def test_the_smallest_framework_can_be_covered():
    """One criterion of weight one: all of it is a sum of one."""
    framework = small(
        dimension=[{"code": "D", "weight": 1}], criteria=[criterion("x")], levels=[level(1, coverage="1")]
    )
    assert judged(framework, proof("x", "0"))["level"] == 1


def test_a_floor_of_the_total_is_not_held_where_nothing_is_weighed():
    framework = small(criteria=[criterion("x", sectors=["A"])], levels=[level(1, minimum_total="1")])
    assert judged(framework, sector="M")["level"] == 0


def test_weights_are_normalised_whatever_they_sum_to():
    """Printed weights of a known index sum to 1.001: comparing a float sum with 100 would refuse it."""
    groups = [{"code": str(n), "weight": weight} for n, weight in enumerate((333, 333, 335))]
    framework = small(dimension=groups, criteria=[criterion(f"c{n}", str(n)) for n in range(3)])
    result = judged(framework, *(proof(f"c{n}", "5") for n in range(3)))
    assert result["total"] == "100.000000"


def test_exactly_one_hundred_has_a_level():
    """A band that ends below 100 leaves the best firms without any."""
    framework = small(levels=[level(1, minimum_total="50"), level(5, minimum_total="100")])
    assert judged(framework, proof("x", "5"), proof("y", "5"))["level"] == 5


def test_no_data_is_nothing_and_unknown_not_one_hundred():
    result = judged(small(levels=[level(1, coverage="0.01")]))
    assert (result["total"], result["interval"], result["level"]) == ("0.000000", ["0.000000"] * 2, 0)
    assert {c["status"] for c in result["criteria"]} == {"unknown"}


def measured(class_: str = "A4", months: int | None = 12, **more) -> dict:
    """A year of deliveries at level 5."""
    told = {} if months is None else {"months": months}
    return {"criterion": "x", "class": class_, "parts": 10**6, "rejected": 0} | told | more


BUYER = small(
    criteria=[criterion("x", rule="ppm", thresholds={"M": [5000, 1000, 250, 100, 25]}), criterion("y")],
    levels=[level(1, gate("x", "3", confirmed_by=["A4"], minimum_months=6))],
)


@pytest.mark.parametrize(
    "facts, expected",
    [
        pytest.param({"measurements": [measured()]}, (1, 1, True, None), id="a buyer's figures"),
        pytest.param(
            {"measurements": [measured("A3")]}, (1, 0, True, "unconfirmed"), id="an auditor's figures"
        ),
        pytest.param(
            {"measurements": [measured("A2")]}, (0, 0, False, "unconfirmed"), id="figures seen by staff"
        ),
        pytest.param({"measurements": [measured(months=6)]}, (1, 1, True, None), id="six months"),
        pytest.param({"measurements": [measured(months=5)]}, (0, 0, False, "short"), id="five months"),
        pytest.param(
            {"measurements": [measured(months=None)]}, (0, 0, False, "unconfirmed"), id="months not told"
        ),
        pytest.param({"evidence": [proof("x", "3", "A4")]}, (1, 1, True, None), id="evidence has no months"),
        pytest.param({"evidence": [proof("x", "3", "A3")]}, (1, 0, True, "unconfirmed"), id="an audit"),
        pytest.param(
            {"evidence": [proof("x", "3", "A3")], "measurements": [measured()]}, (1, 1, True, None), id="both"
        ),
        pytest.param(
            {"evidence": [proof("x", "2", "A4"), proof("x", "3", "A3")]},
            (1, 0, True, "unconfirmed"),
            id="the buyer confirms less than the audit",
        ),
        pytest.param(
            {"measurements": [measured(valid_to=day(-1))]}, (0, 0, False, "expired"), id="stale figures"
        ),
        pytest.param(
            {"evidence": [proof("x", "3", "A2")]},
            (0, 0, False, "unconfirmed"),
            id="just enough, seen by staff",
        ),
        pytest.param(
            {"evidence": [proof("x", "3", "A2", valid_to=day(-1))]},
            (0, 0, False, "unproven"),
            id="lapsed, and would not have confirmed it",
        ),
        pytest.param(
            {
                "measurements": [measured()],
                "findings": [{"criterion": "x", "ceiling": "2", "opened": day(-3)}],
            },
            (0, 0, False, "finding"),
            id="under a finding",
        ),
    ],
)
def test_a_buyers_word_over_enough_months_confirms_a_gate(facts: dict, expected: tuple):
    assert held(judged(BUYER, **facts)) == expected


def test_months_alone_may_be_asked_of_any_proof():
    framework = small(
        criteria=[criterion("x", rule="ppm", thresholds={"M": [5000, 1000, 250, 100, 25]})],
        levels=[level(1, gate("x", "3", minimum_months=9))],
    )
    assert judged(framework, measurements=[measured("A2", 9)])["level"] == 1
    assert held(judged(framework, measurements=[measured("A2", 8)])) == (0, 0, False, "short")


def waiver(**more) -> dict:
    words = {"buyer": "B", "reason": "R", "approver": "A"}
    return {"criterion": "x", "level": 1, "valid_from": day(-1), "valid_to": day(1)} | words | more


@pytest.mark.parametrize(
    "row, on, expected",
    [
        pytest.param(waiver(), 0, (1, 0, True, "waived"), id="in force"),
        pytest.param(waiver(), -2, (0, 0, False, "unknown"), id="not yet"),
        pytest.param(waiver(), -1, (1, 0, True, "waived"), id="its first day"),
        pytest.param(waiver(), 1, (1, 0, True, "waived"), id="its last day"),
        pytest.param(waiver(), 2, (0, 0, False, "unknown"), id="no longer"),
        pytest.param(waiver(valid_from=None, valid_to=None), 999, (1, 0, True, "waived"), id="without dates"),
        pytest.param(waiver(level="1"), 0, (1, 0, True, "waived"), id="level as text"),
        pytest.param(waiver(level=2), 0, (0, 0, False, "unknown"), id="of another level"),
        pytest.param(waiver(criterion="y"), 0, (0, 0, False, "unknown"), id="of another criterion"),
    ],
)
def test_a_waiver_holds_its_gate_between_its_days_and_never_counts(row: dict, on: int, expected: tuple):
    result = judged(one_gate(waivable=True), waivers=[row], on=on)
    assert held(result) == expected
    assert result["gates"][0]["waived"] == (expected[3] == "waived")


def test_a_gate_that_is_not_waivable_is_not_waived():
    assert held(judged(one_gate(), waivers=[waiver()])) == (0, 0, False, "unknown")


def test_a_waived_gate_that_is_proven_all_the_same_counts():
    result = judged(one_gate(waivable=True), proof("x", "3"), waivers=[waiver()])
    assert held(result) == (1, 1, True, None)
    assert not result["gates"][0]["waived"]


def test_what_is_counted_stops_below_the_first_gate_that_does_not_count():
    framework = small(levels=[level(1, gate("y")), level(2, gate("x", waivable=True)), level(3, gate("y"))])
    result = judged(framework, proof("y"), waivers=[waiver(level=2)])
    assert (result["level"], result["counted_level"]) == (3, 1)


def booked(offset: int, code: str = "x") -> dict:
    return {"criterion": code, "booked_for": day(offset)}


@pytest.mark.parametrize(
    "ended, renewals, until",
    [
        pytest.param(-1, [booked(20)], 20, id="until the day that is booked"),
        pytest.param(-1, [booked(90)], 59, id="sixty days after the end at most"),
        pytest.param(-60, [booked(90)], 0, id="the sixtieth day"),
        pytest.param(-61, [booked(90)], None, id="the day after"),
        pytest.param(-1, [booked(0)], 0, id="booked for today"),
        pytest.param(-1, [booked(-1)], None, id="the booked day has passed"),
        pytest.param(-1, [booked(5), booked(30)], 30, id="booked again"),
        pytest.param(-1, [booked(30), booked(5)], 30, id="the later of two"),
        pytest.param(-1, [booked(20, "y")], None, id="another criterion"),
        pytest.param(0, [booked(20)], None, id="not yet expired"),
    ],
)
def test_a_booked_renewal_makes_a_level_conditional_and_never_counts(
    ended: int, renewals: list, until: int | None
):
    result = judged(one_gate(), proof("x", "3", valid_to=day(ended)), renewals=renewals)
    assert result["conditional"] == (None if until is None else {"level": 1, "until": day(until)})
    assert result["level"] == result["counted_level"] == (1 if ended == 0 else 0)


def test_only_proof_that_lapsed_lately_is_counted_as_if_in_force():
    """The better certificate ended long ago: its class is not what the renewal is of."""
    old = proof("x", "3", valid_to=day(-200))
    assert (
        judged(one_gate(), old, proof("x", "2", valid_to=day(-2)), renewals=[booked(9)])["conditional"]
        is None
    )
    assert judged(one_gate(), old, proof("x", "3", valid_to=day(-2)), renewals=[booked(9)])["conditional"]


def test_a_renewal_that_was_due_yesterday_does_not_stand_today():
    framework = small(levels=[level(1, gate("x", "3"), gate("y", "3"))])
    lapsed = [proof("x", "3", valid_to=day(-2)), proof("y", "3", valid_to=day(-2))]
    assert judged(framework, *lapsed, renewals=[booked(-1), booked(9, "y")])["conditional"] is None
    assert judged(framework, *lapsed, renewals=[booked(0), booked(9, "y")])["conditional"]


def test_proof_of_every_class_is_renewed_and_a_waived_gate_stays_waived():
    framework = small(levels=[level(1, gate("x", "3"), gate("y", "3", waivable=True))])
    lapsed = proof("x", "3", "A2", valid_to=day(-1))
    waiver = {"criterion": "y", "level": 1}
    result = judged(framework, lapsed, renewals=[booked(9)], waivers=[waiver])
    assert (result["level"], result["conditional"]) == (0, {"level": 1, "until": day(9)})


def test_a_claim_that_lapsed_does_not_lift_the_total_again():
    framework = small(levels=[level(1, gate("x", "3"), minimum_total="50")])
    claim = proof("y", "2", "A1", valid_to=day(-40))
    facts = {"renewals": [booked(9), booked(9, "y")]}
    assert judged(framework, proof("x", "3", valid_to=day(-1)), claim, **facts)["conditional"] is None
    assert judged(framework, proof("x", "3", valid_to=day(-1)), proof("y", "2"), **facts)["conditional"]


def test_a_mere_claim_is_not_renewed():
    assert (
        judged(one_gate(), proof("x", "5", "A1", valid_to=day(-1)), renewals=[booked(9)])["conditional"]
        is None
    )


def test_a_finding_stands_in_the_way_of_a_conditional_level():
    finding = {"criterion": "x", "ceiling": "2", "opened": day(-3)}
    result = judged(one_gate(), proof("x", "3", valid_to=day(-1)), renewals=[booked(9)], findings=[finding])
    assert result["conditional"] is None


def test_a_conditional_level_ends_with_the_first_renewal_that_it_needs():
    framework = small(
        criteria=[criterion(c) for c in "xyz"], levels=[level(1, gate("x", "3"), gate("y", "3"))]
    )
    lapsed = [proof(c, "3", valid_to=day(-1)) for c in "xyz"]
    renewals = [booked(20, "x"), booked(12, "y"), booked(5, "z")]
    assert judged(framework, *lapsed, renewals=renewals)["conditional"] == {"level": 1, "until": day(12)}


def test_a_conditional_level_may_lie_above_one_that_is_held():
    framework = small(levels=[level(1, gate("y")), level(2, gate("x", "3"))])
    result = judged(framework, proof("y"), proof("x", "3", valid_to=day(-1)), renewals=[booked(9)])
    assert (result["level"], result["conditional"]) == (1, {"level": 2, "until": day(9)})
