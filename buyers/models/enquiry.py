"""What a buyer asks a firm, and what both write about it: one thread between one buyer and one firm."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from buyers.models.requirement import RequirementVersion
from portal.models import Organisation, User
from suppliers.models import Supplier
from suppliers.models.history import keep_history
from suppliers.public_ids import new_public_id


def _person() -> models.ForeignKey:
    return models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def visible_to(self, user: User) -> Self:
        """Members of the buyer and of the firm. Nobody else, staff neither: it is their correspondence."""
        if not user.is_authenticated:
            return self.none()
        own = user.organisation_ids()
        return self.filter(Q(organisation__in=own) | Q(supplier__organisation__in=own))

    def in_state(self, state: str) -> Self:
        """``state``: waiting, answered or closed."""
        if state == "closed":
            return self.filter(closed_at__isnull=False)
        answered = Q(firm_wrote_at__isnull=False, firm_wrote_at__gte=F("buyer_wrote_at"))
        return self.filter(answered if state == "answered" else ~answered, closed_at__isnull=True)


@keep_history()
class Enquiry(models.Model):
    """A question of a buyer to one firm. Its state is read from who wrote last, and whether it is closed."""

    class Reason(models.TextChoices):
        """Why it is closed; the firm reads it."""

        CHOSEN = "chosen", _("This firm was chosen")
        ANOTHER = "another", _("Another firm was chosen")
        NO_NEED = "no_need", _("It is no longer needed")
        NO_ANSWER = "no_answer", _("There was no answer")

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="enquiries")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="enquiries")
    subject = models.CharField(_("subject"), max_length=150)
    # The version that was in force when it was sent: the firm reads these lines, whatever is asked later.
    requirement = models.ForeignKey(
        RequirementVersion, null=True, blank=True, on_delete=models.SET_NULL, related_name="enquiries"
    )
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = _person()
    buyer_wrote_at = models.DateTimeField(default=timezone.now)
    firm_wrote_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = _person()
    closing_reason = models.CharField(max_length=10, choices=Reason, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "enquiries"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "supplier", "subject"],
                condition=Q(closed_at__isnull=True),
                name="one_open_enquiry_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closing_reason="")
                | Q(closed_at__isnull=False, closing_reason__gt=""),
                name="an_enquiry_is_closed_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"E-{self.public_id}"

    @property
    def state(self) -> str:
        """waiting (for the firm), answered or closed."""
        if self.closed_at is not None:
            return "closed"
        answered = self.firm_wrote_at is not None and self.firm_wrote_at >= self.buyer_wrote_at
        return "answered" if answered else "waiting"


@keep_history(exclude=["text"])
class Message(models.Model):
    """What one side wrote. The text may name persons: it has no history, and goes with its writer's account or
    ``RETENTION_DAYS`` after anybody last wrote; then it is empty, and that something was written stays."""

    RETENTION_DAYS = 730

    class Side(models.TextChoices):
        BUYER = "buyer", _("buyer")
        FIRM = "firm", _("firm")

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="messages")
    side = models.CharField(max_length=5, choices=Side)
    text = models.TextField(_("message"), max_length=2000, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = _person()

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"message of the {self.side} in {self.enquiry_id}"
