"""Where a firm works besides its registered address, and the papers that its site must have."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models import Province
from suppliers.models.history import keep_history
from suppliers.models.supplier import Supplier


@keep_history()
class Site(models.Model):
    """Another place of the same establishment: a second workshop or a store without a tax code of its own."""

    class Use(models.TextChoices):
        WORKSHOP = "workshop", _("Workshop")
        STORE = "store", _("Store")
        OFFICE = "office", _("Office")

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="sites")
    use = models.CharField(max_length=10, choices=Use)
    address = models.CharField(max_length=300)
    province = models.ForeignKey(Province, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    area_m2 = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "address"],
                name="one_row_a_place_of_a_firm",
                violation_error_message=_("This place is on the profile already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} · {self.address}"


@keep_history()
class Permit(models.Model):
    """A paper that the law asks of a site. Held without an end counts until somebody says otherwise."""

    class Kind(models.TextChoices):
        LAND = "land", _("Land or lease")
        BUILDING = "building", _("Building")
        FIRE = "fire", _("Fire safety")

    class State(models.TextChoices):
        HELD = "held", _("We have it")
        NOT_REQUIRED = "not_required", _("The law does not ask it of us")
        MISSING = "missing", _("We do not have it")

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="permits")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=12, choices=State)
    number = models.CharField(max_length=80, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "kind"], name="one_permit_of_a_kind"),
            models.CheckConstraint(
                condition=models.Q(state="held") | models.Q(number="", valid_to__isnull=True),
                name="only_a_permit_held_has_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.supplier_id}"
