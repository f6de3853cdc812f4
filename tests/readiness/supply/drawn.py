"""Sites and demands drawn small enough to be answered the long way."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from readiness.supply.case import Ask, Site

PROCESSES = ("casting", "stamping")
STANDARDS = ("iatf16949", "iso9001")
MATERIALS = ("steel", "zinc")
LANGUAGES = ("ja", "ko")
FINE, COARSE = Fraction(1, 100), Fraction(1, 10)
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
        materials=draw(
            st.dictionaries(st.sampled_from(PROCESSES), st.frozensets(st.sampled_from(MATERIALS)))
        ),
        tolerances=draw(st.dictionaries(st.sampled_from(PROCESSES), st.sampled_from((FINE, COARSE)))),
        largest=draw(st.dictionaries(st.sampled_from(PROCESSES), st.sampled_from((200, 400)))),
        languages=draw(st.frozensets(st.sampled_from(LANGUAGES))),
        levels=draw(
            st.dictionaries(st.just("2.1"), st.sampled_from((Fraction(2), Fraction(5, 2), Fraction(4))))
        ),
        local_content=draw(st.sampled_from((0, 40, 70))),
    )


def some(words) -> st.SearchStrategy[tuple[frozenset[str], ...]]:
    """Mostly nothing is asked; else any of some words, at times twice over."""
    any_of = st.frozensets(st.sampled_from(words), min_size=1)
    return st.just(()) | st.lists(any_of, min_size=1, max_size=2).map(tuple)


asks = st.builds(
    Ask,
    id=st.just(""),
    processes=st.frozensets(st.sampled_from(PROCESSES), min_size=1),
    pieces=st.integers(0, 7),
    sector=st.sampled_from(("", "A", "M")),
    standards=st.lists(st.frozensets(st.sampled_from(STANDARDS), min_size=1), max_size=2).map(tuple),
    minimum_level=st.sampled_from((0, 0, 3, 4)),
    regions=st.just(frozenset()) | st.frozensets(st.sampled_from(("01", "79"))),
    ownerships=st.sampled_from(((), (), (frozenset(["vietnamese"]),))),
    also=st.sampled_from(
        (
            (),
            (),
            (frozenset(["casting"]),),
            (frozenset(["stamping"]), frozenset(["casting"])),
            (frozenset(PROCESSES),),
        )
    ),
    materials=some(MATERIALS),
    tolerance=st.sampled_from((None, None, FINE, COARSE)),
    size=st.sampled_from((0, 0, 200, 400)),
    languages=some(LANGUAGES),
    criteria=st.sampled_from(
        ((), (), (("2.1", Fraction(5, 2)),), (("2.1", Fraction(3)), ("7.7", Fraction(1))))
    ),
    local_content=st.sampled_from((0, 0, 50)),
)
places = st.lists(sites(), max_size=6).map(
    lambda all_: [replace(site, id=str(number)) for number, site in enumerate(all_)]
)
demands = st.lists(asks, max_size=5).map(
    lambda all_: [replace(ask, id=f"s{number}") for number, ask in enumerate(all_)]
)
