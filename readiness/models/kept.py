"""What a ministry page said on a day, kept whole."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models import User
from suppliers.models.history import keep_history


class KeptPageQuerySet(models.QuerySet["KeptPage"]):
    def of_this_country(self) -> Self:
        """Pages of demo firms on a demo portal, of real firms on a real one, never both."""
        return self.filter(synthetic=settings.DEMO)

    def in_order(self) -> Self:
        """The newest first: by the day they speak of, then by when they were kept. Without their snapshots."""
        return self.order_by("-as_of", "-pk").defer("snapshot").select_related("kept_by")


@keep_history(exclude=["snapshot"])
class KeptPage(models.Model):
    """A page as its snapshot: canonical JSON (``readiness.kept.snapshot``) of which every figure follows.

    Never changed and never deleted; the database refuses both. Only the name of who kept it goes when that
    person does.
    """

    class Kind(models.TextChoices):
        TARGET = "target", _("Resolution 115")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TARGET)
    as_of = models.DateField()
    framework_hash = models.CharField(max_length=64)
    snapshot = models.TextField()
    hash = models.CharField(max_length=64, help_text="SHA-256 of the snapshot")
    # The two figures of the country, for lists; the page checks them against the rows of the snapshot.
    firms = models.PositiveIntegerField()
    vietnamese_firms = models.PositiveIntegerField()
    synthetic = models.BooleanField(default=False, help_text="counted over demo firms")
    kept_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    by_schedule = models.BooleanField(default=False)
    kept_at = models.DateTimeField()

    objects = KeptPageQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "hash"], name="a_page_is_kept_once")]
        indexes = [models.Index(fields=["-as_of", "-id"], name="kept_pages_in_order")]
        triggers = [
            pgtrigger.Protect(name="a_kept_page_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="a_kept_page_is_never_changed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["kept_by"]),
            ),
            pgtrigger.Protect(
                name="nobody_takes_over_a_kept_page",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__kept_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.as_of}"
