"""The next version of the framework while it is being made: drafts, who changed what, and simulations."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.models import User
from readiness.models.framework import Framework
from suppliers.models.history import keep_history


class FrameworkDraftQuerySet(models.QuerySet["FrameworkDraft"]):
    def open(self) -> Self:
        """Still to be published or given up."""
        return self.filter(state__in=FrameworkDraft.OPEN)


@keep_history()
class FrameworkDraft(models.Model):
    """A version that judges nobody yet. ``document`` is always a framework; ``revision`` rises with each change,
    so that nobody overwrites what he has not seen."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PROPOSED = "proposed", _("proposed")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("given up")

    OPEN = (State.DRAFT, State.PROPOSED)

    name = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    base = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    document = models.TextField(help_text="TOML, as in the readiness model (h)")
    hash = models.CharField(max_length=64, help_text="SHA-256 of the canonical JSON")
    revision = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="why it is proposed; kept with the version")
    published = models.OneToOneField(
        Framework, null=True, blank=True, on_delete=models.PROTECT, related_name="draft"
    )

    objects = FrameworkDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "version"],
                condition=~Q(state="withdrawn"),
                name="one_draft_a_version",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published__isnull=False)
                | (~Q(state="published") & Q(published__isnull=True)),
                name="a_published_draft_names_its_framework",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class DraftChange(models.Model):
    """Append-only: what one person changed in a draft at one time, or did with it."""

    class Kind(models.TextChoices):
        CLONED = "cloned", _("Copied from")
        EDITED = "edited", _("Changed")
        PROPOSED = "proposed", _("Proposed")
        RETURNED = "returned", _("Taken back into work")
        WITHDRAWN = "withdrawn", _("Given up")
        PUBLISHED = "published", _("Published")

    draft = models.ForeignKey(FrameworkDraft, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=20, choices=Kind)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    # [[place], before, after] of each difference, as ``Difference.document`` gives it.
    differences: Any = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["draft", "-at"], name="changes_of_a_draft")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.kind} {self.at:%Y-%m-%d}"


class SimulationRun(models.Model):
    """The whole country judged under a draft beside the framework in force, without touching a score.

    ``result`` is what ``readiness.policy.simulation`` counted: of exactly ``draft_hash`` against ``against_hash``
    on ``as_of``.
    """

    draft = models.ForeignKey(FrameworkDraft, on_delete=models.CASCADE, related_name="simulations")
    draft_hash = models.CharField(max_length=64)
    against_hash = models.CharField(max_length=64)
    as_of = models.DateField()
    synthetic = models.BooleanField(default=False, help_text="counted over demo firms")
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    firms = models.PositiveIntegerField(default=0, help_text="how many are to be judged")
    done = models.PositiveIntegerField(default=0, help_text="how many have been")
    result: Any = models.JSONField(null=True)
    sensitivity: Any = models.JSONField(null=True)
    computed_at = models.DateTimeField(null=True, help_text="when the result was there")
    seconds = models.FloatField(null=True, help_text="how long the country took")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "draft_hash", "against_hash", "as_of", "synthetic"],
                name="one_simulation_a_question",
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.as_of}: {self.done} of {self.firms}"
