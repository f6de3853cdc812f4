"""What a reader fills in or ticks. Built into every template."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect

register = template.Library()


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, *, suffix: str = "", help: str = "", width: str = "") -> dict[str, Any]:
    """Label, hint, error, control, in this order, wired for screen readers.

    ``width`` follows the answer: "short" for dates and counts, "mid" for codes and names of places. Where two
    people wrote different things, the field carries ``other`` (``name``, ``saved``) and a choice stands below.
    """
    widget = bound.field.widget
    name = bound.auto_id or bound.html_name
    hint = help or bound.help_text
    described = [f"{name}-hint"] if hint else []
    described += [f"{name}-error"] if bound.errors else []
    # The label says what to write; a package's placeholder would say it again and vanish.
    attrs: dict[str, str | bool] = {"placeholder": False}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    choices = isinstance(widget, (RadioSelect, CheckboxSelectMultiple))
    single = isinstance(widget, CheckboxInput)
    if not choices and not single:
        attrs["class"] = f"input {widget.attrs.get('class', '')}".strip()
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=attrs),
        "hint": hint,
        "described": " ".join(described),
        "suffix": suffix,
        "width": width,
        "choices": choices,
        "single": single,
        "name": name,
        "other": getattr(bound.field, "other", None),
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """What is wrong, each line a link to its field; first thing under the h1.

    Takes forms and formsets; a form that is None or in order adds nothing. A form that is one of several says which
    (``called``), one whose fields stand in groups to which group a field belongs (``group_of``).
    """
    errors: list[tuple[str, str, str]] = []
    for form in forms:
        if form is None:
            continue
        for each in getattr(form, "forms", [form]):
            for name, messages in each.errors.items():
                if name in each.fields:
                    errors += [(_anchor(each[name]), _asked(each, name), text) for text in messages]
                else:
                    errors += [("", "", text) for text in messages]
        if hasattr(form, "non_form_errors"):
            errors += [("", "", text) for text in form.non_form_errors()]
    return {"errors": errors}


def _asked(form: Any, name: str) -> str:
    """The label as the beginning of a line: with a capital, with one mark behind it; "" where there is none."""
    label = str(form[name].label).strip()
    called = str(form.group_of(name) if hasattr(form, "group_of") else getattr(form, "called", ""))
    if called and label and called != label:
        label = f"{called} · {label}"
    label = label.rstrip(" .:")
    if not label:
        return ""
    return label[0].upper() + label[1:] + ("" if label.endswith("?") else ":")


def _anchor(bound: BoundField) -> str:
    """The control's id; for a group of choices, where the control has none, the fieldset's."""
    return bound.id_for_label or bound.auto_id


@register.inclusion_tag("components/facet.html")
def facet(
    legend: str,
    name: str,
    options: Sequence[Mapping[str, Any]],
    *,
    open: bool = True,
    single: bool = False,
    form: str = "",
    shown: int = 0,
) -> dict[str, Any]:
    """One group of a filter panel with live counts.

    Options are {"value", "label", "count" (None: not counted), "checked"}; one with 0 stays, in grey.
    ``single``: one of them, not several. ``form``: the id of the form that sends them. ``shown``: how many
    stand open before the rest, which is folded away.
    """
    first, rest = list(options), []
    if shown and len(options) > shown + 1:
        first = [option for n, option in enumerate(options) if n < shown or option["checked"]]
        rest = [option for n, option in enumerate(options) if n >= shown and not option["checked"]]
    return {
        "legend": legend,
        "name": name,
        "parts": [first, rest] if rest else [first],
        "open": open,
        "type": "radio" if single else "checkbox",
        "form": form,
    }


@register.inclusion_tag("components/chip.html")
def chip(label: str, url: str = "") -> dict[str, Any]:
    """An active filter; with ``url`` it has a cross and leads to the page without it."""
    return {"label": label, "url": url}
