"""Each kind of line: when it is met, missed, and not known.

One mutant of `fit` lives: the root of the little by which rounding passes 1 is 1 again.
"""

from fractions import Fraction

import pytest

from readiness.engine.fit import (
    Group,
    Line,
    Offer,
    Outcome,
    Relaxation,
    Work,
    fit,
    kilometres,
    tally,
    tally_of,
)

STAMPING = frozenset(["stamping_progressive", "stamping"])
MET, MISSED, UNKNOWN = Outcome.MET, Outcome.MISSED, Outcome.UNKNOWN


def work(proven=True, measured=True, **said):
    return Offer(works=(Work(STAMPING, proven, **said),), figures_proven=measured)


def ask(kind, *codes, limit="0", **more):
    return Line("line", kind, frozenset(codes), Fraction(limit), **more)


@pytest.mark.parametrize(
    "offer, line, outcome",
    [
        pytest.param(work(), ask("process", "stamping"), MET, id="a parent word includes its children"),
        pytest.param(work(proven=False), ask("process", "stamping"), UNKNOWN, id="declared is not proven"),
        pytest.param(work(), ask("process", "casting"), MISSED, id="processes told, and not this one"),
        pytest.param(Offer(), ask("process", "stamping"), UNKNOWN, id="no process ever told"),
        pytest.param(work(materials=frozenset(["spcc"])), ask("material", "spcc"), MET, id="material proven"),
        pytest.param(work(), ask("material", "spcc"), UNKNOWN, id="materials never told"),
        pytest.param(
            work(materials=frozenset(["steel"])), ask("material", "spcc"), MISSED, id="another material"
        ),
        pytest.param(
            work(materials=frozenset(["spcc"])),
            ask("material", "spcc", within=frozenset(["casting"])),
            MISSED,
            id="the material of another process",
        ),
        pytest.param(work(tolerance=Fraction("0.05")), ask("tolerance", limit="0.05"), MET, id="just as fine"),
        pytest.param(work(tolerance=Fraction("0.08")), ask("tolerance", limit="0.05"), MISSED, id="too coarse"),
        pytest.param(
            work(False, tolerance=Fraction("0.01")), ask("tolerance", limit="0.05"), UNKNOWN, id="fine, unproven"
        ),
        pytest.param(
            work(False, tolerance=Fraction("0.08")), ask("tolerance", limit="0.05"), MISSED, id="own word for a no"
        ),
        pytest.param(
            work(measured=False, tolerance=Fraction("0.01")),
            ask("tolerance", limit="0.05"),
            UNKNOWN,
            id="fine on proven machines, never measured",
        ),
        pytest.param(
            work(measured=False, largest=Fraction(300)),
            ask("size", limit="250"),
            UNKNOWN,
            id="large on proven machines, never measured",
        ),
        pytest.param(work(largest=Fraction(300)), ask("size", limit="250"), MET, id="large enough"),
        pytest.param(work(), ask("size", limit="250"), UNKNOWN, id="size never told"),
        pytest.param(
            Offer(free_capacity=Fraction(80_000), capacity_proven=True),
            ask("volume", limit="120000"),
            MISSED,
            id="too little free capacity",
        ),
        pytest.param(
            Offer(free_capacity=Fraction(180_000)), ask("volume", limit="120000"), UNKNOWN, id="stated capacity"
        ),
        pytest.param(Offer(standards={"iatf16949": True}), ask("standard", "iatf16949"), MET, id="certificate"),
        pytest.param(
            Offer(standards={"iatf16949": False}), ask("standard", "iatf16949"), UNKNOWN, id="not yet read"
        ),
        pytest.param(
            Offer(standards={"iso9001": True}), ask("standard", "iatf16949"), MISSED, id="others, not this"
        ),
        pytest.param(Offer(standards={}), ask("standard", "iatf16949"), MISSED, id="says it holds none"),
        pytest.param(Offer(), ask("standard", "iatf16949"), UNKNOWN, id="certificates never told"),
        pytest.param(Offer(level=3), ask("level", limit="3"), MET, id="level held"),
        pytest.param(Offer(level=2), ask("level", limit="3"), MISSED, id="level not held"),
        pytest.param(Offer(), ask("level", limit="3"), UNKNOWN, id="nobody has claimed the profile"),
        pytest.param(
            Offer(criteria={"2.4": (Fraction(3), Fraction(4))}), ask("criterion", "2.4", limit="3"), MET, id="proven"
        ),
        pytest.param(
            Offer(criteria={"2.4": (Fraction(2), Fraction(3))}),
            ask("criterion", "2.4", limit="3"),
            UNKNOWN,
            id="claimed, not proven",
        ),
        pytest.param(
            Offer(criteria={"2.4": (Fraction(2), Fraction(2))}),
            ask("criterion", "2.4", limit="3"),
            MISSED,
            id="claims less",
        ),
        pytest.param(Offer(criteria={}), ask("criterion", "2.4", limit="3"), UNKNOWN, id="nothing known of it"),
        pytest.param(
            Offer(regions=frozenset(["31", "north"])), ask("region", "north"), MET, id="a region includes its provinces"
        ),
        pytest.param(Offer(), ask("region", "north"), UNKNOWN, id="address without a province"),
        pytest.param(
            Offer(place=(10.8, 106.7)),
            ask("distance", limit="100", place=(21.0, 105.8)),
            MISSED,
            id="Ho Chi Minh City is far from Ha Noi",
        ),
        pytest.param(Offer(ownership="vietnamese"), ask("ownership", "vietnamese"), MET, id="ownership"),
        pytest.param(Offer(ownership="foreign"), ask("ownership", "vietnamese"), MISSED, id="other ownership"),
        pytest.param(Offer(languages=frozenset(["en"])), ask("language", "ja", "ko"), MISSED, id="languages"),
        pytest.param(Offer(languages=frozenset(["ja"])), ask("language", "ja", "ko"), MET, id="any of them"),
        pytest.param(
            Offer(local_content=Fraction(40), local_content_proven=True),
            ask("local_content", limit="40"),
            MET,
            id="share of local content",
        ),
    ],
)  # fmt: skip
def test_a_line_is_met_missed_or_unknown(offer, line, outcome):
    assert fit(offer, [line]).findings[0].outcome is outcome


