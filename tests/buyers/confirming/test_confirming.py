"""A buyer confirms deliveries month by month: who may, what counts, and how it moves the level."""

from datetime import date

import pytest
from django.urls import reverse

from buyers.confirming import actions
from buyers.models import ConfirmedMonth, Customer
from portal.models import Membership
from readiness import scoring
from suppliers.models import Evidence
from tests.buyers.confirming.months import LAST, confirm, customer, figures, typed, verified
from tests.buyers.purchases.reports import another_buyer
from tests.cast import NOW, TODAY, firm, member, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def page_of(of):
    return reverse("buyers:delivery", args=[of.pk])


def measured(supplier, code="2.2"):
    return Evidence.objects.counting().filter(supplier=supplier, criterion=code, evidence_class="A4").first()


def level(supplier, code):
    row = next(c for c in scoring.assessed(supplier, "M", today=TODAY)["criteria"] if c["code"] == code)
    return float(row["proven"])


def test_a_buyer_names_a_firm_and_confirms_its_months(client, cast):
    verified(cast.assembler)
    client.force_login(cast.binh)
    answer = client.post(reverse("buyers:delivery_new"), {"supplier": cast.welding_shop.tax_code})
    mine = Customer.objects.get()
    assert (answer.url, mine.began_by) == (page_of(mine), cast.binh)
    rows = {LAST: ("12.000", "3", "20", "20"), date(2026, 9, 1): ("8000", "1", "", "")}
    assert client.post(page_of(mine), typed(mine, rows)).status_code == 302
    kept = ConfirmedMonth.objects.get(month=LAST)
    assert (kept.figures, kept.number, kept.confirmed_by) == ((12000, 3, 20, 20), 1, cast.binh)
    line = measured(cast.welding_shop)
    assert line.figures == {"parts": 20000, "rejected": 4, "months": 2, "coverage_of_sales": "0"}
    assert (line.valid_from, line.valid_to) == (date(2026, 9, 1), date(2027, 1, 31))
    assert measured(cast.welding_shop, "4.1").figures["due"] == 20


def test_six_good_months_prove_a_level_by_the_rule(cast):
    shop = cast.welding_shop
    mine = customer(shop, cast.assembler)
    confirm(mine, figures(5), cast.binh)
    assert level(shop, "2.2") == 2, "level 3 takes six months"
    confirm(mine, figures(6), cast.binh)
    assert (level(shop, "2.2"), level(shop, "4.1")) == (5, 4)
    actions.state_share(mine, 40, by=cast.duong, now=NOW)
    assert level(shop, "2.2") == 2, "those who confirm must stand for half of the sales"


def test_all_customers_are_pooled_and_a_silent_share_adds_nothing(cast):
    shop = cast.welding_shop
    other, other_person = another_buyer()
    first, second = customer(shop, cast.assembler, 30), customer(shop, other, None)
    confirm(first, figures(6), cast.binh)
    confirm(second, figures(8, parts=5_000, rejected=2), other_person)
    line = measured(shop)
    assert line.figures == {"parts": 100_000, "rejected": 22, "months": 8, "coverage_of_sales": "0.3"}
    actions.state_share(second, 70, by=cast.duong, now=NOW)
    assert measured(shop).figures["coverage_of_sales"] == "1"
    assert Evidence.objects.filter(evidence_class="A4", criterion="2.2").count() == 1


def test_a_correction_is_a_version_with_a_reason(client, cast):
    mine = customer(cast.welding_shop, cast.assembler)
    confirm(mine, figures(2), cast.binh)
    client.force_login(cast.binh)
    bad = {LAST: ("10000", "900", "30", "30"), figures(2)[1].month: ("10000", "1", "30", "30")}
    assert client.post(page_of(mine), typed(mine, bad)).status_code == 422
    assert ConfirmedMonth.objects.count() == 2
    answer = client.post(page_of(mine), typed(mine, bad, reason="Phát hiện lỗi khi lắp ráp."))
    assert answer.status_code == 302
    old, new = ConfirmedMonth.objects.filter(month=LAST).order_by("number")
    assert (old.replaced_at is not None, new.number, new.rejected) == (True, 2, 900)
    assert new.reason == "Phát hiện lỗi khi lắp ráp."
    assert ConfirmedMonth.objects.count() == 3, "what is the same is left"
    assert measured(cast.welding_shop).figures["rejected"] == 901, "a bad month lowers what a good one raised"


