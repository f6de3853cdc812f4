from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from suppliers.models.history import keep_history
from suppliers.models.supplier import Supplier


@keep_history()
class DeliveryMonth(models.Model):
    """What a firm delivered to one customer in one month: pieces, rejects, order lines due and on time."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="delivery_months")
    month = models.DateField(_("month"), help_text="the first day of the month")
    customer = models.CharField(_("customer"), max_length=150)
    parts = models.PositiveBigIntegerField(_("pieces delivered"), null=True, blank=True)
    rejected = models.PositiveBigIntegerField(_("pieces rejected"), null=True, blank=True)
    lines_due = models.PositiveIntegerField(_("order lines due"), null=True, blank=True)
    lines_on_time = models.PositiveIntegerField(_("lines on time and in full"), null=True, blank=True)

    class Meta:
        ordering = ["-month", "customer"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "month", "customer"],
                name="one_row_a_month_and_customer",
                violation_error_message=_("This customer has figures for this month already."),
            ),
            models.CheckConstraint(
                condition=Q(rejected__isnull=True) | Q(rejected__lte=F("parts")),
                name="rejected_at_most_delivered",
                violation_error_message=_("More pieces rejected than delivered."),
            ),
            models.CheckConstraint(
                condition=Q(lines_on_time__isnull=True) | Q(lines_on_time__lte=F("lines_due")),
                name="on_time_at_most_due",
                violation_error_message=_("More lines on time than due."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.month:%Y-%m} {self.customer}"
