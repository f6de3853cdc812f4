"""Somebody says that they work for a firm that is on the portal already."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models import Membership, Organisation, User
from suppliers.models.supplier import Supplier


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def waiting(self) -> Self:
        return self.filter(answered_at__isnull=True, supplier__merged_into__isnull=True)

    def asked_by(self, user: User) -> Self:
        return self.filter(user=user)

    def answerable_by(self, user: User) -> Self:
        """An owner answers for the firms of their organisations; staff for firms of their scope that nobody
        has taken in hand. Nobody answers their own."""
        owned = [
            m.organisation_id
            for m in user.memberships_held
            if m.role == Membership.Role.OWNER and m.organisation.kind not in Organisation.STAFF_KINDS
        ]
        allowed = Q(supplier__organisation__in=owned)
        deciding = (Membership.Role.OWNER, Membership.Role.EDITOR)
        if any(m.role in deciding and m.organisation.is_staff_body for m in user.memberships_held):
            scope = Supplier.objects.in_scope_of(user).values("pk")
            allowed |= Q(supplier__organisation__isnull=True, supplier__in=scope)
        return self.filter(allowed).exclude(user=user)


class JoinRequest(models.Model):
    """One asking and its answer. ``words`` may name people: purpose is the answer, gone with the person."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="join_requests")
    words = models.CharField(_("your work at the firm"), max_length=300)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    accepted = models.BooleanField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=250, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "user"],
                condition=Q(answered_at__isnull=True),
                name="one_waiting_request_a_person_and_firm",
                violation_error_message=_("You have asked already. The answer comes by e-mail."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, accepted__isnull=True)
                | Q(answered_at__isnull=False, accepted__isnull=False),
                name="join_request_is_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} asks for {self.supplier_id}"

    def answer(self, accepted: bool, *, by: User, reason: str, now: datetime) -> bool:
        """Write the answer unless there is one; False then."""
        waiting = JoinRequest.objects.filter(pk=self.pk, answered_at__isnull=True)
        return bool(waiting.update(answered_at=now, answered_by=by, accepted=accepted, reason=reason))