def test_what_is_merely_claimed_is_told_apart_from_what_was_never_said():
    def claimed(offer, line):
        return fit(offer, (line,)).findings[0].claimed

    assert claimed(Offer(standards={"iatf16949": False}), ask("standard", "iatf16949")) is True
    assert claimed(Offer(standards={"iatf16949": True}), ask("standard", "iatf16949")) is False
    assert claimed(Offer(), ask("standard", "iatf16949")) is False
    assert claimed(work(proven=False), ask("process", "stamping")) is True


def criterion(proven, declared):
    return Offer(criteria={"2.4": (Fraction(proven), Fraction(declared))})


def capacity(value, proven=True):
    return Offer(free_capacity=Fraction(value), capacity_proven=proven)


def pieces(*works, measured=True):
    """Works of one process by (proven, tolerance in hundredths)."""
    return Offer(
        works=tuple(
            Work(STAMPING, sure, tolerance=None if t is None else Fraction(t, 100)) for sure, t in works
        ),
        figures_proven=measured,
    )


HANOI, SAIGON = (21.0285, 105.8542), (10.7769, 106.7009)


@pytest.mark.parametrize(
    "offer, line, outcome, value, claimed",
    [
        pytest.param(criterion(3, 4), ask("criterion", "2.4", limit="3"), MET, 3, False, id="proven level"),
        pytest.param(criterion(2, 3), ask("criterion", "2.4", limit="3"), UNKNOWN, 2, False, id="level so far"),
        pytest.param(criterion(1, 2), ask("criterion", "2.4", limit="3"), MISSED, 1, False, id="level too low"),
        pytest.param(Offer(), ask("criterion", "2.4", limit="3"), UNKNOWN, 0, False, id="no level"),
        pytest.param(Offer(), ask("criterion", "2.4"), MET, 0, False, id="no level asked"),
        pytest.param(Offer(level=3), ask("level", limit="2"), MET, 3, False, id="level held"),
        pytest.param(capacity(5), ask("volume", limit="5"), MET, 5, False, id="capacity"),
        pytest.param(capacity(4), ask("volume", limit="5"), MISSED, 4, False, id="too little capacity"),
        pytest.param(capacity(6, False), ask("volume", limit="5"), UNKNOWN, None, True, id="stated capacity"),
        pytest.param(capacity(4, False), ask("volume", limit="5"), MISSED, None, False, id="stated too little"),
        pytest.param(Offer(), ask("volume", limit="5"), UNKNOWN, None, False, id="capacity never stated"),
        pytest.param(Offer(place=SAIGON), ask("distance", limit="1145", place=HANOI), MET, 1144, False, id="near enough"),
        pytest.param(Offer(place=SAIGON), ask("distance", limit="1143", place=HANOI), MISSED, 1144, False, id="too far"),
        pytest.param(pieces((True, 5)), ask("tolerance", limit="0.1"), MET, Fraction(5, 100), False, id="fine"),
        pytest.param(pieces((True, 7), (True, 3)), ask("tolerance", limit="0.1"), MET, Fraction(3, 100), False, id="the finest"),
        pytest.param(pieces((True, 20), (True, 30)), ask("tolerance", limit="0.1"), MISSED, Fraction(20, 100), False, id="coarse"),
        pytest.param(pieces((True, 20), (False, 5)), ask("tolerance", limit="0.1"), UNKNOWN, Fraction(20, 100), True, id="fine by its own word"),
        pytest.param(pieces((True, 20), (True, None)), ask("tolerance", limit="0.1"), UNKNOWN, Fraction(20, 100), False, id="one never told"),
        pytest.param(pieces((True, 5), measured=False), ask("tolerance", limit="0.1"), UNKNOWN, None, True, id="never measured"),
        pytest.param(pieces((False, 20)), ask("tolerance", limit="0.1"), MISSED, None, False, id="coarse by its own word"),
        pytest.param(Offer(), ask("tolerance", limit="0.1"), UNKNOWN, None, False, id="no work told"),
        pytest.param(
            Offer(works=tuple(Work(STAMPING, True, largest=Fraction(mm)) for mm in (100, 300, 200)), figures_proven=True),
            ask("size", limit="250"), MET, 300, False, id="the largest",
        ),
        pytest.param(work(), ask("material", "spcc"), UNKNOWN, None, False, id="materials never told"),
        pytest.param(work(materials=frozenset()), ask("material", "spcc"), MISSED, None, False, id="no such material"),
        pytest.param(work(False), ask("process", "stamping"), UNKNOWN, None, True, id="process stated"),
    ],
)  # fmt: skip
def test_a_finding_tells_the_best_figure_and_whether_it_is_a_mere_claim(offer, line, outcome, value, claimed):
    (found,) = fit(offer, (line,)).findings
    assert (found.line, found.outcome, found.value, found.claimed) == (line, outcome, value, claimed)


