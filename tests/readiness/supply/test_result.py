"""What a run keeps, against the same figures worked out the long way."""

import json
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.engine.roadmap import Span, Step
from readiness.supply.case import Ask, Site
from readiness.supply.prices import Prices
from readiness.supply.result import choices_for, result_for
from tests.readiness.engine.making import shipped
from tests.readiness.supply import slow
from tests.readiness.supply.drawn import demands, places

levels = st.sampled_from((3, 4))
ownerships = st.sampled_from(("", "vietnamese"))
few = settings(max_examples=150, deadline=None)


@given(places, demands, levels, ownerships)
@few
def test_flow_is_what_can_be_served_and_stays_below_both_bounds(sites, asks, level, ownership):
    result = result_for(sites, asks, level=level, ownership=ownership)
    assert result["flow"] == slow.flow(sites, asks, level=level, ownership=ownership)
    assert result["flow"] <= result["pool"] <= result["naive"] <= result["demand"]
    assert sum(line["asked"] for line in result["lines"]) == result["demand"]
    assert sum(line["have"] for line in result["lines"]) == result["flow"]
    assert all(line["have"] + line["short"] == line["asked"] for line in result["lines"])


@given(places, demands, levels)
@few
def test_a_waiver_tells_what_more_would_flow(sites, asks, level):
    result = result_for(sites, asks, level=level)
    told = {tuple(each["requires"]): each["gain"] for each in result["waivers"]}
    names = {name for site in sites for ask in asks for name in slow.lacks(site, ask, level) or ()}
    gains = {
        chosen: slow.flow(sites, asks, level=level, waived=chosen) - result["flow"]
        for size in (1, 2)
        for chosen in combinations(sorted(names), size)
    }
    for chosen, gain in gains.items():
        parts = sum(gains[(name,)] for name in chosen) if len(chosen) > 1 else 0
        assert told.get(chosen, 0) == (gain if gain > parts else 0)


@given(places, demands, levels)
@few
def test_a_firm_gains_what_would_flow_if_it_met_the_condition(sites, asks, level):
    result = result_for(sites, asks, level=level)
    for told in result["firms"]:
        assert not told["requires"][0].startswith("ownership:"), "nobody is helped to another owner"
        met = {told["plant"]: told["requires"]}
        assert slow.flow(sites, asks, level=level, met=met) - result["flow"] == told["gain"] > 0


@given(places, demands, levels, st.randoms())
@few
def test_the_order_in_which_rows_come_changes_nothing(sites, asks, level, random):
    before = json.dumps(result_for(sites, asks, level=level))
    random.shuffle(sites)
    random.shuffle(asks)
    assert json.dumps(result_for(sites, asks, level=level)) == before


@given(places, demands, levels)
@few
def test_a_demand_is_certainly_short_if_no_capacity_elsewhere_could_relieve_it(sites, asks, level):
    """More of a demand that is certainly short adds nothing: the cut stays where it is."""
    result = result_for(sites, asks, level=level)
    for line in result["lines"]:
        mine = [a for a in asks if (a.sector, a.process) == (line["sector"], line["process"]) and a.pieces]
        more = [
            slow.flow(sites, [*asks, Ask(**{**_fields(a), "id": "more", "pieces": 1})], level=level)
            - result["flow"]
            for a in mine
        ]
        if line["short"]:
            assert line["cut"] == "certain"
        if line["cut"] == "none" and more:
            assert all(more)
        if line["cut"] in ("certain", "possible"):
            assert not all(more)


def _fields(ask: Ask) -> dict:
    return {name: getattr(ask, name) for name in ask.__slots__}


