"""Counted × confirmed: each cell against SQL of our own, and the firms behind it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from buyers.models import PurchaseReport
from portal.models import Organisation
from readiness import frameworks
from suppliers.models import Supplier
from tests.buyers.purchases.reports import bought, draft, sent
from tests.cast import NOW, TODAY, firm
from tests.readiness.pages.proof import judge, prove, prove_all, staff_of
from tests.readiness.pages.test_readiness_page import words
from tests.readiness.pages.test_target_page import ready

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

PAGE, API = reverse("readiness:confirmed"), reverse("api-confirmed")
SQL = """
    WITH firm AS (
        SELECT e.code,
               bool_or(score.counted_level >= 4) AS ready,
               bool_or(EXISTS (SELECT 1 FROM buyers_purchaserow w JOIN buyers_purchasereport r ON r.id = w.report_id
                               JOIN portal_organisation o ON o.id = r.organisation_id
                               WHERE w.supplier_id = s.id AND r.sent_at IS NOT NULL AND r.replaced_at IS NULL
                                 AND r.year >= 2025 AND o.verified_at IS NOT NULL)
                    OR EXISTS (SELECT 1 FROM suppliers_evidence v WHERE v.supplier_id = s.id AND v.criterion = '8.1'
                               AND v.evidence_class = 'A4' AND v.level >= 4 AND v.state = 'live'
                               AND v.valid_from <= DATE '2026-11-21'
                               AND (v.valid_to IS NULL OR v.valid_to >= DATE '2026-11-21'))) AS supplying
        FROM suppliers_supplier s
        JOIN suppliers_enterprise e ON e.id = s.enterprise_id
        JOIN readiness_score score ON score.supplier_id = s.id AND score.is_main
        WHERE NOT s.synthetic AND s.merged_into_id IS NULL AND e.code IS NOT NULL GROUP BY e.code)
    SELECT count(*) FILTER (WHERE ready AND supplying), count(*) FILTER (WHERE ready AND NOT supplying),
           count(*) FILTER (WHERE NOT ready AND supplying), count(*) FILTER (WHERE NOT ready AND NOT supplying) FROM firm
"""


@pytest.fixture(autouse=True)
def _a_real_portal(settings):
    settings.DEMO = False


def counted() -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        return cursor.fetchone()


def shown(page) -> tuple:
    return tuple(int(words(tr.select("td")[-1])) for tr in page.select("#cells tbody tr"))


def idle(name, code, **where) -> Supplier:
    """Ready, with nothing said about direct customers by a buyer."""
    made = ready(name, code, **where)
    made.evidence.filter(criterion="8.1").update(evidence_class="A3")
    judge(made)
    return made


def working(name, code, level=3) -> Supplier:
    """Not counted as ready, and no buyer's word on its direct customers."""
    made = firm(name, code)
    prove_all(made, level, but=["8.1"])
    judge(made)
    return made


@pytest.fixture
def country(cast):
    """Two ready firms that buyers confirm (a report, evidence), one idle; two not ready that supply; one neither.
    A buyer whom nobody has verified confirms nothing."""
    firms = {
        "named": idle("Có tên", "0100000001"),
        "proven": ready("Có bằng chứng", "0100000002"),
        "idle": idle("Chưa ai mua", "0100000003"),
        "short": working("Thiếu điều kiện", "0100000004"),
        "short too": working("Thiếu nữa", "0100000005", level=2),
        "neither": working("Không cả hai", "0100000006"),
    }
    judge(cast.welding_shop)
    Organisation.objects.filter(pk=cast.assembler.pk).update(verified_at=NOW)
    stranger = Organisation.objects.create(kind=Organisation.Kind.BUYER, name="Whoever registers")
    sent(stranger, 2025, bought("M", "vietnamese", 5, firms["idle"].pk))
    rows = [bought("M", "vietnamese", 5, firms[name].pk) for name in ("named", "short", "short too")]
    sent(cast.assembler, 2025, *rows)
    sent(cast.assembler, 2023, bought("M", "vietnamese", 5, firms["neither"].pk))
    draft(cast.assembler, 2026, bought("M", "vietnamese", 5, firms["idle"].pk))
    return firms


