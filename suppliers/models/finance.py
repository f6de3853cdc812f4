"""Finances, cost and productivity: between the firm and the ministry, never shown to buyers."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from suppliers.models.history import keep_history
from suppliers.models.supplier import Supplier


def _million() -> models.BigIntegerField:
    """Whole millions of VND."""
    return models.BigIntegerField(null=True, blank=True)


@keep_history()
class FinancialYear(models.Model):
    """The figures of one year's statements, in whole millions of VND."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="financial_years")
    year = models.PositiveSmallIntegerField()
    filed = models.BooleanField(default=False)
    audited = models.BooleanField(default=False)
    revenue = _million()
    equity = _million()
    current_assets = _million()
    current_liabilities = _million()
    operating_cash_flow = _million()
    profit_before_interest_and_tax = _million()
    interest = _million()
    labour_cost = _million()
    depreciation = _million()
    workers = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "year"],
                name="one_row_a_financial_year",
                violation_error_message=_("This year is on the profile already."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="financial_year_is_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} of {self.supplier_id}"

    @property
    def value_added_a_worker(self) -> Decimal | None:
        """Million VND a worker and year: labour cost, profit before interest and tax, and depreciation, by the
        mean number of workers; None while one of them is unknown."""
        parts = (self.labour_cost, self.profit_before_interest_and_tax, self.depreciation)
        if not self.workers or any(part is None for part in parts):
            return None
        return Decimal(sum(part or 0 for part in parts)) / self.workers


@keep_history()
class ScrapMonth(models.Model):
    """What was made in one month and how much of it was scrapped inside the workshop, in pieces or kilograms."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="scrap_months")
    month = models.DateField(help_text="the first day of the month")
    made = models.PositiveBigIntegerField()
    scrapped = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "month"],
                name="one_row_a_month_of_scrap",
                violation_error_message=_("This month is on the profile already."),
            ),
            models.CheckConstraint(
                condition=Q(scrapped__lte=F("made")),
                name="scrapped_at_most_made",
                violation_error_message=_("More scrapped than made."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.month:%Y-%m}"


@keep_history()
class Lean(models.Model):
    """5S and standard work, as last scored."""

    supplier = models.OneToOneField(Supplier, on_delete=models.CASCADE, related_name="lean")
    trained = models.BooleanField(default=False)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    scored_on = models.DateField(null=True, blank=True)
    everywhere = models.BooleanField(default=False)
    standard_work = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "lean"
        constraints = [
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__lte=100), name="five_s_score_at_most_100"
            )
        ]

    def __str__(self) -> str:
        return f"5S of {self.supplier_id}"
