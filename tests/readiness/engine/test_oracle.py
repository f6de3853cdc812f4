"""The engine against a second one that was written from the model's text alone."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readiness.engine.making import TODAY, profiles, shipped, shipped_document
from tests.readiness.engine.strategies import World, thoroughly, worlds


def comparable(result: dict) -> dict:
    """What the oracle answers too, in its shape."""
    return {
        **{
            name: result[name]
            for name in (
                "total",
                "interval",
                "coverage",
                "level",
                "counted_level",
                "conditional",
                "dimensions",
            )
        },
        "criteria": {
            c["code"]: {k: v for k, v in c.items() if k != "code"} | {"expired": c.get("expired", False)}
            for c in result["criteria"]
        },
        "gates": [(g["level"], g["criterion"], g["held"], g["waived"]) for g in result["gates"]],
        "blockers": [(b["kind"], b["code"], b["needed"], b["value"]) for b in result["blockers"]],
        "refused": sorted(r["criterion"] for r in result["refused"]),
    }


@thoroughly
@given(world=worlds(), days=st.sampled_from((0, 0, 1, 29, 61, -30)))
def test_every_number_is_that_of_the_second_engine(world: World, days: int):
    on = TODAY + timedelta(days=days)
    assert comparable(world.assess(on)) == world.oracle.assess(on)


@pytest.mark.parametrize("profile", profiles(), ids=lambda p: p["key"])
@pytest.mark.parametrize("days", [0, 30, 100, 400])
def test_sample_firms_have_the_numbers_of_the_second_engine(profile, days: int):
    world = World(0, shipped_document(), shipped(), profile["facts"])
    on = TODAY + timedelta(days=days)
    assert comparable(world.assess(on)) == world.oracle.assess(on)