def show(browse, cast, query="", **more):
    return browse(PAGE + query, user=cast.mai, language="en", **more)


def names(page) -> set[str]:
    return {words(tag) for tag in page.select("#rows tbody th a")}


def test_cells_are_those_of_sql_and_recall_has_its_numerator_and_denominator(browse, cast, country):
    page = show(browse, cast)
    assert shown(page) == counted() == (2, 1, 2, 2)
    assert words(page.select_one(".reading")) == (
        "Of the 4 firms that buyers confirm as direct suppliers, 2 are counted as ready (50.0 %). "
        "The others lack proof on the portal, or a gate asks for more than buyers do."
    )


@pytest.mark.parametrize(
    "cell, firms",
    [
        ("both", {"Có tên", "Có bằng chứng"}),
        ("idle", {"Chưa ai mua"}),
        ("unready", {"Thiếu điều kiện", "Thiếu nữa"}),
    ],
)
def test_each_list_opens_its_firms(browse, cast, country, cell, firms):
    page = show(browse, cast, f"?cell={cell}")
    assert names(page) == firms
    for link in page.select("#rows tbody th a"):
        browse(link["href"], user=cast.mai)


def test_the_list_to_work_through_names_the_gates_that_are_missing(browse, cast, country):
    page = show(browse, cast)
    rows = {words(tr.a): words(tr.select("td")[-1]) for tr in page.select("#rows tbody tr")}
    assert set(rows) == {"Thiếu điều kiện", "Thiếu nữa"}
    assert "more" in rows["Thiếu nữa"]
    for said in rows.values():
        assert len(said) > 20
    direct = frameworks.engine(frameworks.current()).level(4)
    gate = next(g for g in direct.gates if g.applies("M") and g.at_least > 3 and g.criterion != "2.1")
    prove_all(country["short"], 4, but=["8.1", "2.1", gate.criterion])
    prove(country["short"], "2.1", 5)
    judge(country["short"])
    one = {words(tr.a): words(tr.select("td")[-1]) for tr in show(browse, cast).select("#rows tbody tr")}
    assert one["Thiếu điều kiện"].lower() == gate.text["en"].lower()


def test_evidence_counts_while_it_is_in_force_and_only_a_buyers_word_does(browse, cast, country):
    def confirmed():
        return shown(show(browse, cast))[0]

    of = country["proven"].evidence.filter(criterion="8.1")
    assert confirmed() == 2
    of.update(valid_to=TODAY)
    assert confirmed() == 2, "the last day counts"
    for change in ({"valid_to": TODAY - timedelta(1)}, {"valid_to": None, "state": "withdrawn"}, {"state": "live", "evidence_class": "A3"}, {"evidence_class": "A4", "level": 3}):  # fmt: skip
        of.update(**change)
        assert confirmed() == 1, change
    of.update(level=4)
    assert confirmed() == 2


def test_a_replaced_report_and_a_made_up_one_confirm_nobody(browse, cast, country):
    PurchaseReport.objects.filter(year=2025).update(synthetic=True)
    assert shown(show(browse, cast)) == (1, 2, 0, 4)


def test_an_enterprise_with_two_plants_stands_in_one_cell(browse, cast, country):
    plant = working("Có tên, nhà máy 2", "0100000001001")
    plant.enterprise = country["named"].enterprise
    plant.save()
    assert shown(show(browse, cast)) == counted() == (2, 1, 2, 2)


def test_nobody_confirmed_is_said_so_and_gives_no_recall(browse, cast):
    judge(cast.welding_shop)
    page = show(browse, cast)
    assert "nothing can be said about the count" in words(page.select_one(".reading"))
    assert "No firm in this cell" in words(page.main)


def test_no_buyer_is_told_and_scope_hides_firms_that_are_not_listed(browse, cast, country):
    page = show(browse, cast)
    assert "Assembler Vietnam" not in words(page.main)
    Supplier.objects.filter(pk=country["short"].pk).update(published_at=None)
    elsewhere = browse(PAGE, user=staff_of("79"), language="en")
    assert names(elsewhere) == {"Thiếu nữa"}
    assert "Counted but not shown" in words(elsewhere.main)
    assert "Enterprises: under 3." in words(elsewhere.find(id="rows"))


