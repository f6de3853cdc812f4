"""What a firm can do: processes on materials, and the machines it does them with."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.models import Material, Process
from suppliers.models.history import keep_history
from suppliers.models.supplier import Supplier


@keep_history()
class Capability(models.Model):
    """One process of a firm with the materials it works in."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="capabilities")
    process = models.ForeignKey(
        Process, on_delete=models.PROTECT, related_name="+", verbose_name=_("process")
    )
    materials = models.ManyToManyField(Material, blank=True, related_name="+", verbose_name=_("materials"))
    tolerance_mm = models.DecimalField(
        _("tolerance reached, ± mm"), max_digits=7, decimal_places=4, null=True, blank=True
    )
    largest_size = models.CharField(_("largest piece"), max_length=80, blank=True)
    largest_mm = models.PositiveIntegerField(_("longest side of a piece, mm"), null=True, blank=True)
    # Set when staff checked the machine list on which this rests; another process, machine or material clears it.
    proven_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "process"],
                name="one_row_a_process_of_a_firm",
                violation_error_message=_("This process is on the profile already."),
            ),
            models.CheckConstraint(
                condition=Q(tolerance_mm__isnull=True) | Q(tolerance_mm__gt=0),
                name="tolerance_is_positive",
                violation_error_message=_("A tolerance is more than 0, for example 0,05."),
            ),
        ]
        verbose_name_plural = "capabilities"

    def __str__(self) -> str:
        return f"{self.supplier_id} · {self.process}"

    def proven(self, on: date) -> bool:
        return self.proven_until is not None and on <= self.proven_until


@keep_history()
class Machine(models.Model):
    """A machine, or several alike."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="machines")
    process = models.ForeignKey(
        Process, on_delete=models.PROTECT, related_name="+", verbose_name=_("process")
    )
    name = models.CharField(_("machine"), max_length=120)
    maker = models.CharField(_("maker and model"), max_length=120, blank=True)
    serial_number = models.CharField(_("serial number"), max_length=80, blank=True)
    year = models.PositiveSmallIntegerField(_("year built"), null=True, blank=True)
    quantity = models.PositiveSmallIntegerField(_("how many"), default=1)
    size = models.CharField(_("size or tonnage"), max_length=80, blank=True)
    smallest_mm = models.PositiveIntegerField(
        null=True, blank=True, help_text="longest side of the smallest piece"
    )
    largest_mm = models.PositiveIntegerField(
        null=True, blank=True, help_text="longest side of the largest piece"
    )
    force_tons = models.PositiveIntegerField(null=True, blank=True, help_text="press or clamping force, tons")
    monthly_capacity = models.PositiveIntegerField(_("pieces a month on it"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=1),
                name="at_least_one_machine",
                violation_error_message=_("There is at least one machine of a kind."),
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__gte=1900, year__lte=2100),
                name="machine_year_is_a_year",
                violation_error_message=_("A year has four digits, for example 2018."),
            ),
            models.CheckConstraint(
                condition=Q(smallest_mm__isnull=True)
                | Q(largest_mm__isnull=True)
                | Q(smallest_mm__lte=F("largest_mm")),
                name="smallest_piece_at_most_the_largest",
                violation_error_message=_("The smallest piece is larger than the largest."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
