"""From figures to a level: rule M-1, delivery, scrap, response, and the process audit (convention 11, (g)).

Mutants of `criteria` that live change nothing: a share of sales that is not known counts as any share of one half or
more, and what is never below nothing is cut off alike towards nothing and downwards.
"""

from fractions import Fraction

import pytest

from tests.readiness.engine.making import criterion, day, judged, level, of, proof, shipped, small


def levels(code: str, sector: str, **figures) -> Fraction:
    """The level that A4 figures reach in the shipped framework."""
    row = {"criterion": code, "class": "A4"} | figures
    return Fraction(of(judged(shipped(), sector=sector, measurements=[row]), code)["claimed"])


@pytest.mark.parametrize("sector", ["A", "E", "H"])
@pytest.mark.parametrize(
    "parts, rejected, reached",
    [
        (100, 0, 0), (12_000, 0, 3), (60_000, 0, 4), (120_000, 0, 5), (120_000, 3, 5), (120_000, 4, 4), (50_000, 5, 4),
        (0, 0, 0), (11_999, 0, 2), (3_000, 0, 2), (2_999, 0, 1), (600, 0, 1), (599, 0, 0), (119_999, 0, 4),
        (1_000_000, 25, 5), (1_000_000, 26, 4), (1_000_000, 5000, 1), (1_000_000, 5001, 0),
    ],
)  # fmt: skip
def test_rule_m1_needs_few_rejects_and_enough_parts(sector: str, parts: int, rejected: int, reached: int):
    assert levels("2.2", sector, parts=parts, rejected=rejected) == reached


def test_a_moulder_going_from_16000_to_under_5000_ppm_moves_from_0_to_2():
    assert levels("2.2", "P", parts=1_000_000, rejected=16_000) == 0
    assert levels("2.2", "P", parts=1_000_000, rejected=4_999) == 2


@pytest.mark.parametrize("rejected, reached", [(80, 1), (81, 0), (50, 2), (30, 3), (20, 4), (10, 5)])
def test_in_textile_it_is_the_share_that_fails_the_final_inspection(rejected: int, reached: int):
    assert levels("2.2", "T", parts=1_000, rejected=rejected) == reached


@pytest.mark.parametrize(
    "due, on_time, reached",
    [
        (14, 14, 0), (15, 15, 1), (33, 33, 1), (34, 34, 2), (59, 59, 2), (60, 60, 3), (149, 149, 3), (150, 150, 4),
        (299, 299, 4), (300, 300, 5), (300, 297, 5), (300, 296, 4), (1000, 979, 3), (1000, 950, 3), (1000, 949, 2),
        (1000, 910, 2), (1000, 800, 1), (1000, 799, 0), (0, 0, 0),
    ],
)  # fmt: skip
def test_delivery_needs_lines_on_time_and_enough_lines(due: int, on_time: int, reached: int):
    assert levels("4.1", "M", due=due, on_time=on_time) == reached


@pytest.mark.parametrize(
    "more, reached",
    [
        pytest.param({}, 5, id="not known, not tested"),
        pytest.param({"months": 6, "coverage_of_sales": "1/2"}, 5, id="just enough"),
        pytest.param({"months": 5}, 2, id="five months"),
        pytest.param({"coverage_of_sales": "0.499"}, 2, id="less than half of sales"),
        pytest.param({"months": None, "coverage_of_sales": None}, 5, id="null is not known"),
    ],
)
@pytest.mark.parametrize(
    "code, figures", [("2.2", {"parts": 10**6, "rejected": 0}), ("4.1", {"due": 900, "on_time": 900})]
)
def test_level_three_and_more_takes_six_months_and_half_of_sales(
    code: str, figures: dict, more: dict, reached: int
):
    assert levels(code, "M", **figures, **more) == reached


