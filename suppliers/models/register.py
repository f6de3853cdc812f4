from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models import User


class RegisterFile(models.Model):
    """A file of a register as somebody of staff brought it: its rows with the fate of each, before and after it was
    applied."""

    class Kind(models.TextChoices):
        COMPANIES = "companies", _("register of companies (tax codes)")
        CERTIFICATES = "certificates", _("register of an accredited body (certificates)")

    kind = models.CharField(max_length=12, choices=Kind)
    register = models.CharField(max_length=150)
    as_of = models.DateField()
    name = models.CharField(max_length=200, help_text="of the file")
    rows = models.JSONField(default=list)
    brought_at = models.DateTimeField(default=timezone.now)
    brought_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-brought_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.register} {self.as_of}"
