"""What a firm makes, and what it makes it from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.models import ProductGroup
from suppliers.models.history import keep_history
from suppliers.models.supplier import Supplier


@keep_history()
class Product(models.Model):
    """A product or a family of parts that the firm makes."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="products")
    name = models.CharField(max_length=150)
    group = models.ForeignKey(
        ProductGroup,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    yearly_pieces = models.PositiveBigIntegerField(null=True, blank=True)
    since = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "name"],
                name="one_row_a_product_of_a_firm",
                violation_error_message=_("This product is on the profile already."),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(since__gte=1900, since__lte=2100),
                name="product_since_is_a_year",
                violation_error_message=_("A year has four digits, for example 2018."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@keep_history()
class Input(models.Model):
    """A material or part that the firm buys: from where, how much of all it buys, and what if it stops."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="inputs")
    name = models.CharField(max_length=150)
    country = models.CharField(max_length=2)
    share_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    sources = models.PositiveSmallIntegerField(null=True, blank=True)
    stock_days = models.PositiveSmallIntegerField(null=True, blank=True)
    watched = models.BooleanField(default=False)
    tested = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "name"],
                name="one_row_an_input_of_a_firm",
                violation_error_message=_("This material is on the profile already."),
            ),
            models.CheckConstraint(
                condition=Q(share_percent__isnull=True) | Q(share_percent__gt=0, share_percent__lte=100),
                name="input_share_is_a_percentage",
                violation_error_message=_("A share is more than 0 and at most 100 %."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
