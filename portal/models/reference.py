"""The shared words: provinces, sectors, processes, materials, standards, product groups, legal forms.

A word is known by (list, code); a list has a version, so that a code that changed its meaning
(seven province codes did on 1 July 2025) stays readable. Words are loaded from
``portal/reference/*.csv`` by ``manage.py load_reference``: retired, never deleted.
"""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.i18n import in_language


class CodeList(models.Model):
    """One edition of one list, with the source it was written from."""

    key = models.SlugField()
    version = models.CharField(max_length=20)
    source = models.TextField(blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="one_edition_of_a_list")]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class WordQuerySet(models.QuerySet):
    def current(self, on: date | None = None) -> Self:
        """Words not retired; with ``on``, those in force on that day."""
        if on is None:
            return self.filter(valid_to__isnull=True)
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=on),
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=on),
        )


class Word(models.Model):
    """A code of a list with its labels in the five languages of our readers."""

    list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)
    label_vi = models.CharField(max_length=250)
    label_en = models.CharField(max_length=250)
    label_ko = models.CharField(max_length=250, blank=True)
    label_ja = models.CharField(max_length=250, blank=True)
    label_zh = models.CharField(max_length=250, blank=True)
    position = models.PositiveIntegerField(default=0, help_text="order in the file")
    sort_key = models.CharField(
        max_length=300, blank=True, db_index=True, help_text="Vietnamese order: folding.sort_key(label_vi)"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)
    confidence = models.CharField(max_length=200, blank=True)

    objects = WordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """In the reader's language: Vietnamese or English."""
        return in_language(self.label_vi, self.label_en)


def _one_code_a_list(name: str) -> list[models.BaseConstraint]:
    return [models.UniqueConstraint(fields=["list", "code"], name=f"one_{name}_code_in_a_list")]


class Sector(Word):
    """VN-SI sector. ``letter`` is one of M P E A T F H; groups such as "components" have several."""

    letters = ArrayField(models.CharField(max_length=1), default=list)

    class Meta(Word.Meta):
        constraints = _one_code_a_list("sector")


class Province(Word):
    """A province or city: one of the 34 since 1 July 2025, of the 63 before, or a name of 1976 to 2008 that went
    before those."""

    kind = models.CharField(max_length=20, choices=[("province", _("province")), ("city", _("city"))])
    macro_region = models.CharField(max_length=20, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    short_label = models.CharField(max_length=40, blank=True, help_text="as written in a map tile")
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)
    successors = models.ManyToManyField(
        "self", through="ProvinceChange", symmetrical=False, related_name="predecessors"
    )

    class Meta(Word.Meta):
        constraints = _one_code_a_list("province")


class ProvinceChange(models.Model):
    """An edge of lineage: what became of a province, when and by which decree. Each leads to the next list; a
    province that was divided has several."""

    before = models.ForeignKey(Province, on_delete=models.CASCADE, related_name="changes_after")
    after = models.ForeignKey(Province, on_delete=models.CASCADE, related_name="changes_before")
    kind = models.CharField(
        max_length=20,
        choices=[
            ("unchanged", _("unchanged")),
            ("merged", _("merged")),
            ("renamed", _("renamed")),
            ("divided", _("divided")),
        ],
    )
    effective_on = models.DateField()
    source = models.TextField(blank=True)
    confidence = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["before", "after"], name="one_edge_of_lineage")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Concept(Word):
    """A word of the capability vocabulary, with what people also call it, by language."""

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    # {"vi": ["..."], "en": [...], "ko": [...], "ja": [...], "zh": [...]}
    synonyms = models.JSONField(default=dict, blank=True)
    sectors = models.CharField(max_length=20, blank=True, help_text="sector letters in which it occurs")
    doubt = models.CharField(
        max_length=100, blank=True, help_text="languages in which it wants a native reader"
    )

    class Meta(Word.Meta):
        abstract = True


class Process(Concept):
    size_parameter = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=40, blank=True)

    class Meta(Concept.Meta):
        constraints = _one_code_a_list("process")
        verbose_name_plural = "processes"


class Material(Concept):
    class Meta(Concept.Meta):
        constraints = _one_code_a_list("material")


class Standard(Concept):
    """A standard a certificate may be issued for. Periods are in months."""

    official_name = models.CharField(max_length=250, blank=True)
    issuer_type = models.CharField(max_length=80, blank=True)
    validity_months = models.PositiveSmallIntegerField(null=True, blank=True)
    surveillance_months = models.PositiveSmallIntegerField(null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    criteria = ArrayField(
        models.CharField(max_length=8), default=list, help_text="readiness criteria it bears on"
    )

    class Meta(Concept.Meta):
        constraints = _one_code_a_list("standard")


class ProductGroup(Word):
    """A supporting-industry product group of the decrees' priority lists."""

    sector = models.ForeignKey(
        Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="product_groups"
    )
    hs_hint = ArrayField(models.CharField(max_length=10), default=list, help_text="not checked")
    decrees = ArrayField(models.CharField(max_length=40), default=list)
    doubt = models.CharField(max_length=100, blank=True)

    class Meta(Word.Meta):
        constraints = _one_code_a_list("product_group")


class IndustryClass(Word):
    """A division (two digits) or class (four digits) of manufacturing in VSIC 2025."""

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    sectors = models.CharField(max_length=20, blank=True, help_text="sector letters it hints at, ours")

    class Meta(Word.Meta):
        constraints = _one_code_a_list("industry_class")
        verbose_name_plural = "industry classes"


class LegalForm(models.Model):
    """A written legal form or trade word to strip before names are compared."""

    form = models.CharField(max_length=40)
    written = models.CharField(max_length=120)
    folded = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    position = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["written", "kind", "position"], name="one_spelling_of_a_legal_form"
            )
        ]

    def __str__(self) -> str:
        return self.written
