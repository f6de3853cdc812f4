"""For which provinces and sectors a body of staff is responsible, and who said so."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models.people import Organisation, User


class ScopeChange(models.Model):
    """One change of a body's scope, with what held before. Empty lists: the whole country, all sectors."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="scope_changes")
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("reason"), max_length=250)
    # Keys of provinces and sectors, so that a renamed unit stays the one that was meant.
    provinces_before = models.JSONField(default=list)
    provinces = models.JSONField(default=list)
    sectors_before = models.JSONField(default=list)
    sectors = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at"], name="scope_changes_of")]

    def __str__(self) -> str:
        return f"scope of {self.organisation_id} at {self.at:%Y-%m-%d}"
