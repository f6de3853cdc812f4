from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models import User


class ImportBatch(models.Model):
    """One file taken in. What it made can be undone as a whole."""

    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file")
    sheet = models.CharField(max_length=100, blank=True)
    columns = models.JSONField(default=dict, help_text="column of the file -> field")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"


class ImportRow(models.Model):
    """A row as it came, what we read in it, and its fate."""

    class Fate(models.TextChoices):
        LANDED = "landed", _("landed")
        REFUSED = "refused", _("refused")
        SET_ASIDE = "set_aside", _("set aside: looks like a firm we have")
        UNDONE = "undone", _("undone")

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="row in the file, counted from 1 with the header")
    raw = models.JSONField()
    cleaned = models.JSONField(default=dict)
    fate = models.CharField(max_length=10, choices=Fate)
    # [{"column", "value", "code", "sentence"}]
    problems = models.JSONField(default=list)
    supplier = models.ForeignKey(
        "suppliers.Supplier", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # [{"supplier", "reasons": [...]}]: firms it may be.
    candidates = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_fate_a_row")]

    def __str__(self) -> str:
        return f"{self.batch_id} row {self.number}"
