"""All forms of one section, as one thing that is shown, judged, compared and saved."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from suppliers.actions.profile import Save
from suppliers.criteria_texts import CriterionText
from suppliers.forms.levels import LevelsForm
from suppliers.forms.rows import Rows
from suppliers.forms.sources import Sources
from suppliers.models import Evidence, Supplier
from suppliers.sections import SECTIONS


class SectionForm:
    """The forms of section ``key``. ``data`` is what was sent; without it, what is saved. ``stated`` (the firm's
    ``stated_levels``) and ``sources`` are given where several sections are built."""

    key: ClassVar[str]

    def __init__(
        self,
        supplier: Supplier,
        data: Mapping[str, Any] | None = None,
        *,
        texts: Mapping[str, CriterionText],
        today: date,
        stated: Mapping[str, Decimal] | None = None,
        sources: Sources | None = None,
    ) -> None:
        self.supplier, self.data, self.today = supplier, data, today
        self.sources = sources or Sources(supplier)
        self.parts: dict[str, forms.Form | Rows] = self.build(data)
        section = SECTIONS[self.key]
        stated = stated_levels(supplier) if stated is None else stated
        chosen = {c.code: stated[c.code] for c in section.chosen if c.code in stated}
        self.parts["levels"] = LevelsForm(data, section=section, texts=texts, chosen=chosen)

    def __getitem__(self, name: str) -> forms.Form | Rows:
        return self.parts[name]

    def build(self, data: Mapping[str, Any] | None) -> dict[str, Any]:
        raise NotImplementedError

    def save(self, save: Save) -> None:
        raise NotImplementedError

    @property
    def forms(self) -> list[forms.Form]:
        """Every form in reading order, rows one by one: what an error summary walks through."""
        return [f for part in self.parts.values() for f in (part.forms if isinstance(part, Rows) else [part])]

    def non_form_errors(self) -> list[str]:
        """What is wrong with the rows of a part as a whole."""
        return [text for part in self.parts.values() if isinstance(part, Rows) for text in part.too_many]

    def show_standing(self, best: Mapping[str, Evidence]) -> None:
        """Beside each question, what has been shown of its criterion."""
        levels: Any = self.parts["levels"]
        for field in levels.fields.values():
            field.line = best.get(field.text.code)
            if field.line and field.line.level is not None and field.line.evidence_class != "A0":
                field.choices = [("", _no_word_of_its_own(field.line)), *field.choices[1:]]

    def is_valid(self) -> bool:
        results = [part.is_valid() for part in self.parts.values()]
        return all(results)

    def change_rows(self, *, add: str = "", remove: str = "") -> QueryDict | None:
        """Add a row to the part named ``add``, or take away ``remove`` ("machines-2"); what was typed stays.

        What a browser would have sent of it, None when there are no such rows. An added row is empty and says nothing.
        """
        name, _dash, number = (add or remove).rpartition("-") if remove else (add, "", "")
        rows = self.parts.get(name)
        if not isinstance(rows, Rows) or (remove and not number.isdecimal()):
            return None
        sent = rows.sent_without(int(number) if remove else None)
        rows.retyped(with_one_more=bool(add), without=int(number) if remove else None)
        return sent

    def values(self, name: str) -> Any:
        """Clean values of one part: a list for rows, a mapping for a form."""
        part: Any = self.parts[name]
        return part.values if hasattr(part, "values") else part.cleaned_data


def _no_word_of_its_own(line: Evidence) -> str:
    """The empty answer where a paper speaks for the firm."""
    words = (
        _("Nothing of my own: criterion level %(level)s, as it was checked, stands")
        if line.proven_class
        else _("Nothing of my own: criterion level %(level)s, as my paper shows, stands")
    )
    return words % {"level": number_format(line.level.normalize())}


def stated_levels(supplier: Supplier) -> dict[str, Decimal]:
    """By criterion the level that stands: the firm's own word, else what was decided on it."""
    lines = Evidence.objects.counting().filter(
        supplier=supplier, kind=Evidence.Kind.STATEMENT, level__isnull=False
    )
    ordered = sorted(lines, key=lambda line: not line.proven_class)
    return {line.criterion: line.level for line in ordered}
