"""A framework document with every key, and with the fewest: all that is written is read, the rest is as usual.

Mutants of `framework_file` that live change nothing: the default of a key that was seen to be there, and
the format of a blank in place of its name, since both are there or neither.
"""

from fractions import Fraction
from typing import Any

import pytest

from readiness.engine import Refused
from readiness.engine.framework import Anchor, Criterion, Dimension, Framework, Gate, Level, Scale
from readiness.engine.framework_file import framework_from, parse_framework

FULL = """
name = "Full"
version = "7"
caps = {A0 = "0.5", A1 = "1", A2 = "3", A3 = "4", A4 = "5"}
coverage_classes = ["A2", "A4"]
coverage_grace_days = 45
decay = [{days = 10, keep = "1"}, {days = 20, keep = "1"}, {days = 30, keep = "0"}]
max_not_applicable = "0"
sectors = {M = {vi = "Cơ khí", en = "Mechanical"}, T = {en = "Textile"}}
classes = {A2 = {vi = "đã xem", en = "checked"}}
verifiers = {CB = {en = "accredited body"}}
sentences = {total_short = {en = "{value} of {needed}"}}

[[dimension]]
code = "E"
weight = 3
name = {vi = "Giao hàng", en = "Delivery"}

[[dimension]]
code = "D"
weight = 0

[[criterion]]
code = "2.10"
dimension = "E"
weight = 0

[[criterion]]
code = "2.9"
dimension = "D"
weight = 4
weight_by_sector = {T = 6, M = 0}
sectors = ["T", "M"]
caps = {A1 = "2", A4 = "4"}
rule = "on_time"
thresholds = {M = ["0.8", "0.9", "0.95", "0.98", "1"]}
volume_factor = "0"
minimum_lines = [1, 2, 3, 4, 5]
minimum_months = {1 = 1, 2 = 2, 3 = 3, 4 = 4, 5 = 5}
minimum_count = 9
table = "2025"
validity_months = 13
verifier = "CB"
verifiers = ["CB", "BUY"]
validity_rule = "certificate"
thresholds_source = "buyers"
name = {en = "On time"}
question = {en = "Is it?"}
evidence = {en = "A record"}
validity = {en = "A year"}
anchors = [{level = "0", en = "none", vi = "không", fr = "rien"}, {level = "2.5", en = "half", same_as_lower = true}]

[[criterion.variant]]
sectors = ["T"]
name = {en = "Sewn on time"}
question = {en = "Sewn?"}
evidence = {en = "Seams"}
validity = {en = "A season"}
anchors = [{level = "1", en = "one", same_as_lower = true}]

[[criterion.variant]]
name = {en = "Nobody's"}

[[level]]
number = 2
name = {en = "Two"}
meaning = {en = "More"}
floors_read = "proven"
minimum_total = "40"
minimum_dimension = "20"
minimum_dimension_by_code = {D = "0", E = "60.5"}
coverage = "0.6"
gates = [
    {criterion = "2.9", at_least = "0", sectors = ["M"], confirmed_by = ["A4", "A3"], minimum_months = 6, waivable = true, vi = "đúng hạn", en = "on time"},
    {criterion = "2.10", at_least = "5"},
]

[[level]]
number = 0
"""


def as_usual(**more: Any) -> Scale:
    usual = {
        "volume_factor": Fraction(3_000_000),
        "minimum_lines": None,
        "minimum_months": {},
        "minimum_count": 0,
    }
    return Scale(**({"thresholds": {}, "table": ""} | usual | more))  # fmt: skip


def texts(**more: Any) -> dict[str, Any]:
    words = {"question": {}, "evidence": {}, "validity": {}}
    return words | {"validity_rule": "", "verifier": "", "thresholds_source": "", "verifiers": []} | more


def test_all_that_is_written_is_read():
    fifths = tuple(Fraction(n) for n in ("0.8", "0.9", "0.95", "0.98", "1"))
    on_time = Criterion(
        code="2.9",
        dimension="D",
        weight=4,
        weight_by_sector={"T": 6, "M": 0},
        sectors=frozenset("MT"),
        caps=(Fraction(1, 2), Fraction(2), Fraction(3), Fraction(4), Fraction(4)),
        rule="on_time",
        scale=Scale({"M": fifths}, Fraction(0), (1, 2, 3, 4, 5), {n: n for n in range(1, 6)}, 9, "2025"),
        validity_months=13,
        name={"en": "On time"},
        texts={
            "question": {"en": "Is it?"}, "evidence": {"en": "A record"}, "validity": {"en": "A year"},
            "validity_rule": "certificate", "verifier": "CB", "thresholds_source": "buyers", "verifiers": ["CB", "BUY"],
        },
        variants=(
            {"sectors": ["T"], "name": {"en": "Sewn on time"}, "question": {"en": "Sewn?"}, "evidence": {"en": "Seams"},
             "validity": {"en": "A season"}, "anchors": [{"level": "1", "en": "one", "same_as_lower": True}]},
            {"sectors": [], "name": {"en": "Nobody's"}},
        ),
        anchors=(
            Anchor(Fraction(0), {"vi": "không", "en": "none"}), Anchor(Fraction(5, 2), {"en": "half"}, same_as_lower=True),
        ),
    )  # fmt: skip
    caps = (Fraction(1, 2), Fraction(1), Fraction(3), Fraction(4), Fraction(5))
    bare = Criterion(
        "2.10", "E", 0, {}, None, caps, "level", as_usual(), 0, {}, texts(), (), ()
    )  # fmt: skip
    floors = {"D": Fraction(0), "E": Fraction(121, 2)}
    gates = (
        Gate("2.9", Fraction(0), frozenset("M"), frozenset({3, 4}), 6, True, {"vi": "đúng hạn", "en": "on time"}),
        Gate("2.10", Fraction(5), None, frozenset(), 0, False, {}),
    )  # fmt: skip
    nothing = Fraction(0)
    assert parse_framework(FULL) == Framework(
        name="Full",
        version="7",
        caps=caps,
        decay=((10, Fraction(1)), (20, Fraction(1)), (30, Fraction(0))),
        coverage_classes=frozenset({2, 4}),
        coverage_grace_days=45,
        max_not_applicable=Fraction(0),
        dimensions=(
            Dimension("E", 3, {"vi": "Giao hàng", "en": "Delivery"}),
            Dimension("D", 0, {}),
        ),
        criteria=(on_time, bare),
        levels=(
            Level(0, {}, {}, False, nothing, nothing, {}, nothing, ()),
            Level(2, {"en": "Two"}, {"en": "More"}, True, Fraction(40), Fraction(20), floors, Fraction(3, 5), gates),
        ),
        sectors={"M": {"vi": "Cơ khí", "en": "Mechanical"}, "T": {"en": "Textile"}},
        classes={"A2": {"vi": "đã xem", "en": "checked"}},
        verifiers={"CB": {"en": "accredited body"}},
        sentences={"total_short": {"en": "{value} of {needed}"}},
    )  # fmt: skip


