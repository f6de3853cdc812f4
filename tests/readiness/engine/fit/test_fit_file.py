"""Requirements and firms as documents: all that is written is read, what is wrong is told with its place.

Mutants of `fit_file` that live change nothing: `strict` over lists of one length, and the default of a key that was
seen to be there.
"""

from decimal import Decimal
from fractions import Fraction

import pytest

from readiness.engine import Refused
from readiness.engine.fit import KINDS, Line, Offer, Work
from readiness.engine.fit_file import fit_answer, parse_lines, parse_offer

WANTED = "a latitude and a longitude are wanted, like [21.0, 105.8]"
NOWHERE = "is no place on earth"


def lines(*documents):
    return parse_lines({"lines": list(documents)}, "r")


def offer(**said):
    return parse_offer({"id": "firm"} | said, "f")


def words(read, *arguments, **said):
    with pytest.raises(Refused) as refused:
        read(*arguments, **said)
    return str(refused.value)


def test_a_line_holds_all_that_is_written():
    assert lines(
        {
            "key": "fine",
            "kind": "size",
            "codes": ["a", "b"],
            "limit": "1/3",
            "within": ["milling", "turning"],
            "place": [21, 105],
            "must": False,
            "weight": 7,
        },
        {"kind": "distance", "limit": 60, "place": [Decimal("21.5"), -105], "must": True},
    ) == (
        Line(
            "fine", "size", frozenset("ab"), Fraction(1, 3), frozenset(["milling", "turning"]), must=False, weight=7
        ),
        Line("1", "distance", limit=Fraction(60), place=(21.5, -105.0)),
    )  # fmt: skip


def test_what_a_line_leaves_out_is_as_usual_and_its_place_is_its_name():
    """A line of words has no limit, and what is written as one is not read."""
    assert lines(
        {"kind": "process", "codes": ["casting"], "limit": "much"}, {"kind": "level", "limit": 0}
    ) == (Line("0", "process", frozenset(["casting"])), Line("1", "level"))


def test_an_offer_holds_all_that_is_written():
    assert offer(
        works=[
            {"processes": ["stamping", "forging"], "proven": True, "materials": ["steel"], "tolerance": "0.02", "largest": 900},
            {"processes": ["casting"]},
        ],
        figures_proven=True,
        standards={"iso9001": True, "iatf16949": False},
        free_capacity=4000,
        capacity_proven=True,
        level=5,
        criteria={"2.1": {"proven": 2, "declared": 5}, "2.2": {"proven": "1/2"}, "2.3": {"declared": 4}, "2.4": {}},
        regions=["VN-HN"],
        place=[Decimal("10.5"), 106],
        ownership="domestic",
        languages=["vi", "ja"],
        local_content="62.5",
        local_content_proven=True,
    ) == (
        "firm",
        Offer(
            works=(
                Work(frozenset(["stamping", "forging"]), True, frozenset(["steel"]), Fraction(1, 50), Fraction(900)),
                Work(frozenset(["casting"]), False),
            ),
            figures_proven=True,
            standards={"iso9001": True, "iatf16949": False},
            free_capacity=Fraction(4000),
            capacity_proven=True,
            level=5,
            criteria={
                "2.1": (Fraction(2), Fraction(5)),
                "2.2": (Fraction(1, 2), Fraction(1, 2)),
                "2.3": (Fraction(0), Fraction(4)),
                "2.4": (Fraction(0), Fraction(0)),
            },
            regions=frozenset(["VN-HN"]),
            place=(10.5, 106.0),
            ownership="domestic",
            languages=frozenset(["vi", "ja"]),
            local_content=Fraction(125, 2),
            local_content_proven=True,
        ),
    )  # fmt: skip


UNSTATED = (
    "standards", "free_capacity", "level", "criteria", "regions", "place", "ownership", "languages", "local_content",
)  # fmt: skip


@pytest.mark.parametrize("said", [{}, dict.fromkeys(UNSTATED)], ids=["left out", "null"])
def test_what_is_left_out_or_null_was_never_stated(said):
    assert offer(**said) == ("firm", Offer())


def test_what_is_told_as_none_at_all_is_not_what_was_never_stated():
    told = offer(works=[], standards={}, criteria={}, regions=[], languages=[], free_capacity=0, level=0)[1]
    assert told == Offer(
        standards={}, criteria={}, regions=frozenset(), languages=frozenset(), free_capacity=Fraction(0), level=0
    )  # fmt: skip


@pytest.mark.parametrize("place", [[90, 180], [-90, -180], [Decimal("90.0"), Decimal("-180.0")]], ids=str)
def test_the_poles_and_the_date_line_are_places(place):
    assert offer(place=place)[1].place == tuple(map(float, place))


@pytest.mark.parametrize(
    "place, reason",
    [
        pytest.param([Decimal("90.1"), 0], NOWHERE, id="north of the pole"),
        pytest.param([Decimal("-90.1"), 0], NOWHERE, id="south of the pole"),
        pytest.param([0, Decimal("180.1")], NOWHERE, id="east of the date line"),
        pytest.param([0, Decimal("-180.1")], NOWHERE, id="west of the date line"),
        pytest.param([10**400, 0], NOWHERE, id="more than a float holds"),
        pytest.param([0, Decimal("1e9999999")], NOWHERE, id="more than a context holds"),
        pytest.param([21], WANTED, id="no longitude"),
        pytest.param([21, 105, 7], WANTED, id="a height, too"),
        pytest.param([], WANTED, id="nothing"),
        pytest.param("21", WANTED, id="a text of two letters"),
        pytest.param({"lat": 21, "lon": 105}, WANTED, id="a table of two"),
        pytest.param(["21", 105], WANTED, id="a text for a latitude"),
        pytest.param([21, "105"], WANTED, id="a text for a longitude"),
        pytest.param([True, 105], WANTED, id="a truth for a latitude"),
        pytest.param([21, None], WANTED, id="null for a longitude"),
    ],
)
def test_no_other_place_is_taken(place, reason):
    assert words(offer, place=place) == f"f.place: {reason}"


