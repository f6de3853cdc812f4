from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F

from suppliers.models.supplier import Supplier


class SearchDocument(models.Model):
    """One denormalised row a listed firm: everything a list page shows, filters and sorts by.

    Written only by ``suppliers.directory``. ``tags`` are namespaced integers; ``level`` and ``rank``
    are told by the floor above through ``show_standing``.
    """

    supplier = models.OneToOneField(
        Supplier, on_delete=models.CASCADE, primary_key=True, related_name="search_document"
    )
    synthetic = models.BooleanField(default=False)
    # A: names, B: words of the vocabulary, C: description and address; all folded in Python.
    text = SearchVectorField()
    tags = ArrayField(models.IntegerField(), default=list)
    level = models.SmallIntegerField(default=0)
    rank = models.IntegerField(default=0, help_text="level first, then the proven total")
    row = models.JSONField(default=dict, help_text="what the row of a list shows, ready to render")
    standing = models.JSONField(default=dict, help_text="what readiness told us to show")
    facts_version = models.PositiveIntegerField(default=0)
    changes_on = models.DateField(null=True, help_text="the day on which a certificate begins or lapses")

    class Meta:
        indexes = [
            GinIndex(fields=["text"], name="search_text", fastupdate=False),
            GinIndex(OpClass(F("tags"), name="gin__int_ops"), name="search_tags", fastupdate=False),
            models.Index(F("rank").desc(), F("supplier_id"), name="search_rank"),
            models.Index(
                fields=["changes_on"], name="search_changes", condition=models.Q(changes_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"search document of {self.supplier_id}"


class FacetCount(models.Model):
    """How many firms of the whole list have a tag, kept where the list is too long to be counted when asked.

    Written only by ``suppliers.directory.counting``. A tag below a million is a level.
    """

    tag = models.IntegerField(primary_key=True)
    firms = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.firms} with {self.tag}"