@given(places, demands, levels)
@few
def test_firms_near_a_demand_lack_exactly_what_is_said(sites, asks, level):
    for line in result_for(sites, asks, level=level)["lines"]:
        mine = [a for a in asks if (a.sector, a.process) == (line["sector"], line["process"]) and a.pieces]
        near = {
            site.id
            for site in sites
            for ask in mine
            if site.free and len(slow.lacks(site, ask, level) or ()) == 1
        }
        assert {plant for plant, _name in line["near"]} == near
        lacked = {
            (s.id, *names) for s in sites for a in mine if s.free and (names := slow.lacks(s, a, level))
        }
        assert {tuple(each) for each in line["near"]} == {each for each in lacked if len(each) == 2}
        for pair in line["pairs"]:
            names = set(pair["requires"])
            both = {s.id for s in sites for a in mine if s.free and slow.lacks(s, a, level) == names}
            assert set(pair["plants"]) == both


@given(places, demands, levels)
@few
def test_both_bottlenecks_ask_for_more_than_all_that_may_serve_them(sites, asks, level):
    """Hall: without the demands outside, those inside are served no better; both are short of all that is short."""
    asks = [Ask(**{**_fields(ask), "sector": ask.id}) for ask in asks]
    result = result_for(sites, asks, level=level)
    missing = result["demand"] - result["flow"]
    for place in (0, 1):
        bound = {line["sector"]: line["bound"][place] for line in result["lines"]}
        inside = [ask for ask in asks if bound[ask.id]]
        assert all(bound[ask.id] == ask.pieces for ask in inside)
        assert slow.flow(sites, inside, level=level) == sum(bound.values()) - missing
    assert all(line["bound"][0] <= line["bound"][1] for line in result["lines"])


def plant(number: int, free: int = 100, **facts) -> Site:
    given = {"counted": 4, "reached": 4, "pools": {"stamping": free}, "enterprise": f"010000000{number}"}
    return Site(id=str(number), free=free, **{**given, **facts})


WANTED = Ask("s1", frozenset(["stamping"]), 300, sector="A", standards=(frozenset(["iatf16949"]),))


def test_complements_gain_only_together():
    """Model (g): a line needs two things, one plant lacks both; either alone gains nothing."""
    lacking_both = plant(1, counted=3, reached=3, short_of=frozenset(["gate:7.3"]))
    (line,) = result_for([lacking_both], [WANTED], level=4)["lines"]
    assert line["single"] == []
    assert line["pairs"] == [{"requires": ["gate:7.3", "iatf16949"], "gain": 100, "plants": ["1"]}]


def test_the_two_aims_choose_different_firms():
    """Of one condition each: a large plant where demand is short, and five small ones elsewhere."""
    near = {
        "counted": 3,
        "reached": 3,
        "short_of": frozenset(["gate:2.1"]),
        "holds": frozenset(["iatf16949"]),
    }
    large = plant(1, 250, **{**near, "short_of": frozenset(["gate:2.1", "gate:7.3"])})
    small = [plant(number, 10, **near, pools={"casting": 10}) for number in range(2, 7)]
    budget, *_ = result_for([large, *small], [WANTED], level=4, prices=Flat(100))["choices"]
    assert budget["budget"] == 500
    assert [u["plant"] for u in budget["flow"]["upgrades"]] == ["1"]
    assert (budget["flow"]["gain"], budget["flow"]["firms"]) == (250, 1)
    assert budget["flow"]["cost"] == [180, 200, 240]
    assert (budget["firms"]["gain"], budget["firms"]["firms"]) == (0, 5)
    assert budget["firms"]["cost"] == [450, 500, 600]


def test_a_set_stays_within_its_budget_and_a_larger_budget_never_adds_less():
    near = {"counted": 3, "reached": 3, "holds": frozenset(["iatf16949"])}
    firms = [plant(n, 10 * n, **near, short_of=frozenset(["gate:2.1"])) for n in range(1, 9)]
    choices = result_for(firms, [WANTED], level=4, prices=Flat(300))["choices"]
    for kind in ("flow", "firms"):
        assert all(each[kind]["cost"][1] <= each["budget"] for each in choices)
        gains = [each[kind]["gain"] for each in choices]
        assert gains == sorted(gains)
    assert [len(each["flow"]["upgrades"]) for each in choices] == [1, 5, 5, 5], "300 are asked"
    assert choices[0]["flow"]["upgrades"] == [
        {"plant": "8", "requires": ["gate:2.1"], "cost": [270.0, 300.0, 360.0], "came": "came"}
    ]


