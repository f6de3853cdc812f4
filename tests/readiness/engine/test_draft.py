"""Edits of a framework: what comes out is a framework or is refused with a rule; nothing else is changed."""

from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.engine import parse_framework
from readiness.engine.draft import (
    GateAsked,
    NotAFramework,
    Wrong,
    checked,
    compare,
    opened,
    with_caps,
    with_clocks,
    with_criterion,
    with_dimension_weights,
    with_gates,
    with_level,
    with_version,
    with_weights,
    written,
)
from readiness.engine.draft.compare import difference_from
from readiness.engine.exact import plain
from readiness.engine.framework import CLASSES, Framework
from tests.readiness.engine.making import shipped, shipped_document

CODES = [c["code"] for c in shipped_document()["criterion"]]
DIMENSIONS = [d["code"] for d in shipped_document()["dimension"]]
SECTORS = list(shipped_document()["sectors"])

exact = st.sampled_from([Fraction(n, 4) for n in range(-1, 22)] + [Fraction(1, 3)])
hundredths = st.sampled_from([Fraction(n) for n in (-5, 0, 20, 40, 60, 80, 100, 101)])
weights = st.integers(0, 3000)


@st.composite
def edits(draw: st.DrawFn) -> tuple[Any, ...]:
    """A function of ``draft.edits`` and what it is given."""
    kind = draw(st.sampled_from(["dimensions", "weights", "criterion", "caps", "clocks", "level", "gates"]))
    if kind == "dimensions":
        one, other = draw(st.permutations(DIMENSIONS))[:2]
        before = {d["code"]: d["weight"] for d in shipped_document()["dimension"]}
        moved = draw(st.integers(0, before[one]))
        slip = draw(st.sampled_from([0, 0, 0, 1]))
        return with_dimension_weights, ({one: before[one] - moved, other: before[other] + moved + slip},), {}
    if kind == "weights":
        return (
            with_weights,
            (draw(st.dictionaries(st.sampled_from(CODES), st.integers(0, 9), max_size=4)),),
            {},
        )
    if kind == "criterion":
        caps = draw(st.dictionaries(st.sampled_from(CLASSES), exact, max_size=2))
        words = draw(st.sampled_from(["", " ", "Đủ giấy tờ.", 'Có “ngoặc” và \\ và "nháy"']))
        said = {
            "weight": draw(st.integers(0, 9)),
            "weight_by_sector": draw(
                st.dictionaries(st.sampled_from(SECTORS), st.integers(0, 9), max_size=2)
            ),
            "validity_months": draw(st.integers(0, 60)),
            "caps": caps,
            "anchors": {(None, 0): {"vi": words, "en": words}},
            "thresholds": {},
        }
        code = draw(st.sampled_from([*CODES, "2.2"]))
        if code == "2.2":
            limits = st.lists(st.integers(0, 9000).map(Fraction), min_size=5, max_size=5)
            said["thresholds"] = {"M": draw(limits.map(lambda drawn: sorted(drawn, reverse=True)) | limits)}
        return with_criterion, (code,), said
    if kind == "caps":
        return (
            with_caps,
            (
                draw(
                    st.lists(exact, min_size=5, max_size=5).map(sorted)
                    | st.lists(exact, min_size=5, max_size=5)
                ),
            ),
            {},
        )
    if kind == "clocks":
        steps = st.tuples(st.integers(1, 90), exact)
        return (
            with_clocks,
            (),
            {
                "decay": draw(st.lists(steps, max_size=3)),
                "coverage_grace_days": draw(st.integers(0, 90)),
                "max_not_applicable": draw(exact),
            },
        )
    if kind == "level":
        said = {
            "minimum_total": draw(hundredths),
            "minimum_dimension": draw(hundredths),
            "minimum_by_code": draw(st.dictionaries(st.sampled_from(DIMENSIONS), hundredths, max_size=2)),
            "coverage": draw(exact),
            "floors_proven": draw(st.booleans()),
        }
        return with_level, (draw(st.integers(1, 5)),), said
    gate = st.builds(
        GateAsked,
        criterion=st.sampled_from(CODES),
        at_least=exact,
        words=st.just({"vi": "có", "en": "has it"}),
        sectors=st.lists(st.sampled_from(SECTORS), unique=True, max_size=3).map(tuple),
        confirmed_by=st.lists(st.sampled_from(CLASSES[2:]), unique=True, max_size=2).map(tuple),
        minimum_months=st.sampled_from([0, 6]),
        waivable=st.booleans(),
    )
    return with_gates, (draw(st.integers(1, 5)), draw(st.lists(gate, max_size=3))), {}


def after(document: dict, edit: tuple[Any, ...]) -> dict:
    change, args, said = edit
    return change(document, *args, **said)


