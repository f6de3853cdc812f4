from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models import User


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def waiting(self) -> Self:
        """Lists that a worker is to read, the first asked first."""
        return self.filter(state__in=ImportBatch.WAITING).order_by("asked_at", "pk")


class ImportBatch(models.Model):
    """One list: uploaded, tried, taken in. What it made can be undone as a whole.

    A list from the command is taken in at once and knows no other state.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("uploaded, columns to be checked")
        TRYING = "trying", _("being tried")
        TRIED = "tried", _("tried, nothing taken in")
        TAKING = "taking", _("being taken in")
        DONE = "done", _("taken in")
        FAILED = "failed", _("stopped")
        CANCELLED = "cancelled", _("cancelled")

    WAITING = (State.TRYING, State.TAKING)

    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file")
    sheet = models.CharField(max_length=100, blank=True)
    columns = models.JSONField(default=dict, help_text="column of the file -> field")
    # {"row": 3, "fields": {"0": "name", "2": "address"}}: where the names of columns stand (from 1), and which
    # column (from 0) holds what; empty for a list from the command, which finds them itself.
    mapping: Any = models.JSONField(default=dict, blank=True)
    # {"units": {"song-be": "74"}, "rows": {"12": "70"}}: in which part of an earlier province that was divided the
    # firms lie that name it, for the whole list and for a row alone, which goes before.
    places: Any = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DONE)
    checked = models.BooleanField(
        default=False, help_text="staff vouch for it: its firms enter the directory"
    )
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(
        null=True, blank=True, help_text="since when it waits for a worker, or did last"
    )
    attempts = models.PositiveSmallIntegerField(default=0, help_text="how often a worker began it")
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    landed_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(blank=True, help_text="why it stopped, in the words of its reader")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_at", "id"],
                condition=Q(state__in=["trying", "taking"]),
                name="import_batch_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"

    @property
    def waits(self) -> bool:
        return self.state in self.WAITING

    @property
    def undoable(self) -> bool:
        return self.state == self.State.DONE and self.undone_at is None

    @property
    def landed(self) -> datetime:
        """When its firms came; a list from the command came as it was opened."""
        return self.landed_at or self.created_at


class ImportFile(models.Model):
    """The bytes of a list while it is worked on. It may hold personal data: gone as soon as it was taken in,
    given up or forgotten."""

    PURPOSE = "reading a list of firms"
    RETENTION_DAYS = 7

    batch = models.OneToOneField(ImportBatch, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"file of {self.batch_id}"


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def naming_divided(self) -> Self:
        """Rows that name an earlier province of which a part is asked for, answered or not."""
        return self.filter(cleaned__has_key="divided")

    def asking(self) -> Self:
        """Those of them that came back."""
        return self.naming_divided().filter(fate=ImportRow.Fate.REFUSED)


class ImportRow(models.Model):
    """A row as it came, what we read in it, and its fate; of a list that was only tried, what its fate would be."""

    class Fate(models.TextChoices):
        LANDED = "landed", _("landed")
        REFUSED = "refused", _("refused")
        SET_ASIDE = "set_aside", _("set aside: looks like a firm we have")
        SKIPPED = "skipped", _("skipped")
        SAME = "same", _("is a firm we have")
        UNDONE = "undone", _("undone")

    # What somebody may still do something about.
    OPEN = (Fate.REFUSED, Fate.SET_ASIDE)

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
    settled_at = models.DateTimeField(null=True, blank=True, help_text="when a person decided its fate")
    settled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_fate_a_row")]
        indexes = [models.Index(fields=["batch", "fate", "number"], name="import_rows_by_fate")]

    def __str__(self) -> str:
        return f"{self.batch_id} row {self.number}"


class HeldCells(models.Model):
    """Cells of a row that has not landed and that are kept nowhere else, since they are personal or long: telephone,
    e-mail, contact, a household's number. Gone when the row lands, and after three months; those of a trial, of which
    something is said, with the trial or its file."""

    PURPOSE = "correcting a row of a list without uploading it again"
    RETENTION_DAYS = 90

    row = models.OneToOneField(ImportRow, on_delete=models.CASCADE, related_name="held")
    # field -> the cell as it was written
    cells: Any = models.JSONField()

    def __str__(self) -> str:
        return f"cells of {self.row_id}"
