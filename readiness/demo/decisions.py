"""Decisions beside evidence in the synthetic country: months that buyers confirmed, a month in dispute, requests and
bookings that wait, a waiver that wants a second person, a finding.

The confirmed months of the told firms add up to the figures that they are told with; what the buyers confirm
is pooled as after any confirmation, so that every page says the same.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.apps import apps
from django.utils.text import slugify

from buyers.confirming.pooling import PAIRS, pooled
from buyers.models import ConfirmedMonth, Customer, Invitation
from portal.models import Organisation, User
from readiness.demo.copying import without_history
from readiness.demo.profiles import told_tax_codes
from readiness.demo.purchases import ACCOUNT, BUYERS, registered
from readiness.demo.sections import SHARES
from readiness.demo.times import at, bygone
from suppliers.actions.confirmed import say_confirmed
from suppliers.clocks import add_months
from suppliers.models import Customer as NamedCustomer
from suppliers.models import (
    DeliveryMonth,
    Evidence,
    Finding,
    NotApplicableRequest,
    Renewal,
    Supplier,
    Waiver,
)

# Firms of the country whose lapsed certificate is booked to be renewed; half of the bookings are accepted.
BOOKED = 8
# Buyers that staff have not verified yet, with their countries.
UNVERIFIED = {"Sample Toys Vietnam": "HK", "Sample Pumps Vietnam": "DE"}


# What is drawn has no history; what is edited of it later has.
HISTORY = (
    Organisation, Customer, NamedCustomer, DeliveryMonth, ConfirmedMonth, Evidence, NotApplicableRequest, Renewal,
    Waiver, Finding,
)  # fmt: skip


def make(shown: str, on: date) -> int:
    """``shown``: the tax code of the firm of the supplier's account. How many months were confirmed."""
    with without_history(HISTORY):
        return _make(shown, on)


def _make(shown: str, on: date) -> int:
    staff = list(
        User.objects.filter(memberships__organisation__kind="ministry", synthetic=True).order_by("pk")
    )
    buyers = _buyers(on)
    mine = Supplier.objects.get(tax_code=shown, synthetic=True)
    months = 0
    for firm in _confirmed(on):
        months += _months(firm, buyers[0] if firm.pk == mine.pk else buyers[1], on)
        say_confirmed(firm, pooled(firm), by=None, now=at(on, 0))
    _about_own(mine, on)
    _about_others(staff, on)
    return months


def remove() -> None:
    """Take away what hangs on buyers, with its history; the rest goes with the firms."""
    Customer.objects.filter(supplier__synthetic=True).delete()
    Invitation.objects.filter(supplier__synthetic=True).delete()
    kept = Customer.objects.values("pk")
    apps.get_model("buyers", "ConfirmedMonthEvent").objects.exclude(customer__in=kept).delete()
    apps.get_model("buyers", "CustomerEvent").objects.exclude(pgh_obj_id__in=kept).delete()


def _at(day: date) -> datetime:
    return at(day, 10)


def _buyers(on: date) -> list[Organisation]:
    """The buyer of the account first; the last ones wait to be verified."""
    rows = []
    named = {buyer.name: buyer.country for buyer in (ACCOUNT, *BUYERS)}
    for number, (name, country) in enumerate((named | UNVERIFIED).items()):
        verified = name in named
        came = registered(number, on) if verified else _at(on - timedelta(days=3))
        organisation, _made = Organisation.objects.update_or_create(
            kind=Organisation.Kind.BUYER,
            name=name,
            synthetic=True,
            defaults={
                "country": country,
                "website": f"https://{slugify(name)}.example",
                "created_at": came,
                "verified_at": came + timedelta(days=6) if verified else None,
                "verified_reason": "Dữ liệu mẫu: đã xem đăng ký kinh doanh và gọi tổng đài."
                if verified
                else "",
            },
        )
        rows.append(organisation)
    return rows


def _confirmed(on: date) -> Iterable[Supplier]:
    """The told firms with figures that buyers confirmed: only they have a story of twelve months."""
    proven = Evidence.objects.counting().filter(evidence_class="A4", criterion="2.2", figures__isnull=False)
    told = Supplier.objects.filter(synthetic=True, tax_code__in=told_tax_codes())
    return told.filter(pk__in=proven.values("supplier")).order_by("pk")


