"""The demand that staff plan with, and what came out of setting it against the capacity that is proven."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.i18n import in_language
from portal.models import Process, Sector, User
from suppliers.models.history import keep_history


class DemandScenarioQuerySet(models.QuerySet["DemandScenario"]):
    def of_this_country(self) -> Self:
        """Demo scenarios on a demo portal, real ones on a real one, never both."""
        return self.filter(synthetic=settings.DEMO)

    def counting(self) -> Self:
        """What runs are computed with."""
        return self.of_this_country().filter(status=DemandScenario.Status.ACTIVE)


@keep_history()
class DemandScenario(models.Model):
    """What buyers are expected to need, by sector and process, with where the figures come from.

    Only an active one counts. A retired one stays, with its reason, because runs were computed with it.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        ACTIVE = "active", _("active")
        RETIRED = "retired", _("retired")

    name_vi = models.CharField(_("name in Vietnamese"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    source = models.CharField(_("where the figures come from"), max_length=250)
    reason = models.TextField(_("why it counts, or no longer does"), max_length=1000, blank=True)
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = DemandScenarioQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | ~Q(reason=""),
                name="a_scenario_counts_or_ends_for_a_reason",
                violation_error_message=_("Say why."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_vi, self.name_en)

    @property
    def stamp(self) -> str:
        """Which saving somebody has seen."""
        return str(int(self.changed_at.timestamp() * 1_000_000))


@keep_history()
class DemandLine(models.Model):
    """So much of one process a month for one sector, and what a plant must hold to serve it."""

    class Unit(models.TextChoices):
        PIECES = "pieces", _("pieces")
        THOUSANDS = "thousands", _("thousand pieces")

    PIECES_IN = {Unit.PIECES: 1, Unit.THOUSANDS: 1000}

    scenario = models.ForeignKey(DemandScenario, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=0)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="+")
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(_("quantity a month"))
    unit = models.CharField(_("unit"), max_length=10, choices=Unit, default=Unit.PIECES)
    minimum_level = models.PositiveSmallIntegerField(_("level at least"), default=0)
    # Codes of standards, all of them required; codes of provinces, any of them; none means anywhere.
    standards = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    regions = ArrayField(models.CharField(max_length=80), default=list, blank=True)

    class Meta:
        ordering = ["scenario", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=1),
                name="demand_is_at_least_one_piece",
                violation_error_message=_("A demand is at least one piece a month."),
            ),
            models.CheckConstraint(
                condition=Q(minimum_level__lte=5),
                name="demand_level_is_0_to_5",
                violation_error_message=_("A level is 0 to 5."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scenario_id} {self.process_id} {self.quantity}"

    @property
    def pieces(self) -> int:
        """A month."""
        return self.quantity * self.PIECES_IN[self.Unit(self.unit)]


class SupplyRunQuerySet(models.QuerySet["SupplyRun"]):
    def of(self, *, level: int, ownership: str, horizon: str) -> Self:
        return self.filter(level=level, ownership=ownership, horizon=horizon)


class SupplyRun(models.Model):
    """One computation of the potential: for plants of a level and an ownership, today or in twelve months.

    ``result`` is what ``readiness.supply.result`` writes. ``computed_at`` is when its facts were read,
    so that whatever changed later is seen to be newer.
    """

    class Ownership(models.TextChoices):
        ALL = "all", _("All firms")
        VIETNAMESE = "vietnamese", _("Vietnamese-owned")

    class Horizon(models.TextChoices):
        TODAY = "today", _("Today")
        YEAR = "year", _("In twelve months")

    as_of = models.DateField()
    level = models.PositiveSmallIntegerField()
    ownership = models.CharField(max_length=12, choices=Ownership)
    horizon = models.CharField(max_length=6, choices=Horizon)
    input_hash = models.CharField(max_length=64, help_text="SHA-256 of day, plants and lines")
    result = models.JSONField()
    seconds = models.FloatField()
    computed_at = models.DateTimeField()

    objects = SupplyRunQuerySet.as_manager()

    class Meta:
        get_latest_by = ["computed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "ownership", "horizon", "input_hash"], name="one_run_a_state_of_the_facts"
            )
        ]
        indexes = [
            models.Index(fields=["level", "ownership", "horizon", "-computed_at"], name="supply_run_latest")
        ]

    def __str__(self) -> str:
        return f"{self.as_of} {self.level} {self.ownership} {self.horizon}"

    @property
    def budgets(self) -> list[int]:
        """What it was solved for, million VND."""
        return [choice["budget"] for choice in self.result["choices"]]

    def days_old(self, today: date) -> int:
        return (today - self.as_of).days
