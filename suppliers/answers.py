"""Everything a firm has said, section by section, as its "check your answers" page shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from suppliers.criteria_texts import CriterionText
from suppliers.forms.certificates import CertificateRow, NoCertificateForm
from suppliers.forms.levels import LevelsForm
from suppliers.forms.rows import Row, Rows
from suppliers.forms.section import SectionForm, stated_levels
from suppliers.forms.sections import SECTION_FORMS
from suppliers.forms.site import PermitForm
from suppliers.forms.sources import Sources
from suppliers.forms.wording import text_of, with_unit
from suppliers.models import Supplier
from suppliers.sections import SECTIONS, Section

# Shown with what it explains, not by itself.
_LEFT_OUT = ("sector_reason",)


@dataclass(frozen=True, slots=True)
class Answer:
    """``words`` are empty where nothing was said; ``anchor`` is where it is changed."""

    label: str
    words: tuple[str, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Answered:
    section: Section
    answers: tuple[Answer, ...]

    @property
    def said(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.words]

    @property
    def open(self) -> list[Answer]:
        return [answer for answer in self.answers if not answer.words]


def answers_of(firm: Supplier, texts: Mapping[str, CriterionText], today: date) -> list[Answered]:
    """In two queries."""
    stated, sources = stated_levels(firm), Sources.all_together(firm)
    forms_of = {
        key: form(firm, texts=texts, today=today, stated=stated, sources=sources)
        for key, form in SECTION_FORMS.items()
    }
    return [Answered(section, tuple(_answers(forms_of[key]))) for key, section in SECTIONS.items()]


def _answers(form: SectionForm) -> Iterator[Answer]:
    for name, part in form.parts.items():
        if _answered_by_the_other(form, part):
            continue
        if isinstance(part, Rows):
            rows = tuple(_in_one_line(row) for row in _saved(part))
            yield Answer(str(part.row.plural), rows, f"{name}-0")
        elif isinstance(part, PermitForm):
            yield _paper(part)
        else:
            yield from _fields(part)


def _answered_by_the_other(form: SectionForm, part: forms.Form | Rows) -> bool:
    """Certificates, or the word that there are none: who answers one is not asked the other."""
    if isinstance(part, NoCertificateForm):
        return bool(_saved(form["certificates"]))
    if isinstance(part, Rows) and part.row is CertificateRow:
        return not _saved(part) and bool(form["none"].initial["declares_no_certificate"])  # type: ignore[union-attr]
    return False


def _saved(rows: Any) -> list[Row]:
    return [row for row in rows if row.initial]


def _in_one_line(row: Row) -> str:
    """All that a row says: what it is called, and its fields with their labels."""
    said = [row.title]
    for name, field in row.fields.items():
        value, text = row.get_initial_for_field(field, name), text_of(row, name)
        if name == "id" or value is False or text in ("", *row.title.split(" · ")):
            continue
        said.append(_with_label(str(field.label), _measured(row, name, text), ticked=value is True))
    return " · ".join(said)


def _with_label(label: str, text: str, *, ticked: bool) -> str:
    """A label such as "Pieces: from" runs on."""
    if ticked:
        return label
    return f"{label} {text}" if ":" in label else f"{label}: {text}"


def _measured(part: forms.Form, name: str, text: str) -> str:
    unit = getattr(part, "suffixes", {}).get(name, "")
    return with_unit(text, unit or getattr(part.fields[name], "unit", ""))


def _paper(form: PermitForm) -> Answer:
    """A paper of the site is one answer: held or not, its number and its end."""
    words = [text_of(form, "state")] if form.initial["state"] else []
    words += [f"{form.fields[n].label}: {text}" for n in ("number", "valid_to") if (text := text_of(form, n))]
    return Answer(form.called, (" · ".join(words),) if words else (), form["state"].auto_id)


def _fields(part: forms.Form) -> Iterator[Answer]:
    for name, field in part.fields.items():
        if name in _LEFT_OUT:
            continue
        bound = part[name]
        anchor = bound.auto_id or bound.html_name
        label: Any = field.label
        if isinstance(part, LevelsForm):
            code = field.text.code  # type: ignore[attr-defined]
            anchor, label = f"question-{code}", f"{code} {label}"
        value = part.get_initial_for_field(field, name)
        said = "" if value is False else _measured(part, name, text_of(part, name))
        yield Answer(str(label), (said,) if said else (), anchor)
