"""The network by hand: masks of places, a pool that is split, and lines that make each other move over.

Mutants of `network` that live change no flow: when labels are made anew or a line is looked through (`lifts`,
`patience`), which of lines equally near is taken over from, or one a step less near, masks with more places than needed, and
what room and plant a line would have, which nobody reads.
"""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.engine.supply import network as network_module
from readiness.engine.supply.network import DEAD, Network, mask_of, places


@pytest.mark.parametrize("at", [[], [0], [1, 2], [0, 7, 8, 9, 31], [63, 64, 65], list(range(40))])
def test_a_mask_holds_its_places(at: list[int]):
    mask = mask_of(at, 66)
    assert mask == sum(1 << n for n in at)
    assert list(places(mask)) == at


few = st.integers(0, 3)


def assert_labelled(network: Network) -> None:
    """Nothing is further than its label says, marks agree with each other, and sole pools stand behind their line."""
    far, level = the_long_way(network), network.level
    assert network.distances() == far
    assert all(level[line] <= far.get(line, DEAD) for line in network.near)
    assert all(level[node] == level[line] for line, nodes in network.twins.items() for node in nodes)
    for market, pools in enumerate(network.pools):
        labelled = [(place, at) for at, mask in network.at[market].items() for place in places(mask)]
        label = dict(labelled)
        assert len(label) == len(labelled), "a pool has one label"
        assert all(network.at[market].values()), "no label is kept of nothing"
        assert mask_of(label, len(pools)) == network.alive[market]
        assert all(label.get(place, DEAD) <= far.get(pool, DEAD) for place, pool in enumerate(pools))
        for line in (line for line in network.near if network.market[line] == market):
            sole = [
                place
                for place, pool in enumerate(pools)
                if not network.room[pool] and list(in_market(network, pool)) == [line]
            ]
            assert network.sole[line] == mask_of(sole, len(pools))
            assert all(label.get(place, level[line] + 1) == level[line] + 1 for place in sole)


def the_long_way(network: Network) -> dict[int, int]:
    """How far it is to a pool that gives: one step more than from the nearest of what is next to it."""
    next_to: dict[int, list[int]] = {}
    for line in network.near:
        nodes = network.twins.get(line, (line,))
        next_to[line] = [
            network.pools[network.market[node]][place]
            for node in nodes
            for place in places(network.near[node])
        ]
    for pool in network.place:
        free = network.room[pool]
        next_to[pool] = list(network.serves[network.plant_of[pool]] if free else in_market(network, pool))
    far = {pool: 1 for pool in network.place if network.room[pool] and network.left[network.plant_of[pool]]}
    step = 1
    while step in far.values():
        found = [
            node
            for node, others in next_to.items()
            if node not in far and step in [far.get(other) for other in others]
        ]
        step += 1
        far |= dict.fromkeys(found, step)
    return far


def in_market(network: Network, pool: int) -> dict[int, int]:
    """What a pool gives to which line."""
    served = network.serves[network.plant_of[pool]]
    return {line: amount for line, amount in served.items() if network.market[line] == network.market[pool]}


def assert_balanced(network: Network, offered: Network, drawn: Counter[int]) -> None:
    """What pools, plants and lines gave and got is what they have less, and nothing is told of nothing."""
    for pool in network.place:
        assert 0 <= network.room[pool] == offered.room[pool] - sum(in_market(network, pool).values())
    for plant, served in enumerate(network.serves):
        assert 0 <= network.left[plant] == offered.left[plant] - sum(served.values())
        assert all(amount > 0 for amount in served.values())
    got = sum((Counter(served) for served in network.serves), Counter())
    for line in network.near:
        nodes = network.twins.get(line, (line,))
        assert sum(got[node] for node in nodes) == sum(drawn[node] for node in nodes)


@st.composite
def networks(draw) -> Network:
    """Many lines after few pools, so that work is moved to and fro; some pools share a plant, some lines two markets."""
    network = Network(2)
    for plant, capacities in enumerate(draw(st.lists(st.tuples(few, few, few), min_size=1, max_size=5))):
        limit, *of_markets = capacities
        shared = network.plant(limit) if plant % 2 else None
        for market, capacity in enumerate(of_markets):
            network.pool(market, capacity, shared)
    masks = st.integers(0, (1 << len(network.pools[0])) - 1)
    for number, (here, there) in enumerate(draw(st.lists(st.tuples(masks, masks), min_size=2, max_size=6))):
        nodes = [network.line(0, here), network.line(1, there)]
        if number % 3 == 0:
            network.join(nodes)
    network.start()
    return network


@pytest.mark.parametrize("patience, lifts", [(1, 1 << 60), (1 << 60, 0), (12, 4)])
@given(network=networks(), draws=st.lists(st.tuples(st.integers(0, 11), st.integers(1, 3)), max_size=20))
@settings(max_examples=150, deadline=None)
def test_after_every_draw_labels_hold_and_sums_add_up(patience, lifts, network, draws):
    """And a line that got less than it wanted reaches no pool that gives."""
    offered, lines, drawn = network.copy(), list(network.near), Counter()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network_module, "PATIENCE", patience)
        patch.setattr(network_module, "LIFTS_PER_LINE", lifts)
        for number, wanted in draws:
            line = lines[number % len(lines)]
            got = network.draw(line, wanted)
            drawn[line] += got
            assert got == wanted or line not in network.distances()
            assert_balanced(network, offered, drawn)
            assert_labelled(network)
    again = network.copy()
    again.start()
    assert_labelled(again)


