"""Sites and demands drawn small enough to be answered the long way."""

from dataclasses import replace

from hypothesis import strategies as st

from readiness.supply.case import Ask, Site

PROCESSES = ("casting", "stamping")
STANDARDS = ("iatf16949", "iso9001")
GATES = ("gate:2.1", "gate:7.3", "level:rest")


@st.composite
def sites(draw) -> Site:
    reached = draw(st.integers(2, 4))
    return Site(
        id="0",
        free=draw(st.integers(0, 8)),
        pools=draw(st.dictionaries(st.sampled_from(PROCESSES), st.integers(1, 6), max_size=2)),
        counted=draw(st.integers(2, reached)),
        reached=reached,
        # Nobody stays below the next level for nothing.
        short_of=draw(st.frozensets(st.sampled_from(GATES), min_size=1)),
        holds=draw(st.frozensets(st.sampled_from(STANDARDS))),
        ownership=draw(st.sampled_from(("vietnamese", "foreign"))),
        region=draw(st.sampled_from(("01", "79"))),
        enterprise=draw(st.sampled_from(("", "0100000001", "0100000002"))),
    )


asks = st.builds(
    Ask,
    id=st.just(""),
    process=st.sampled_from(PROCESSES),
    pieces=st.integers(0, 7),
    sector=st.sampled_from(("", "A", "M")),
    standards=st.lists(st.frozensets(st.sampled_from(STANDARDS), min_size=1), max_size=2).map(tuple),
    minimum_level=st.sampled_from((0, 0, 3, 4)),
    regions=st.just(frozenset()) | st.frozensets(st.sampled_from(("01", "79"))),
    ownerships=st.sampled_from((frozenset(), frozenset(["vietnamese"]))),
)
places = st.lists(sites(), max_size=6).map(
    lambda all_: [replace(site, id=str(number)) for number, site in enumerate(all_)]
)
demands = st.lists(asks, max_size=5).map(
    lambda all_: [replace(ask, id=f"s{number}") for number, ask in enumerate(all_)]
)