def judged(document: dict) -> tuple[Framework | None, list[Wrong]]:
    """A framework, or the rules that are broken."""
    try:
        return checked(document), []
    except NotAFramework as refused:
        return None, refused.wrongs


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.lists(edits(), min_size=1, max_size=3))
def test_an_edit_makes_a_framework_or_is_refused_and_never_anything_between(several):
    document = shipped_document()
    before = deepcopy(document)
    for edit in several:
        new = after(document, edit)
        framework, wrongs = judged(new)
        assert (framework is None) == bool(wrongs)
        assert all(wrong.place and wrong.rule for wrong in wrongs)
        if framework is None:
            continue
        assert sum(d.weight for d in framework.dimensions) == 10_000
        text = written(new)
        assert parse_framework(text).hash == framework.hash, "what is stored is what was checked"
        assert written(opened(text)) == text, "one spelling"
        document = new
    assert shipped_document() == before, "the document that was given stays as it was"


@settings(max_examples=80, deadline=None, derandomize=True, database=None)
@given(edits())
def test_a_comparison_is_empty_exactly_when_the_two_judge_alike(edit):
    framework, _wrongs = judged(after(shipped_document(), edit))
    if framework is None:
        return
    differences = compare(shipped(), framework)
    assert bool(differences) == (framework.hash != shipped().hash)
    assert [(d.place, d.after, d.before) for d in compare(framework, shipped())] != [] or not differences
    assert [difference_from(d.document()) for d in differences] == differences


def test_the_shipped_framework_keeps_every_rule_and_survives_being_written():
    assert checked(shipped_document()).hash == shipped().hash
    assert parse_framework(written(shipped_document())).hash == shipped().hash


def test_a_copy_differs_in_its_version_alone():
    copy = checked(with_version(shipped_document(), "2"))
    assert copy.version == "2"
    assert copy.hash != shipped().hash
    assert compare(shipped(), copy) == []


def rules(document: dict) -> list[tuple[str, str]]:
    with pytest.raises(NotAFramework) as refused:
        checked(document)
    return [(wrong.place, wrong.rule) for wrong in refused.value.wrongs]


def test_every_broken_rule_is_told_at_once():
    document = with_dimension_weights(shipped_document(), {"D1": 900})
    document = with_gates(document, 5, [GateAsked("8.1", Fraction(0), {"vi": "", "en": "x"})])
    assert rules(document) == [
        ("weights", "weights_sum"),
        ("level 5 gate 0", "gate_asks_nothing"),
        ("level 5 gate 0", "no_words"),
    ]


def test_a_gate_that_proof_of_its_class_cannot_reach_is_refused():
    gate = GateAsked("2.2", Fraction(3), {"vi": "có", "en": "has"}, confirmed_by=("A2",))
    assert rules(with_gates(shipped_document(), 1, [gate])) == [("level 1 gate 0", "gate_out_of_reach")]


def test_a_document_that_cannot_be_read_is_refused_with_its_place():
    document = shipped_document() | {"version": 2}
    assert rules(document) == [("framework.version", "refused")]


def test_levels_are_spelled_in_one_way():
    new = with_caps(shipped_document(), [Fraction(1), Fraction(3, 2), Fraction(4), Fraction(5), Fraction(5)])
    assert new["caps"] == {"A0": "1", "A1": "1.5", "A2": "4", "A3": "5", "A4": "5"}
    framework: Framework = checked(new)
    assert plain(framework.caps[1]) == "1.5"


def test_what_is_wrong_is_named_with_its_place_and_its_figures():
    document = shipped_document() | {"decay": [{"days": 30, "keep": "0.5"}, {"days": 60, "keep": "0.75"}]}
    with pytest.raises(NotAFramework, match="decay: decay_keep") as refused:
        checked(document)
    assert [wrong.values for wrong in refused.value.wrongs] == [{"days": 60}]


def test_the_weight_of_a_criterion_in_a_sector_is_written_where_the_engine_reads_it():
    edited = checked(
        with_criterion(
            shipped_document(),
            "2.2",
            weight=5,
            weight_by_sector={"T": 9},
            validity_months=12,
            caps={},
            anchors={},
            thresholds={},
        )
    )
    assert edited.by_code["2.2"].weight_by_sector == {"T": 9}


def test_other_words_in_some_sectors_are_a_difference_with_those_sectors():
    document = deepcopy(shipped_document())
    row = next(c for c in document["criterion"] if c["code"] == "2.3")
    variant = next(v for v in row["variant"] if "T" in v["sectors"])
    variant["name"] = variant["name"] | {"en": "Inspection on the line"}
    (found,) = compare(shipped(), checked(document))
    assert found.place[:3] == ("criterion", "2.3", "variant")
    assert "T" in found.place[3]
    assert (found.before, found.after) == ("In-line inspection", "Inspection on the line")