def two_markets() -> tuple[Network, int, int, int, int]:
    """A pool of ten and one of two in a market, one of five in another; lines a and b draw on the first, c on the last."""
    network = Network(2)
    big, small, other = network.pool(0, 10), network.pool(0, 2), network.pool(1, 5)
    assert (big, small, other) == (0, 1, 2)
    a, b, c = network.line(0, 0b01), network.line(0, 0b11), network.line(1, 0b1)
    network.start()
    assert [network.draw(a, 4), network.draw(c, 5), network.draw(b, 5)] == [4, 5, 5]
    return network, big, a, b, c


def test_a_line_of_two_markets_takes_from_both_and_is_moved_to_the_other():
    """It is served out of the first market until ``a``, which has no other, wants its pool."""
    network = Network(2)
    network.pool(0, 3), network.pool(1, 2)
    here, there, a = network.line(0, 0b1), network.line(1, 0b1), network.line(0, 0b1)
    network.join([here, there])
    network.start()
    assert network.draw(here, 3) == 3
    assert network.draw(a, 3) == 2
    assert taken(network, 1) == {there: 2}
    assert taken(network, 0) == {here: 1, a: 2}
    assert network.reached([a]) == {here, there, a}
    assert network.distances() == {}
    network.pool(1, 1)
    network.near[there] |= 0b10
    assert network.distances() == {5: 1, here: 2, there: 2, 0: 3, 1: 3, a: 4}


def taken(network: Network, pool: int) -> dict[int, int]:
    return {line: amount for line, amount in network.serves[network.plant_of[pool]].items() if amount}


@pytest.mark.parametrize(
    "capacity, free, moved",
    [
        pytest.param(1, 1, 0, id="less than is free"),
        pytest.param(3, 3, 0, id="all that is free"),
        pytest.param(5, 3, 2, id="more than is free"),
        pytest.param(10, 3, 7, id="all of it"),
    ],
)
def test_a_part_of_a_pool_takes_what_is_free_first_and_then_what_it_serves(capacity, free, moved):
    network, big, a, b, c = two_markets()
    before, room = taken(network, big), network.room[big]
    assert (sum(before.values()), room) == (7, 3)
    part = network.split(big, capacity)
    assert network.room[big] == network.left[network.plant_of[big]] == room - free
    assert network.room[part] == network.left[network.plant_of[part]] == free
    assert sum(taken(network, part).values()) == moved
    for line in (a, b):
        assert taken(network, big).get(line, 0) + taken(network, part).get(line, 0) == before.get(line, 0)
    bit = 1 << network.place[part]
    assert (network.near[a], network.near[b], network.near[c]) == (0b01 | bit, 0b11 | bit, 0b1)


def test_a_part_serves_the_lines_of_its_pool_alone():
    network, _big, a, b, _c = two_markets()
    part = network.split(network.pools[0][1], 1)
    assert network.place[part] == 2
    assert (network.near[a], network.near[b]) == (0b001, 0b111)


def test_a_line_may_use_up_two_pools_alone():
    network = Network(1)
    network.pool(0, 1), network.pool(0, 2)
    line = network.line(0, 0b11)
    network.start()
    assert network.draw(line, 3) == 3
    network.start()
    assert network.sole == {line: 0b11}


def test_what_shares_a_pool_is_reached_through_it():
    network = Network(1)
    network.pool(0, 1), network.pool(0, 1)
    served, waiting, apart = network.line(0, 0b10), network.line(0, 0b10), network.line(0, 0b01)
    network.start()
    assert [network.draw(line, 1) for line in (served, waiting, apart)] == [1, 0, 1]
    assert network.reached([waiting]) == {served, waiting}


def test_after_a_split_as_much_flows_as_before():
    for capacity in range(11):
        network, big, a, b, _c = two_markets()
        network.split(big, capacity)
        network.start()
        # Of twelve in the market nine are drawn, and the small pool can serve b alone.
        assert network.draw(a, 99) + network.draw(b, 99) == 3


def test_a_copy_draws_by_itself():
    network, _big, a, _b, _c = two_markets()
    copy = network.copy()
    copy.start()
    assert copy.draw(a, 9) == 3
    assert network.draw(a, 9) == 3, "nothing was taken from the first"


def test_a_plant_that_is_used_up_moves_work_between_its_pools():
    """Two pools of four share a limit of five; the line of the second pool has another place to go to."""
    network = Network(2)
    plant = network.plant(5)
    first, second, elsewhere = network.pool(0, 4, plant), network.pool(1, 4, plant), network.pool(1, 3)
    one, two = network.line(0, 0b1), network.line(1, 0b01)
    both = network.line(1, 0b11)
    network.start()
    assert [network.draw(both, 3), network.draw(one, 4), network.draw(two, 4)] == [3, 4, 1]
    assert network.left[plant] == 0
    assert network.room[first] + network.room[second] == 3
    assert network.room[elsewhere] == 0
    assert network.distances() == {}, "nothing more can be had"
    assert network.reached([two]) == {one, two}
