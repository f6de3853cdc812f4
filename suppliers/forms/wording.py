"""What a control says, in words: for the line of a closed row, and for two answers side by side."""

from html import unescape
from typing import Any

from django import forms
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def text_of(form: forms.Form, name: str) -> str:
    """The same for the same value, whether it was typed, typed again or saved; "" where it is not good."""
    field = form.fields[name]
    if form.is_bound:
        value = getattr(form, "cleaned_data", {}).get(name)
    else:
        value = form.get_initial_for_field(field, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, forms.ChoiceField):
        labels = dict(flat(field.choices))
        chosen = value if isinstance(value, list | tuple) else [value]
        return ", ".join(sorted(_plain(labels.get(str(v), v)) for v in chosen if v not in (None, "")))
    text = field.prepare_value(value)
    return "" if text is None else str(text).strip()


def with_unit(text: str, unit: Any) -> str:
    """ "2.000 pieces / month"; the sign of "± %" stands before the figure."""
    sign, _space, rest = str(unit).rpartition(" ") if str(unit).startswith("±") else ("", "", str(unit))
    return "\u00a0".join(part for part in (sign, text, rest) if part) if text else ""


def anchor_label(level: int, text: str) -> SafeString:
    """A level of a criterion and what it takes, as a choice; some criteria have no words for their lowest level."""
    if not text:
        return format_html("<b>{}</b>", _("Criterion level %(level)s") % {"level": level})
    return format_html("<b>{}</b> {}", _("Criterion level %(level)s:") % {"level": level}, text)


def _plain(label: Any) -> str:
    """Without the bold of a label that has some."""
    return unescape(strip_tags(label)) if isinstance(label, SafeString) else str(label)


def flat(choices: Any) -> list[tuple[str, Any]]:
    """Choices without their groups; values as they stand in the page."""
    pairs: list[tuple[str, Any]] = []
    for value, label in choices:
        if isinstance(label, list | tuple):
            pairs += flat(label)
        else:
            pairs.append((str(value), label))
    return pairs