def test_only_staff_and_only_lists_that_there_are(client, cast, country):
    for user in (cast.binh, cast.duong, cast.chi):
        client.force_login(user)
        assert client.get(PAGE).status_code == 404
    client.force_login(cast.mai)
    assert client.get(PAGE + "?cell=neither").status_code == 404


def test_the_target_page_shows_the_cross(browse, cast, country):
    page = browse(reverse("readiness:target"), user=cast.mai, language="en")
    cells = [words(td) for td in page.select("#confirmed tbody td")]
    assert cells == ["2", "1", "2", "2"]
    for link in page.select("#confirmed a"):
        browse(link["href"], user=cast.mai)


def test_vietnamese_readers_meet_no_english(browse, cast, country):
    page = browse(PAGE, user=cast.mai, language="vi")
    text = words(page.main)
    for english in ("Ready", "ready", "Supplying", "firms", "Firms", "recall", "Gates", "more"):
        assert f" {english} " not in f" {text} ", english


def test_questions_do_not_grow_with_firms(client, cast, country, same_queries_for_more):
    client.force_login(cast.mai)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)
    assert len(asked) <= 15, "\n".join(q["sql"][:120] for q in asked)
    numbers = iter(range(1, 9))

    def more():
        made = working("Thêm", f"080000000{next(numbers)}")
        prove(made, "8.1", 4)
        judge(made)

    same_queries_for_more(lambda: client.get(PAGE), more)


def test_the_cells_say_by_which_framework_and_on_which_day(browse, cast):
    footer = browse(reverse("readiness:confirmed"), user=cast.mai, language="en").select_one("#cells footer")
    assert "Framework VN-SI 1" in footer.text
    assert "As of 21 Nov 2026" in footer.text


def test_a_program_is_told_the_cross_and_the_firms_of_a_cell(client, cast, country):
    client.force_login(cast.mai)
    told = client.get(API).json()
    assert told["cells"] == {"both": 2, "idle": 1, "unready": 2, "neither": 2}
    assert (told["recall"], told["cell"], told["count"], told["since"]) == ("0.500000", "unready", 2, 2025)
    assert told["groups"] == 3
    assert {row["public_id"] for row in told["establishments"]} == {
        country["short"].public_id,
        country["short too"].public_id,
    }
    assert all(row["missing"] and row["counted_level"] < 4 for row in told["establishments"])
    both = client.get(API, {"cell": "both", "page": 9}).json()
    assert (both["page"], both["count"], len(both["establishments"])) == (1, 2, 2)
    assert [row["missing"] for row in both["establishments"]] == [[], []]
    refused = client.get(API, {"cell": "neither"}, headers={"accept-language": "en"})
    assert (refused.status_code, refused.json()) == (400, {"cell": ["One of both, idle, unready."]})
    client.force_login(cast.duong)
    assert client.get(API).status_code == 404


def test_a_program_is_not_told_of_firms_that_its_owner_may_not_see(client, cast, country):
    Supplier.objects.filter(pk=country["short"].pk).update(published_at=None, checked_at=None)
    client.force_login(staff_of("31"))
    told = client.get(API).json()
    assert (told["cells"]["unready"], told["count"]) == (2, 1)
    assert country["short"].public_id not in str(told)


def test_the_questions_of_a_program_do_not_grow_with_firms(client, cast, country):
    client.force_login(cast.mai)
    with CaptureQueriesContext(connection) as before:
        client.get(API)
    for n in range(4):
        more = working(f"Thêm {n}", f"010000001{n}")
        sent_row = PurchaseReport.objects.counting().first().rows.first()
        sent_row.pk, sent_row.supplier = None, more
        sent_row.save()
    with CaptureQueriesContext(connection) as after:
        assert client.get(API).json()["count"] == 6
    assert len(after) == len(before)
