from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models import User


class RegisterFileQuerySet(models.QuerySet["RegisterFile"]):
    def waiting(self) -> Self:
        """Files that a worker is to record, the first asked first."""
        return self.filter(asked_at__isnull=False).order_by("asked_at", "pk")


class RegisterFile(models.Model):
    """A file of a register as somebody of staff brought it: its rows with the fate of each, before and after it was
    applied.

    A worker goes through the rows in their order, one firm a transaction: ``done`` rows are behind it.
    """

    class Kind(models.TextChoices):
        COMPANIES = "companies", _("register of companies (tax codes)")
        CERTIFICATES = "certificates", _("register of an accredited body (certificates)")

    kind = models.CharField(max_length=12, choices=Kind)
    register = models.CharField(max_length=150)
    as_of = models.DateField()
    name = models.CharField(max_length=200, help_text="of the file")
    rows = models.JSONField(default=list, help_text="as they were compared; never written again")
    asked_at = models.DateTimeField(null=True, blank=True, help_text="since when a worker is to record it")
    done = models.PositiveIntegerField(default=0)
    # Places in ``rows`` (from 0) of firms that changed meanwhile: nothing was recorded of them.
    changed = models.JSONField(default=list)
    brought_at = models.DateTimeField(default=timezone.now)
    brought_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = RegisterFileQuerySet.as_manager()

    class Meta:
        ordering = ["-brought_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.register} {self.as_of}"

    @property
    def waits(self) -> bool:
        return self.asked_at is not None
