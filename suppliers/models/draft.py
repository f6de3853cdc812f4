from django.db import models
from django.utils import timezone

from portal.models import User
from suppliers.models.supplier import Supplier


class SectionDraft(models.Model):
    """What somebody typed into a section and could not save: theirs alone, gone with the next save.

    It may hold personal data, so it has no history; ``RETENTION_DAYS`` after the last change it is swept away.
    ``typed`` is what the browser sent: name -> values.
    """

    PURPOSE = "letting a writer go on where a section could not be saved"
    RETENTION_DAYS = 30

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="section_drafts")
    section = models.CharField(max_length=20)
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    typed = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0, help_text="the version of the section that was seen")
    typed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "section", "by"], name="one_draft_a_section_and_writer"
            )
        ]

    def __str__(self) -> str:
        return f"draft of {self.supplier_id} {self.section}"
