"""What facts claim by themselves: worked by hand from the framework's anchors and clocks."""

from datetime import date
from decimal import Decimal

import pytest

from suppliers import claims
from suppliers.claims import HeldCertificate, Month

TODAY = date(2026, 11, 21)
MONTHS = {"1.1": 12, "1.2": 24, "2.1": 13, "2.5": 12, "3.1": 24, "3.2": 24, "3.7": 24, "4.2": 12, "7.1": 12}


def levels(said: list[claims.Claim]) -> dict[str, int]:
    return {claim.criterion: int(claim.level) for claim in said if claim.level is not None}


def owners(*shares: tuple[str, str]) -> list[tuple[str, Decimal]]:
    return [(country, Decimal(share)) for country, share in shares]


@pytest.mark.parametrize(
    "held, ownership",
    [
        pytest.param(owners(), "unknown", id="nobody named"),
        pytest.param(owners(("VN", "100")), "vietnamese", id="all Vietnamese"),
        pytest.param(owners(("JP", "100")), "foreign", id="all foreign"),
        pytest.param(owners(("VN", "50"), ("JP", "50")), "vietnamese", id="exactly half is not foreign"),
        pytest.param(owners(("VN", "49.99"), ("JP", "50.01")), "foreign", id="a hundredth above half"),
        pytest.param(owners(("JP", "50")), "unknown", id="half foreign, the rest not named"),
        pytest.param(owners(("VN", "50")), "vietnamese", id="half Vietnamese, the rest not named"),
        pytest.param(owners(("VN", "49.99")), "unknown", id="less than half named"),
        pytest.param(owners(("JP", "26"), ("KR", "25")), "foreign", id="foreign shares add up"),
        pytest.param(owners(("VN", "30"), ("VN", "30"), ("JP", "40")), "vietnamese", id="so do ours"),
    ],
)
def test_who_holds_more_than_half(held: list[tuple[str, Decimal]], ownership: str) -> None:
    assert claims.ownership_of(held) == ownership


@pytest.mark.parametrize(
    "tax_code, ownership, expected",
    [
        pytest.param("", "unknown", {}, id="nothing said"),
        pytest.param("0100109106", "unknown", {"1.1": 5}, id="a code waits for the register"),
        pytest.param("", "foreign", {"1.2": 3}, id="a household states its owners"),
        pytest.param("0100109106", "vietnamese", {"1.1": 5, "1.2": 3}, id="both"),
    ],
)
def test_identity_and_ownership(tax_code: str, ownership: str, expected: dict[str, int]) -> None:
    said = claims.company_claims(tax_code=tax_code, ownership=ownership, months=MONTHS, today=TODAY)
    assert levels(said) == expected
    ends = {claim.criterion: claim.valid_to for claim in said}
    assert ends == {c: {"1.1": date(2027, 11, 21), "1.2": date(2028, 11, 21)}[c] for c in expected}


@pytest.mark.parametrize(
    "machines, tolerances, capacity, by_machine, expected",
    [
        pytest.param([], [], None, False, {}, id="nothing said"),
        pytest.param(["", "TC-1"], [], None, False, {"3.1": 1}, id="a list; one serial number is missing"),
        pytest.param(["TC-1", "TC-2"], [], None, False, {"3.1": 2}, id="all serial numbers"),
        pytest.param([], [None, Decimal("0.02")], None, False, {"3.2": 1}, id="one tolerance is stated"),
        pytest.param([], [None], None, False, {}, id="no tolerance is stated"),
        pytest.param([], [], 12000, False, {"4.2": 1}, id="capacity is stated"),
        pytest.param([""], [], 12000, True, {"3.1": 1, "4.2": 2}, id="capacity rests on the machines"),
        pytest.param([], [], 0, False, {}, id="a capacity of nothing claims nothing"),
    ],
)
def test_processes_and_machines(
    machines: list[str],
    tolerances: list[Decimal | None],
    capacity: int | None,
    by_machine: bool,
    expected: dict[str, int],
) -> None:
    clock = {"months": MONTHS, "today": TODAY}
    said = [
        *claims.machine_claims(machines, **clock),
        *claims.precision_claims(tolerances, **clock),
        *claims.capacity_claims(capacity, by_machine=by_machine, **clock),
    ]
    assert levels(said) == expected


def held(standard: str = "iso9001", **days: date | bool | None) -> HeldCertificate:
    known = {"issued_on": date(2025, 3, 1), "valid_to": date(2028, 2, 28), "last_surveillance_on": None}
    return HeldCertificate(id=1, standard=standard, **(known | days))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "certificate, end",
    [
        pytest.param(held(), date(2026, 4, 1), id="just issued: 13 months after the issue"),
        pytest.param(
            held(last_surveillance_on=date(2026, 3, 10)), date(2027, 4, 10), id="13 months after surveillance"
        ),
        pytest.param(
            held(last_surveillance_on=date(2027, 6, 1)), date(2028, 2, 28), id="its own end comes first"
        ),
        pytest.param(
            held(last_surveillance_on=date(2026, 1, 31)),
            date(2027, 2, 28),
            id="the last day of a short month",
        ),
        pytest.param(held(surveyed=False), date(2028, 2, 28), id="a report without surveillance: its end"),
        pytest.param(
            held(valid_to=None, surveyed=False), date(2026, 4, 1), id="no end: as long as the criterion says"
        ),
        pytest.param(
            held(issued_on=None, valid_to=None, surveyed=False),
            date(2027, 12, 21),
            id="no day at all: from today",
        ),
    ],
)
def test_until_when_a_certificate_counts(certificate: HeldCertificate, end: date) -> None:
    assert claims.certificate_end(certificate, 13, TODAY) == end


