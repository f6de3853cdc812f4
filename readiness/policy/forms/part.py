"""What the forms of all parts share: exact numbers, and refusals that find their field."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format, number_format
from django.utils.translation import gettext as _

from readiness.engine.draft import NotAFramework, Wrong, checked
from readiness.engine.exact import Refused, number, plain
from readiness.engine.framework import Framework
from readiness.policy.wording import broken, said_of


class ExactField(forms.Field):
    """An exact number: "0.75", "0,75" or "1/3". ``scale`` is what one unit of the field is worth: 1/100 for per
    cent."""

    def __init__(
        self, *, lowest: int = 0, highest: int, scale: Fraction = Fraction(1), **options: Any
    ) -> None:
        self.lowest, self.highest, self.scale = lowest, highest, scale
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "num"}))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Fraction):
            return value
        return plain(value / self.scale).replace(".", get_format("DECIMAL_SEPARATOR"))

    def to_python(self, value: Any) -> Fraction | None:
        typed = str(value or "").strip().replace(",", ".").replace(" ", "").rstrip("%")
        if not typed:
            return None
        try:
            exact = number(typed, "") if len(typed) <= 20 else None
        except Refused:
            exact = None
        if exact is None:
            wanted = (
                _("Write a number, for example 0.75 or 1/3. You wrote “%(typed)s”.")
                if self.scale == 1
                else _("Write a per cent, for example 62.5. You wrote “%(typed)s”.")
            )
            raise ValidationError(wanted % {"typed": value})
        if not self.lowest <= exact <= self.highest:
            raise ValidationError(
                _("Write a number from %(low)s to %(high)s.")
                % {"low": number_format(self.lowest), "high": number_format(self.highest)}
            )
        return exact * self.scale

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


def level_field(**options: Any) -> ExactField:
    """A level of a criterion, 0 to 5."""
    return ExactField(highest=5, **options)


def percent_field(**options: Any) -> ExactField:
    """A share, typed in per cent."""
    return ExactField(highest=100, scale=Fraction(1, 100), **options)


class PartForm(forms.Form):
    """One part of the document of a draft. ``after`` is the framework that the change makes, once it is valid."""

    use_required_attribute = False

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, document: Mapping[str, Any], framework: Framework
    ) -> None:
        super().__init__(data)
        self.document, self.framework = document, framework
        self.after: Framework | None = None
        self.build()

    def build(self) -> None:
        """Make the fields."""
        raise NotImplementedError

    def change(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """The new document, from clean values."""
        raise NotImplementedError

    def field_of(self, wrong: Wrong) -> str | None:
        """The field in which a broken rule can be mended; None where it is not on this form."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.after = checked(self.change(self.document))
            except NotAFramework as refused:
                self.refuse(refused)
        return cleaned

    def refuse(self, refused: NotAFramework) -> None:
        """Each broken rule beside its field, or above the form."""
        for wrong in refused.wrongs:
            name, sentence = self.field_of(wrong), broken(wrong, self.framework)
            if name in self.fields:
                self.add_error(name, sentence)
            else:
                self.add_error(None, said_of(wrong, sentence, self.framework))
