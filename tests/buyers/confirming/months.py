"""Confirmed months for tests: a verified buyer, its firm, and what the page of twelve months sends."""

from datetime import date
from typing import Any

from buyers.confirming import actions
from buyers.confirming.actions import Figures
from buyers.forms.confirming import open_months
from buyers.models import Customer
from portal.models import Organisation, User
from suppliers.models import Supplier
from tests.cast import NOW, TODAY

LAST = open_months(TODAY)[0]


def verified(buyer: Organisation) -> Organisation:
    buyer.verified_at, buyer.verified_reason = NOW, "Đã gọi tổng đài."
    buyer.save()
    return buyer


def customer(supplier: Supplier, buyer: Organisation, share: int | None = 60) -> Customer:
    return Customer.objects.create(supplier=supplier, organisation=verified(buyer), share_percent=share)


def figures(
    count: int, *, parts: int = 10_000, rejected: int = 1, due: int = 30, on_time: int = 30
) -> list[Figures]:
    """``count`` months up to the last one that is over, all alike."""
    return [Figures(month, parts, rejected, due, on_time) for month in open_months(TODAY)[:count]]


def confirm(of: Customer, rows: list[Figures], by: User, reason: str = "") -> int:
    return actions.confirm(of, rows, mark=actions.seen(of), reason=reason, by=by, now=NOW)


def typed(of: Customer, rows: dict[date, tuple], **more: Any) -> dict[str, str]:
    data = {"mark": actions.seen(of), "reason": ""} | more
    for month in open_months(TODAY):
        values = rows.get(month, ("", "", "", ""))
        names = ("parts", "rejected", "lines_due", "lines_on_time")
        data |= {f"{month:%Y-%m}-{name}": str(v) for name, v in zip(names, values, strict=True)}
    return data
