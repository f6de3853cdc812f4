"""What matching reads of a firm: one narrow row, apart from the wide one of the directory."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F

from suppliers.models.supplier import Supplier


class Offer(models.Model):
    """What a listed firm offers to a buyer's requirement, on the day it was written. Empty is not stated.

    Written by ``suppliers.directory`` with the directory's row; ``level`` and the levels of criteria are told
    by the floor above through ``show_levels``. ``may`` holds the tags that the firm claims, proven or not, and
    the bare tag of a kind of which it says nothing; ``sure`` holds those that are proven or need no proof.
    Sizes in mm, capacity in pieces a month, levels of criteria in hundredths in the order of the framework,
    -1 where nothing counts.
    """

    supplier = models.OneToOneField(
        Supplier, on_delete=models.CASCADE, primary_key=True, related_name="offer"
    )
    synthetic = models.BooleanField(default=False)
    may = ArrayField(models.IntegerField(), default=list)
    sure = ArrayField(models.IntegerField(), default=list)
    # JSON, sorted: [[process, proven, [material, ...] or null, "0.05" or null, 400 or null], ...]
    works = models.TextField(default="[]")
    # The best that is claimed, the best that is proven, and whether some process leaves it open.
    tolerance = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    tolerance_proven = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    tolerance_open = models.BooleanField(default=True)
    largest = models.IntegerField(null=True)
    largest_proven = models.IntegerField(null=True)
    largest_open = models.BooleanField(default=True)
    free_capacity = models.IntegerField(null=True)
    local_content = models.SmallIntegerField(null=True)
    province = models.IntegerField(null=True, help_text="key of the province of today")
    level = models.SmallIntegerField(null=True)
    framework = models.IntegerField(null=True, help_text="key of the framework that the levels are of")
    proven = ArrayField(models.SmallIntegerField(), default=list)
    declared = ArrayField(models.SmallIntegerField(), default=list)
    told = models.BigIntegerField(null=True, help_text="digest of the levels as they were told last")

    class Meta:
        indexes = [
            GinIndex(OpClass(F("may"), name="gin__int_ops"), name="offer_may", fastupdate=False),
            GinIndex(OpClass(F("sure"), name="gin__int_ops"), name="offer_sure", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"offer of {self.supplier_id}"
