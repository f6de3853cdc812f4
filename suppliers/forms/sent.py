"""What a browser sends of a section's forms, control by control."""

from django import forms
from django.http import QueryDict

from suppliers.forms.rows import Row


def controls(form: forms.Form) -> dict[str, list[str]]:
    """Field -> what stands in its control, typed or saved; an empty one says nothing."""
    return {
        name: tidy(form.data.getlist(form[name].html_name) if form.is_bound else sent_of(form[name]))
        for name in form.fields
    }


def tidy(values: list[str]) -> list[str]:
    """In one order, without what a browser adds."""
    return sorted(text for value in values if (text := value.replace("\r\n", "\n").strip()))


def sent_of(bound: forms.BoundField) -> list[str]:
    """The saved value as a browser would send it."""
    value = bound.value()
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(value, list | tuple):
        return [str(each) for each in value]
    return [] if value is None else [str(bound.field.prepare_value(value))]


def key_of(row: Row) -> str:
    """The number of a saved row; "" of a new one."""
    return str(row["id"].value() or "")


def write_row(data: QueryDict, prefix: str, kind: type[Row], row: Row | None) -> None:
    """The saved row under ``prefix``; emptied where it was removed."""
    for name in kind.base_fields:
        data.setlist(f"{prefix}-{name}", sent_of(row[name]) if row else [])
