from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.models import Standard
from suppliers.claims import HeldCertificate, InForce, in_force
from suppliers.models.history import keep_history
from suppliers.models.supplier import Supplier


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def in_force(self, on: date) -> Self:
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on), Q(issued_on__isnull=True) | Q(issued_on__lte=on)
        )


@keep_history()
class Certificate(models.Model):
    """A certificate as the firm states it. How far it is proven is said by its evidence."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="certificates")
    standard = models.ForeignKey(
        Standard, on_delete=models.PROTECT, related_name="+", verbose_name=_("standard")
    )
    number = models.CharField(_("certificate number"), max_length=80, blank=True)
    issuer = models.CharField(_("issued by"), max_length=150, blank=True)
    scope = models.CharField(_("scope"), max_length=250, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    last_surveillance_on = models.DateField(_("last surveillance audit"), null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "standard"],
                name="one_certificate_per_standard",
                violation_error_message=_("This certificate is already on the profile."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(issued_on__isnull=True)
                | Q(valid_to__gte=F("issued_on")),
                name="certificate_ends_after_it_begins",
                violation_error_message=_("The end date is before the date of issue."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard} {self.number}".strip()

    @property
    def as_held(self) -> HeldCertificate:
        """As rules take it; asks for its standard."""
        return HeldCertificate(
            id=self.pk,
            standard=self.standard.code,
            issued_on=self.issued_on,
            valid_to=self.valid_to,
            last_surveillance_on=self.last_surveillance_on,
            surveyed=self.standard.surveillance_months is not None,
        )

    def counts(self, lines: Iterable[Any]) -> InForce:
        """When it counts; ``lines``: the evidence that rests on it, read ``with_audit_read``."""
        own = list(lines)
        return in_force(
            self.as_held,
            [(line.valid_from, line.valid_to) for line in own],
            audits=[date.fromisoformat(line.audit_read) for line in own if line.audit_read],
        )
