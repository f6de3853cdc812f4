"""The country as it is drawn, before any database."""

from collections import Counter
from itertools import pairwise

import pytest

from readiness.demo.firms import Country, Firm, sectors_for, tax_code
from readiness.demo.profiles import told_firms
from readiness.demo.sections import Sayings
from suppliers.claims import LEVELS_BY_STANDARD
from suppliers.deciding.finance import Year, financial_claims, lean_claims
from suppliers.deciding.market import Buyer, customer_claims, export_claims
from suppliers.deciding.people import training_claims
from suppliers.models import Customer, Export, FinancialYear, Lean, Workforce
from tests.cast import TODAY
from tests.readiness.engine.making import shipped_document

# The ministry's 2020 database of supporting industries.
DATABASE_OF_2020 = {"M": 500, "A": 347, "E": 750, "T": 1145, "F": 910}
QUALITY = {standard for standard, met in LEVELS_BY_STANDARD.items() if met == {"2.1": 3}}


@pytest.fixture(scope="module")
def firms() -> list[Firm]:
    return list(Country(shipped_document(), TODAY).firms(3652))


def share(of: list[bool]) -> float:
    return sum(of) / len(of)


def test_the_sectors_stand_in_the_proportions_of_the_database() -> None:
    """Plastics and high technology come on top of its 3,652 firms, so each of its sectors keeps its share
    of the rest."""
    drawn = Counter(sectors_for(3652))
    theirs = sum(drawn[letter] for letter in DATABASE_OF_2020)
    assert sum(drawn.values()) == 3652
    for letter, firms in DATABASE_OF_2020.items():
        assert drawn[letter] == pytest.approx(firms * theirs / 3652, abs=1), letter
    assert drawn["P"] > drawn["H"] > 0


@pytest.mark.parametrize("count", [1, 5, 14, 400, 3638, 10_000])
def test_as_many_as_were_asked_for(count: int) -> None:
    assert len(sectors_for(count)) == count


def test_sectors_are_interleaved_so_that_a_small_country_has_them_all() -> None:
    assert set(sectors_for(100)) == set("MPEATFH")


def test_nine_in_ten_are_small(firms: list[Firm]) -> None:
    assert share([f.workers < 200 for f in firms]) == pytest.approx(0.88, abs=0.03)


def test_a_fifth_holds_a_quality_certificate_and_one_in_eleven_an_environmental_one(
    firms: list[Firm],
) -> None:
    held = [{c.standard for c in f.certificates} for f in firms]
    assert share([bool(h & QUALITY) for h in held]) == pytest.approx(0.20, abs=0.04)
    assert share(["iso14001" in h for h in held]) == pytest.approx(0.09, abs=0.03)


def test_tax_codes_are_in_a_range_that_no_office_gives_out_and_no_two_are_alike(firms: list[Firm]) -> None:
    codes = [f.tax_code for f in firms] + [f.tax_code for f in told_firms(TODAY)]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("99") and len(code) == 10 for code in codes)
    weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
    assert all(
        10 - sum(w * int(d) for w, d in zip(weights, code[:9], strict=True)) % 11 == int(code[9])
        for code in codes
    )


def test_tax_codes_of_any_number_are_ten_digits() -> None:
    assert all(len(tax_code(number)) == 10 for number in range(0, 20_000, 7))


def test_names_say_that_they_are_samples_and_no_two_are_alike(firms: list[Firm]) -> None:
    names = [f.name for f in firms]
    assert len(set(names)) == len(names)
    assert all("Mẫu" in f.name and "Sample" in f.name_latin for f in firms)


def test_the_same_again(firms: list[Firm]) -> None:
    assert list(Country(shipped_document(), TODAY).firms(300)) == list(
        Country(shipped_document(), TODAY).firms(300)
    )


def test_no_proof_ends_before_it_begins_or_begins_in_the_future(firms: list[Firm]) -> None:
    proofs = [p for f in [*firms, *told_firms(TODAY)] for p in f.proofs]
    assert all(p.valid_to is None or p.valid_from <= p.valid_to for p in proofs)
    assert share([p.valid_from <= TODAY for p in proofs]) > 0.999


def test_told_firms_move_with_the_day() -> None:
    today, later = list(told_firms(TODAY)), list(told_firms(TODAY.replace(year=2027)))
    assert [f.key for f in today] == [f.key for f in later]
    moved = {
        (b.valid_to - a.valid_to).days
        for f, g in zip(today, later, strict=True)
        for a, b in zip(f.proofs, g.proofs, strict=True)
        if a.valid_to and b.valid_to
    }
    assert moved == {365}


def test_months_of_figures_rise_one_by_one(firms: list[Firm]) -> None:
    measured = [p for f in firms[:300] for p in f.proofs if p.figures]
    assert measured
    assert all(p.level is None for p in measured)
    assert all(a.criterion != b.criterion for f in firms[:300] for a, b in pairwise(f.proofs))


def decided(firm: Firm) -> dict[str, int]:
    """Levels that the facts of the later sections show by themselves, criterion by criterion."""
    rows: dict[type, list[dict]] = {}
    for model, row in Sayings(firm, TODAY).rows():
        rows.setdefault(model, []).append(row)
    clock = {"months": {}, "today": TODAY}
    years = [Year(**{n: row[n] for n in Year.__slots__}) for row in rows.get(FinancialYear, [])]
    said = financial_claims(years, **clock)
    for lean in rows.get(Lean, []):
        said += lean_claims(**lean, **clock)
    for work in rows.get(Workforce, []):
        said += training_claims(work["training_hours"], planned=work["training_plan"], **clock)
    for export in rows.get(Export, []):
        said += export_claims(direct=export["direct_percent"], indirect=export["indirect_percent"], **clock)
    customers = [Buyer(c["role"], c["since"], c["share_percent"]) for c in rows.get(Customer, [])]
    said += customer_claims(customers, **clock)
    return {claim.criterion: int(claim.level) for claim in said if claim.level is not None}


def test_what_a_firm_says_shows_the_levels_that_it_claims(firms: list[Firm]) -> None:
    for firm in [*told_firms(TODAY), *firms[:300]]:
        claimed, shown = Sayings(firm, TODAY).levels, decided(firm)
        for code in ("1.3", "5.2", "6.2", "8.3"):
            assert shown.get(code) == claimed.get(code), (firm.name, code)
        if "8.1" in claimed:
            assert shown.get("8.1", 0) == claimed["8.1"], (firm.name, "8.1")