@pytest.mark.parametrize(
    "rule, months",
    [("level", {}), ("ppm", {3: 6}), ("on_time", {3: 6}), ("scrap", {}), ("response_hours", {})],
)
def test_what_is_left_out_is_as_the_model_has_it(rule: str, months: dict):
    caps = dict.fromkeys(("A0", "A1", "A2", "A3", "A4"), "5")
    one = {"code": "x", "dimension": "D", "weight": 1, "rule": rule}
    bare = framework_from(
        {
            "name": "",
            "version": "",
            "caps": caps,
            "dimension": [{"code": "D", "weight": 1}],
            "criterion": [one],
        }
    )
    assert (bare.decay, bare.levels, bare.sectors, bare.classes, bare.verifiers, bare.sentences) == (
        (),
        (),
        {},
        {},
        {},
        {},
    )
    assert (bare.coverage_classes, bare.coverage_grace_days) == ({1, 2, 3, 4}, 60)
    assert bare.max_not_applicable == Fraction(1, 3)
    assert bare.by_code["x"].scale == as_usual(minimum_months=months)


@pytest.mark.parametrize(
    "change, said",
    [
        ({"max_not_applicable": "-0.1"}, "framework.max_not_applicable: is less than 0"),
        ({"decay": [{"days": 1, "keep": "-0.1"}]}, "framework.decay[0].keep: is less than 0"),
        ({"anchors": [{"level": "-1"}]}, "criterion x.anchors[0].level: is less than 0"),
        ({"volume_factor": "-1"}, "criterion x.volume_factor: is less than 0"),
        ({"caps": {"A0": "-1"}}, "criterion x.caps.A0: is less than 0"),
        ({"minimum_months": {"0": 1}}, "criterion x.minimum_months: '0' is not a level 1 to 5"),
        ({"level": [{"number": 1, "gates": [{"criterion": "x", "at_least": "-1"}]}]},
         "framework.level[0].gates[0].at_least: is less than 0"),
        ({"level": [{"number": -1}]}, "framework.level[0].number: is less than 0"),
    ],
)  # fmt: skip
def test_what_may_not_be_below_nothing_is_refused(change: dict, said: str):
    caps = dict.fromkeys(("A0", "A1", "A2", "A3", "A4"), "5")
    one = {"code": "x", "dimension": "D", "weight": 1}
    document = {
        "name": "",
        "version": "",
        "caps": caps,
        "dimension": [{"code": "D", "weight": 1}],
        "criterion": [one],
    }
    of_criterion = {"anchors", "volume_factor", "caps", "minimum_months"}
    (one if change.keys() & of_criterion else document).update(change)
    with pytest.raises(Refused) as refused:
        framework_from(document)
    assert str(refused.value) == said


@pytest.mark.parametrize(
    "rule, limits, words",
    [
        ("ppm", "[100, 50, 60, 20, 10]", "criterion 2.2.thresholds.M: level 3 is easier than level 2"),
        ("scrap", '["0.1", "0.1", "0.1", "0.1", "0.2"]', "criterion 2.2.thresholds.M: level 5 is easier than level 4"),
        ("on_time", '["0.9", "0.8", "0.9", "0.9", "0.9"]', "criterion 2.2.thresholds.M: level 2 is easier than level 1"),
        ("p" * 50, "[5, 4, 3, 2, 1]", f"criterion 2.2.rule: {'p' * 40!r} is none of level, ppm, on_time, scrap, percentile, response_hours"),
        ("pmm", "[5, 4, 3, 2, 1]", "criterion 2.2.rule: 'pmm' is none of level, ppm, on_time, scrap, percentile, response_hours"),
    ],
)  # fmt: skip
def test_limits_that_would_punish_better_figures_and_rules_that_are_none_are_refused(rule, limits, words):
    text = f"""
name = "T"
version = "1"
caps = {{A0 = "1", A1 = "2", A2 = "4", A3 = "5", A4 = "5"}}
[[dimension]]
code = "D2"
weight = 1
[[criterion]]
code = "2.2"
dimension = "D2"
weight = 1
rule = "{rule}"
thresholds = {{M = {limits}}}
"""
    with pytest.raises(Refused) as refused:
        parse_framework(text)
    assert str(refused.value) == words
    level = text.replace(f'rule = "{rule}"', "").replace(limits, "[5, 5, 4, 4, 4]")
    assert parse_framework(level).by_code["2.2"].rule == "level"
