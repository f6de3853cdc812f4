"""What a fact more, a fact less or another order may do: I2, I3, I6, I11, I13 of the readiness model."""

import random
from collections import Counter
from dataclasses import replace
from functools import cache

from hypothesis import assume, given
from hypothesis import strategies as st

from readiness.engine import Framework, to_json
from readiness.engine.criteria import level_of
from readiness.engine.framework_file import framework_from
from tests.readiness.engine.making import shipped
from tests.readiness.engine.strategies import (
    LISTS,
    MOSTLY_PROOF,
    World,
    findings,
    pieces,
    shelf,
    thoroughly,
    worlds,
)


@thoroughly
@given(data=st.data(), world=worlds())
def test_i2_evidence_more_never_lowers_total_or_level(data, world: World):
    row = data.draw(pieces(world.number, MOSTLY_PROOF, schemes=(None, "a scheme not yet there")))
    before, after = world.verdict(), world.also(evidence=[row]).verdict()
    assert after.total >= before.total
    assert after.proven >= before.proven
    assert after.level >= before.level
    assert after.counted_level >= before.counted_level


@thoroughly
@given(data=st.data(), world=worlds())
def test_i3_a_finding_more_never_raises_total_or_level(data, world: World):
    row = data.draw(findings(world.number))
    before, after = world.verdict(), world.also(findings=[row]).verdict()
    assert after.total <= before.total
    assert after.declared <= before.declared
    assert after.level <= before.level


@cache
def reordered(number: int, seed: int) -> Framework:
    document = shelf(number)[0]
    criteria = list(document["criterion"])
    random.Random(seed).shuffle(criteria)
    return framework_from(document | {"criterion": criteria, "level": document["level"][::-1]})


@thoroughly
@given(world=worlds(), seed=st.integers(0, 2))
def test_i6_order_and_duplicates_change_neither_hash_nor_result(world: World, seed: int):
    chance = random.Random(seed)
    other: dict[str, object] = {"sector": world.facts["sector"]}
    for name in LISTS:
        rows = world.facts[name] + chance.choices(world.facts[name], k=2) if world.facts[name] else []
        chance.shuffle(rows)
        other[name] = rows
    shuffled = replace(world, facts=other, framework=reordered(world.number, seed))
    assert shuffled.framework.hash == world.framework.hash
    assert shuffled.parsed.hash == world.parsed.hash
    assert to_json(shuffled.assess()) == to_json(world.assess())


@thoroughly
@given(data=st.data(), world=worlds())
def test_i11_rejecting_evidence_that_supersedes_nothing_never_raises(data, world: World):
    rows = world.facts["evidence"]
    named = Counter((row["criterion"], row["scheme"]) for row in rows if row.get("scheme"))
    alone = [n for n, row in enumerate(rows) if named[row["criterion"], row.get("scheme")] <= 1]
    assume(alone)
    place = data.draw(st.sampled_from(alone))
    before, after = world.verdict(), world.but(evidence=rows[:place] + rows[place + 1 :]).verdict()
    assert after.total <= before.total
    assert after.level <= before.level


COUNTS = st.integers(0, 4_000_000) | st.sampled_from((600, 3_000, 12_000, 30_000, 120_000))


@thoroughly
@given(
    sector=st.sampled_from("MPEATFH"),
    good=COUNTS,
    rejected=st.integers(0, 300) | COUNTS,
    fewer=st.integers(0, 300) | COUNTS,
    more=COUNTS,
)
def test_i13_fewer_rejects_or_more_good_parts_never_lower_rule_m1(sector, good, rejected, fewer, more):
    criterion = shipped().by_code["2.2"]

    def level(good: int, rejected: int) -> int:
        found = level_of(criterion, sector, {"parts": good + rejected, "rejected": rejected})
        assert found is not None
        return found

    fewer = min(fewer, rejected)
    assert level(good + rejected - fewer, fewer) >= level(good, rejected), "the same parts, fewer rejected"
    assert level(good + more, rejected) >= level(good, rejected), "more good parts"


@thoroughly
@given(due=st.integers(0, 2000), late=st.integers(0, 2000), more=st.integers(0, 2000))
def test_i13_more_lines_on_time_never_lower_the_level_of_delivery(due: int, late: int, more: int):
    criterion = shipped().by_code["4.1"]

    def level(due: int, on_time: int) -> int:
        found = level_of(criterion, "M", {"due": due, "on_time": on_time})
        assert found is not None
        return found

    on_time = max(due - late, 0)
    assert level(due, min(on_time + more, due)) >= level(due, on_time), "the same lines, more of them on time"
    assert level(due + more, on_time + more) >= level(due, on_time), "more lines, all of them on time"