def test_a_budget_asked_for_alone_gets_the_same_answer_as_among_others():
    near = {"counted": 3, "reached": 3, "holds": frozenset(["iatf16949"])}
    firms = [plant(n, 10 * n, **near, short_of=frozenset(["gate:2.1"])) for n in range(1, 15)]
    together = result_for(firms, [WANTED], level=4, prices=Flat(300), budgets=(500, 1000, 2750, 9000))[
        "choices"
    ]
    assert together[1]["flow"]["method"] == "greedy"
    for told in together:
        assert choices_for(firms, [WANTED], [told["budget"]], level=4, prices=Flat(300)) == [told]


def test_what_has_no_price_is_not_chosen_and_is_told():
    near = {"counted": 3, "reached": 3, "holds": frozenset(["iatf16949"])}
    firm = plant(1, **near, short_of=frozenset(["gate:2.1", "level:rest"]))
    result = result_for([firm], [WANTED], level=4, prices=Flat(1, but="level:rest"))
    assert result["unpriced"] == ["level:rest"]
    for each in result["choices"]:
        assert each["flow"]["upgrades"] == each["firms"]["upgrades"] == []


class Flat(Prices):
    """Each condition is a step of its own, at one price in million VND."""

    def __init__(self, million: int, *, but: str = "") -> None:
        super().__init__(shipped())
        self.cost, self.but = Span(900 * million, 1000 * million, 1200 * million), but

    def way(self, name, sector):
        if name == self.but:
            return None
        return {name: Step(name, {}, "training", (), "", 3, (), self.cost, Span(), None, "drawn")}


def test_an_enterprise_that_counts_already_counts_once():
    near = {"counted": 3, "reached": 3, "short_of": frozenset(["gate:2.1"])}
    same = [plant(1, enterprise="0100000001"), plant(2, enterprise="0100000001", **near)]
    other = [plant(3, enterprise="0100000003", **near), plant(4, enterprise="0100000003", **near)]
    unknown = plant(5, enterprise="", **near)
    chosen = result_for([*same, *other, unknown], [WANTED], level=4, prices=Flat(100))["choices"][0]["firms"]
    assert chosen["firms"] == 1
    assert [u["plant"] for u in chosen["upgrades"]] == ["3"]


def test_a_firm_that_is_helped_and_does_not_come_to_count_says_why():
    """One plant lacks a certificate alone, another comes to the level for one order of several conditions."""
    near = {"counted": 3, "reached": 3, "holds": frozenset(["iatf16949"])}
    sites = [
        plant(1), plant(2, **near, short_of=frozenset(["gate:2.1"])),
        plant(3, enterprise="0100000002", **near, short_of=frozenset(["gate:2.1"])),
        plant(4, enterprise="", **near, short_of=frozenset(["gate:2.1"])),
    ]  # fmt: skip
    flow = result_for(sites, [replace(WANTED, pieces=400)], level=4, prices=Flat(100))["choices"][0]["flow"]
    assert {u["plant"]: u["came"] for u in flow["upgrades"]} == {
        "1": "held", "2": "came", "3": "counted", "4": "no_code",
    }  # fmt: skip
    assert (flow["firms"], len(flow["upgrades"])) == (1, 4)


@pytest.mark.parametrize(
    "site, lacking",
    [
        pytest.param({"counted": 4, "reached": 4}, frozenset(), id="at the level"),
        pytest.param({"counted": 3, "reached": 4}, frozenset(["level:confirmed"]), id="by a waiver"),
        pytest.param({"counted": 3, "reached": 3}, frozenset(["gate:2.1"]), id="one level below"),
        pytest.param({"counted": 2, "reached": 2}, None, id="two levels below"),
    ],
)
def test_what_a_site_lacks_of_level_4(site, lacking):
    assert Site("1", 1, {"p": 1}, short_of=frozenset(["gate:2.1"]), **site).lacks(4) == lacking
