"""Purchases as documents, and what may be told of them; the worked figures are by hand."""

from decimal import Decimal

import pytest

from readiness.engine import Refused
from readiness.engine.reported import Purchase
from readiness.engine.reported_file import parse_purchase, reported_answer

NONE = {"state": "unknown", "amount": None}


def said(buyer="B1", sector="M", origin="imported", amount="10", **more):
    return {"buyer": buyer, "sector": sector, "origin": origin, "amount": amount} | more


def test_a_row_holds_all_that_is_written():
    read = parse_purchase(said("B7", "E", "vietnamese", "1/4", local_content="37.5"), "p")
    assert read == Purchase("B7", "E", "vietnamese", Decimal("0.25"), Decimal("0.375"))
    assert parse_purchase(said(local_content=None), "p").local_content is None
    assert parse_purchase(said(origin="foreign", local_content=0), "p").local_content == 0
    assert parse_purchase(said(origin="unknown", local_content=100), "p").local_content == 1


@pytest.mark.parametrize(
    "row, words",
    [
        pytest.param([], "p: a table is wanted", id="a list"),
        pytest.param(said(origin="abroad"), "p.origin: 'abroad' is none of imported, vietnamese, foreign, unknown", id="an origin of its own"),
        pytest.param(said(origin="x" * 60), f"p.origin: {'x' * 40!r} is none of imported, vietnamese, foreign, unknown", id="a long origin"),
        pytest.param(said(amount="0"), "p.amount: is not more than 0", id="nothing"),
        pytest.param(said(amount="-1"), "p.amount: is not more than 0", id="less than nothing"),
        pytest.param(said(amount="much"), "p.amount: 'much' is not a number", id="a word for an amount"),
        pytest.param({"buyer": "B", "origin": "imported", "amount": 1}, "p.sector: is missing", id="no sector"),
        pytest.param({"sector": "M", "origin": "imported", "amount": 1}, "p.buyer: is missing", id="no buyer"),
        pytest.param({"sector": "M", "buyer": "B", "amount": 1}, "p.origin: is missing", id="no origin"),
        pytest.param({"sector": "M", "buyer": "B", "origin": "imported"}, "p.amount: is missing", id="no amount"),
        pytest.param(said(local_content="10"), "p.local_content: is told of a supplier in the country alone", id="of an import"),
        pytest.param(said(origin="foreign", local_content="101"), "p.local_content: is more than 100", id="more than all"),
        pytest.param(said(origin="foreign", local_content="-1"), "p.local_content: is less than 0", id="less than none"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(row, words):
    with pytest.raises(Refused) as refused:
        parse_purchase(row, "p")
    assert str(refused.value) == words


# Four buyers of 100 each: 60 imported, 30 from Vietnamese-owned firms, 10 from an owner nobody knows.
FOUR = [
    Purchase(buyer, "M", origin, Decimal(amount), content)
    for buyer in "ABCD"
    for origin, amount, content in (
        ("imported", 60, None),
        ("vietnamese", 30, Decimal("0.5")),
        ("unknown", 10, None),
    )
]


def test_a_country_that_may_be_told():
    """15 of each buyer's 30 stay here, and of the 10 nobody knows: 15 to 25 of the hundred."""
    assert reported_answer(FOUR) == {
        "buyers": 4,
        "country": {"state": "shown", "in_country": "0.400000", "vietnamese": "0.300000"},
        "owner_unknown": "0.100000",
        "value": {"state": "shown", "percent": [15, 25], "of_known": 50},
        "sectors": [{"sector": "M", "state": "shown", "in_country": "0.400000", "vietnamese": "0.300000"}],
        "totals": {
            "imported": {"state": "shown", "amount": "240"},
            "vietnamese": {"state": "shown", "amount": "120"},
            "other": {"state": "shown", "amount": "40"},
        },
        "cells": [
            {"sector": "M", "origin": "imported", "state": "shown", "amount": "240"},
            {"sector": "M", "origin": "vietnamese", "state": "shown", "amount": "120"},
            {"sector": "M", "origin": "other", "state": "shown", "amount": "40"},
        ],
    }


def test_what_would_give_a_buyer_away_is_hidden_and_what_nobody_bought_is_unknown():
    rows = [*FOUR, Purchase("A", "E", "imported", Decimal("12.50"))]
    found = reported_answer(rows)
    assert [s["sector"] for s in found["sectors"]] == ["E", "M"]
    assert found["sectors"][0] == {
        "sector": "E",
        "state": "hidden",
        "in_country": None,
        "vietnamese": None,
    }
    cells = {(c["sector"], c["origin"]): (c["state"], c["amount"]) for c in found["cells"]}
    assert cells["E", "imported"] == cells["M", "imported"] == ("hidden", None), "one would tell the other"
    assert cells["E", "vietnamese"] == cells["E", "other"] == ("unknown", None)
    assert found["totals"]["imported"] == {"state": "shown", "amount": "252.5"}
    assert reported_answer(FOUR[:6])["country"] == {"state": "hidden", "in_country": None, "vietnamese": None}
    for few in (reported_answer(FOUR[:1]), reported_answer([FOUR[0], FOUR[3]])):
        states = {cell["state"] for cell in (*few["cells"], *few["totals"].values())}
        assert states == {"hidden"}, "even that one or two buyers bought nothing here"
    three = reported_answer([FOUR[0], FOUR[3], FOUR[6]])
    assert [c["state"] for c in three["cells"]] == ["shown", "unknown", "unknown"]
    assert reported_answer(FOUR[:9])["value"] == {"state": "hidden", "percent": None, "of_known": None}


def test_a_total_of_one_buyer_is_hidden_and_one_of_nobody_unknown():
    rows = [Purchase(buyer, "M", "vietnamese", Decimal(5)) for buyer in "ABC"]
    totals = reported_answer([*rows, Purchase("A", "M", "imported", Decimal(5))])["totals"]
    assert {origin: total["state"] for origin, total in totals.items()} == {
        "imported": "hidden",
        "vietnamese": "shown",
        "other": "unknown",
    }


@pytest.mark.parametrize("content, percent", [(0, 0), (1, 100)])
def test_all_or_nothing_may_stay_where_nothing_else_was_bought(content, percent):
    rows = [Purchase(buyer, "M", "vietnamese", Decimal(5), Decimal(content)) for buyer in "ABCD"]
    assert reported_answer(rows)["value"] == {
        "state": "shown",
        "percent": [percent, percent],
        "of_known": percent,
    }


def test_no_row_is_no_rate():
    assert reported_answer([]) == {
        "buyers": 0,
        "country": {"state": "unknown", "in_country": None, "vietnamese": None},
        "owner_unknown": None,
        "value": {"state": "unknown", "percent": None, "of_known": None},
        "sectors": [],
        "totals": dict.fromkeys(("imported", "vietnamese", "other"), NONE),
        "cells": [],
    }
