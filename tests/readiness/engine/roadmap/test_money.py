"""Who pays for a plan: hand-worked bills.

Mutants of `money` that live change nothing: from where sums that are only compared with each other begin.
"""

import pytest

from readiness.engine.roadmap.money import net, paid
from readiness.engine.roadmap.moves import Move
from readiness.engine.roadmap.steps import Grant, Span
from tests.readiness.engine.making import criterion, small
from tests.readiness.engine.roadmap.worlds import pays, row, steps_of

ONE = small(criteria=[criterion("a")])


def moves(**costs_and_grants: tuple[int | str, list[Grant]]) -> dict[str, Move]:
    """By key: what it costs, in million, and who would pay some of it."""
    steps = steps_of(ONE, *(row(key, cost=cost) for key, (cost, _grants) in costs_and_grants.items()))
    return {s.code: Move(s, "", (), (), tuple(costs_and_grants[s.code][1])) for s in steps}


@pytest.mark.parametrize(
    "asked, bill, left",
    [
        pytest.param({}, {}, 0, id="nothing"),
        pytest.param({"s": (8, [])}, {}, 8000, id="nobody pays"),
        pytest.param({"s": (8, [pays("p", "1/4")])}, {"s": ("p", 2000)}, 6000, id="a quarter"),
        pytest.param(
            {"s": (8, [pays("p", "1/4"), pays("q", "1/2")])}, {"s": ("q", 4000)}, 4000, id="one of two, who pays more"
        ),
        pytest.param(
            {"s": (8, [pays("p", "1/2", 1000)]), "t": (8, [pays("p", "1/2", 1000)])},
            {"s": ("p", 1000)}, 15000, id="a cap is reached once",
        ),
        pytest.param(
            {"s": (8, [pays("p", "1/2", 5000)]), "t": (8, [pays("p", "1/2", 5000)])},
            {"s": ("p", 4000), "t": ("p", 1000)}, 11000, id="what is left under the cap",
        ),
        pytest.param(
            {"s": (8, [pays("p", "1/2", 4000), pays("q", "1/4")]), "t": (8, [pays("p", "1/2", 4000)])},
            {"s": ("q", 2000), "t": ("p", 4000)}, 10000, id="the other programme leaves room",
        ),
        pytest.param({"s": (0, [pays("p", "1")])}, {}, 0, id="nothing to pay"),
        pytest.param({"s": ("0.001", [pays("p", "1", 9)])}, {"s": ("p", 1)}, 0, id="the least there is to pay"),
        pytest.param(
            {key: (2, [pays("p", "1/2", 2000), pays("q", "1/4")]) for key in "stu"},
            {"s": ("q", 500), "t": ("p", 1000), "u": ("p", 1000)}, 3500, id="two fill the cap, the third goes elsewhere",
        ),
        pytest.param(
            {"s": (1, [pays("p", "1", 1001)]), "t": ("0.001", [pays("p", "1", 1001)])},
            {"s": ("p", 1000), "t": ("p", 1)}, 0, id="to the last thousand",
        ),
        pytest.param(
            {"s": (2, [pays("p", "1/2", 2500)]), "t": (2, [pays("p", "1/2", 2500)]), "u": (2, [pays("p", "1/2", 2500)])},
            {"s": ("p", 1000), "t": ("p", 1000), "u": ("p", 500)}, 3500, id="three under one cap",
        ),
        pytest.param(
            {"s": (2, [pays("p", "1/2", 2500)]), "t": (2, [pays("p", "1/2", 2500)]), "u": (2, [pays("p", "1/2", 2500), pays("q", "3/8")])},
            {"s": ("p", 1000), "t": ("p", 1000), "u": ("q", 750)}, 3250, id="two leave too little for the third",
        ),
        pytest.param(
            {"s": (2, [pays("p", "1/2", 9000), pays("q", "1/2", 9000)])}, {"s": ("p", 1000)}, 1000, id="of equals the first"
        ),
    ],
)  # fmt: skip
def test_programmes_pay_as_much_as_they_can_together(asked: dict, bill: dict, left: int):
    taken = moves(**asked)
    assert {key: (grant.programme, share.typical) for key, (grant, share) in paid(taken).items()} == bill
    assert net(taken) == left


def test_each_end_of_a_price_has_its_own_bill():
    priced = row("s") | {
        "cost_low_million_vnd": "2",
        "cost_typical_million_vnd": "4",
        "cost_high_million_vnd": "20",
    }
    other = priced | {"code": "t"}
    steps = steps_of(ONE, priced, other)
    taken = {s.code: Move(s, "", (), (), (pays("p", "1/2", 3000),)) for s in steps}
    shares = {key: share for key, (_grant, share) in paid(taken).items()}
    assert shares == {"s": Span(1000, 2000, 3000), "t": Span(1000, 1000, 0)}
