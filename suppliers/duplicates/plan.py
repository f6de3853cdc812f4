"""What a merge would do, before it is done: which value is kept from which firm, what moves, what stays."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portal.countries import COUNTRIES
from portal.models import Membership
from suppliers.duplicates import relations
from suppliers.duplicates.moving import Both
from suppliers.importing.refusal import Refused
from suppliers.models import Supplier

# Columns that say something together: all of them from one firm.
GROUPS = (
    ("tax_code", "enterprise"),
    ("address", "province", "former_province"),
    ("ownership", "owner_countries"),
    ("monthly_capacity", "load_percent"),
)
# About the record, or decided otherwise.
_APART = {
    "id", "public_id", "name", "synthetic", "facts_version", "facts_changed_at", "created_at", "import_row",
    "merged_into", "facts_confirmed_on",
}  # fmt: skip
_UNSAID: tuple[Any, ...] = (None, "", False, Supplier.Ownership.UNKNOWN)
# What people call columns and kinds of rows that have no name of their own.
_COLUMNS: Mapping[str, Callable[[], str]] = {
    "enterprise": lambda: _("enterprise"),
    "organisation": lambda: _("account that looks after it"),
    "published_at": lambda: _("published by its owner"),
    "checked_at": lambda: _("checked by staff"),
}
_ROWS: Mapping[str, Callable[[], str]] = {
    "suppliers.Document": lambda: _("Papers"),
    "suppliers.Finding": lambda: _("Findings"),
    "suppliers.Waiver": lambda: _("Waivers"),
    "suppliers.Renewal": lambda: _("Booked renewals"),
    "suppliers.SupplierName": lambda: _("Other names"),
    "suppliers.Certificate": lambda: _("Certificates"),
    "suppliers.DeliveryMonth": lambda: _("Months of delivery figures"),
    "suppliers.NotApplicableRequest": lambda: _("Requests to leave a criterion out"),
    "suppliers.JoinRequest": lambda: _("Requests to join"),
    "suppliers.Machine": lambda: _("Machines"),
    "suppliers.Owner": lambda: _("Owners"),
    "suppliers.Contact": lambda: _("Contact"),
    "suppliers.HouseholdNumber": lambda: _("Household number"),
    "suppliers.Capability": lambda: _("Processes"),
    "suppliers.SupplierSector": lambda: _("Sectors"),
    "suppliers.SupplierIndustry": lambda: _("Industry classes"),
    "suppliers.Evidence": lambda: _("Evidence"),
    "suppliers.Decision": lambda: _("Decisions"),
    "suppliers.Site": lambda: _("Other places"),
    "suppliers.Permit": lambda: _("Papers of the site"),
    "suppliers.Product": lambda: _("Products"),
    "suppliers.Input": lambda: _("Materials and bought parts"),
    "suppliers.Equipment": lambda: _("Maintenance"),
    "suppliers.Delivery": lambda: _("Orders and delivery"),
    "suppliers.FinancialYear": lambda: _("Financial statements"),
    "suppliers.ScrapMonth": lambda: _("Scrap inside the workshop"),
    "suppliers.Lean": lambda: _("5S and standard work"),
    "suppliers.Post": lambda: _("Posts"),
    "suppliers.Workforce": lambda: _("People and engineering"),
    "suppliers.Sustainability": lambda: _("Ratings"),
    "suppliers.Customer": lambda: _("Customers"),
    "suppliers.Export": lambda: _("Exports"),
    "buyers.PurchaseRow": lambda: _("Rows of purchase reports"),
    "buyers.Customer": lambda: _("Buyers that confirm deliveries"),
    "buyers.Invitation": lambda: _("Links for buyers"),
    "buyers.Enquiry": lambda: _("Enquiries"),
    "buyers.ShortlistEntry": lambda: _("Shortlists"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One column: what both say, and whether the merged firm's word is taken."""

    field: str
    label: str
    kept: str
    merged: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Move:
    """Rows of one kind: the keys of those that move, and how many stay since the kept firm has its own."""

    model: type[models.Model]
    field: str
    rows: Sequence[int]
    stays: int

    @property
    def label(self) -> str:
        return _ROWS[self.model._meta.label]()


@dataclass(frozen=True, slots=True)
class MergePlan:
    """``joining``: memberships of the merged firm's account whose people come to work for the kept firm's.
    ``alike``: certificates of the merged firm that the kept one holds too, each with that one."""

    kept: Supplier
    merged: Supplier
    values: Sequence[Value]
    moves: Sequence[Move]
    joining: Sequence[Membership]
    alike: Mapping[int, int]

    @property
    def taken(self) -> list[str]:
        return [value.field for value in self.values if value.taken]

    @property
    def told(self) -> list[Move]:
        """Kinds of which the merged firm has any."""
        return [move for move in self.moves if move.rows or move.stays]


def plan_merge(kept: Supplier, merged: Supplier) -> MergePlan:
    """What merging ``merged`` into ``kept`` does. Raises Refused where it may not be."""
    refuse(kept, merged)
    both = Both(kept, merged)
    planned = [Move(*kind, rows, len(both.merged[kind]) - len(rows)) for kind, rows in both.moves()]
    return MergePlan(
        kept, merged, _values(kept, merged), planned, _joining(kept, merged), both.certificates_alike()
    )


def refuse(kept: Supplier, merged: Supplier) -> None:
    """Raises Refused where the two cannot be one."""
    relations.refuse_unclassified()
    if kept.pk == merged.pk:
        raise Refused(_("A firm cannot be merged with itself."))
    if kept.merged_into_id or merged.merged_into_id:
        raise Refused(_("One of the two was merged with another firm already."))
    if kept.synthetic != merged.synthetic:
        raise Refused(_("A demo firm and a real one are never the same."))
    if kept.tax_code and merged.tax_code:
        raise Refused(
            _(
                "These two have different tax codes, so they are two establishments. Correct the code that is wrong first."
            )
        )


def _values(kept: Supplier, merged: Supplier) -> list[Value]:
    grouped = {name: group for group in GROUPS for name in group}
    found = []
    for column in Supplier._meta.concrete_fields:
        name = column.name
        if name in _APART or (getattr(merged, name) in _UNSAID and getattr(kept, name) in _UNSAID):
            continue
        empty = all(getattr(kept, each) in _UNSAID for each in grouped.get(name, (name,)))
        taken = empty and getattr(merged, name) not in _UNSAID
        label = _COLUMNS[name]() if name in _COLUMNS else str(column.verbose_name)
        found.append(Value(name, label, _said(kept, name), _said(merged, name), taken))
    return found


def _said(firm: Supplier, name: str) -> str:
    value: Any = getattr(firm, name)
    if value in _UNSAID:
        return ""
    if name == "ownership":
        return str(firm.get_ownership_display())
    if name == "owner_countries":
        names = dict(COUNTRIES)
        return ", ".join(str(names.get(code, code)) for code in value.split())
    if isinstance(value, int) and not isinstance(value, bool) and name != "established":
        return number_format(value, force_grouping=True)
    return _("yes") if value is True or name in ("published_at", "checked_at") else str(value)


def _joining(kept: Supplier, merged: Supplier) -> list[Membership]:
    if (
        not kept.organisation_id
        or not merged.organisation_id
        or kept.organisation_id == merged.organisation_id
    ):
        return []
    there = Membership.objects.filter(organisation=kept.organisation_id).values("user")
    coming = Membership.objects.filter(organisation=merged.organisation_id).exclude(user__in=there)
    return list(coming.select_related("user").order_by("pk"))
