"""The firm's side: links that work once, what is new, shares, and disputes that staff decide."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from buyers.confirming import actions
from buyers.models import ConfirmedMonth, Customer, Invitation
from portal.models import Membership
from suppliers.models import Evidence
from tests.buyers.confirming.months import confirm, customer, figures
from tests.buyers.purchases.reports import another_buyer
from tests.cast import firm, member, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def url(name, supplier, *more):
    return reverse(f"buyers:{name}", args=[supplier.public_id, *more])


def test_a_link_is_shown_once_and_works_once(browse, client, cast):
    shop = cast.welding_shop
    client.force_login(cast.duong)
    answer = client.post(url("invite", shop), {"to": "Assembler, thu mua"})
    assert answer.url == url("firm_confirmations", shop)
    page = browse(answer.url, user=None)
    shown = page.select_one("code.link")
    assert [b["data-copies"] for b in page.select("button[hidden][data-copies]")] == [shown["id"]]
    path = shown.text.partition("testserver")[2]
    assert not browse(answer.url).select("code.link")
    assert Invitation.objects.get().digest not in path
    page = browse(path, user=cast.binh)
    assert shop.name in page.text
    assert client.post(path).url == reverse("buyers:delivery", args=[Customer.objects.get().pk])
    _other, stranger = another_buyer()
    client.force_login(stranger)
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410
    assert list(Customer.objects.values_list("organisation", flat=True)) == [cast.assembler.pk]


@pytest.mark.parametrize("ended", ["revoked", "over", "taken by another"])
def test_a_link_that_ended_opens_nothing(client, cast, ended):
    shop = cast.welding_shop
    token = actions.invite(shop, "A", by=cast.duong, now=timezone.now())
    path = reverse("buyers:invited", args=[token])
    invitation = Invitation.objects.get()
    if ended == "revoked":
        client.force_login(cast.duong)
        client.post(url("revoke", shop, invitation.pk))
    elif ended == "over":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    else:
        other, _person = another_buyer()
        actions.accept(invitation, other, by=cast.binh, now=timezone.now())
    client.force_login(cast.binh)
    assert client.post(path).status_code == 410
    assert not Customer.objects.filter(organisation=cast.assembler).exists()


def test_who_holds_a_link_but_is_no_buyer_is_told(browse, cast):
    token = actions.invite(cast.welding_shop, "A", by=cast.duong, now=timezone.now())
    path = reverse("buyers:invited", args=[token])
    for user in (cast.chi, cast.duong, cast.mai):
        assert not browse(path, user=user).select("main button")
    assert Invitation.objects.get().used_at is None


def test_a_link_leads_a_new_customer_through_registration_and_back(browse, client, cast, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION, settings.DEMO = "none", False
    path = reverse(
        "buyers:invited", args=[actions.invite(cast.welding_shop, "A", by=cast.duong, now=timezone.now())]
    )
    page = browse(path)
    assert cast.welding_shop.name in page.main.text
    signing_in, registering = (a["href"] for a in page.select("main .actbar a"))
    register = browse(signing_in).select_one(f"main a[href^='{reverse('register')}']")["href"]
    assert registering in [a["href"] for a in browse(register).select("main a")]
    form = browse(registering).select_one("main form")
    typed = {
        "company": "Assembler Two", "country": "JP", "name": "H. Tanaka", "email": "tanaka@two.example",
        "password": "thợ hàn giỏi nhất", "privacy": "on", "next": form.select_one("[name=next]")["value"],
    }  # fmt: skip
    assert client.post(reverse("register_buyer"), typed).url == path
    assert client.post(path).url == reverse("buyers:delivery", args=[Customer.objects.get().pk])


def test_registration_leads_to_no_other_site(browse):
    page = browse(reverse("register_buyer") + "?next=https://elsewhere.example/")
    assert "elsewhere.example" not in str(page.main)


def test_the_firm_reads_what_is_new(browse, client, cast):
    shop = cast.welding_shop
    confirm(customer(shop, cast.assembler), figures(3), cast.binh)
    assert browse(reverse("suppliers:home"), user=cast.duong).select(f"main a[href='{url('firm_confirmations', shop)}']")  # fmt: skip
    page = browse(url("firm_confirmations", shop), user=cast.duong)
    assert len(page.select("tbody tr")) == 3
    client.post(url("confirmations_read", shop))
    assert not browse(reverse("suppliers:home"), user=cast.duong).select(f"main a[href='{url('firm_confirmations', shop)}']")  # fmt: skip


def test_shares_add_up_to_a_hundred_at_most(client, cast):
    shop = cast.welding_shop
    first = customer(shop, cast.assembler, 70)
    other, _person = another_buyer()
    second = customer(shop, other, None)
    client.force_login(cast.duong)
    for typed, status in (("31", 422), ("abc", 422), ("30", 302)):
        answer = client.post(url("share", shop, second.pk), {f"c{second.pk}-share": typed})
        assert answer.status_code == status, typed
    second.refresh_from_db()
    first.refresh_from_db()
    assert (first.share_percent, second.share_percent) == (70, 30)


@pytest.fixture
def disputed(client, cast):
    mine = customer(cast.welding_shop, cast.assembler)
    confirm(mine, [*figures(6)[1:], *figures(1, rejected=500)], cast.binh)
    month = mine.months.get(rejected=500)
    client.force_login(cast.duong)
    client.post(url("dispute", cast.welding_shop, month.pk), {"words": "Lô này của xưởng khác."})
    month.refresh_from_db()
    return month


def rejected(cast):
    return Evidence.objects.get(evidence_class="A4", criterion="2.2", state="live").figures["rejected"]


def test_a_disputed_month_counts_until_staff_set_it_aside(browse, client, cast, disputed):
    assert (disputed.state, disputed.disputed_by, rejected(cast)) == ("disputed", cast.duong, 505)
    desk = browse(reverse("buyers:disputes"), user=cast.mai)
    settle = reverse("buyers:settle", args=[disputed.pk])
    assert desk.select(f"a[href='{settle}']")
    assert client.post(settle, {"outcome": "aside", "reason": ""}).status_code == 422
    client.post(settle, {"outcome": "aside", "reason": "Phiếu giao hàng ghi xưởng khác."})
    disputed.refresh_from_db()
    assert (disputed.state, disputed.settled_by, rejected(cast)) == ("set_aside", cast.mai, 5)
    assert client.post(settle, {"outcome": "stands", "reason": "x"}).status_code == 404
    assert "Phiếu giao hàng" in browse(url("firm_confirmations", cast.welding_shop), user=cast.duong).text
    page = browse(reverse("buyers:delivery", args=[disputed.customer_id]), user=cast.binh)
    assert "Phiếu giao hàng" in page.text, "the buyer reads it, too"


def test_both_sides_read_that_a_month_is_disputed(browse, cast, disputed):
    row = browse(url("firm_confirmations", cast.welding_shop), user=cast.duong, language="en").select_one(
        f"#m{disputed.pk}"
    )
    page = browse(reverse("buyers:delivery", args=[disputed.customer_id]), user=cast.binh, language="en")
    theirs = next(r for r in page.select("#months tbody tr") if f"{disputed.month:%m/%Y}" in r.th.text)
    for side in (row, theirs.th):
        assert "disputed, counts meanwhile" in side.text
    others = [r.th.text for r in page.select("#months tbody tr") if r is not theirs]
    assert not any("disputed" in text for text in others)


def test_a_month_that_stands_counts_and_a_correction_ends_the_dispute(client, cast, disputed):
    client.force_login(cast.mai)
    client.post(reverse("buyers:settle", args=[disputed.pk]), {"outcome": "stands", "reason": "Có phiếu."})
    assert rejected(cast) == 505
    confirm(disputed.customer, figures(1), cast.binh, "Nhầm lô")
    assert rejected(cast) == 6
    assert not ConfirmedMonth.objects.disputed().exists()


def test_only_the_firm_disputes_and_only_staff_without_a_part_in_it_settle(client, cast, disputed):
    other = firm("Khuôn Việt", "0101243150")
    open_month = ConfirmedMonth.objects.current().filter(disputed_at=None).first()
    viewer = member(person("v@shop.example", "Vi"), cast.welding_shop.organisation, Membership.Role.VIEWER)
    stranger = member(person("k@other.example", "K"), other.organisation)
    for user, supplier, status in (
        (viewer, cast.welding_shop, 403),
        (stranger, cast.welding_shop, 404),
        (stranger, other, 404),
        (cast.binh, cast.welding_shop, 404),
    ):
        client.force_login(user)
        answer = client.post(url("dispute", supplier, open_month.pk), {"words": "x"})
        assert answer.status_code == status
    member(cast.mai, cast.assembler)
    settle = reverse("buyers:settle", args=[disputed.pk])
    for user in (cast.mai, cast.duong, cast.binh):
        client.force_login(user)
        assert client.post(settle, {"outcome": "aside", "reason": "x"}).status_code == 404
    assert ConfirmedMonth.objects.disputed().count() == 1
    assert not ConfirmedMonth.objects.exclude(set_aside_at=None).exists()


def test_more_links_than_needed_are_refused(cast, monkeypatch):
    monkeypatch.setattr(actions, "MOST_LINKS", 2)
    for _number in range(2):
        actions.invite(cast.welding_shop, "A", by=cast.duong, now=timezone.now())
    with pytest.raises(actions.Refused):
        actions.invite(cast.welding_shop, "A", by=cast.duong, now=timezone.now())
    assert Invitation.objects.count() == 2