@pytest.mark.parametrize(
    "document, sentence",
    [
        ({"kind": "k" * 41}, f"kind: {'k' * 40!r} is none of {', '.join(KINDS)}"),
        ({"kind": "criterion", "limit": 1}, "codes: one criterion is wanted"),
        ({"kind": "criterion", "codes": ["1", "2"], "limit": 1}, "codes: one criterion is wanted"),
        ({"kind": "language"}, "codes: a word is wanted"),
        ({"kind": "process", "codes": "casting"}, "codes: a list of texts is wanted"),
        ({"kind": "size", "limit": 1, "within": "casting"}, "within: a list of texts is wanted"),
        ({"kind": "size", "limit": "-1/2"}, "limit: is less than 0"),
        ({"kind": "size", "limit": 1, "must": 1}, "must: true or false is wanted"),
        ({"kind": "size", "limit": 1, "must": None}, "must: true or false is wanted"),
        ({"kind": "size", "limit": 1, "weight": 0}, "weight: is less than 1"),
        ({"kind": "size", "limit": 1, "key": 7}, "key: a text is wanted"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_line_that_is_wrong_is_told_where(document, sentence):
    good = {"kind": "level", "limit": 1}
    assert words(lines, good, document) == f"r.lines[1].{sentence}"


@pytest.mark.parametrize(
    "said, sentence",
    [
        ({"works": [{"processes": []}]}, "works[0].processes: a process is wanted"),
        ({"works": [{"processes": ["a"], "proven": 1}]}, "works[0].proven: true or false is wanted"),
        ({"works": [{"processes": ["a"], "materials": "b"}]}, "works[0].materials: a list of texts is wanted"),
        ({"works": [{"processes": ["a"], "tolerance": -1}]}, "works[0].tolerance: is less than 0"),
        ({"works": [{"processes": ["a"], "largest": "-1"}]}, "works[0].largest: is less than 0"),
        ({"free_capacity": -1}, "free_capacity: is less than 0"),
        ({"local_content": "-0.1"}, "local_content: is less than 0"),
        ({"regions": "VN-HN"}, "regions: a list of texts is wanted"),
        ({"level": 6}, "level: is more than 5"),
        ({"criteria": {"2.1": {"proven": "-1"}}}, "criteria.2.1.proven: is less than 0"),
        ({"criteria": {"2.1": {"proven": "5.1"}}}, "criteria.2.1.proven: is more than 5"),
        ({"criteria": {"2.1": {"declared": "5.1"}}}, "criteria.2.1.declared: is more than 5"),
        ({"criteria": {"2.1": {"proven": 3, "declared": 2}}}, "criteria.2.1.declared: is less than 3"),
        ({"criteria": ["2.1"]}, "criteria: a table is wanted"),
        ({"standards": {"iso9001": None}}, "standards.iso9001: true or false is wanted"),
        ({"ownership": 7}, "ownership: a text is wanted"),
        ({"figures_proven": "yes"}, "figures_proven: true or false is wanted"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)  # fmt: skip
def test_a_firm_that_is_wrong_is_told_where(said, sentence):
    assert words(offer, **said) == f"f.{sentence}"


def test_the_answer_as_a_whole():
    """One firm has too little capacity, the other does not say: a softer limit gains the first, none at all both."""
    asked = lines(
        {"key": "volume", "kind": "volume", "limit": 1000},
        {"key": "level", "kind": "level", "limit": 2},
        {"key": "tongue", "kind": "language", "codes": ["ja"], "must": False, "weight": 4},
    )
    firms = [offer(level=3, free_capacity=Decimal("600.5"), capacity_proven=True), ("silent", Offer(level=2))]
    assert fit_answer(asked, firms) == {
        "lines": [
            {"key": "volume", "kind": "volume", "must": True, "weight": 1},
            {"key": "level", "kind": "level", "must": True, "weight": 1},
            {"key": "tongue", "kind": "language", "must": False, "weight": 4},
        ],
        "counts": {"meets_all": 0, "misses_one": 1, "unknown": 1, "misses_more": 0},
        "misses_only": {"volume": 1},
        "unknown_on": {"volume": 1},
        "relaxations": [
            {"line": "volume", "gain": 2, "softer": "600.500000", "softer_gain": 1},
            {"line": "level", "gain": 0, "softer": None, "softer_gain": 0},
        ],
        "firms": [
            {
                "firm": "firm",
                "group": "misses_one",
                "low": "16.666667",
                "high": "83.333333",
                "missed": ["volume"],
                "unknown": [],
                "contributions": {
                    "volume": ["0.000000", "0.000000"],
                    "level": ["16.666667", "16.666667"],
                    "tongue": ["0.000000", "66.666666"],
                },
            },
            {
                "firm": "silent",
                "group": "unknown",
                "low": "16.666667",
                "high": "100.000000",
                "missed": [],
                "unknown": ["volume"],
                "contributions": {
                    "volume": ["0.000000", "16.666667"],
                    "level": ["16.666667", "16.666667"],
                    "tongue": ["0.000000", "66.666666"],
                },
            },
        ],
    }
