"""Everything a firm has said, section by section, as its "check your answers" page shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from suppliers.criteria_texts import CriterionText
from suppliers.forms.levels import LevelsForm
from suppliers.forms.rows import Rows
from suppliers.forms.section import SectionForm, stated_levels
from suppliers.forms.sections import SECTION_FORMS
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
        if isinstance(part, Rows):
            rows = tuple(" · ".join([row.title, *row.facts]) for row in part if row.initial)
            yield Answer(str(part.row.plural), rows, f"{name}-0")
        else:
            yield from _fields(part)


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
        said = "" if value is False else text_of(part, name)
        said = with_unit(said, getattr(part, "suffixes", {}).get(name, ""))
        yield Answer(str(label), (said,) if said else (), anchor)
