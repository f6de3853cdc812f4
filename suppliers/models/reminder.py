from django.db import models
from django.utils import timezone

from suppliers.models.evidence import Evidence


class Reminder(models.Model):
    """The ledger of letters about papers that lapse: each window of each end is spoken of once.

    Claimed first, sent after: a claim without ``sent_at`` was not sent and is taken up again.
    """

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="reminders")
    valid_to = models.DateField()
    window = models.PositiveSmallIntegerField(help_text="days before the end; 0: it has lapsed")
    claimed_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "valid_to", "window"], name="one_letter_a_window_of_an_end"
            )
        ]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(sent_at__isnull=True), name="reminder_unsent")
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.valid_to} {self.window}"
