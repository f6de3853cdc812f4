"""What buyers reported, as staff may read it: figures against SQL of our own, and nothing that gives a buyer away."""

import re
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from buyers.models import PurchaseReport, PurchaseRow
from buyers.reporting import actions
from portal.models import Organisation, Process
from readiness.models import SupplyRun
from suppliers.models import Evidence, Supplier
from tests.buyers.purchases.reports import bought, draft, sector, sent
from tests.cast import NOW, TODAY, firm
from tests.readiness.pages.proof import prove
from tests.readiness.pages.test_readiness_page import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

PAGE, CELLS, API = reverse("readiness:reported"), reverse("readiness:reported_cells"), reverse("api-reported")
SQL = """
    SELECT sum(w.amount) FILTER (WHERE w.origin <> 'imported') / sum(w.amount),
           sum(w.amount) FILTER (WHERE w.origin = 'vietnamese') / sum(w.amount)
    FROM buyers_purchaserow w
    JOIN buyers_purchasereport r ON r.id = w.report_id
    JOIN portal_sector s ON s.id = w.sector_id
    WHERE r.sent_at IS NOT NULL AND r.year = %(year)s AND NOT r.synthetic
      AND NOT EXISTS (SELECT 1 FROM buyers_purchasereport later WHERE later.organisation_id = r.organisation_id
                      AND later.year = r.year AND later.number > r.number AND later.sent_at IS NOT NULL)
      AND (%(sector)s IS NULL OR s.letters[1] = %(sector)s)
"""


@pytest.fixture(autouse=True)
def _a_real_portal(settings):
    settings.DEMO = False


