"""The shipped framework and its fourteen sample firms."""

import json
import tomllib

import pytest

from readiness.engine import explain, parse_facts, parse_framework
from readiness.engine.sentences import blocker_sentence
from tests.readiness.engine.making import PROFILES, SHARED, SHIPPED, TODAY, judged, profiles, shipped

ORIGINAL = SHARED / "framework"
beside_the_model = pytest.mark.skipif(not ORIGINAL.exists(), reason="the model's own files are not here")


def test_the_shipped_framework_is_complete():
    framework = shipped()
    assert sum(d.weight for d in framework.dimensions) == 10_000
    assert [d.code for d in framework.dimensions] == [f"D{n}" for n in range(1, 9)]
    assert len(framework.criteria) == 54
    assert [lv.number for lv in framework.levels] == [0, 1, 2, 3, 4, 5]
    assert set(framework.sectors) == set("MPEATFH")
    for criterion in framework.criteria:
        assert set(criterion.name) == {"vi", "en"}
        assert [a.level for a in criterion.anchors] == [1, 2, 3, 4, 5]


def test_the_current_tier_feeds_no_gate_up_to_level_four():
    """To become direct a firm would have to be direct already."""
    for lv in shipped().levels:
        assert lv.number > 4 or "8.1" not in {g.criterion for g in lv.gates}


@pytest.mark.parametrize("firm", profiles(), ids=lambda p: p["key"])
def test_a_sample_firm_has_its_level_and_its_blocker(firm: dict):
    result = judged(shipped(), **firm["facts"])
    assert result["level"] == result["counted_level"] == firm["expected_level"]
    blocking = firm["main_blocker"]["criterion"]
    assert (blocking in {b["code"] for b in result["blockers"]}) == bool(blocking)
    assert bool(result["blockers"]) == (firm["expected_level"] < 5)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("firm", profiles(), ids=lambda p: p["key"])
def test_every_blocker_of_a_sample_firm_is_a_sentence_with_no_blank_left(firm: dict, language: str):
    facts = parse_facts(firm["facts"], shipped())
    result = explain(shipped(), facts, TODAY)
    for blocker in result.blockers:
        sentence = blocker_sentence(shipped(), facts.sector, result.level + 1, blocker, language)
        assert str(result.level + 1) in sentence
        assert sentence.endswith(".")
        assert "{" not in sentence


def test_an_expired_certificate_is_the_headline_with_its_day():
    firm = next(p for p in profiles() if p["key"] == "e-3")
    facts = parse_facts(firm["facts"], shipped())
    (blocker,) = explain(shipped(), facts, TODAY).blockers
    sentence = blocker_sentence(shipped(), "E", 4, blocker, "en")
    assert sentence.startswith("Level 4 still needs: ISO 14001 is in force. The evidence expired on ")


@beside_the_model
def test_the_shipped_framework_grew_out_of_the_models():
    original = parse_framework((ORIGINAL / "vn-si-1.toml").read_text(encoding="utf-8"))
    assert [c.code for c in original.criteria] == [c.code for c in shipped().criteria]
    for firm in json.loads((ORIGINAL / "demo_profiles.json").read_text(encoding="utf-8"))["profiles"]:
        for framework in (original, shipped()):
            result = judged(framework, **firm["facts"])
            assert result["level"] == firm["expected_level"], firm["key"]
            assert firm["main_blocker"]["criterion"] in {b["code"] for b in result["blockers"]} | {""}


def test_the_files_are_where_the_engine_looks_for_them():
    assert tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["name"] == "VN-SI"
    assert json.loads(PROFILES.read_text(encoding="utf-8"))["on"] == TODAY.isoformat()