@pytest.mark.parametrize(
    "standard, sectors, expected",
    [
        pytest.param("iso9001", "M", {"2.1": 3}, id="ISO 9001"),
        pytest.param("iatf16949", "M", {"2.1": 3}, id="IATF 16949 outside automotive counts as ISO 9001"),
        pytest.param("iatf16949", "MA", {"2.1": 5}, id="the sector's own certificate"),
        pytest.param("iso13485", "H", {"2.1": 5}, id="ISO 13485 in high technology"),
        pytest.param("iso13485", "E", {"2.1": 3}, id="ISO 13485 elsewhere"),
        pytest.param("iso14001", "M", {"7.1": 4}, id="ISO 14001"),
        pytest.param("iso17025", "M", {"2.5": 5, "3.7": 5}, id="one certificate, two criteria"),
        pytest.param("ohsas18001", "M", {}, id="a replaced standard claims nothing"),
        pytest.param("iso45001", "M", {}, id="a criterion that does not apply is left out"),
    ],
)
def test_what_a_certificate_claims(standard: str, sectors: str, expected: dict[str, int]) -> None:
    said = claims.certificate_claims([held(standard)], sectors=sectors, months=MONTHS, today=TODAY)
    assert levels(said) == expected
    assert all(claim.scheme == standard for claim in said)


def test_a_certificate_never_ends_before_it_begins() -> None:
    late = held(last_surveillance_on=date(2020, 1, 1), issued_on=date(2025, 3, 1))
    (claim,) = claims.certificate_claims([late], sectors="M", months=MONTHS, today=TODAY)
    assert (claim.valid_from, claim.valid_to) == (date(2025, 3, 1), date(2025, 3, 1))


def month(year: int, number: int, parts: int | None = 1000, rejected: int | None = 1, **more: int) -> Month:
    return Month(date(year, number, 1), parts, rejected, **more)


def figures(rows: list[Month], sales: int | None = None) -> dict[str, claims.Claim]:
    return {claim.criterion: claim for claim in claims.figures_claims(rows, sales_percent=sales)}


def test_twelve_months_roll_with_the_last_that_has_data() -> None:
    rows = [month(2025, n) for n in range(10, 13)] + [month(2026, n) for n in range(1, 11)]
    claim = figures(rows)["2.2"]
    assert claim.figures == {"parts": 12_000, "rejected": 12, "months": 12}, "October 2025 is the 13th month"
    assert claim.valid_from == date(2025, 11, 1)


def test_figures_go_stale_three_months_after_the_last() -> None:
    assert figures([month(2026, 8)])["2.2"].valid_to == date(2026, 11, 30)
    assert figures([month(2026, 11)])["2.2"].valid_to == date(2027, 2, 28)


def test_customers_are_pooled_and_a_month_counts_once() -> None:
    claim = figures([month(2026, 10), month(2026, 10, 500, 4), month(2026, 9)])["2.2"]
    assert claim.figures == {"parts": 2500, "rejected": 6, "months": 2}


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(month(2026, 10, None, None), id="neither is known"),
        pytest.param(month(2026, 10, 1000, None), id="rejects are not known"),
        pytest.param(month(2026, 10, 0, 0), id="nothing was delivered"),
    ],
)
def test_a_month_without_deliveries_measures_nothing(row: Month) -> None:
    assert "2.2" not in figures([row])


def test_each_measure_has_its_own_last_month() -> None:
    said = figures([month(2026, 10), month(2026, 6, None, None, due=50, on_time=49)])
    assert said["2.2"].valid_to == date(2027, 1, 31)
    assert said["4.1"].valid_to == date(2026, 9, 30)
    assert said["4.1"].figures == {"due": 50, "on_time": 49, "months": 1}


@pytest.mark.parametrize("percent, share", [(None, None), (0, "0"), (50, "0.5"), (100, "1")])
def test_the_share_of_sales_is_said_where_it_is_known(percent: int | None, share: str | None) -> None:
    assert (figures([month(2026, 10)], percent)["2.2"].figures or {}).get("coverage_of_sales") == share


def test_a_statement_counts_for_the_months_of_its_criterion() -> None:
    (claim,) = claims.statement("3.1", 2, MONTHS, date(2024, 2, 29))
    assert (claim.valid_from, claim.valid_to) == (date(2024, 2, 29), date(2026, 2, 28))
    assert claims.statement("3.1", None, MONTHS, TODAY) == []
    (open_end,) = claims.statement("9.9", 1, MONTHS, TODAY)
    assert open_end.valid_to is None
