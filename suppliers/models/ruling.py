"""What bears on a criterion beside its evidence: findings, "does not apply", waivers, booked renewals.

Each is recorded by staff, or asked for by the firm and decided by staff, with a reason and dates; the firm
reads it and can answer.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models import User
from suppliers.models.evidence import (
    Document,
    Evidence,
    EvidenceClass,
    OfSupplierQuerySet,
    ReadByFirm,
    level_field,
)
from suppliers.models.history import keep_history
from suppliers.models.supplier import Supplier


def _person() -> models.ForeignKey:
    return models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")


class FindingQuerySet(OfSupplierQuerySet):
    def open(self) -> "FindingQuerySet":
        return self.filter(closed_on__isnull=True)


@keep_history()
class Finding(ReadByFirm):
    """A contradiction: it limits a criterion to a ceiling from ``opened_on`` until ``closed_on`` (excluded).

    Closed only by evidence of the same class or better, or as opened in error, by a second person.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="findings")
    criterion = models.CharField(max_length=8)
    ceiling = level_field()
    evidence_class = models.CharField(max_length=2, choices=EvidenceClass, default=EvidenceClass.A2)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    reason = models.TextField(max_length=1000)
    opened_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_by = _person()
    closed_reason = models.TextField(max_length=1000, blank=True)
    closing_evidence = models.ForeignKey(
        Evidence, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    in_error = models.BooleanField(default=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ceiling__gte=0, ceiling__lt=5), name="a_finding_limits_something"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="a_finding_closes_after_it_opened",
                violation_error_message=_("A finding cannot be closed before it was opened."),
            ),
            models.CheckConstraint(
                condition=Q(in_error=False) | ~Q(closed_by=F("opened_by")),
                name="an_error_is_found_by_another",
                violation_error_message=_("The second person must not be the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"finding {self.criterion} of {self.supplier_id}"


class NotApplicableQuerySet(OfSupplierQuerySet):
    def waiting(self) -> "NotApplicableQuerySet":
        return self.filter(approved__isnull=True, withdrawn_at__isnull=True)


@keep_history()
class NotApplicableRequest(ReadByFirm):
    """A firm asks to leave a criterion out; staff approve with a reason, and may take it back with one."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="not_applicable_requests")
    criterion = models.CharField(max_length=8)
    reason = models.TextField(max_length=1000)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = _person()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    approved = models.BooleanField(null=True)
    decided_by = _person()
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(max_length=1000, blank=True)

    objects = NotApplicableQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "criterion"],
                condition=Q(withdrawn_at__isnull=True) & (Q(approved__isnull=True) | Q(approved=True)),
                name="one_request_a_criterion",
                violation_error_message=_("This was asked already."),
            ),
            models.CheckConstraint(
                condition=Q(approved__isnull=True) | Q(decision_reason__gt=""),
                name="a_request_is_decided_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"n/a {self.criterion} of {self.supplier_id}"

    @property
    def waits(self) -> bool:
        return self.approved is None and self.withdrawn_at is None


class WaiverQuerySet(OfSupplierQuerySet):
    def waiting(self) -> "WaiverQuerySet":
        return self.filter(approved_at__isnull=True, refused_at__isnull=True)


@keep_history()
class Waiver(ReadByFirm):
    """A buyer's written exemption from a gate, printed in the explanation and counted apart.

    One person records what the buyer wrote, another approves it; until then it has no effect.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="waivers")
    criterion = models.CharField(max_length=8)
    level = models.PositiveSmallIntegerField(help_text="the level whose gate is waived")
    valid_from = models.DateField()
    valid_to = models.DateField()
    buyer = models.CharField(max_length=150)
    reason = models.TextField(max_length=1000)
    approver = models.CharField(max_length=150, blank=True)
    recorded_by = _person()
    recorded_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    refused_by = _person()
    refused_at = models.DateTimeField(null=True, blank=True)
    # Why the second person did not approve it, or why it was ended before its day.
    closed_reason = models.TextField(max_length=1000, blank=True)
    ended_by = _person()

    objects = WaiverQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="a_waiver_ends_after_it_begins",
                violation_error_message=_("The end date is before the start date."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("recorded_by")),
                name="a_waiver_is_approved_by_another",
                violation_error_message=_("The second person must not be the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"waiver {self.criterion} of {self.supplier_id}"

    @property
    def waits(self) -> bool:
        return self.approved_at is None and self.refused_at is None


class RenewalQuerySet(OfSupplierQuerySet):
    def waiting(self) -> "RenewalQuerySet":
        return self.filter(accepted__isnull=True, withdrawn_at__isnull=True)


@keep_history()
class Renewal(ReadByFirm):
    """A booked renewal of lapsed proof: makes a level conditional for up to 60 days.

    The firm shows the booking; it has effect once staff have accepted it.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="renewals")
    criterion = models.CharField(max_length=8)
    booked_for = models.DateField()
    body = models.CharField(max_length=150, blank=True, help_text="with whom it is booked")
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="renewals"
    )
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True)
    decided_by = _person()
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(max_length=1000, blank=True)

    objects = RenewalQuerySet.as_manager()

    class Meta:
        ordering = ["-booked_for", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "criterion"],
                condition=Q(withdrawn_at__isnull=True, accepted__isnull=True),
                name="one_booking_waits_a_criterion",
                violation_error_message=_("A booking for this criterion waits already."),
            ),
            models.CheckConstraint(
                condition=Q(accepted__isnull=True) | Q(decision_reason__gt=""),
                name="a_booking_is_decided_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"renewal {self.criterion} of {self.supplier_id}"

    @property
    def waits(self) -> bool:
        return self.accepted is None and self.withdrawn_at is None

    def over(self, on: date) -> bool:
        return self.booked_for < on
