"""Two records that may be one firm, what a person judged of them, and what a merge did."""

from collections.abc import Iterable
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models import User
from suppliers.models.history import keep_history
from suppliers.models.supplier import Supplier


class DuplicatePairQuerySet(models.QuerySet["DuplicatePair"]):
    def living(self) -> Self:
        """Pairs of which neither was merged into another firm."""
        return self.filter(one__merged_into__isnull=True, other__merged_into__isnull=True)


@keep_history()
class DuplicatePair(models.Model):
    """Two firms that look like one, or that somebody judged. What was judged is never proposed again."""

    class Verdict(models.TextChoices):
        SAME = "same", _("the same firm")
        DIFFERENT = "different", _("different firms")
        UNSURE = "unsure", _("not sure")

    one = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="+")
    reasons = ArrayField(
        models.CharField(max_length=12), default=list, help_text="codes, the likeliest first"
    )
    found_at = models.DateTimeField(default=timezone.now)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    note = models.CharField(_("why"), max_length=250, blank=True)
    judged_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_row_a_pair_of_firms"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="a_pair_names_the_older_firm_first"),
        ]
        indexes = [models.Index(fields=["verdict", "-found_at"], name="pairs_by_verdict")]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}: {self.verdict or 'open'}"


class SupplierMergeQuerySet(models.QuerySet["SupplierMerge"]):
    def undone_of(self, firms: Iterable[int]) -> Self:
        """Merges of these firms, in either part, that were undone."""
        either = Q(kept__in=firms) | Q(merged__in=firms)
        return self.filter(either, undone_at__isnull=False)


@keep_history()
class SupplierMerge(models.Model):
    """One firm merged into another. ``done`` is what exactly was moved and changed, so that it can be undone."""

    kept = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    # {"moved": {"suppliers.Evidence.supplier": [pk, ...]}, "added": {...}, "changed": [[label, pk, field, before, after], ...]}
    done: Any = models.JSONField(default=dict)
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = SupplierMergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="merged_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.kept_id}"