def rates(year, sector=None) -> list[str]:
    """Per cent with one decimal, rounded half up, but not up to a whole per cent: one of them lies just below 13."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"year": year, "sector": sector})
        exact = [share * 100 for share in cursor.fetchone()]
    shown = [share.quantize(Decimal("0.1"), ROUND_HALF_UP) for share in exact]
    return [
        f"{near - Decimal('0.1') if near > share and not near % 1 else near}\u00a0%"
        for near, share in zip(shown, exact, strict=True)
    ]


def buyer(name: str, *, verified: bool = True) -> Organisation:
    at = NOW if verified else None
    return Organisation.objects.create(kind=Organisation.Kind.BUYER, name=name, verified_at=at)


@pytest.fixture(autouse=True)
def _verified(cast):
    Organisation.objects.filter(pk=cast.assembler.pk).update(verified_at=NOW)


@pytest.fixture
def country(cast):
    """Four buyers in 2025: mechanical may be shown; plastics has two buyers; in electronics one has nearly all."""
    buyers = [cast.assembler, buyer("Motors"), buyer("Printers"), buyer("Phones")]
    for n, each in enumerate(buyers, 1):
        rows = [
            bought("M", "imported", 600 + 10 * n),
            bought("M", "vietnamese", 150 + n),
            bought("M", "foreign", 190 - n),
            bought("M", "unknown", 20 + n),
            bought("E", "imported", 500 if n == 4 else 20),
        ]
        if n < 3:
            rows.append(bought("P", "imported", 100))
        sent(each, 2025, *rows)
    sent(cast.assembler, 2024, bought("M", "imported", 10), bought("M", "vietnamese", 7))
    draft(cast.assembler, 2026, bought("M", "vietnamese", 9999))
    return buyers


def table(page, panel) -> dict[str, list[str]]:
    rows = page.select(f"#{panel} tbody tr")
    return {words(tr.th): [td.text.strip() for td in tr.select("td")] for tr in rows}


def show(browse, cast, query="", language="en"):
    return browse(PAGE + query, user=cast.mai, language=language)


def test_rates_are_those_of_sql_and_what_is_sensitive_is_hidden_with_the_reason(browse, cast, country):
    page = show(browse, cast, "?year=2025")
    seen = table(page, "sectors")
    assert seen["Mechanical"] == [*rates(2025, "M"), "4"]
    assert seen["Plastics and rubber"] == ["hidden", "hidden", "under 3"]
    assert seen["Electronics"] == ["hidden", "hidden", "4"]
    assert seen["Automotive"] == ["Not known yet", "Not known yet", "0"]
    assert seen["Whole country"] == [*rates(2025), "4"]
    assert "fewer than 3 buyers, or over 80 % of it from one of them" in words(page.find(id="sectors"))
    text = words(page.main)
    assert not re.search(r"\b(200|560)\b", text)


def test_cells_open_as_sums_and_tell_no_buyers_money(browse, cast, country):
    cells = browse(CELLS + "?year=2025&sector=M", user=cast.mai, language="en")
    amounts = {words(tr.th): [words(td) for td in tr.select("td")] for tr in cells.select("#cells tbody tr")}
    assert amounts["imported"] == ["2,500", "4"]
    assert amounts["in Viet Nam, Vietnamese-owned supplier"] == ["610", "4"]
    assert amounts["in Viet Nam, foreign-invested supplier or owner not known"] == ["840", "4"]
    whole = browse(CELLS + "?year=2025", user=cast.mai, language="en")
    said = words(whole.find(id="every"))
    assert "hidden: fewer than 3 buyers, or one with over 80 %" in said
    assert "nothing reported" in said
    assert [words(li).split(" sent")[0] for li in whole.select("#reporters li")] == ["Assembler Vietnam", "Motors", "Phones", "Printers"]  # fmt: skip
    assert "staff cannot open it" in words(whole.select_one(".note"))
    assert not re.search(r"\b(200|560)\b", words(whole.main))


def test_a_cell_that_would_tell_a_hidden_one_is_hidden_too(browse, cast):
    for n in range(3):
        rows = [bought("M", "imported", 100), bought("P", "imported", 900), bought("M", "vietnamese", 5)]
        sent(buyer(f"B{n}"), 2025, *rows, *([bought("E", "imported", 50)] if n == 0 else []))
    page = browse(CELLS + "?year=2025", user=cast.mai, language="en")
    found = [[words(cell) for cell in tr.select("th, td")] for tr in page.select("#every tbody tr")]
    shown = {(row[0], row[1]): row[2] for row in found}
    assert shown["Electronics", "imported"].startswith("hidden: fewer than 3")
    assert shown["Mechanical", "imported"] == "hidden: it would tell another sum by subtraction"
    assert shown["Plastics and rubber", "imported"] == "2,700"
    assert table(show(browse, cast), "sectors")["Mechanical"][0] == "hidden"


def test_page_and_api_hide_the_same(cast, country):
    client = APIClient()
    client.force_login(cast.mai)
    answer = client.get(API + "?year=2025").json()
    assert (answer["year"], answer["years"], answer["buyers"], answer["buyers_on_the_portal"]) == (2025, [2025, 2024], 4, 4)  # fmt: skip
    by_sector = {row["sector"]: row for row in answer["sectors"]}
    assert by_sector["P"] == {"sector": "P", "buyers": None, "state": "hidden", "in_country": None, "vietnamese": None}  # fmt: skip
    assert by_sector["A"]["state"] == "unknown"
    assert Decimal(by_sector["M"]["in_country"]) == round(Decimal(1450) / 3950, 6)
    cells = {(c["sector"], c["origin"]): (c["amount"], c["state"]) for c in answer["cells"]}
    assert cells["M", "imported"] == ("2500.000", "shown")
    assert cells["P", "imported"] == (None, "hidden")
    assert cells["E", "imported"] == (None, "hidden")
    assert cells["A", "imported"] == (None, "unknown")
    assert answer["country"]["state"] == "shown"


def named(cast, contents: dict[str, int | None], *, by: int = 4) -> None:
    """Each buyer of 2025 bought 100 of each firm, whose share of inputs from this country is proven."""
    for name, percent in contents.items():
        made = firm(name, f"01{len(name):08}")
        Supplier.objects.filter(pk=made.pk).update(local_content_percent=percent)
        prove(made, "4.7", 3, by="A2")
        for report in PurchaseReport.objects.filter(year=2025).order_by("pk")[:by]:
            PurchaseRow.objects.create(
                report=report, sector_id=sector("M"), origin="vietnamese", amount=100, supplier=made
            )


def value(client) -> tuple:
    told = client.get(API, {"year": 2025}).json()["value"]
    return told["state"], told["percent"]


def staying(browse, cast) -> str:
    return words(show(browse, cast, "?year=2025").select_one("#value .lead"))


def test_what_stays_in_the_country_is_told_between_two_ends(browse, client, cast, country):
    """160 and 40 of 400 each; with the rows of the country 4,950 are paid in all, of which 1,450 say nothing."""
    client.force_login(cast.mai)
    assert value(client) == ("unknown", None)
    assert "no buyer named a supplier" in staying(browse, cast)
    named(cast, {"Nửa": 40, "Ít": 10})
    whole = sum(PurchaseRow.objects.filter(report__year=2025).values_list("amount", flat=True))
    least, most = Decimal(20000) / whole, (20000 + Decimal(145000)) / whole
    assert value(client) == ("shown", [floor(least), ceil(most)])
    assert staying(browse, cast) == (
        f"Between {floor(least)} % and {ceil(most)} % of all that was paid; "
        "of what was paid to suppliers who have proven it, 25 %."
    )
    weighed = words(show(browse, cast, "?year=2025").select_one("#value .prov"))
    assert "4 buyers named suppliers whose inputs are proven" in weighed


def test_what_three_buyers_say_of_imports_could_be_solved_and_is_hidden(browse, client, cast, country):
    named(cast, {"Nửa": 40}, by=3)
    client.force_login(cast.mai)
    assert value(client) == ("hidden", None)
    assert staying(browse, cast).startswith("Hidden:")


@pytest.mark.parametrize(
    "proof", [{"by": "A1"}, {"until": TODAY - timedelta(days=1)}, {"since": TODAY + timedelta(days=1)}]
)
def test_only_what_a_firm_proves_today_says_what_it_imports(client, cast, country, proof):
    named(cast, {"Nửa": 40})
    Evidence.objects.filter(criterion="4.7").delete()
    prove(Supplier.objects.get(name="Nửa"), "4.7", 3, **{"by": "A2"} | proof)
    client.force_login(cast.mai)
    assert value(client) == ("unknown", None)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_rate_has_one_sign_of_per_cent(browse, cast, country, language):
    page = browse(reverse("readiness:reported") + "?year=2025", user=cast.mai, language=language)
    reading = words(page.select_one(".reading")).replace("\u00a0", " ")
    assert reading.count("%") >= 2
    assert "% %" not in reading


def test_what_a_buyer_reports_whom_nobody_verified_counts_nowhere(browse, cast, country):
    before = words(browse(PAGE, user=cast.mai).main)
    sent(buyer("Nobody", verified=False), 2025, bought("M", "imported", 9_000_000))
    assert words(browse(PAGE, user=cast.mai).main) == before


def test_a_year_of_one_buyer_shows_nothing_of_it(browse, cast, country):
    page = show(browse, cast, "?year=2024")
    assert "1 buyer reported for 2024. The rate stays hidden" in words(page.select_one(".reading"))
    assert table(page, "sectors")["Whole country"] == ["hidden", "hidden", "1"]
    assert "41" not in words(page.find(id="sectors"))
    client = APIClient()
    client.force_login(cast.mai)
    assert client.get(API + "?year=2024").json()["country"] == {"state": "hidden", "in_country": None, "vietnamese": None}  # fmt: skip


def test_of_fewer_than_three_buyers_not_even_what_they_did_not_buy_is_told(browse, client, cast, country):
    page = browse(CELLS + "?year=2024", user=cast.mai, language="en")
    for panel in ("cells", "every"):
        said = {words(tr.select_one(".why")) for tr in page.select(f"#{panel} tbody tr")}
        assert said == {"hidden: fewer than 3 buyers, or one with over 80 %"}
    assert {words(tr.select("td")[-1]) for tr in page.select("#every tbody tr")} == {"under 3"}
    assert {tuple(row[:2]) for row in table(show(browse, cast, "?year=2024"), "sectors").values()} == {("hidden", "hidden")}  # fmt: skip
    client.force_login(cast.mai)
    told = client.get(API + "?year=2024").json()
    assert {cell["state"] for cell in told["cells"] + told["totals"] + told["sectors"]} == {"hidden"}
    assert {row["buyers"] for row in told["sectors"]} == {None}


def test_without_reports_the_rate_is_not_known_and_never_nought(browse, cast):
    draft(cast.assembler, 2025, bought("M", "imported", 5))
    for language, unknown in (("en", "Not known yet"), ("vi", "Chưa biết")):
        page = show(browse, cast, language=language)
        assert unknown in words(page.main)
        assert not re.search(r"\b0\s*%", words(page.main))
    client = APIClient()
    client.force_login(cast.mai)
    answer = client.get(API).json()
    assert (answer["year"], answer["country"], answer["cells"]) == (None, None, [])
    target = browse(reverse("readiness:target"), user=cast.mai, language="vi")
    assert [words(v) for v in target.select("#reported .value")] == ["Chưa biết", "Chưa biết"]


def test_a_draft_counts_nowhere_and_a_correction_counts_in_place_of_what_it_corrects(browse, cast, country):
    before = rates(2025, "M")
    report = PurchaseReport.objects.in_force().get(organisation=cast.assembler, year=2025)
    correction = actions.correct(report, now=NOW)
    changed = [bought("M", "imported", 100), bought("M", "vietnamese", 500), bought("M", "foreign", 189)]
    correction = actions.save(correction, changed, seen=correction.stamp, reason="late invoices", now=NOW)
    assert table(show(browse, cast, "?year=2025"), "sectors")["Mechanical"][:2] == before
    actions.send(correction, by=cast.binh, now=NOW)
    after = rates(2025, "M")
    assert after != before
    assert table(show(browse, cast, "?year=2025"), "sectors")["Mechanical"][:2] == after


def test_made_up_buyers_never_stand_beside_real_ones(browse, cast, country, settings):
    settings.DEMO = True
    assert "No buyer has sent a purchase report yet" in words(show(browse, cast).select_one(".reading"))


def test_the_target_page_has_the_last_full_year_beside_the_other_measures(browse, cast, country):
    for each in country[:3]:
        report = PurchaseReport.objects.filter(organisation=each, year=2026).first() or draft(each, 2026)
        report = actions.save(report, [bought("M", "vietnamese", 9)], seen=report.stamp, now=NOW)
        actions.send(report, by=cast.binh, now=NOW)
    page = browse(reverse("readiness:target"), user=cast.mai, language="en")
    values = [words(v) for v in page.select("#reported .value")]
    assert values == [rate.replace("\u00a0", " ") for rate in rates(2025)], "2026 is not over"
    assert "4 reporting buyers" in words(page.find(id="reported"))
    assert [words(t) for t in page.select("#reported svg text")] == ["45", "70", "45", "70"]
    assert [words(v) for v in page.select("#potential .value")] == ["Not known yet", "Not known yet"]
    reading = words(page.select_one("section[aria-labelledby=three] .reading"))
    assert reading.startswith("Asked for 2025: 45 % of essential needs. Reported for 2025: ")
    assert reading.endswith("(4 reporting buyers). Potential: not known yet.")
    for link in {a["href"] for a in page.select("#reported a, #potential a")}:
        browse(link, user=cast.mai)
    sums = browse(page.select_one("#reported a")["href"], user=cast.mai, language="en")
    assert sums.h1.text == "Sums behind the rate"
    assert "Calendar year 2025" in words(sums.main), "those of the rate, not of the running year"
    assert "Calendar year 2025" in words(show(browse, cast).main)
    assert "Calendar year 2026 · not over yet" in words(show(browse, cast, "?year=2026").main)


def test_the_target_page_says_what_is_asked_reported_possible_and_binding_in_one_breath(
    browse, client, cast, country
):
    stamping = Process.objects.current().first()
    line = {
        "process": stamping.code, "sector": "M", "cut": "certain", "asked": 600, "have": 41, "short": 559, "bound": [600, 600], "single": [], "pairs": [], "near": [],
    }  # fmt: skip
    for ownership, flow in (("all", 4419), ("vietnamese", 2280)):
        for day, served in ((TODAY - timedelta(1), 1), (TODAY, flow)):
            SupplyRun.objects.create(
                as_of=day, level=4, ownership=ownership, horizon="today", input_hash=f"{day}", seconds=1,
                result={"demand": 10000, "flow": served, "lines": [line]}, computed_at=NOW + (day - TODAY),
            )  # fmt: skip
    page = browse(reverse("readiness:target"), user=cast.mai, language="en")
    assert [words(v) for v in page.select("#potential .value")] == ["44.2 %", "22.8 %"]
    reading = words(page.select_one("section[aria-labelledby=three] .reading"))
    assert reading.endswith(f"Potential today: 44.2 %. 1 demand is certainly short: {stamping.label_en}.")
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("readiness:target"))
    assert len(asked) <= 15, "\n".join(q["sql"][:120] for q in asked)


def test_only_staff_read_it_and_wrong_addresses_are_404(browse, client, cast, country):
    for user in (cast.binh, cast.duong, cast.chi):
        client.force_login(user)
        for url in (PAGE, CELLS, API):
            assert client.get(url).status_code == 404
    for url in (PAGE + "?year=1999", PAGE + "?year=x", CELLS + "?sector=Z", API + "?year=1"):
        client.force_login(cast.mai)
        assert client.get(url).status_code == 404


def test_vietnamese_readers_meet_no_english(browse, cast, country):
    for url in (PAGE, CELLS, CELLS + "?sector=M"):
        text = words(browse(url, user=cast.mai, language="vi").main)
        for english in ("buyers", "Buyers", "hidden", "rate", "Reported", "reported", "country", "Year", "imported", "sums"):  # fmt: skip
            assert not re.search(rf"\b{english}\b", text), (url, english)


def test_questions_do_not_grow_with_reports(browse, client, cast, country, same_queries_for_more):
    client.force_login(cast.mai)
    numbers = iter(range(100))
    for url in (PAGE + "?year=2025", CELLS + "?year=2025", API + "?year=2025"):
        visit = client.get
        with CaptureQueriesContext(connection) as asked:
            visit(url)
        assert len(asked) <= 15
        same_queries_for_more(
            lambda url=url: client.get(url),
            lambda: sent(buyer(f"More {next(numbers)}"), 2025, bought("H", "imported", 5)),
        )
