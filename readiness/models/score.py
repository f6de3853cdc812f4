"""What the engine concluded: current scores, the append-only record, and the facts they were drawn from."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from portal.models import User
from readiness.models.framework import Framework
from suppliers.models import Supplier


class FactsSnapshot(models.Model):
    """Facts by their hash: the canonical JSON of which any past result is recomputed to the byte."""

    hash = models.CharField(max_length=64, primary_key=True)
    document = models.TextField()

    def __str__(self) -> str:
        return self.hash


class ScoreQuerySet(models.QuerySet["Score"]):
    def stale(self, framework: Framework, *, today: date) -> Self:
        """Behind on the facts, judged by another framework, or overtaken by time."""
        return self.filter(
            Q(facts_version__lt=F("supplier__facts_version"))
            | ~Q(framework=framework)
            | Q(next_change_on__lte=today)
        )

    def main(self) -> Self:
        """One a firm: that of its main sector."""
        return self.filter(is_main=True)

    def visible_to(self, user: User) -> Self:
        return self.filter(supplier__in=Supplier.objects.visible_to(user).values("pk"))


class Score(models.Model):
    """The current result of a firm in a sector; narrow, rewritten in place (HOT: none of the changing
    columns is indexed). Totals are in millionths of a point: 48.3 is 48,300,000."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="scores")
    sector = models.CharField(max_length=1)
    is_main = models.BooleanField(default=False)
    framework = models.ForeignKey(
        Framework, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    facts_version = models.PositiveIntegerField(default=0)
    judged_on = models.DateField(null=True)
    next_change_on = models.DateField(null=True)
    level = models.SmallIntegerField(default=0)
    # The level without waivers, conditional and unconfirmed gates: what a national count takes.
    counted_level = models.SmallIntegerField(default=0)
    total = models.IntegerField(default=0)
    proven = models.IntegerField(default=0)
    declared = models.IntegerField(default=0)
    coverage = models.IntegerField(default=0, help_text="share of the weight that is known, in millionths")
    # [{"kind", "code", "needed", "value", "reason", "date"}] of the next level, as in the engine's result.
    blockers = models.JSONField(default=list)
    facts_hash = models.CharField(max_length=64, blank=True)

    objects = ScoreQuerySet.as_manager()

    # What a rescore writes.
    JUDGED = [
        "is_main",
        "framework",
        "facts_version",
        "judged_on",
        "next_change_on",
        "level",
        "counted_level",
        "total",
        "proven",
        "declared",
        "coverage",
        "blockers",
        "facts_hash",
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "sector"], name="one_score_a_sector_of_a_firm")
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.sector}: {self.level}"


class Judgement(models.Model):
    """Append-only: written when level, total or reason changed."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="judgements")
    sector = models.CharField(max_length=1)
    framework_hash = models.CharField(max_length=64)
    facts_hash = models.CharField(max_length=64)
    as_of = models.DateField()
    level = models.SmallIntegerField()
    counted_level = models.SmallIntegerField()
    total = models.IntegerField(help_text="millionths of a point")
    proven = models.IntegerField(help_text="millionths of a point")
    blockers = models.JSONField(default=list)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["supplier", "sector", "-written_at"], name="judgements_of_a_firm")]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.sector} {self.as_of}: {self.level}"
