"""What the state has promised and measured: targets, baselines, statistics, programmes, each with its
source and how far it was checked. Loaded from ``readiness/reference/*.csv``."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.i18n import in_language
from portal.models import User
from suppliers.models.history import keep_history


class Sourced(models.Model):
    """A fact of others. ``confidence`` is shown with it; "not checked" is marked so."""

    source = models.TextField()
    confidence = models.CharField(max_length=200)

    class Meta:
        abstract = True

    @property
    def checked(self) -> bool:
        return "not checked" not in self.confidence


class Maintained(models.Model):
    """A row that comes with a file until staff change it: from then on the file leaves it alone."""

    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    edit_reason = models.TextField(blank=True)

    class Meta:
        abstract = True


class WithdrawableQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        return self.filter(withdrawn=False)


class Withdrawable(Maintained):
    """A row that counts nowhere once it is withdrawn; it stays, with its history, and can be brought back."""

    withdrawn = models.BooleanField(default=False)

    objects = WithdrawableQuerySet.as_manager()

    class Meta:
        abstract = True


@keep_history()
class Target(Sourced, Withdrawable):
    """A target of a document: a versioned definition of what is counted, over what, by when."""

    class Rate(models.TextChoices):
        """Which of the reported rates a share of demand means: a legal question that the ministry answers."""

        COUNTRY = "country", _("bought in the country, from whoever owns the supplier")
        VIETNAMESE = "vietnamese", _("bought from Vietnamese-owned suppliers")

    code = models.CharField(max_length=60, unique=True)
    document = models.CharField(max_length=200)
    status = models.CharField(max_length=60)
    scope = models.CharField(max_length=60)
    sector_code = models.CharField(max_length=60)
    sector = models.CharField(max_length=120)
    sector_letters = ArrayField(models.CharField(max_length=1), default=list)
    indicator = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    # Empty where the document states no number.
    low = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    high = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    unit = models.CharField(max_length=40, blank=True)
    qualifier = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    # What is divided by what, and whose firms count; stated by us, not by the document, where it is silent.
    numerator_vi = models.TextField(blank=True)
    numerator_en = models.TextField(blank=True)
    denominator_vi = models.TextField(blank=True)
    denominator_en = models.TextField(blank=True)
    rate = models.CharField(max_length=10, choices=Rate, default=Rate.COUNTRY)
    ownership_rule_vi = models.TextField(blank=True)
    ownership_rule_en = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(low__lte=F("high")), name="target_low_is_not_above_high"
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def numerator(self) -> str:
        return in_language(self.numerator_vi, self.numerator_en)

    @property
    def denominator(self) -> str:
        return in_language(self.denominator_vi, self.denominator_en)

    @property
    def ownership_rule(self) -> str:
        return in_language(self.ownership_rule_vi, self.ownership_rule_en)


@keep_history()
class Baseline(Sourced):
    """What somebody measured of localisation, where and when."""

    sector = models.CharField(max_length=80)
    indicator = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField(null=True, help_text="empty: the source gives none")
    low = models.DecimalField(max_digits=14, decimal_places=3)
    high = models.DecimalField(max_digits=14, decimal_places=3)
    unit = models.CharField(max_length=40)
    measured_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sector", "indicator", "year", "measured_by"],
                nulls_distinct=False,
                name="one_baseline_a_measurement",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sector} {self.indicator} {self.year}"


@keep_history()
class Statistic(Sourced):
    indicator = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=3)
    unit = models.CharField(max_length=40)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year", "note"], name="one_statistic_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"


@keep_history()
class Programme(Sourced, Maintained):
    """A support programme: who gives what to whom, and whether it still runs."""

    code = models.CharField(max_length=60, unique=True)
    name_vi = models.CharField(max_length=250)
    name_en = models.CharField(max_length=250)
    provider = models.CharField(max_length=250, blank=True)
    kind = models.CharField(max_length=80, blank=True)
    gives = models.TextField(blank=True)
    eligibility = models.TextField(blank=True)
    sectors = models.CharField(max_length=200, blank=True)
    gap_tags = models.TextField(blank=True)
    region = models.CharField(max_length=200, blank=True)
    start = models.CharField(max_length=40, blank=True, help_text="as the source gives it")
    end = models.CharField(max_length=80, blank=True, help_text="as the source gives it")
    status = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name_en

    @property
    def name(self) -> str:
        return in_language(self.name_vi, self.name_en)
