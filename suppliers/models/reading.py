from django.db import models
from django.utils import timezone

from portal.models import User
from suppliers.models.evidence import Evidence
from suppliers.models.history import keep_history


@keep_history()
class Reading(models.Model):
    """Who said that they read a piece of evidence that waits. It tells colleagues; nobody is kept from deciding."""

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="reading")
    reader = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.evidence_id} read by {self.reader_id}"
