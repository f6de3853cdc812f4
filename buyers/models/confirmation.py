"""What buyers confirm of a firm's deliveries, month by month: proof of class A4 for criteria 2.2 and 4.1."""

import hashlib
import secrets
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models import Organisation, User
from suppliers.models import Supplier
from suppliers.models.history import keep_history


def _person() -> models.ForeignKey:
    return models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def live(self, now: datetime) -> Self:
        return self.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now)


class Invitation(models.Model):
    """A link by which one buyer comes to confirm what a firm delivered to it: used once, for thirty days.

    Only the digest of its token is kept; the link is shown once.
    """

    DAYS = 30

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    to = models.CharField(_("for whom"), max_length=150)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = _person()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = _person()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True),
                name="a_link_is_used_or_revoked",
            )
        ]

    def __str__(self) -> str:
        return f"invitation of {self.supplier_id}"

    @staticmethod
    def new_token() -> str:
        return secrets.token_urlsafe(24)

    @staticmethod
    def digest_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    def state(self, now: datetime) -> str:
        """live, used, revoked or over."""
        if self.used_at:
            return "used"
        if self.revoked_at:
            return "revoked"
        return "live" if self.expires_at > now else "over"


class CustomerQuerySet(models.QuerySet["Customer"]):
    def visible_to(self, user: User) -> Self:
        """The buyer's members and the firm's; staff read them through the firm."""
        if not user.is_authenticated:
            return self.none()
        own = user.organisation_ids()
        return self.filter(Q(organisation__in=own) | Q(supplier__organisation__in=own))


@keep_history()
class Customer(models.Model):
    """A buyer that confirms what a firm delivers to it: named by the buyer, or invited by the firm."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="customers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="customer_of")
    began_at = models.DateTimeField(default=timezone.now)
    began_by = _person()
    invitation = models.OneToOneField(
        Invitation, null=True, blank=True, on_delete=models.SET_NULL, related_name="customer"
    )
    # What the firm says: rule M-1 asks that those who confirm stand for half of the sales.
    share_percent = models.PositiveSmallIntegerField(_("share of your sales, %"), null=True, blank=True)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "organisation"],
                name="one_customer_a_buyer",
                violation_error_message=_("This firm is among yours already."),
            ),
            models.CheckConstraint(
                condition=Q(share_percent__isnull=True) | Q(share_percent__lte=100),
                name="a_share_of_sales_is_at_most_100_percent",
                violation_error_message=_("A share of sales is 0 to 100 %."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} buys of {self.supplier_id}"


class ConfirmedMonthQuerySet(models.QuerySet["ConfirmedMonth"]):
    def current(self) -> Self:
        """The latest version of each month."""
        return self.filter(replaced_at__isnull=True)

    def counting(self) -> Self:
        """What is pooled: of buyers that staff have verified, and not set aside after a dispute."""
        return self.current().filter(
            customer__organisation__verified_at__isnull=False, set_aside_at__isnull=True
        )

    def disputed(self) -> Self:
        """Disputes that staff have not settled."""
        return self.current().filter(disputed_at__isnull=False, settled_at__isnull=True)


@keep_history()
class ConfirmedMonth(models.Model):
    """One version of what one buyer says was delivered to it in one month. A correction is the next version,
    with a reason; the firm reads each, and may dispute it, whereupon staff decide."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="months")
    month = models.DateField(_("month"), help_text="the first day of the month")
    number = models.PositiveSmallIntegerField(default=1)
    parts = models.PositiveBigIntegerField(_("pieces delivered"), null=True, blank=True)
    rejected = models.PositiveBigIntegerField(_("pieces rejected"), null=True, blank=True)
    lines_due = models.PositiveIntegerField(_("order lines due"), null=True, blank=True)
    lines_on_time = models.PositiveIntegerField(_("lines on time and in full"), null=True, blank=True)
    reason = models.CharField(_("why it is corrected"), max_length=250, blank=True)
    confirmed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = _person()
    replaced_at = models.DateTimeField(null=True, blank=True)
    read_by_firm_at = models.DateTimeField(null=True, blank=True)
    dispute = models.TextField(max_length=1000, blank=True)
    disputed_at = models.DateTimeField(null=True, blank=True)
    disputed_by = _person()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = _person()
    settlement = models.TextField(max_length=1000, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)

    objects = ConfirmedMonthQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "month", "number"], name="one_confirmation_a_version"
            ),
            models.UniqueConstraint(
                fields=["customer", "month"],
                condition=Q(replaced_at__isnull=True),
                name="one_confirmation_in_force_a_month",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | Q(reason__gt=""),
                name="a_corrected_month_says_why",
                violation_error_message=_("Say in one sentence why it is corrected."),
            ),
            models.CheckConstraint(
                condition=Q(parts__isnull=True, rejected__isnull=True)
                | Q(parts__isnull=False, rejected__isnull=False, rejected__lte=F("parts")),
                name="confirmed_rejects_are_of_deliveries",
                violation_error_message=_("More pieces rejected than delivered."),
            ),
            models.CheckConstraint(
                condition=Q(lines_due__isnull=True, lines_on_time__isnull=True)
                | Q(lines_due__isnull=False, lines_on_time__isnull=False, lines_on_time__lte=F("lines_due")),
                name="confirmed_lines_on_time_are_of_those_due",
                violation_error_message=_("More lines on time than due."),
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(disputed_at__isnull=False, settlement__gt=""),
                name="a_dispute_is_settled_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at__isnull=True) | Q(settled_at__isnull=False),
                name="only_a_dispute_sets_aside",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.month:%Y-%m} ({self.number})"

    @property
    def figures(self) -> tuple[int | None, int | None, int | None, int | None]:
        return self.parts, self.rejected, self.lines_due, self.lines_on_time

    @property
    def state(self) -> str:
        """replaced, disputed, set_aside, upheld or confirmed."""
        if self.replaced_at:
            return "replaced"
        if self.set_aside_at:
            return "set_aside"
        if self.disputed_at:
            return "upheld" if self.settled_at else "disputed"
        return "confirmed"
