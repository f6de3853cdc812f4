"""A tolerance in the search field: read as one, held against what firms state, never looked for as a word."""

from decimal import Decimal

import pytest

from suppliers.directory.tolerances import tolerance_in
from suppliers.models import Capability
from tests.suppliers.directory.listed import address, count_of, index, listed, names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.mark.parametrize(
    "typed, mm, rest",
    [
        ("CNC ±0.05", "0.05", "CNC"),
        ("CNC ± 0,05 mm", "0.05", "CNC"),
        ("+/- 0.1 ABS", "0.1", "ABS"),
        ("+-0.02mm", "0.02", ""),
        ("ABS 0.1mm", "0.1", "ABS"),
        ("grinding under 0.005 mm", "0.005", "grinding"),
        ("mài ±5 µm", "0.005", "mài"),
        ("mài 20 micron", "0.02", "mài"),
        ("dung sai ±0,01 phay", "0.01", "phay"),
        ("公差±0.01 研磨", "0.01", "研磨"),
    ],
)
def test_what_is_read_as_a_tolerance(typed, mm, rest):
    found, left = tolerance_in(typed)
    assert (found.mm, " ".join(left.split())) == (Decimal(mm), rest)


@pytest.mark.parametrize(
    "typed", ["ISO 9001", "shaft 200 mm", "±0", "CNC 5 axis", "1.4301", "10.05 mm", "Lô 12", "±"]
)
def test_what_is_not(typed):
    assert tolerance_in(typed) == (None, typed)


@pytest.fixture
def shops(db):
    fine = listed("Tinh", {"machining.cnc_milling": [], "moulding.injection": ["plastic.abs"]})
    coarse = listed("Thô", {"machining.cnc_milling": []})
    silent = listed("Im", {"machining.cnc_milling": []})
    for firm, process, mm in (
        (fine, "machining.cnc_milling", "0.01"), (fine, "moulding.injection", "0.2"), (coarse, "machining.cnc_milling", "0.1"),
    ):  # fmt: skip
        Capability.objects.filter(supplier=firm, process__code=process).update(tolerance_mm=mm)
    index(fine, coarse, silent)


@pytest.mark.parametrize(
    "typed, found",
    [
        ("phay cnc ±0.05", {"Tinh"}),
        ("cnc milling 0,1 mm", {"Tinh", "Thô"}),
        ("ép nhựa ±0.05", set()),
        ("injection moulding ABS ±0.2", {"Tinh"}),
        ("±0.05", {"Tinh"}),
        ("±100 µm", {"Tinh", "Thô"}),
    ],
)
def test_it_is_of_the_process_that_is_asked_with_it(browse, shops, typed, found):
    page = browse(address(q=typed), language="en")
    assert set(names(page)) == found
    assert "mm or finer, as firms state it" in page.select_one("#understood").text


def test_where_nobody_reaches_it_the_search_without_it_is_offered(browse, shops):
    page = browse(address(q="phay cnc ±0.001"), language="en")
    offers = {link.text: link["href"] for link in page.select("ul.offers a")}
    assert "without “±0.001”" in offers
    assert count_of(browse("/suppliers/" + offers["without “±0.001”"])) == 3
