"""What buyers bought: the reported measure of local supply counts nothing else."""

from typing import Self

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


@keep_history()
class PurchaseReport(models.Model):
    """The purchases of one buyer in one calendar year, in VND. Sent once complete; a correction sends it anew."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="purchase_reports")
    year = models.PositiveSmallIntegerField(_("year"))
    synthetic = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    objects = PurchaseReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                name="one_purchase_report_a_year",
                violation_error_message=_("There is a report for this year already."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="purchase_year_is_a_year",
                violation_error_message=_("A year has four digits, for example 2025."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}"


@keep_history()
class PurchaseRow(models.Model):
    """Money spent in one category from one origin: imported, or bought in Viet Nam from whom.

    ``supplier`` names the firm where the buyer does; such a row confirms that it supplies directly.
    """

    class Origin(models.TextChoices):
        IMPORTED = "imported", _("imported")
        VIETNAMESE = "vietnamese", _("in Viet Nam, Vietnamese-owned supplier")
        FOREIGN = "foreign", _("in Viet Nam, foreign-invested supplier")

    report = models.ForeignKey(PurchaseReport, on_delete=models.CASCADE, related_name="rows")
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="+", verbose_name=_("category"))
    origin = models.CharField(_("bought"), max_length=12, choices=Origin)
    amount = models.DecimalField(_("amount, million VND"), max_digits=15, decimal_places=3)
    supplier = models.ForeignKey(
        Supplier, null=True, blank=True, on_delete=models.SET_NULL, related_name="purchases"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="purchase_is_positive",
                violation_error_message=_("An amount is more than 0, for example 1.250,5."),
            ),
            models.CheckConstraint(
                condition=Q(supplier__isnull=True) | ~Q(origin="imported"),
                name="imports_name_no_supplier_of_ours",
                violation_error_message=_("A supplier of this portal is not an import."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.sector_id} {self.origin}"
