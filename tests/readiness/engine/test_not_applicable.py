"""What a firm may leave out: by the framework's matrix, or asked for and approved within limits."""

import pytest

from tests.readiness.engine.making import criterion, gate, judged, level, of, proof, small

SIX = small(criteria=[criterion(c) for c in "abcdef"], levels=[level(1, gate("f", "1"))])


def asked(*codes: str, approved: bool = True) -> list[dict]:
    return [{"criterion": code, "approved": approved} for code in codes]


def test_the_matrix_leaves_out_without_limit():
    framework = small(criteria=[criterion("x"), *(criterion(c, sectors=["A"]) for c in "abcd")])
    result = judged(framework, proof("x", "5"), proof("a", "5"), sector="M")
    assert result["total"] == "100.000000"
    assert of(result, "a")["status"] == "not_applicable"
    assert of(result, "a")["claimed"] == "0.000000"


def test_a_weight_may_depend_on_the_sector():
    framework = small(
        criteria=[criterion("x", weight=1, weight_by_sector={"A": 3}), criterion("y", weight=1)]
    )
    assert judged(framework, proof("x", "5"), sector="M")["total"] == "50.000000"
    assert judged(framework, proof("x", "5"), sector="A")["total"] == "75.000000"


def test_approved_requests_up_to_a_third_renormalise_the_rest():
    result = judged(SIX, proof("a", "5"), not_applicable=asked("b", "c"))
    assert result["refused"] == []
    assert result["total"] == "25.000000"
    assert of(result, "b")["status"] == "not_applicable"


def test_more_than_a_third_of_a_dimension_is_refused_altogether():
    result = judged(SIX, proof("a", "5"), not_applicable=asked("d", "b", "c"))
    assert result["refused"] == [{"criterion": c, "reason": "share"} for c in "bcd"]
    assert result["total"] == "16.666667"


def test_requests_on_gates_and_requests_for_too_much_are_refused_side_by_side():
    result = judged(SIX, not_applicable=asked("d", "f", "b", "c"))
    assert result["refused"] == [
        {"criterion": "b", "reason": "share"}, {"criterion": "c", "reason": "share"},
        {"criterion": "d", "reason": "share"}, {"criterion": "f", "reason": "gate"},
    ]  # fmt: skip


def test_one_dimension_asking_too_much_does_not_touch_another():
    framework = small(
        dimension=[{"code": "D", "weight": 1}, {"code": "E", "weight": 1}],
        criteria=[*(criterion(c, "D") for c in "abc"), *(criterion(c, "E") for c in "xy")],
    )
    result = judged(framework, not_applicable=asked("a", "x"))
    assert result["refused"] == [{"criterion": "x", "reason": "share"}]
    assert of(result, "a")["status"] == "not_applicable"


def test_the_share_is_one_of_weight_in_the_sector():
    framework = small(
        criteria=[
            criterion("x", weight=1, weight_by_sector={"A": 4}),
            criterion("y", weight=2),
            criterion("z", sectors=["P"], weight=9),
        ]
    )
    assert judged(framework, sector="M", not_applicable=asked("x"))["refused"] == []
    assert judged(framework, sector="A", not_applicable=asked("x"))["refused"] != []


@pytest.mark.parametrize("limit, refused", [("0", True), ("0.1666", True), ("1/6", False), ("1", False)])
def test_the_limit_is_the_frameworks(limit: str, refused: bool):
    framework = small(criteria=[criterion(c) for c in "abcdef"], max_not_applicable=limit)
    assert bool(judged(framework, not_applicable=asked("a"))["refused"]) == refused


def test_a_criterion_with_a_gate_is_never_left_out_by_request():
    result = judged(SIX, proof("a", "5"), not_applicable=asked("f", "b"))
    assert result["refused"] == [{"criterion": "f", "reason": "gate"}]
    assert result["level"] == 0
    assert of(result, "b")["status"] == "not_applicable"


def test_a_gate_of_another_sector_does_not_forbid_it():
    framework = small(criteria=[criterion(c) for c in "abc"], levels=[level(1, gate("a", sectors=["A"]))])
    assert judged(framework, sector="M", not_applicable=asked("a"))["refused"] == []
    assert judged(framework, sector="A", not_applicable=asked("a"))["refused"] != []


def test_asking_is_not_enough():
    result = judged(SIX, proof("a", "5"), not_applicable=asked("b", approved=False))
    assert (result["total"], result["refused"]) == ("16.666667", [])
    assert judged(SIX, not_applicable=[{"criterion": "b"}])["refused"] == []


def test_a_dimension_with_nothing_left_drops_out():
    framework = small(
        dimension=[{"code": "D", "weight": 1}, {"code": "E", "weight": 9}],
        criteria=[criterion("x", "D"), criterion("y", "E")],
        max_not_applicable="1",
        levels=[level(1, minimum_dimension="10")],
    )
    result = judged(framework, proof("x", "5"), not_applicable=asked("y"))
    assert [d["code"] for d in result["dimensions"]] == ["D"]
    assert (result["total"], result["level"]) == ("100.000000", 1)


def test_facts_of_a_criterion_outside_the_sector_are_ignored():
    framework = small(criteria=[criterion("x"), criterion("z", sectors=["A"])])
    facts = {
        "findings": [{"criterion": "z", "ceiling": "0", "opened": "2026-01-01"}],
        "not_applicable": asked("z"),
        "measurements": [{"criterion": "z", "class": "A4", "parts": 1, "rejected": 0}],
        "waivers": [{"criterion": "z", "level": 1}],
        "renewals": [{"criterion": "z", "booked_for": "2026-12-01"}],
    }
    plain = judged(framework, proof("x", "3"), sector="M")
    more = judged(framework, proof("x", "3"), proof("z", "5"), sector="M", **facts)
    assert {k: v for k, v in more.items() if k != "facts_hash"} == {
        k: v for k, v in plain.items() if k != "facts_hash"
    }
