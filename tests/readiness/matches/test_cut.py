"""The cut loses nobody: what it leaves, and what it joins together, answers as the engine does on every firm."""

from collections import Counter
from decimal import Decimal
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command
from django.db import transaction

from buyers import words
from buyers.asking import LIMITS, Asked
from readiness.engine.fit import Group, fit, tally
from readiness.matching import answer, engine_lines, tally_for
from readiness.matching.answers import ground
from readiness.matching.cut import TRUE
from readiness.matching.offers import read
from suppliers.directory.tags import KINDS, SPACE, Words
from suppliers.models import Offer
from tests.cast import TODAY

pytestmark = pytest.mark.django_db

FIRMS = 220
OF_WORKS = (KINDS["process"], KINDS["material"])
# Words that many demo firms have, so that draws are not all empty.
COMMON = {
    "process": ("forming.stamping", "machining", "machining.cnc_milling", "moulding", "joining"),
    "material": ("steel", "steel.carbon", "aluminium", "plastic"),
    "standard": ("iso9001", "iso14001", "iatf16949"),
    "criterion": ("2.1", "2.2", "4.2", "7.1", "3.1"),
    "region": ("north", "south", "01", "79"),
    "ownership": ("vietnamese", "foreign"),
    "language": ("vi", "en", "ja"),
}
LIMIT = {
    "size": (100, 400, 900, 3000),
    "tolerance": ("0.01", "0.05", "0.1", "0.5"),
    "volume": (1000, 10_000, 60_000),
    "level": (1, 2, 3),
    "criterion": (1, 2, 3),
    "distance": (50, 300, 1200),
    "local_content": (20, 50, 80),
}


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """A few hundred demo firms, drawn once for this module and never kept; some say less than most."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", suppliers=FIRMS, on=TODAY, stdout=StringIO())
        quiet = list(Offer.objects.order_by("pk")[:40:4])
        for offer in quiet[:5]:
            offer.free_capacity = offer.local_content = offer.level = None
        for offer in quiet[5:]:
            offer.works, offer.tolerance, offer.largest = "[]", None, None
            offer.tolerance_proven = offer.largest_proven = None
            offer.tolerance_open = offer.largest_open = True
            offer.sure = [tag for tag in offer.sure if tag // SPACE not in OF_WORKS]
            offer.may = sorted(
                [t for t in offer.may if t // SPACE not in OF_WORKS] + [n * SPACE for n in OF_WORKS]
            )
        for offer in quiet:
            offer.save()
        yield
        transaction.set_rollback(True)


def drawn(seed: int) -> list[Asked]:
    rng = Random(seed)
    lines = []
    for _ in range(rng.randint(1, 7)):
        kind = rng.choice(sorted({*COMMON, *LIMIT}))
        several = 1 if kind in ("standard", "criterion") else rng.randint(1, 2)
        codes = tuple(rng.sample(COMMON[kind], several)) if kind in COMMON else ()
        limit = Decimal(str(rng.choice(LIMIT[kind]))) if kind in LIMIT else None
        place = rng.choice(("01", "79", "48")) if kind == "distance" else ""
        lines.append(Asked(kind, codes, limit, place, rng.random() < 0.75, rng.randint(1, 5)))
    return lines


def everybody(asked: list[Asked]) -> dict[int, object]:
    """The engine on every listed firm, one by one, uncut."""
    on = ground(Words.load())
    lines = engine_lines(asked, on.places)
    return {
        supplier: fit(each.offer, lines)
        for each in read(lines, TRUE, on, named=True)
        for supplier in each.suppliers
    }


def test_the_words_of_these_tests_exist() -> None:
    for kind, codes in COMMON.items():
        assert set(codes) <= words.codes(kind)
    for kind, limits in LIMIT.items():
        assert all(LIMITS[kind][1] <= Decimal(str(limit)) <= LIMITS[kind][2] for limit in limits)


@pytest.mark.parametrize("seed", range(60))
def test_cut_and_engine_answer_as_the_engine_on_every_firm(country, seed: int) -> None:
    asked = drawn(seed)
    whole = everybody(asked)
    assert len(whole) == Offer.objects.count() > 150
    found = answer(asked, Words.load())
    for group in (Group.MEETS_ALL, Group.MISSES_ONE, Group.UNKNOWN):
        mine = {match.supplier_id: match.fit for match in found.groups[group]}
        assert mine == {pk: one for pk, one in whole.items() if one.group is group}
    counted = tally(whole.values(), found.lines)
    assert found.tally.relaxations == counted.relaxations
    assert (found.tally.misses_only, found.tally.unknown_on) == (counted.misses_only, counted.unknown_on)


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_counts_while_drafting_are_those_of_the_page(country, seed: int) -> None:
    asked = drawn(seed)
    _lines, counts = tally_for(asked, Words.load())
    found = answer(asked, Words.load())
    kept = (Group.MEETS_ALL, Group.MISSES_ONE, Group.UNKNOWN)
    assert [counts.groups.get(g, 0) for g in kept] == [len(found.groups[g]) for g in kept]
    assert counts.relaxations == found.tally.relaxations
    assert Counter(counts.misses_only) == Counter(found.tally.misses_only)


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_what_relaxing_gains_is_what_asking_again_without_the_line_finds(country, seed: int) -> None:
    asked = drawn(seed)
    found = answer(asked, Words.load())
    before = len(found.groups[Group.MEETS_ALL])
    for relaxation in found.tally.relaxations:
        if relaxation.line.kind == "process":
            continue
        at = int(relaxation.line.key)
        without = answer(asked[:at] + asked[at + 1 :], Words.load())
        assert len(without.groups[Group.MEETS_ALL]) - before == relaxation.gain
