"""The level that facts show by themselves: each anchor of the framework at its edge, worked by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from suppliers.claims import Claim
from suppliers.deciding.capacity import delivery_claims
from suppliers.deciding.finance import Year, financial_claims, lean_claims, scrap_claims
from suppliers.deciding.machines import Kept, equipment_claims
from suppliers.deciding.market import Buyer, customer_claims, export_claims, rating_claims
from suppliers.deciding.people import (
    New,
    Talk,
    Work,
    innovation_claims,
    language_claims,
    skill_claims,
    training_claims,
)
from suppliers.deciding.products import Bought, input_claims
from suppliers.deciding.site import permit_claims

TODAY = date(2026, 11, 21)
CLOCK: dict[str, Any] = {
    "today": TODAY,
    "months": {"1.3": 18, "1.4": 24, "3.5": 24, "4.5": 12, "4.7": 12, "5.2": 12, "7.7": 12},
}


def levels(said: list[Claim]) -> dict[str, Decimal]:
    return {claim.criterion: claim.level for claim in said if claim.level is not None}


HELD = ("held", None)


@pytest.mark.parametrize(
    "permits, level, ends",
    [
        pytest.param({"land": HELD, "building": HELD}, None, None, id="fire is not answered"),
        pytest.param({"land": HELD, "building": HELD, "fire": HELD}, 5, date(2028, 11, 21), id="all, no end"),
        pytest.param(
            {"land": HELD, "building": ("not_required", None), "fire": ("held", date(2027, 3, 1))},
            5,
            date(2027, 3, 1),
            id="until the first that ends",
        ),
        pytest.param({"land": HELD, "building": HELD, "fire": ("held", TODAY)}, 5, TODAY, id="its last day"),
        pytest.param(
            {"land": HELD, "building": HELD, "fire": ("held", date(2026, 11, 20))},
            0,
            date(2028, 11, 21),
            id="ended yesterday",
        ),
        pytest.param(
            {"land": HELD, "building": ("missing", None), "fire": HELD},
            0,
            date(2028, 11, 21),
            id="one missing",
        ),
    ],
)
def test_permits_are_all_there_or_nothing(permits: Any, level: int | None, ends: date | None) -> None:
    said = permit_claims(permits, **CLOCK)
    assert levels(said) == ({} if level is None else {"1.4": level})
    assert [claim.valid_to for claim in said] == ([] if ends is None else [ends])


def bought(**told: Any) -> Bought:
    return Bought("JP", **told)


@pytest.mark.parametrize(
    "inputs, local, risk, origin",
    [
        pytest.param([], None, None, None, id="nothing said"),
        pytest.param([], 0, None, 1, id="the share is stated, even none"),
        pytest.param([bought()], None, 0, 0, id="a name alone"),
        pytest.param([bought(share=Decimal(40))], None, 0, 2, id="each with its share"),
        pytest.param([bought(sources=1)], 60, 1, 1, id="sources known"),
        pytest.param([bought(sources=1, watched=True)], 60, 1, 1, id="in charge, no stock"),
        pytest.param([bought(sources=1, watched=True, stock_days=20)], 60, 3, 1, id="stock is a way out too"),
        pytest.param([bought(sources=2)], 60, 4, 1, id="a second source of everything"),
        pytest.param([bought(sources=2, tested=True)], 60, 5, 1, id="tried"),
        pytest.param([bought(sources=2, tested=True), bought(sources=1)], 60, 1, 1, id="one alone"),
    ],
)
def test_inputs(inputs: list[Bought], local: int | None, risk: int | None, origin: int | None) -> None:
    expected = {"4.5": risk, "4.7": origin}
    said = levels(input_claims(inputs, local_percent=local, **CLOCK))
    assert said == {code: level for code, level in expected.items() if level is not None}


@pytest.mark.parametrize(
    "kept, upkeep, band",
    [
        pytest.param(Kept(), None, None, id="nothing said"),
        pytest.param(Kept("repairs", 90), 1, None, id="OEE without a plan"),
        pytest.param(Kept("plan"), 2, None, id="a plan"),
        pytest.param(Kept("plan", 59), 2, None, id="OEE below"),
        pytest.param(Kept("plan", 60), 3, None, id="OEE 60"),
        pytest.param(Kept("plan", 85), 5, None, id="OEE 85"),
        pytest.param(Kept(oee_percent=85), 0, None, id="OEE alone"),
        pytest.param(Kept(self_check=(1, 2, 2, None)), None, None, id="an answer is open"),
        pytest.param(Kept(self_check=(1, 2, 2, 2)), None, "1.75", id="the mean"),
        pytest.param(Kept(self_check=(0, 0, 0, 0)), None, "0", id="all by hand is an answer"),
        pytest.param(
            Kept(siri_band=Decimal("2.49"), self_check=(5, 5, 5, 5)), None, "2.25", id="the report wins"
        ),
    ],
)
def test_equipment(kept: Kept, upkeep: int | None, band: str | None) -> None:
    said = levels(equipment_claims(kept, **CLOCK))
    assert said.get("3.3") == upkeep
    assert said.get("3.5") == (None if band is None else Decimal(band))


@pytest.mark.parametrize(
    "figures, level",
    [
        pytest.param((None, None, None, None), None, id="nothing said"),
        pytest.param((30, None, None, None), 0, id="no flexibility"),
        pytest.param((30, None, 10, 4), 1, id="stated, not shown to be kept"),
        pytest.param((30, 31, 10, 4), 1, id="not kept"),
        pytest.param((30, 30, 10, 5), 2, id="too slow"),
        pytest.param((30, 30, 9, 4), 2, id="too little"),
        pytest.param((30, 30, 10, 4), 3, id="10 % in 4 weeks"),
        pytest.param((30, 30, 20, 2), 4, id="that it was made a paper shows"),
    ],
)
def test_delivery(figures: tuple[int | None, ...], level: int | None) -> None:
    names = ("lead_days", "kept_lead_days", "flex_percent", "flex_weeks")
    said = delivery_claims(**dict(zip(names, figures, strict=True)), **CLOCK)
    assert levels(said).get("4.3") == level


def year(number: int, **more: Any) -> Year:
    solid = {"filed": True, "equity": 10, "current_assets": 9, "current_liabilities": 9}
    return Year(number, **(solid | more))


SOUND = {"audited": True, "operating_cash_flow": 1, "profit_before_interest_and_tax": 3, "interest": 1}


@pytest.mark.parametrize(
    "years, level",
    [
        pytest.param([], None, id="nothing said"),
        pytest.param([year(2025, filed=False)], 0, id="not filed"),
        pytest.param([year(2025)], 1, id="one year"),
        pytest.param([year(2025), year(2023)], 1, id="a gap"),
        pytest.param([year(2025, equity=0), year(2024)], 2, id="equity of nothing"),
        pytest.param([year(2025, current_liabilities=10), year(2024)], 2, id="current ratio below 1"),
        pytest.param([year(2025), year(2024, equity=-5)], 3, id="the last year decides"),
        pytest.param([year(2025, **SOUND), year(2024)], 4, id="audited, money comes in"),
        pytest.param([year(2025, audited=True), year(2024)], 3, id="audited, cash flow not told"),
        pytest.param([year(n, **SOUND) for n in (2025, 2024, 2023)], 5, id="three years"),
        pytest.param([year(2025, **SOUND), year(2024, **SOUND), year(2023, **{**SOUND, "interest": 2})], 4, id="interest not covered once"),
    ],
)  # fmt: skip
def test_finances(years: list[Year], level: int | None) -> None:
    said = financial_claims(years, **CLOCK)
    assert levels(said).get("1.3") == level
    if said:
        assert (said[0].valid_from, said[0].valid_to) == (date(2025, 12, 31), date(2027, 6, 30))


@pytest.mark.parametrize(
    "told, level",
    [
        pytest.param({}, None, id="nothing said"),
        pytest.param({"trained": True}, 1, id="trained"),
        pytest.param({"score": 95}, 0, id="a score without training"),
        pytest.param({"trained": True, "score": 60}, 2, id="60"),
        pytest.param({"trained": True, "score": 90}, 3, id="not all areas"),
        pytest.param({"trained": True, "score": 85, "everywhere": True}, 4, id="85, all areas"),
        pytest.param({"trained": True, "score": 90, "everywhere": True, "standard_work": True}, 5, id="90"),
    ],
)
def test_five_s(told: dict[str, Any], level: int | None) -> None:
    known = {"trained": False, "score": None, "everywhere": False, "standard_work": False}
    said = lean_claims(**(known | told), scored_on=date(2026, 9, 1), **CLOCK)
    assert levels(said).get("5.2") == level
    if level is not None and level > 1:
        assert said[0].valid_to == date(2027, 9, 1), "a year from the day it was scored"


def test_scrap_is_of_the_twelve_months_up_to_the_last() -> None:
    rows = [(date(2026, n, 1), 1000, 10) for n in range(1, 11)] + [(date(2025, 10, 1), 9999, 999)]
    (said,) = scrap_claims(rows)
    assert said.figures == {"made": 10_000, "scrapped": 100, "months": 10}
    assert said.valid_to == date(2027, 1, 31)
    assert scrap_claims([]) == []


WELDER = Work(6, key=True, certified=6, stand_ins=1)


@pytest.mark.parametrize(
    "posts, matrix, crossed, level",
    [
        pytest.param([], False, False, None, id="nothing said"),
        pytest.param([Work(6)], False, True, 1, id="a list"),
        pytest.param([Work(6)], True, True, 2, id="no key post is named"),
        pytest.param([Work(6, key=True, certified=5)], True, True, 2, id="one is not certified"),
        pytest.param([Work(6, key=True, certified=6)], True, True, 3, id="nobody stands in"),
        pytest.param([WELDER, Work(9)], True, False, 4, id="stand-ins"),
        pytest.param([WELDER], True, True, 5, id="cross-trained"),
    ],
)
def test_skills(posts: list[Work], matrix: bool, crossed: bool, level: int | None) -> None:
    assert levels(skill_claims(posts, matrix=matrix, cross_trained=crossed, **CLOCK)).get("6.1") == level


@pytest.mark.parametrize(
    "hours, planned, level",
    [(None, True, None), (0, True, 0), (1, False, 1), (8, False, 2), (16, False, 3), (24, False, 4), (40, False, 4), (40, True, 5)],
)  # fmt: skip
def test_training(hours: int | None, planned: bool, level: int | None) -> None:
    assert levels(training_claims(hours, planned=planned, **CLOCK)).get("6.2") == level


@pytest.mark.parametrize(
    "new, level",
    [
        pytest.param(New(), None, id="nothing said"),
        pytest.param(New(last_year=0), 0, id="none"),
        pytest.param(New(trials=True), 1, id="trials"),
        pytest.param(New(year_before=1), 2, id="one in 24 months"),
        pytest.param(New(last_year=1, year_before=1), 3, id="one a year"),
        pytest.param(
            New(last_year=1, year_before=1, rd_percent=Decimal("0.99"), titles_used=1), 3, id="R&D below"
        ),
        pytest.param(
            New(last_year=1, year_before=1, rd_percent=Decimal(1), titles_used=1), 5, id="own titles"
        ),
    ],
)
def test_innovation(new: New, level: int | None) -> None:
    assert levels(innovation_claims(new, **CLOCK)).get("6.4") == level


@pytest.mark.parametrize(
    "talk, level",
    [
        pytest.param(Talk(), None, id="nothing said"),
        pytest.param(Talk(interpreter=True), 1, id="an interpreter"),
        pytest.param(Talk(written=["en"]), 2, id="letters"),
        pytest.param(Talk(spoken=["en", "ja"]), 3, id="two, but engineers do not"),
        pytest.param(Talk(spoken=["en"], technical=["en"]), 4, id="engineers do"),
        pytest.param(Talk(spoken=["en", "ja"], technical=["en"]), 5, id="two"),
    ],
)
def test_languages(talk: Talk, level: int | None) -> None:
    assert levels(language_claims(talk, **CLOCK)).get("6.5") == level


@pytest.mark.parametrize(
    "saq, ecovadis, level",
    [("", None, None), ("F", None, 0), ("A", None, 5), ("", 24, 0), ("", 25, 1), ("", 55, 3), ("", 75, 5), ("D", 65, 4)],
)  # fmt: skip
def test_ratings(saq: str, ecovadis: int | None, level: int | None) -> None:
    said = rating_claims(saq_grade=saq, ecovadis_score=ecovadis, rated_on=date(2026, 9, 1), **CLOCK)
    assert levels(said).get("7.7") == level
    assert [claim.valid_to for claim in said] == ([] if level is None else [date(2027, 9, 1)])


def buyer(role: str = "tier2", years: int = 0, share: int | None = 20) -> Buyer:
    return Buyer(role, date(2026 - years, 11, 1), share)


@pytest.mark.parametrize(
    "customers, tier, tenure",
    [
        pytest.param([], None, None, id="nothing said"),
        pytest.param([Buyer("samples")], 1, 0, id="samples are no regular customer"),
        pytest.param([Buyer("tier3")], 2, 1, id="tier 3"),
        pytest.param([buyer(), Buyer("tier3")], 3, 2, id="the nearest tier counts"),
        pytest.param([buyer("tier1"), buyer("tier1", 2)], 4, 2, id="one of two for less than 24 months"),
        pytest.param([buyer("tier1", 2), buyer("tier1", 2)], 5, 2, id="two for 24 months"),
        pytest.param([buyer(years=2)] * 3, 3, 3, id="three for two years"),
        pytest.param([buyer(years=2)] * 3 + [buyer()] * 2, 3, 4, id="five customers"),
        pytest.param([buyer(years=5)] * 5, 3, 5, id="five for five years"),
        pytest.param([buyer(years=5)] * 4 + [buyer(years=5, share=None)], 3, 4, id="one share is not told"),
        pytest.param([buyer(years=5, share=12)] * 4 + [buyer(years=5, share=51)], 3, 4, id="one above half"),
    ],
)
def test_customers(customers: list[Buyer], tier: int | None, tenure: int | None) -> None:
    expected = {"8.1": tier, "8.2": tenure}
    said = levels(customer_claims(customers, **CLOCK))
    assert said == {code: level for code, level in expected.items() if level is not None}


@pytest.mark.parametrize(
    "direct, indirect, level",
    [
        (None, None, None), (0, 0, 0), (0, 30, 1), (1, None, 2), (4, 6, 3), (5, 15, 4), (29, 20, 4), (30, None, 5),
    ],
)  # fmt: skip
def test_exports(direct: int | None, indirect: int | None, level: int | None) -> None:
    assert levels(export_claims(direct=direct, indirect=indirect, **CLOCK)).get("8.3") == level
