"""Shortcuts that break the promises, each with the case that shows it (lessons 3 and 4 of the model)."""

from fractions import Fraction

from tests.readiness.engine.making import criterion, day, judged, level, of, proof, small


def test_averaging_evidence_a_true_weaker_proof_would_lower():
    framework = small(criteria=[criterion("x")])
    strong, weak = proof("x", "5"), proof("x", "1")
    assert judged(framework, strong, weak)["total"] == judged(framework, strong)["total"] == "100.000000"


def test_free_use_of_not_applicable_would_raise_and_is_held_to_a_third():
    """Leaving out what is weak raises the total: so it takes approval, a limit, and never a gate."""
    framework = small(criteria=[criterion(c) for c in "abc"])
    evidence = [proof("a", "5"), proof("b", "5")]
    asked = [{"criterion": "c", "approved": True}]
    assert judged(framework, *evidence)["total"] == "66.666667"
    assert judged(framework, *evidence, not_applicable=asked)["total"] == "100.000000"
    asked.append({"criterion": "b", "approved": True})
    assert judged(framework, *evidence, not_applicable=asked)["total"] == "66.666667"


def test_future_dated_evidence_would_raise_later_and_counts_nothing_until_it_begins():
    framework = small(criteria=[criterion("x")])
    coming = proof("x", "5", valid_from=day(30))
    result = judged(framework, coming)
    assert (result["total"], result["interval"], result["coverage"]) == (
        "0.000000",
        ["0.000000"] * 2,
        "0.000000",
    )
    assert result["next_change_on"] == day(30)
    assert judged(framework, coming, on=30)["total"] == "100.000000"


def test_rounding_part_by_part_would_not_add_up():
    framework = small(criteria=[criterion(str(n)) for n in range(7)])
    result = judged(framework, *(proof(str(n), "5") for n in range(7)))
    parts = sum(Fraction(of(result, str(n))["gain"]) for n in range(7))
    assert result["total"] == "100.000000"
    assert parts != 100, "the parts as printed do not add up: the total is not made of them"


def test_a_band_with_an_upper_edge_would_leave_exactly_one_hundred_without_a_level():
    framework = small(levels=[level(n, minimum_total=str(20 * n)) for n in range(1, 6)])
    assert judged(framework, proof("x", "5"), proof("y", "5"))["level"] == 5


def test_a_float_sum_of_weights_would_not_be_one_hundred():
    tenths = [{"code": str(n), "weight": 1} for n in range(10)]
    framework = small(dimension=tenths, criteria=[criterion(f"c{n}", str(n)) for n in range(10)])
    assert sum(10 * [0.1]) != 1
    assert judged(framework, *(proof(f"c{n}", "5") for n in range(10)))["total"] == "100.000000"


def test_no_data_would_be_one_hundred_and_is_nothing():
    result = judged(small())
    assert result["total"] == "0.000000"
    assert {c["status"] for c in result["criteria"]} == {"unknown"}
