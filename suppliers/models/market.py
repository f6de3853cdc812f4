"""Ratings by third parties, customers and exports."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from suppliers.models.history import keep_history
from suppliers.models.supplier import Supplier


@keep_history()
class Sustainability(models.Model):
    """Ratings by third parties and the figures of the year behind them."""

    supplier = models.OneToOneField(Supplier, on_delete=models.CASCADE, related_name="sustainability")
    saq_grade = models.CharField(max_length=1, blank=True, choices=[(g, g) for g in "ABCDEF"])
    ecovadis_score = models.PositiveSmallIntegerField(null=True, blank=True)
    rated_on = models.DateField(null=True, blank=True)
    lost_time_accidents = models.PositiveSmallIntegerField(null=True, blank=True)
    electricity_kwh = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "sustainability"
        constraints = [
            models.CheckConstraint(
                condition=Q(ecovadis_score__isnull=True) | Q(ecovadis_score__lte=100),
                name="ecovadis_score_at_most_100",
            )
        ]

    def __str__(self) -> str:
        return f"sustainability of {self.supplier_id}"


@keep_history()
class Customer(models.Model):
    """A customer as the firm states it; the name is between the firm and the ministry."""

    class Role(models.TextChoices):
        SAMPLES = "samples", _("Samples only so far")
        TIER_3 = "tier3", _("You are tier 3: it supplies a tier-2 firm")
        TIER_2 = "tier2", _("You are tier 2: it supplies a maker of final products")
        TIER_1 = "tier1", _("You are tier 1: it makes the final product")

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="stated_customers")
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=8, choices=Role)
    items = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True, blank=True, help_text="the first day of the month")
    share_percent = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "name"],
                name="one_row_a_customer_of_a_firm",
                violation_error_message=_("This customer is on the profile already."),
            ),
            models.CheckConstraint(
                condition=Q(share_percent__isnull=True) | Q(share_percent__lte=100),
                name="customer_share_at_most_100_percent",
                violation_error_message=_("A share of sales is 0 to 100 %."),
            ),
        ]

    def __str__(self) -> str:
        return f"customer of {self.supplier_id}"


@keep_history()
class Export(models.Model):
    """Which share of sales leaves the country, by the firm itself and through others."""

    supplier = models.OneToOneField(Supplier, on_delete=models.CASCADE, related_name="export")
    direct_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    indirect_percent = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(direct_percent__isnull=True) | Q(direct_percent__lte=100),
                name="direct_export_at_most_100_percent",
            ),
            models.CheckConstraint(
                condition=Q(indirect_percent__isnull=True) | Q(indirect_percent__lte=100),
                name="indirect_export_at_most_100_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"export of {self.supplier_id}"
