"""The same framework, facts and day give the same bytes, for ever (I15).

A change of these files means that results which were kept can no longer be recomputed.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from readiness.engine import assess, parse_facts, parse_framework, to_json
from tests.readiness.engine.making import shipped

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.name.removesuffix(".facts.json") for path in GOLDEN.glob("*.facts.json"))


def test_there_are_cases():
    assert len(CASES) == 7


@pytest.mark.parametrize("case", CASES)
def test_kept_results_come_out_again_to_the_byte(case: str):
    """The day stands at the end of the name."""
    small = parse_framework((GOLDEN / "small.toml").read_text(encoding="utf-8"))
    framework = shipped() if case.startswith("shipped") else small
    facts = parse_facts(json.loads((GOLDEN / f"{case}.facts.json").read_text(encoding="utf-8")), framework)
    result = to_json(assess(framework, facts, date.fromisoformat(case[-10:])))
    assert (result + "\n").encode() == (GOLDEN / f"{case}.result.json").read_bytes()
