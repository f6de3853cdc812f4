from django.db import models


class KeptBackup(models.Model):
    """A backup that was written and read again: when, and how much. Its age is a figure with an alarm."""

    finished_at = models.DateTimeField()
    rows = models.PositiveBigIntegerField()
    files = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField(help_text="bytes of the archive")

    class Meta:
        get_latest_by = "finished_at"

    def __str__(self) -> str:
        return f"{self.finished_at:%Y-%m-%d %H:%M}"