def test_a_framework_that_names_thresholds_alone_has_the_rest_of_rule_m1():
    framework = small(
        criteria=[
            criterion("x", rule="ppm", thresholds={"M": [5000, 1000, 250, 100, 25]}),
            criterion("y", rule="on_time", thresholds={"M": ["0.80", "0.91", "0.95", "0.98", "0.99"]}),
        ]
    )

    def reached(code: str, **figures) -> str:
        row = {"criterion": code, "class": "A4"} | figures
        return of(judged(framework, measurements=[row]), code)["claimed"][0]

    assert reached("x", parts=100, rejected=0) == "0"
    assert reached("x", parts=120_000, rejected=3) == "5"
    assert reached("x", parts=120_000, rejected=3, months=5) == "2"
    assert [reached("y", due=n, on_time=n) for n in (14, 15, 33, 34, 60, 150, 299, 300)] == list("01123445")


@pytest.mark.parametrize("share, reached", [("0.08", 1), ("0.0800001", 0), ("0.008", 5)])
def test_scrap_is_a_share_of_what_was_made(share: str, reached: int):
    assert levels("5.4", "M", made="1", scrapped=share) == reached
    assert levels("5.4", "M", made="1", scrapped=share, months=2) == reached
    assert levels("5.4", "M", made=0, scrapped=0) == 0


@pytest.mark.parametrize("hours, reached", [("24", 5), ("24.1", 4), (168, 1), (169, 0)])
def test_response_is_the_median_of_hours(hours, reached: int):
    assert levels("8.5", "M", requests=5, median_hours=hours) == reached


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"criterion": "8.5", "requests": 4, "median_hours": "1"}, id="fewer than five requests"),
        pytest.param({"criterion": "5.3", "percentile": "99"}, id="no table of percentiles yet"),
        pytest.param({"criterion": "2.2", "parts": 10**6}, id="rejects not told"),
        pytest.param({"criterion": "2.1", "parts": 10**6, "rejected": 0}, id="no rule for it"),
    ],
)
def test_what_the_rule_cannot_judge_stays_unknown(row: dict):
    result = judged(shipped(), sector="M", measurements=[{"class": "A4"} | row])
    assert of(result, row["criterion"])["status"] == "unknown"
    assert result["coverage"] == "0.000000"


HELD_ELSEWHERE = {
    "ppm": ({"A": [5000, 1000, 250, 100, 25]}, {"parts": 10**6, "rejected": 0}),
    "on_time": ({"A": ["0.8", "0.91", "0.95", "0.98", "0.99"]}, {"due": 900, "on_time": 900}),
    "scrap": ({"A": ["0.08", "0.05", "0.03", "0.02", "0.01"]}, {"made": 1, "scrapped": 0}),
    "percentile": ({"A": [20, 40, 60, 80, 95]}, {"percentile": 99}),
    "response_hours": ({"A": [168, 96, 72, 48, 24]}, {"requests": 5, "median_hours": 1}),
}


@pytest.mark.parametrize("rule", HELD_ELSEWHERE)
def test_a_rule_says_nothing_without_each_of_its_figures_and_the_limits_of_the_sector(rule: str):
    thresholds, figures = HELD_ELSEWHERE[rule]
    framework = small(criteria=[criterion("x", rule=rule, thresholds=thresholds, table="2025")])

    def claimed(sector: str, said: dict) -> tuple[str, str]:
        row = {"criterion": "x", "class": "A4"} | said
        found = of(judged(framework, sector=sector, measurements=[row]), "x")
        return found["status"], found["claimed"]

    assert claimed("A", figures) == ("met", "5.000000")
    assert claimed("M", figures)[0] == "unknown"
    for name in figures:
        assert claimed("A", {k: v for k, v in figures.items() if k != name})[0] == "unknown", name
    assert claimed("A", {})[0] == "unknown"


@pytest.mark.parametrize(
    "percentile, reached", [("19.9", 0), (20, 1), (40, 2), ("59.99", 2), (60, 3), (80, 4), (95, 5), (100, 5)]
)
def test_a_percentile_is_looked_up_in_the_table_of_the_framework(percentile, reached: int):
    thresholds = {"M": [20, 40, 60, 80, 95]}
    rows = [{"criterion": "x", "class": "A4", "percentile": percentile}]
    with_table = small(criteria=[criterion("x", rule="percentile", thresholds=thresholds, table="2025")])
    assert Fraction(of(judged(with_table, measurements=rows), "x")["claimed"]) == reached
    a_year = [rows[0] | {"months": 12}]
    assert Fraction(of(judged(with_table, measurements=a_year), "x")["claimed"]) == reached
    without = small(criteria=[criterion("x", rule="percentile", thresholds=thresholds)])
    assert of(judged(without, measurements=rows), "x")["status"] == "unknown"


