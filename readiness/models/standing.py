from django.db import models

from portal.models import Province


class Standing(models.Model):
    """The count of direct-supply-ready firms on one day, in one cell, under one framework.

    A cell is (sector or all, province or all). ``firms`` counts distinct enterprise codes.
    """

    day = models.DateField()
    framework_hash = models.CharField(max_length=64)
    synthetic = models.BooleanField(default=False, help_text="counted over demo firms")
    sector = models.CharField(max_length=1, blank=True, help_text="empty: all sectors")
    province = models.ForeignKey(Province, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    firms = models.PositiveIntegerField()
    vietnamese_firms = models.PositiveIntegerField()
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "framework_hash", "synthetic", "sector", "province"],
                nulls_distinct=False,
                name="one_standing_a_day_and_cell",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.sector or 'all'}: {self.firms}"
