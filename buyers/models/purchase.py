"""What buyers bought: the reported measure of local supply counts nothing else."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models import Organisation, Sector, User
from suppliers.models import Supplier
from suppliers.models.history import keep_history


class PurchaseReportQuerySet(models.QuerySet["PurchaseReport"]):
    def visible_to(self, user: User) -> Self:
        """A buyer's own; staff see who reported, and amounts only where no buyer can be read from them."""
        return self.filter(organisation__in=user.organisation_ids()) if user.is_authenticated else self.none()

    def in_force(self) -> Self:
        """Sent, and not replaced by a correction."""
        return self.filter(sent_at__isnull=False, replaced_at__isnull=True)

    def counting(self) -> Self:
        """What is counted: in force, of buyers whom staff have verified, for anybody may register as one; of demo
        buyers on a demo portal, of real ones on a real one."""
        return self.in_force().filter(synthetic=settings.DEMO, organisation__verified_at__isnull=False)


@keep_history()
class PurchaseReport(models.Model):
    """One version of what one buyer bought in one calendar year, in VND.

    It is written as a draft, sent once complete, and never changed from then on: a correction is the next
    version, and replaces this one when it is sent itself.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="purchase_reports")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(_("why it is corrected"), max_length=250, blank=True)
    synthetic = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = PurchaseReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "number"], name="one_purchase_report_a_version"
            ),
            models.UniqueConstraint(
                fields=["organisation", "year"],
                condition=Q(sent_at__isnull=True),
                name="one_purchase_draft_a_year",
                violation_error_message=_("A report for this year is being written already."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "year"],
                condition=Q(sent_at__isnull=False, replaced_at__isnull=True),
                name="one_purchase_report_in_force_a_year",
                violation_error_message=_("There is a report for this year already."),
            ),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True) | Q(sent_at__isnull=False),
                name="only_a_sent_report_is_replaced",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | Q(sent_at__isnull=True) | Q(reason__gt=""),
                name="a_correction_says_why",
                violation_error_message=_("Say in one sentence why the report is corrected."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="purchase_year_is_a_year",
                violation_error_message=_("A year has four digits, for example 2025."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year} ({self.number})"

    @property
    def draft(self) -> bool:
        return self.sent_at is None

    @property
    def state(self) -> str:
        """draft, sent or replaced."""
        if self.sent_at is None:
            return "draft"
        return "sent" if self.replaced_at is None else "replaced"

    @property
    def stamp(self) -> str:
        """Which saving of the draft somebody has seen."""
        return str(int(self.saved_at.timestamp() * 1_000_000))


@keep_history()
class PurchaseRow(models.Model):
    """Money spent in one category from one origin: imported, or bought in Viet Nam from whom.

    ``supplier`` names the firm where the buyer does; such a row confirms that it supplies directly.
    """

    class Origin(models.TextChoices):
        IMPORTED = "imported", _("imported")
        VIETNAMESE = "vietnamese", _("in Viet Nam, Vietnamese-owned supplier")
        FOREIGN = "foreign", _("in Viet Nam, foreign-invested supplier")
        UNKNOWN = "unknown", _("in Viet Nam, ownership of the supplier not known")

    report = models.ForeignKey(PurchaseReport, on_delete=models.CASCADE, related_name="rows")
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="+", verbose_name=_("category"))
    origin = models.CharField(_("bought"), max_length=12, choices=Origin)
    amount = models.DecimalField(_("amount, million VND"), max_digits=15, decimal_places=3)
    supplier = models.ForeignKey(
        Supplier, null=True, blank=True, on_delete=models.SET_NULL, related_name="purchases"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "sector", "origin", "supplier"],
                name="one_row_a_category_origin_and_supplier",
                nulls_distinct=False,
                violation_error_message=_(
                    "There is a row for this category, origin and supplier already. Add them up in one."
                ),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="purchase_is_positive",
                violation_error_message=_("An amount is more than 0."),
            ),
            models.CheckConstraint(
                condition=Q(supplier__isnull=True) | ~Q(origin="imported"),
                name="imports_name_no_supplier_of_ours",
                violation_error_message=_("A supplier of this portal is not an import."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.sector_id} {self.origin}"
