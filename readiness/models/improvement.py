"""What moves a firm up and who helps: steps with their prices, and what each programme serves. Loaded from
``readiness/reference/steps.csv`` and ``programme_fit.csv``."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from readiness.models.ministry import Maintained, Programme, Withdrawable
from suppliers.models.history import keep_history


def _money() -> models.DecimalField:
    return models.DecimalField(max_digits=12, decimal_places=3)


def _months() -> models.DecimalField:
    return models.DecimalField(max_digits=5, decimal_places=2)


def _ascend(name: str) -> Q:
    low, typical, high = (name.format(part) for part in ("low", "typical", "high"))
    return Q(**{f"{low}__gte": 0, f"{low}__lte": F(typical), f"{typical}__lte": F(high)})


@keep_history()
class Step(Withdrawable):
    """One line of the price list of a framework. ``raises``, ``prerequisites`` and ``sectors`` are written as in
    the file and read by ``readiness.engine.roadmap.steps``; money is in million VND."""

    class Kind(models.TextChoices):
        PROOF = "evidence-only", _("evidence only")
        MANAGEMENT = "management", _("management")
        TRAINING = "training", _("training")
        EQUIPMENT = "equipment", _("equipment")
        CERTIFICATION = "certification", _("certification")

    framework = models.CharField(max_length=40, help_text="the framework whose criteria it raises, by name")
    edition = models.CharField(max_length=20, help_text="of the price list")
    code = models.CharField(max_length=10)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    kind = models.CharField(max_length=14, choices=Kind)
    raises = models.CharField(
        max_length=250, help_text="criterion:level, separated by semicolons; or declared, or lapsed"
    )
    evidence_class = models.CharField(max_length=2)
    prerequisites = models.CharField(max_length=120, blank=True, help_text="steps, or criterion:level")
    cost_low_million_vnd = _money()
    cost_typical_million_vnd = _money()
    cost_high_million_vnd = _money()
    months_low = _months()
    months_typical = _months()
    months_high = _months()
    sectors = models.CharField(max_length=20, blank=True, help_text="sector letters; empty: all")
    standards = models.CharField(
        max_length=120, blank=True, help_text="those of which it ends with a certificate, any of them"
    )
    source = models.TextField()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="one_step_a_code"),
            models.CheckConstraint(
                condition=_ascend("cost_{}_million_vnd"), name="costs_of_a_step_ascend_from_zero"
            ),
            models.CheckConstraint(condition=_ascend("months_{}"), name="months_of_a_step_ascend_from_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name_en}"


@keep_history()
class ProgrammeFit(Maintained):
    """Whom a programme is open to, which steps it serves and what it pays. Empty lists and words: it does not ask."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        UNKNOWN = "unknown", _("not known whether it still runs")
        ENDED = "ended", _("ended")

    class Ownership(models.TextChoices):
        ANY = "", _("any")
        VIETNAMESE = "vietnamese", _("Vietnamese-owned")
        WHOLLY_VIETNAMESE = "vietnamese_100_percent", _("wholly Vietnamese-owned")

    class Size(models.TextChoices):
        MICRO = "micro", _("micro firms")
        SMALL = "small", _("small firms")
        MEDIUM = "medium", _("medium firms")
        SME = "sme", _("small and medium firms")

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="fit")
    status = models.CharField(max_length=8, choices=Status)
    last_seen = models.PositiveSmallIntegerField(null=True, blank=True, help_text="year of the newest source")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text="the last day")
    sectors = ArrayField(models.CharField(max_length=1), default=list, blank=True)
    region = models.CharField(max_length=200, blank=True, help_text="as the source says it")
    macro_regions = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    provinces = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    ownership = models.CharField(max_length=22, choices=Ownership, blank=True)
    size_classes = ArrayField(models.CharField(max_length=6, choices=Size), default=list, blank=True)
    # Levels of readiness, both included; empty: it does not ask, or nobody has said how many places are left.
    level_from = models.PositiveSmallIntegerField(null=True, blank=True)
    level_to = models.PositiveSmallIntegerField(null=True, blank=True)
    places_left = models.PositiveIntegerField(null=True, blank=True)
    other_conditions = models.TextField(blank=True)
    serves_criteria = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    serves_steps = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    subsidy_share_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    subsidy_cap_million_vnd = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    cap_note = models.TextField(blank=True)
    fit_basis = models.TextField(help_text="how it was read that these steps are served")
    source = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(subsidy_share_percent__isnull=True) | Q(subsidy_share_percent__lte=100),
                name="a_programme_pays_at_most_all",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(starts_on__lte=F("ends_on")),
                name="a_programme_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(level_from__isnull=True)
                | Q(level_to__isnull=True)
                | Q(level_from__lte=F("level_to")),
                name="levels_of_a_programme_ascend",
            ),
        ]

    def __str__(self) -> str:
        return str(self.programme)
