"""How the workshop runs: what its machines are kept with, and how it delivers. One row a firm each."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from suppliers.models.history import keep_history
from suppliers.models.supplier import Supplier


@keep_history()
class Equipment(models.Model):
    """How machines are kept, and how far the work is automated and digital.

    ``automation`` to ``planning`` are bands 0 to 5 of the short self-check; ``siri_band`` is the mean band of a
    SIRI report, where the firm has one.
    """

    class Maintenance(models.TextChoices):
        REPAIRS = "repairs", _("We repair when something fails, and note it")
        PLAN = "plan", _("We maintain by a plan, and keep to it")

    class Band(models.IntegerChoices):
        NONE = 0, "0"
        ONE = 1, "1"
        TWO = 2, "2"
        THREE = 3, "3"
        FOUR = 4, "4"
        FIVE = 5, "5"

    supplier = models.OneToOneField(Supplier, on_delete=models.CASCADE, related_name="equipment")
    maintenance = models.CharField(max_length=10, choices=Maintenance, blank=True)
    oee_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    automation = models.PositiveSmallIntegerField(null=True, blank=True, choices=Band)
    connection = models.PositiveSmallIntegerField(null=True, blank=True, choices=Band)
    figures = models.PositiveSmallIntegerField(null=True, blank=True, choices=Band)
    planning = models.PositiveSmallIntegerField(null=True, blank=True, choices=Band)
    siri_band = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True,
        validators=[MaxValueValidator(5)],
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(oee_percent__isnull=True) | Q(oee_percent__lte=100),
                name="oee_at_most_100_percent",
            ),
            models.CheckConstraint(
                condition=Q(siri_band__isnull=True) | Q(siri_band__gte=0, siri_band__lte=5),
                name="siri_band_is_0_to_5",
            ),
        ]

    def __str__(self) -> str:
        return f"equipment of {self.supplier_id}"


@keep_history()
class Delivery(models.Model):
    """How long an order takes and how far its volume can move. Figures of capacity stand with the firm."""

    supplier = models.OneToOneField(Supplier, on_delete=models.CASCADE, related_name="delivery")
    shifts = models.PositiveSmallIntegerField(null=True, blank=True)
    days_a_week = models.PositiveSmallIntegerField(null=True, blank=True)
    minimum_order = models.PositiveIntegerField(null=True, blank=True)
    lead_days = models.PositiveSmallIntegerField(null=True, blank=True)
    kept_lead_days = models.PositiveSmallIntegerField(null=True, blank=True)
    flex_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    flex_weeks = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.CheckConstraint(
                condition=Q(shifts__isnull=True) | Q(shifts__gte=1, shifts__lte=4),
                name="shifts_are_1_to_4",
            ),
            models.CheckConstraint(
                condition=Q(days_a_week__isnull=True) | Q(days_a_week__gte=1, days_a_week__lte=7),
                name="days_a_week_are_1_to_7",
            ),
        ]

    def __str__(self) -> str:
        return f"delivery of {self.supplier_id}"
