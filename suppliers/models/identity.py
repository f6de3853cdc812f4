"""Personal data, apart from the value history: who changed which field is kept, never the values."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.supplier import Supplier


class HouseholdNumber(models.Model):
    """The 12-digit personal number of a business household: seen by its owner and the ministry only."""

    PURPOSE = "identifying a business household before the tax register"
    RETENTION_MONTHS = 24

    supplier = models.OneToOneField(Supplier, on_delete=models.CASCADE, related_name="household_number")
    number = models.CharField(max_length=12, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__regex=r"^\d{12}$"), name="household_number_has_12_digits"
            )
        ]

    def __str__(self) -> str:
        return f"household of {self.supplier_id}"


class Contact(models.Model):
    """The person a buyer may ask for. Shown to signed-in buyers and staff (``suppliers.contacts``)."""

    PURPOSE = "answering buyers' enquiries"
    RETENTION_MONTHS = 24

    supplier = models.OneToOneField(Supplier, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(_("name"), max_length=150)
    position = models.CharField(_("position"), max_length=100, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    languages = models.CharField(_("languages spoken"), max_length=60, blank=True)

    def __str__(self) -> str:
        return f"contact of {self.supplier_id}"


class Owner(models.Model):
    """Someone, or a firm, that owns 25 % or more."""

    PURPOSE = "knowing who owns a firm, for the split of counts by ownership"
    RETENTION_MONTHS = 60

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="owners")
    name = models.CharField(_("owner"), max_length=200)
    country = models.CharField(_("country"), max_length=2)
    share_percent = models.DecimalField(_("share, %"), max_digits=5, decimal_places=2)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(share_percent__gt=0, share_percent__lte=100),
                name="owner_share_is_a_percentage",
                violation_error_message=_("A share is more than 0 and at most 100 %."),
            )
        ]

    def __str__(self) -> str:
        return f"owner of {self.supplier_id}"