@pytest.mark.parametrize(
    "here, there, apart",
    [
        pytest.param(HANOI, SAIGON, 1144, id="Ha Noi and Ho Chi Minh City"),
        pytest.param(HANOI, HANOI, 0, id="one place"),
        pytest.param((0.0, 0.0), (0.0, 90.0), 10_008, id="a quarter of the equator"),
        pytest.param((60.0, 0.0), (60.0, 180.0), 6_672, id="over the pole"),
        pytest.param((0.0, 0.0), (0.0, 180.0), 20_015, id="the other side"),
        pytest.param((45.0, 0.0), (0.0, 90.0), 10_008, id="a quarter from north to east"),
        pytest.param((45.0, 10.0), (-45.0, -170.0), 20_015, id="the antipode"),
    ],
)
def test_a_distance_is_that_of_the_great_circle(here, there, apart):
    assert kilometres(here, there) == kilometres(there, here) == apart


def test_a_requirement_without_lines_is_met_by_everyone():
    assert (fit(Offer(), []).low, fit(Offer(), []).group) == (100, Group.MEETS_ALL)


def test_a_wish_that_is_missed_lowers_the_fit_and_not_the_group():
    lines = [ask("level", limit="3"), Line("wish", "region", frozenset(["north"]), must=False)]
    found = fit(Offer(level=3, regions=frozenset(["south"])), lines)
    assert (found.group, found.low, found.high) == (Group.MEETS_ALL, 50, 50)


