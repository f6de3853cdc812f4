"""Each edit of a framework document: what it writes, what it leaves, and that the given document stays."""

from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest

from readiness.engine import Refused
from readiness.engine.draft import (
    GateAsked,
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

WORDS = {"vi": "có", "en": "has it"}


def document() -> dict[str, Any]:
    return {
        "name": "Small",
        "version": "1",
        "caps": {"A0": "1"},
        "decay": [{"days": 30, "keep": "0.75"}],
        "dimension": [{"code": "D", "weight": 1}, {"code": "E", "weight": 2}],
        "criterion": [
            {"code": "x", "weight": 1, "anchors": [WORDS | {"level": "1"}, WORDS | {"level": "2"}],
             "variant": [{"sectors": ["T"], "anchors": [WORDS | {"level": "3"}]}]},
            {"code": "y", "weight": 2, "caps": {"A1": "3"}, "weight_by_sector": {"T": 4}, "validity_months": 12,
             "thresholds": {"M": ["0.50", "0.60"], "T": ["1", "2"]}},
        ],
        "level": [{"number": 1, "gates": []}, {"number": 2, "gates": [], "floors_read": "proven"}],
    }  # fmt: skip


@pytest.fixture
def given():
    """A document that no edit may touch."""
    one = document()
    yield one
    assert one == document()


def changed(given: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return deepcopy(given) | parts


def test_a_version_caps_and_clocks_are_written_over(given):
    assert with_version(given, "2") == changed(given, version="2")
    caps = [Fraction(n, 2) for n in range(5)]
    spelled = {"A0": "0", "A1": "0.5", "A2": "1", "A3": "1.5", "A4": "2"}
    assert with_caps(given, caps) == changed(given, caps=spelled)
    with pytest.raises(ValueError, match="zip"):
        with_caps(given, caps[:4])
    clocks = {"coverage_grace_days": 9, "max_not_applicable": Fraction(1, 3)}
    assert with_clocks(given, decay=[(10, Fraction(1, 4)), (20, Fraction(0))], **clocks) == changed(
        given,
        decay=[{"days": 10, "keep": "0.25"}, {"days": 20, "keep": "0"}],
        coverage_grace_days=9,
        max_not_applicable="1/3",
    )


def test_weights_are_written_at_their_codes_and_nowhere_else(given):
    dimensions = [{"code": "D", "weight": 1}, {"code": "E", "weight": 7}]
    assert with_dimension_weights(given, {"E": 7}) == changed(given, dimension=dimensions)
    new = with_weights(given, {"x": 5, "y": 6})
    assert [c["weight"] for c in new["criterion"]] == [5, 6]
    assert with_weights(new, {"x": 1, "y": 2}) == given
    for wrong in (with_weights, with_dimension_weights):
        with pytest.raises(KeyError, match="z"):
            wrong(given, {"z": 1})


def edited(given: dict[str, Any], code: str, **said: Any) -> dict[str, Any]:
    """One criterion after an edit that changes only what is said."""
    usual = {
        "weight": 1,
        "weight_by_sector": {},
        "validity_months": 0,
        "caps": {},
        "anchors": {},
        "thresholds": {},
    }
    new = with_criterion(given, code, **usual | said)  # fmt: skip
    place = "xy".index(code)
    assert new["criterion"][1 - place] == given["criterion"][1 - place]
    assert new | {"criterion": 0} == given | {"criterion": 0}
    return new["criterion"][place]


def test_what_is_empty_in_a_criterion_is_left_out(given):
    assert edited(given, "x") == given["criterion"][0]
    bare = edited(given, "y", weight=2)
    assert bare == {
        "code": "y",
        "weight": 2,
        "validity_months": 0,
        "thresholds": given["criterion"][1]["thresholds"],
    }


def test_what_a_criterion_is_given_is_written(given):
    new = edited(
        given,
        "x",
        weight=3,
        weight_by_sector={"T": 5},
        validity_months=6,
        caps={"A2": Fraction(5, 2), "A0": Fraction(1)},
    )
    assert new == given["criterion"][0] | {
        "weight": 3, "weight_by_sector": {"T": 5}, "validity_months": 6, "caps": {"A0": "1", "A2": "2.5"},
    }  # fmt: skip
    assert list(new["caps"]) == ["A0", "A2"], "in the order of the classes"


def test_words_of_an_anchor_are_changed_in_the_languages_that_are_given(given):
    new = edited(given, "x", anchors={(None, 1): {"en": "does it"}, (0, 0): {"vi": "làm"}})
    assert new["anchors"] == [WORDS | {"level": "1"}, {"vi": "có", "en": "does it", "level": "2"}]
    assert new["variant"] == [{"sectors": ["T"], "anchors": [{"vi": "làm", "en": "has it", "level": "3"}]}]


def test_a_limit_that_is_not_changed_keeps_its_spelling(given):
    limits = {"M": [Fraction(1, 2), Fraction(3, 5)], "T": [Fraction(3, 2), Fraction(2)]}
    new = edited(given, "y", weight=2, thresholds=limits)
    assert new["thresholds"] == {"M": ["0.50", "0.60"], "T": ["1.5", "2"]}


def test_limits_that_cannot_be_read_are_refused_with_their_sector():
    wrong = document()
    wrong["criterion"][1]["thresholds"]["T"] = ["much", "2"]
    with pytest.raises(Refused, match=r"^T: 'much' is not a number$"):
        edited(wrong, "y", thresholds={"T": [Fraction(1), Fraction(2)]})


def test_what_is_not_toml_is_no_document():
    with pytest.raises(Refused, match=r"^framework: not TOML: "):
        opened("name = ")
    assert opened(written(document())) == document()


def test_what_a_level_asks_besides_its_gates(given):
    asked = {
        "minimum_total": Fraction(40), "minimum_dimension": Fraction(41, 2), "minimum_by_code": {"D": Fraction(1)},
        "coverage": Fraction(3, 5), "floors_proven": False,
    }  # fmt: skip
    spelled = {
        "minimum_total": "40", "minimum_dimension": "20.5", "minimum_dimension_by_code": {"D": "1"}, "coverage": "0.6",
    }  # fmt: skip
    one, two = given["level"]
    assert with_level(given, 1, **asked) == changed(given, level=[one | spelled, two])
    assert with_level(given, 2, **asked) == changed(
        given, level=[one, two | spelled | {"floors_read": "credited"}]
    )
    proven = spelled | {"floors_read": "proven"}
    assert with_level(given, 1, **asked | {"floors_proven": True}) == changed(
        given, level=[one | proven, two]
    )
    with pytest.raises(KeyError, match="9"):
        with_level(given, 9, **asked)


def test_gates_are_written_in_their_order_with_what_is_not_as_usual(given):
    plain = GateAsked("x", Fraction(5, 2), WORDS)
    full = GateAsked("y", Fraction(3), WORDS, ("T", "M"), ("A4",), 6, True)
    new = with_gates(given, 2, [full, plain])
    assert new["level"][1]["gates"] == [
        {"criterion": "y", "at_least": "3", "sectors": ["T", "M"], "confirmed_by": ["A4"], "minimum_months": 6,
         "waivable": True, "vi": "có", "en": "has it"},
        {"criterion": "x", "at_least": "2.5", "vi": "có", "en": "has it"},
    ]  # fmt: skip
    assert new["level"][0] == given["level"][0]
    assert new["level"][1] | {"gates": []} == given["level"][1]
