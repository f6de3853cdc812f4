"""Firms that a buyer keeps together, each with what was told of it on the day it was noted."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models import Organisation, User
from suppliers.models import Supplier
from suppliers.models.history import keep_history
from suppliers.public_ids import new_public_id


class ShortlistQuerySet(models.QuerySet["Shortlist"]):
    def visible_to(self, user: User) -> Self:
        """Members of the buyer; nobody else: whom a buyer considers is its own affair."""
        return self.filter(organisation__in=user.organisation_ids()) if user.is_authenticated else self.none()


@keep_history()
class Shortlist(models.Model):
    """A named list of a buyer, shared with colleagues."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="shortlists")
    name = models.CharField(_("name"), max_length=120)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ShortlistQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="one_shortlist_a_name",
                violation_error_message=_("There is a shortlist of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@keep_history(exclude=["note"])
class ShortlistEntry(models.Model):
    """A firm on a list. ``facts_version``, ``level`` and ``proven`` are those of the profile that was seen; the last two
    (a level, millionths of a point) are empty where none was worked out. The note may name persons: it has no history."""

    shortlist = models.ForeignKey(Shortlist, on_delete=models.CASCADE, related_name="entries")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="shortlisted")
    note = models.CharField(_("note"), max_length=500, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    facts_version = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    proven = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "shortlist entries"
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["shortlist", "supplier"], name="one_entry_a_firm_of_a_shortlist")
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} on {self.shortlist_id}"

    def see(self, firm: Supplier, *, now: datetime) -> None:
        """Take over what is told of the firm now; ``firm`` with its search document."""
        told: dict[str, Any] = getattr(getattr(firm, "search_document", None), "standing", None) or {}
        self.facts_version, self.added_at = firm.facts_version, now
        self.level = firm.search_document.level if told else None
        self.proven = told.get("proven")
