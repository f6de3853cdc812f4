"""Who works in the firm and what they can do: posts and numbers, never names."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from suppliers.models.history import keep_history
from suppliers.models.supplier import Supplier


@keep_history()
class Post(models.Model):
    """A kind of work with how many people do it, how many are certified for it and how many could stand in."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="posts")
    name = models.CharField(max_length=100)
    people = models.PositiveIntegerField()
    is_key = models.BooleanField(default=False)
    certified = models.PositiveIntegerField(null=True, blank=True)
    stand_ins = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "name"],
                name="one_row_a_post_of_a_firm",
                violation_error_message=_("This post is on the profile already."),
            ),
            models.CheckConstraint(
                condition=Q(certified__isnull=True) | Q(certified__lte=F("people")),
                name="certified_at_most_all",
                violation_error_message=_("More people certified than there are."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@keep_history()
class Workforce(models.Model):
    """What the firm says of its people as a whole. Languages are codes separated by spaces ("en ja")."""

    supplier = models.OneToOneField(Supplier, on_delete=models.CASCADE, related_name="workforce")
    engineers = models.PositiveIntegerField(null=True, blank=True)
    software = models.CharField(max_length=200, blank=True)
    skills_matrix = models.BooleanField(default=False)
    cross_trained = models.BooleanField(default=False)
    training_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    training_plan = models.BooleanField(default=False)
    interpreter = models.BooleanField(default=False)
    languages_written = models.CharField(max_length=60, blank=True)
    languages_spoken = models.CharField(max_length=60, blank=True)
    languages_technical = models.CharField(max_length=60, blank=True)
    trials = models.BooleanField(default=False)
    new_products = models.PositiveSmallIntegerField(null=True, blank=True)
    new_products_before = models.PositiveSmallIntegerField(null=True, blank=True)
    rd_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    titles_used = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "workforces"
        constraints = [
            models.CheckConstraint(
                condition=Q(rd_percent__isnull=True) | Q(rd_percent__lte=100), name="rd_at_most_100_percent"
            )
        ]

    def __str__(self) -> str:
        return f"workforce of {self.supplier_id}"