def _months(firm: Supplier, buyer: Organisation, on: date) -> int:
    began = add_months(on, -12)
    told = Evidence.objects.counting().filter(supplier=firm, evidence_class="A4", figures__isnull=False)
    confirmed = [name for c in told.values_list("criterion", flat=True) for name in PAIRS.get(c, ())]
    customer = Customer.objects.create(
        supplier=firm, organisation=buyer, began_at=_at(began), share_percent=SHARES[0]
    )
    _name(firm, buyer)
    by = User.objects.filter(memberships__organisation=buyer).order_by("pk").first()
    rows = [
        ConfirmedMonth(
            customer=customer,
            month=row.month,
            **{name: getattr(row, name) for name in confirmed},
            confirmed_at=bygone(add_months(row.month, 1) + timedelta(days=4), 10, on=on),
            confirmed_by=by,
            read_by_firm_at=at(on, 0) if row.month < add_months(on.replace(day=1), -2) else None,
        )
        for row in DeliveryMonth.objects.filter(supplier=firm, month__lt=on.replace(day=1))
    ]
    return len(ConfirmedMonth.objects.bulk_create(rows))


def _name(firm: Supplier, buyer: Organisation) -> None:
    """The firm itself names the buyer that confirms: as its first customer, and as the one its months are of."""
    first = firm.stated_customers.order_by("pk").first()
    if first is not None:
        first.name = buyer.name
        first.save()
    DeliveryMonth.objects.filter(supplier=firm).update(customer=buyer.name)


def _about_own(firm: Supplier, on: date) -> None:
    """What the account's firm sees of it: a month in dispute, a request, a booking, a link."""
    owner = User.objects.filter(memberships__organisation=firm.organisation_id).order_by("pk").first()
    last = ConfirmedMonth.objects.filter(customer__supplier=firm).order_by("-month")[2:3].first()
    if last is not None:
        last.dispute = "Khách đã nhận lại 40 thùng bị ghi nhầm là hàng loại."
        last.disputed_at, last.disputed_by = _at(on - timedelta(days=3)), owner
        last.save()
    NotApplicableRequest.objects.create(
        supplier=firm,
        criterion="3.7",
        reason="Xưởng gửi mẫu thử độ bền cho phòng thử nghiệm của khách hàng, không thử tại chỗ.",
        asked_at=_at(on - timedelta(days=4)),
        asked_by=owner,
    )
    Invitation.objects.create(
        supplier=firm,
        digest=Invitation.digest_of(f"demo {firm.pk}"),
        to="Sample Appliances, thu mua",
        created_at=_at(on - timedelta(days=6)),
        created_by=owner,
        expires_at=_at(on + timedelta(days=24)),
    )


def _about_others(staff: list[User], on: date) -> None:
    lapsed = (
        Evidence.objects.counting()
        .filter(
            supplier__synthetic=True,
            supplier__organisation__isnull=False,
            criterion="2.1",
            kind=Evidence.Kind.CERTIFICATE,
            evidence_class__in=["A2", "A3"],
            valid_to__lt=on,
            valid_to__gte=on - timedelta(days=45),
        )
        .order_by("supplier_id")
        .values_list("supplier", flat=True)
    )
    for number, supplier in enumerate(dict.fromkeys(lapsed[:BOOKED])):
        accepted = number % 2 == 0
        Renewal.objects.create(
            supplier_id=supplier,
            criterion="2.1",
            booked_for=on + timedelta(days=14 + number),
            body="Tổ chức chứng nhận mẫu",
            note="Hợp đồng đánh giá, trang 2.",
            recorded_at=_at(on - timedelta(days=7 - number % 4)),
            accepted=accepted or None,
            decided_by=staff[0] if accepted and staff else None,
            decided_at=_at(on - timedelta(days=1)) if accepted else None,
            decision_reason="Dữ liệu mẫu: đã thấy hợp đồng và lịch đánh giá." if accepted else "",
        )
    stamper = Supplier.objects.filter(synthetic=True, sectors__sector__letters=["A"]).order_by("pk").first()
    if stamper is not None:
        Waiver.objects.create(
            supplier=stamper,
            criterion="2.1",
            level=4,
            valid_from=on,
            valid_to=add_months(on, 6),
            buyer=BUYERS[0].name,
            reason="Thư của khách hàng: chờ chứng nhận IATF 16949.",
            recorded_by=staff[0] if staff else None,
            recorded_at=_at(on - timedelta(days=2)),
        )
    found = Finding.objects.filter(supplier__synthetic=True).order_by("pk").first()
    if found is not None:
        found.answer = "Đã trả đủ bảo hiểm cho 12 lao động; gửi sổ trong tuần này."
        found.read_by_firm_at = found.answered_at = _at(on - timedelta(days=2))
        found.save()