def test_a_framework_may_ask_for_other_volumes_than_the_rule_of_three():
    shares = {"M": ["0.80", "0.91", "0.95", "0.98", "0.99"]}
    few = small(
        criteria=[
            criterion("x", rule="on_time", thresholds=shares, minimum_lines=[0, 1, 2, 3, 4]),
            criterion("y", rule="ppm", thresholds={"M": [5000, 1000, 250, 100, 25]}, volume_factor=0),
        ]
    )

    def reached(code: str, **figures) -> str:
        row = {"criterion": code, "class": "A4"} | figures
        return of(judged(few, measurements=[row]), code)["claimed"][0]

    assert [reached("x", due=n, on_time=n) for n in range(5)] == list("02345")
    assert [reached("x", due=4, on_time=n) for n in (4, 3)] == list("50")
    assert [reached("y", parts=n, rejected=0) for n in (0, 1)] == list("05"), (
        "nothing delivered is no quality"
    )


def test_limits_and_volumes_may_be_fractions():
    framework = small(
        criteria=[
            criterion("x", rule="ppm", thresholds={"M": ["5000.5", 1000, 250, 100, "1/2"]}, volume_factor=3),
            criterion("y", rule="ppm", thresholds={"M": [1, 1, 1, 1, 1]}, volume_factor="2.5"),
            criterion(
                "z", rule="on_time", thresholds={"M": [1, 1, 1, 1, 1]}, minimum_lines=["2.5", 9, 9, 9, 9]
            ),
        ]
    )

    def reached(code: str, **figures) -> str:
        row = {"criterion": code, "class": "A4"} | figures
        return of(judged(framework, measurements=[row]), code)["claimed"][0]

    assert [reached("x", parts=2_000_000, rejected=n) for n in (10_001, 10_002)] == list("10")
    assert [reached("x", parts=n, rejected=0) for n in (5, 6)] == list("45")
    assert [reached("y", parts=n, rejected=0) for n in (2, 3)] == list("05")
    assert [reached("z", due=n, on_time=n) for n in (2, 3)] == list("01")


def test_a_measurement_is_evidence_of_its_class_that_has_always_begun():
    row = {"criterion": "2.2", "class": "A2", "parts": 10**6, "rejected": 0, "valid_to": day(0)}
    today = of(judged(shipped(), sector="M", measurements=[row]), "2.2")
    assert (today["claimed"], today["capped"], today["proven"]) == ("5.000000", "2.000000", "2.000000")
    assert of(judged(shipped(), sector="M", measurements=[row], on=-9999), "2.2")["proven"] == "2.000000"
    assert of(judged(shipped(), sector="M", measurements=[row], on=1), "2.2")["final"] == "1.500000"


def test_the_best_of_several_rows_counts():
    rows = [
        {"criterion": "2.2", "class": class_, "parts": 10**6, "rejected": rejected}
        for class_, rejected in (("A4", 10**6), ("A3", 900), ("A0", 0))
    ]
    row = of(judged(shipped(), sector="M", measurements=rows), "2.2")
    assert (row["claimed"], row["final"], row["proven"]) == ("5.000000", "3.000000", "3.000000")


def test_a_measurement_counts_beside_evidence_and_is_superseded_by_none():
    framework = small(
        criteria=[criterion("x", rule="ppm", thresholds={"M": [5000, 1000, 250, 100, 25]})], levels=[level(1)]
    )
    row = {"criterion": "x", "class": "A3", "parts": 10**6, "rejected": 0, "scheme": "s"}
    result = judged(framework, proof("x", "1", "A4", valid_from=day(-1), scheme="s"), measurements=[row])
    assert of(result, "x")["proven"] == "5.000000"
