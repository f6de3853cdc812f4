"""Cases drawn small enough to be answered the long way, and large enough to tie and to collide."""

from dataclasses import replace

from hypothesis import strategies as st

from readiness.engine.supply import Line, Plant, SupplyCase

REQUIREMENTS = ("IATF", "ISO", "ROHS")
PROCESSES = ("casting", "stamping", "welding")
REGIONS = ("01", "79")

quantities = st.integers(0, 6)
held = st.frozensets(st.sampled_from(REQUIREMENTS))

plants = st.builds(
    Plant,
    id=st.just(""),
    pools=st.dictionaries(st.sampled_from(PROCESSES), quantities, max_size=3),
    limit=st.none() | st.integers(0, 9),
    holds=held,
    level=st.integers(2, 4),
    region=st.sampled_from((*REGIONS, "48")),
    ownership=st.sampled_from(("vn", "fdi")),
)
lines = st.builds(
    Line,
    id=st.just(""),
    process=st.sampled_from(PROCESSES),
    demand=quantities,
    requires=st.frozensets(st.sampled_from(REQUIREMENTS), max_size=2),
    minimum_level=st.sampled_from((0, 3, 4)),
    regions=st.just(frozenset()) | st.frozensets(st.sampled_from(REGIONS)),
    alternatives=st.just(frozenset()) | st.frozensets(st.sampled_from(PROCESSES), max_size=2),
)


def named(letter: str, things: list) -> tuple:
    return tuple(replace(thing, id=f"{letter}{n}") for n, thing in enumerate(things))


def cases(*, most_plants: int = 6, most_lines: int = 6) -> st.SearchStrategy[SupplyCase]:
    return st.builds(
        lambda offered, asked: SupplyCase(named("P", offered), named("L", asked)),
        st.lists(plants, max_size=most_plants),
        st.lists(lines, max_size=most_lines),
    )
