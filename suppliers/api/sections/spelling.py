"""JSON to what a form reads, and a form's saved values to JSON."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from suppliers.api.sections.fields import WORDS, chooses_words
from suppliers.forms.fields import MonthField
from suppliers.forms.levels import LevelsForm, field_name
from suppliers.forms.rows import Rows
from suppliers.forms.section import SectionForm
from suppliers.forms.wording import flat

Json = dict[str, Any]
# No key: the form says that the word is not in its list.
NO_SUCH_WORD = "-1"


class Codes:
    """The codes of the words that a form offers, asked for once a field however many rows there are."""

    def __init__(self) -> None:
        self._of: dict[str, dict[str, str]] = {}

    def of(self, name: str, field: forms.Field) -> dict[str, str]:
        """Key, as text -> code."""
        if name not in self._of:
            keys = [key for key, _label in flat(field.choices) if key]
            rows = WORDS[name].objects.filter(pk__in=keys).values_list("pk", "code")
            self._of[name] = {str(pk): code for pk, code in rows}
        return self._of[name]

    def key(self, name: str, field: forms.Field, code: str) -> str:
        return next((key for key, known in self.of(name, field).items() if known == code), NO_SUCH_WORD)


def shown(form: SectionForm, codes: Codes) -> Json:
    """The saved values of an unbound section, part by part."""
    told: Json = {}
    for name, part in form.parts.items():
        if isinstance(part, LevelsForm):
            told[name] = {
                code: int(level)
                if (level := part.initial.get(field_name(code), "")) not in ("", None)
                else None
                for code in part.codes
            }
        elif isinstance(part, Rows):
            told[name] = [_values(row, codes) for row in part if row.initial]
        else:
            told[name] = _values(part, codes)
    return told


def _values(form: forms.Form, codes: Codes) -> Json:
    return {
        name: _json(name, field, form.get_initial_for_field(field, name), codes)
        for name, field in form.fields.items()
    }


def _json(name: str, field: forms.Field, value: Any, codes: Codes) -> Any:
    if chooses_words(field):
        known = codes.of(name, field)
        if isinstance(value, list | tuple):
            return [known[str(v)] for v in value if str(v) in known]
        return known.get(str(value)) if value else None
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.strftime("%Y-%m") if isinstance(field, MonthField) else value.isoformat()
    if value is None and isinstance(field, forms.MultipleChoiceField):
        return []
    if value is None and isinstance(field, forms.CharField):
        return ""
    return value


def typed(form: SectionForm, sent: Mapping[str, Any], codes: Codes) -> dict[str, Any]:
    """What a browser would send: the saved values of ``form`` (unbound) with ``sent`` laid over them."""
    data: dict[str, Any] = {}
    for name, part in form.parts.items():
        given = sent.get(name)
        if isinstance(part, LevelsForm):
            chosen = shown_levels(part) | {
                field_name(code): "" if level is None else str(level) for code, level in (given or {}).items()
            }
            data |= chosen
        elif isinstance(part, Rows):
            data |= _typed_rows(part, given, codes)
        else:
            data |= _typed_form(part, given or {}, codes)
    return data


def shown_levels(part: LevelsForm) -> dict[str, str]:
    return {name: str(part.initial.get(name) or "") for name in part.fields}


def _typed_rows(part: Rows, given: Sequence[Mapping[str, Any]] | None, codes: Codes) -> dict[str, Any]:
    if given is None:
        rows = [row for row in part if row.initial]
        data: dict[str, Any] = {f"{part.prefix}-count": str(len(rows))}
        for row in rows:
            data |= _typed_form(row, {}, codes)
        return data
    data = {f"{part.prefix}-count": str(len(given))}
    one = next(iter(part))
    for number, values in enumerate(given):
        for name, value in values.items():
            data[f"{part.prefix}-{number}-{name}"] = _text(name, one.fields[name], value, codes)
    return {name: text for name, text in data.items() if text is not None}


def _typed_form(form: forms.Form, given: Mapping[str, Any], codes: Codes) -> dict[str, Any]:
    data = {}
    for name, field in form.fields.items():
        if name in given:
            text = _text(name, field, given[name], codes)
        else:
            text = _as_text(form.get_initial_for_field(field, name))
        if text is not None:
            data[form.add_prefix(name)] = text
    return data


def _text(name: str, field: forms.Field, value: Any, codes: Codes) -> Any:
    if chooses_words(field):
        if isinstance(value, list):
            return [codes.key(name, field, code) for code in value]
        return codes.key(name, field, value) if value else ""
    return _as_text(value)


def _as_text(value: Any) -> Any:
    """None where a browser would send nothing."""
    if value is None or value is False:
        return None
    if value is True:
        return "on"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [str(v) for v in value]
    return str(value)


def errors(form: SectionForm) -> Json:
    """What is wrong, by part and field; rows by their number in the list that was sent."""
    wrong: Json = {}
    for name, part in form.parts.items():
        if isinstance(part, LevelsForm):
            found: Any = {code: e for code in part.codes if (e := part.errors.get(field_name(code)))}
        elif isinstance(part, Rows):
            found = {str(n): row.errors for n, row in enumerate(part.forms) if row.errors} or part.too_many
        else:
            found = part.errors
        if found:
            wrong[name] = found
    return wrong


def differences(now: Json, sent: Mapping[str, Any]) -> list[Json]:
    """Where ``sent`` says something else than is saved now: both values, by the field's name."""
    found = []
    for part, given in sent.items():
        if isinstance(given, list):
            pairs = [(part, now.get(part), given)]
        else:
            pairs = [(f"{part}.{name}", now.get(part, {}).get(name), value) for name, value in given.items()]
        found += [
            {"field": field, "saved": saved, "sent": value} for field, saved, value in pairs if saved != value
        ]
    return found