def test_what_a_softer_limit_gains_is_counted_at_the_nearest_figure_that_is_proven():
    """For what may be at most so much that is the least; for what must be at least so much the most, but not nothing."""
    fine = [ask("tolerance", limit="0.01")]
    found = tally([fit(pieces((True, t)), fine) for t in (5, 4, 4, 9)], fine)
    assert found.relaxations == (Relaxation(fine[0], 4, Fraction(4, 100), 2),)
    much = [ask("volume", limit="9")]
    found = tally([fit(capacity(v), much) for v in (0, 1, 1, Fraction(1, 2))], much)
    assert found.relaxations == (Relaxation(much[0], 4, Fraction(1), 2),)
    found = tally([fit(capacity(v), much) for v in (0, 0)], much)
    assert found.relaxations == (Relaxation(much[0], 2),), "nothing is no softer limit"
    found = tally([fit(capacity(Fraction(1, 2)), much)], much)
    assert found.relaxations == (Relaxation(much[0], 1, Fraction(1, 2), 1),)
    near = [ask("distance", limit="1000", place=HANOI)]
    found = tally([fit(Offer(place=p), near) for p in (SAIGON, SAIGON, (8.0, 105.0))], near)
    assert found.relaxations == (Relaxation(near[0], 3, Fraction(1144), 2),)


def test_firms_that_are_alike_are_counted_together():
    lines = [ask("volume", limit="9")]
    counted = tally_of(
        [(fit(capacity(5), lines), 3), (fit(Offer(), lines), 2), (fit(Offer(), lines), 4)], lines
    )
    assert counted.groups == {Group.MISSES_ONE: 3, Group.UNKNOWN: 6}
    assert (counted.misses_only, counted.unknown_on) == ({"line": 3}, {"line": 6})
    assert counted.relaxations == (Relaxation(lines[0], 9, Fraction(5), 3),)


def test_a_tally_says_what_each_line_holds_up():
    lines = [
        Line("standard", "standard", frozenset(["iatf16949"])),
        Line("volume", "volume", limit=Fraction(120_000)),
    ]

    def firm(holds, capacity):
        return Offer(
            standards={"iatf16949": True} if holds else {},
            free_capacity=None if capacity is None else Fraction(capacity),
            capacity_proven=True,
        )

    firms = [
        firm(True, 150_000),
        firm(False, 150_000),
        firm(True, 80_000),
        firm(True, 80_000),
        firm(True, 50_000),
        firm(True, None),
        firm(False, 10),
    ]
    found = tally([fit(f, lines) for f in firms], lines)
    assert found.groups == {
        Group.MEETS_ALL: 1,
        Group.MISSES_ONE: 4,
        Group.UNKNOWN: 1,
        Group.MISSES_MORE: 1,
    }
    assert found.misses_only == {"standard": 1, "volume": 3}
    assert found.unknown_on == {"volume": 1}
    standard, volume = found.relaxations
    assert (standard.gain, standard.softer) == (1, None)
    assert (volume.gain, volume.softer, volume.softer_gain) == (4, 80_000, 2)
