"""One hash for the same facts and for the same framework, however they are spelled (convention 15)."""

import hashlib
import json

import pytest

from readiness.engine import Facts, parse_facts
from readiness.engine.framework_file import framework_from
from tests.readiness.engine.making import criterion, document, gate, level, proof, small

FRAMEWORK = small()


def facts(*evidence: dict, **more) -> Facts:
    return parse_facts({"sector": "M", "evidence": list(evidence)} | more, FRAMEWORK)


@pytest.mark.parametrize(
    "one, other",
    [
        pytest.param([proof("x", "3"), proof("y", "2")], [proof("y", "2"), proof("x", "3")], id="order"),
        pytest.param([proof("x", "3")], [proof("x", "3"), proof("x", "3")], id="duplicates"),
        pytest.param([proof("x", "3")], [proof("x", "3.00")], id="zeros"),
        pytest.param([proof("x", "3")], [proof("x", 3)], id="integer or text"),
        pytest.param([proof("x", "0.5")], [proof("x", "1/2")], id="decimal or fraction"),
        pytest.param([proof("x", "2/6")], [proof("x", "1/3")], id="fractions"),
        pytest.param(
            [proof("x")], [proof("x", valid_to=None, valid_from=None, scheme=None)], id="null or left out"
        ),
        pytest.param([proof("x")], [proof("x", remark="new")], id="keys that are ignored"),
    ],
)
def test_the_same_facts_have_one_hash(one: list, other: list):
    assert facts(*one).hash == facts(*other).hash


@pytest.mark.parametrize(
    "other",
    [
        proof("y", "3"), proof("x", "3.000001"), proof("x", "3", "A2"), proof("x", "3", valid_to="2027-01-01"),
        proof("x", "3", valid_from="2026-01-01"), proof("x", "3", scheme="s"),
    ],
)  # fmt: skip
def test_other_facts_have_another_hash(other: dict):
    assert facts(proof("x", "3")).hash != facts(other).hash


def test_every_list_of_the_facts_is_in_the_hash():
    rows = {
        "findings": {"criterion": "x", "ceiling": "2", "opened": "2026-01-01"},
        "not_applicable": {"criterion": "x", "approved": True},
        "measurements": {"criterion": "x", "class": "A4", "parts": 1, "rejected": 0},
        "waivers": {"criterion": "x", "level": 4, "buyer": "B"},
        "renewals": {"criterion": "x", "booked_for": "2026-12-01"},
    }
    hashes = {facts(**{name: [row]}).hash for name, row in rows.items()} | {facts().hash}
    assert len(hashes) == 6
    assert facts(not_applicable=[rows["not_applicable"] | {"approved": False}]).hash not in hashes


def test_the_hash_is_sha_256_of_canonical_json():
    kept = facts(proof("x", "3.50"), proof("x", "3.5")).document()
    assert kept["evidence"] == [{"class": "A3", "criterion": "x", "level": "3.5"}]
    spelled = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert facts(proof("x", "3.50")).hash == hashlib.sha256(spelled.encode()).hexdigest()


BASE = document(
    criteria=[
        criterion("x", caps={"A2": "5"}),
        criterion("y", sectors=["A", "M"]),
        criterion("z2"),
        criterion("z10"),
    ],
    levels=[level(1, gate("x", "1"), gate("y", "2"))],
)


@pytest.mark.parametrize(
    "same",
    [
        pytest.param(BASE | {"criterion": BASE["criterion"][::-1]}, id="order of criteria"),
        pytest.param(BASE | {"level": [level(1, gate("x", "1.0"), gate("y", 2))]}, id="spelling of numbers"),
        pytest.param(BASE | {"coverage_classes": ["A4", "A3", "A2", "A1", "A1"]}, id="a default written out"),
        pytest.param(BASE | {"max_not_applicable": "2/6", "coverage_grace_days": 60}, id="more defaults"),
        pytest.param(BASE | {"remark": "new"}, id="keys that are ignored"),
    ],
)
def test_the_same_framework_has_one_hash(same: dict):
    assert framework_from(same).hash == framework_from(BASE).hash


@pytest.mark.parametrize(
    "other",
    [
        BASE | {"version": "2"},
        BASE | {"caps": BASE["caps"] | {"A2": "3"}},
        BASE | {"decay": []},
        BASE | {"coverage_grace_days": 61},
        BASE | {"max_not_applicable": "0.3333"},
        BASE | {"dimension": [{"code": "D", "weight": 11}]},
        BASE | {"level": [level(1, gate("y", "2"), gate("x", "1"))]},
        BASE | {"level": [level(1, gate("x", "1", waivable=True), gate("y", "2"))]},
        BASE | {"level": [level(1, gate("x", "1"), gate("y", "2"), coverage="0.1")]},
        BASE | {"criterion": [BASE["criterion"][0] | {"name": {"en": "X"}}, *BASE["criterion"][1:]]},
        BASE | {"criterion": [BASE["criterion"][0] | {"rule": "ppm"}, *BASE["criterion"][1:]]},
        BASE
        | {
            "criterion": [
                BASE["criterion"][0] | {"thresholds": {"M": [5, 4, 3, 2, 1]}},
                *BASE["criterion"][1:],
            ]
        },
    ],
)
def test_another_framework_has_another_hash(other: dict):
    assert framework_from(other).hash != framework_from(BASE).hash


def test_criteria_stand_in_the_order_of_their_codes():
    assert [c.code for c in framework_from(BASE).criteria] == ["x", "y", "z2", "z10"]
