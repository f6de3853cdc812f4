"""Firms and requirements drawn at random, and a slow reading of the rule to compare with."""

from fractions import Fraction

from hypothesis import strategies as st

from readiness.engine.fit import KINDS, Line, Offer, Work

CODES = ("a", "b", "c")
REGIONS = ("north", "centre", "south")
levels = st.integers(0, 5).map(Fraction)
figures = st.integers(0, 6).map(Fraction)
words = st.frozensets(st.sampled_from(CODES), max_size=3)

works = st.builds(
    Work,
    processes=st.frozensets(st.sampled_from(CODES), min_size=1, max_size=2),
    proven=st.booleans(),
    materials=st.none() | words,
    tolerance=st.none() | figures,
    largest=st.none() | figures,
)
offers = st.builds(
    Offer,
    works=st.lists(works, max_size=4).map(tuple),
    figures_proven=st.booleans(),
    standards=st.none() | st.dictionaries(st.sampled_from(CODES), st.booleans()),
    free_capacity=st.none() | figures,
    capacity_proven=st.booleans(),
    level=st.none() | st.integers(0, 5),
    criteria=st.none()
    | st.dictionaries(
        st.sampled_from(CODES), st.tuples(levels, levels).map(lambda pair: (min(pair), max(pair)))
    ),
    regions=st.none() | st.frozensets(st.sampled_from(REGIONS), min_size=1),
    place=st.none() | st.sampled_from([(21.0, 105.8), (10.8, 106.7), (16.0, 108.2)]),
    ownership=st.none() | st.sampled_from(["vietnamese", "foreign"]),
    languages=st.none() | words,
    local_content=st.none() | figures,
    local_content_proven=st.booleans(),
)


def _line(kind: str, codes: frozenset[str], limit: Fraction, within: frozenset[str], must: bool, weight: int):
    if kind == "criterion":
        codes = frozenset([min(codes)])
    elif kind == "region":
        codes = frozenset(REGIONS[CODES.index(c)] for c in codes)
    elif kind == "ownership":
        codes = frozenset(["vietnamese"])
    elif kind == "distance":
        limit *= 200
    elif kind == "level":
        limit = min(limit, Fraction(5))
    return Line("", kind, codes, limit, within, (21.0, 105.8), must, weight)


requirements = st.lists(
    st.builds(
        _line,
        st.sampled_from(sorted(KINDS)),
        st.frozensets(st.sampled_from(CODES), min_size=1),
        figures,
        words,
        st.booleans(),
        st.integers(1, 5),
    ),
    max_size=6,
).map(
    lambda lines: tuple(
        Line(str(n), x.kind, x.codes, x.limit, x.within, x.place, x.must, x.weight)
        for n, x in enumerate(lines)
    )
)
