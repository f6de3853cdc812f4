"""A form as a serializer: the same names and limits, with types a program can rely on.

The form still judges what it is given; here only the spelling is checked, so that 12.345 is never read as a
count of 12345.
"""

from typing import Any

from django import forms
from rest_framework import serializers

from portal.models import Material, Process, ProductGroup, Province, Sector, Standard
from portal.models.reference import Word
from suppliers.forms.facts import OrNone
from suppliers.forms.fields import DayField, DecimalNumberField, MillionsField, MonthField, WholeNumberField

# Fields whose choices are shared words: their keys in a form, their codes in the API.
WORDS: dict[str, type[Word]] = {
    "process": Process,
    "materials": Material,
    "standard": Standard,
    "sector": Sector,
    "other_sectors": Sector,
    "province": Province,
    "former_province": Province,
    "group": ProductGroup,
}
LONGEST_CODE = 80
MOST_CODES = 300


def chooses_words(field: forms.Field) -> bool:
    """Whether the field's values are keys of shared words."""
    kinds = (forms.TypedChoiceField, forms.TypedMultipleChoiceField)
    return isinstance(field, kinds) and not isinstance(field, OrNone) and field.coerce is int


def serializer_of(form: type[forms.Form], name: str) -> type[serializers.Serializer]:
    """A serializer called ``name`` with a field for each of the form's; none of them is required."""
    declared: dict[str, Any] = {n: spelled(field) for n, field in form.base_fields.items()}
    # What is said of a section's parts stands in the schema once, at the section.
    return type(name, (serializers.Serializer,), {**declared, "__doc__": ""})


def spelled(field: forms.Field) -> serializers.Field:
    """The field of the API in which the values of a form's field are written."""
    told: dict[str, Any] = {"required": False, "label": field.label}
    if isinstance(field, WholeNumberField):
        limits = {"min_value": field.lowest, "max_value": field.highest}
        return serializers.IntegerField(allow_null=True, **limits, **told)
    if isinstance(field, MillionsField):
        most = field.HIGHEST
        return serializers.IntegerField(
            allow_null=True, min_value=-most, max_value=most, help_text="million VND", **told
        )
    if isinstance(field, OrNone):
        return serializers.IntegerField(allow_null=True, min_value=0, max_value=5, **told)
    if isinstance(field, forms.IntegerField):
        return serializers.IntegerField(allow_null=True, min_value=1, max_value=2**63 - 1, **told)
    if isinstance(field, DecimalNumberField):
        digits = len(str(int(field.highest))) + field.places
        return serializers.DecimalField(
            allow_null=True, max_digits=digits, decimal_places=field.places, **told
        )
    if isinstance(field, MonthField):
        return serializers.RegexField(
            r"^[0-9]{4}-(0[1-9]|1[0-2])\Z", help_text="YYYY-MM", allow_blank=True, **told
        )
    if isinstance(field, DayField):
        return serializers.DateField(allow_null=True, **told)
    if isinstance(field, forms.BooleanField):
        # Null: nobody said so yet.
        return serializers.BooleanField(allow_null=True, **told)
    if isinstance(field, forms.MultipleChoiceField):
        child = serializers.CharField(max_length=LONGEST_CODE)
        return serializers.ListField(child=child, max_length=MOST_CODES, **told)
    if isinstance(field, forms.ChoiceField):
        return serializers.CharField(max_length=LONGEST_CODE, allow_blank=True, allow_null=True, **told)
    return serializers.CharField(max_length=getattr(field, "max_length", None), allow_blank=True, **told)