@pytest.mark.parametrize(
    "values",
    [("10", "", "", ""), ("", "1", "", ""), ("10", "11", "", ""), ("", "", "5", "6"), ("many", "1", "", "")],
    ids=["half a pair", "the other half", "more rejected", "more on time", "no number"],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_lost(browse, cast, values):
    mine = customer(cast.welding_shop, cast.assembler)
    data = typed(mine, {LAST: values, figures(2)[1].month: ("7", "0", "", "")})
    page = browse(page_of(mine), user=cast.binh, data=data, status=422)
    assert page.select(".errsum a")
    assert page.select("td .err")
    assert page.find(id=f"id_{figures(2)[1].month:%Y-%m}-parts")["value"] == "7"
    assert not ConfirmedMonth.objects.exists()


def test_a_confirmed_month_cannot_be_emptied(client, cast):
    mine = customer(cast.welding_shop, cast.assembler)
    confirm(mine, figures(1), cast.binh)
    client.force_login(cast.binh)
    assert client.post(page_of(mine), typed(mine, {}, reason="x")).status_code == 422
    assert ConfirmedMonth.objects.current().count() == 1


def test_two_of_one_buyer_do_not_overwrite_each_other(client, cast):
    mine = customer(cast.welding_shop, cast.assembler)
    data = typed(mine, {LAST: ("10", "0", "", "")})
    confirm(mine, figures(1), cast.binh)
    client.force_login(cast.binh)
    answer = client.post(page_of(mine), data | {"reason": "x"})
    assert answer.status_code == 409
    assert ConfirmedMonth.objects.get().parts == 10_000


def test_a_buyer_that_staff_have_not_verified_proves_nothing(browse, client, cast):
    shop = cast.welding_shop
    mine = Customer.objects.create(supplier=shop, organisation=cast.assembler, share_percent=60)
    client.force_login(cast.binh)
    answer = client.post(page_of(mine), typed(mine, {LAST: ("10", "0", "", "")}))
    assert answer.status_code == 409
    assert not ConfirmedMonth.objects.exists()
    page = browse(reverse("buyers:verify_buyer", args=[cast.assembler.pk]), user=cast.mai)
    assert "binh@assembler.example" in page.text
    client.post(page_url := reverse("buyers:verify_buyer", args=[cast.assembler.pk]), {"verified": "yes", "reason": "ĐKKD"})  # fmt: skip
    confirm(Customer.objects.get(), figures(6), cast.binh)
    assert level(shop, "2.2") == 5
    client.force_login(cast.mai)
    client.post(page_url, {"verified": "no", "reason": "Người này đã nghỉ việc."})
    assert measured(shop) is None, "taken back, with all that it confirmed"


def test_nobody_vouches_for_himself(client, cast):
    verified(cast.assembler)
    member(cast.binh, cast.welding_shop.organisation, Membership.Role.VIEWER)
    client.force_login(cast.binh)
    answer = client.post(reverse("buyers:delivery_new"), {"supplier": cast.welding_shop.tax_code})
    assert answer.status_code == 422
    assert not Customer.objects.exists()
    mine = customer(cast.welding_shop, cast.assembler)
    with pytest.raises(actions.Refused):
        confirm(mine, figures(1), cast.binh)
    assert not ConfirmedMonth.objects.exists()


def test_viewers_read_and_others_see_nothing(client, cast):
    mine = customer(cast.welding_shop, cast.assembler)
    viewer = member(person("v@assembler.example", "Vi"), cast.assembler, Membership.Role.VIEWER)
    _other, stranger = another_buyer()
    data = typed(mine, {LAST: ("10", "0", "", "")})
    for user, read, write in ((viewer, 200, 403), (stranger, 404, 404), (cast.duong, 404, 404), (cast.mai, 404, 404)):  # fmt: skip
        client.force_login(user)
        assert client.get(page_of(mine)).status_code == read
        assert client.post(page_of(mine), data).status_code == write
    assert not ConfirmedMonth.objects.exists()


def test_pages_ask_the_same_however_many_rows(client, cast, same_queries_for_more):
    mine = customer(cast.welding_shop, cast.assembler)
    confirm(mine, figures(1), cast.binh)

    def more():
        for number in range(3):
            other = firm(f"Xưởng {number}", f"03000000{ConfirmedMonth.objects.count():02d}")
            confirm(customer(other, cast.assembler), figures(2), cast.binh)

    client.force_login(cast.binh)
    same_queries_for_more(lambda: client.get(reverse("buyers:deliveries")), more)
    client.force_login(cast.mai)
    same_queries_for_more(lambda: client.get(reverse("buyers:buyers")), lambda: another_buyer("Third Co"))
