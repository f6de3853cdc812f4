"""One form for a version of a requirement: its title, its note and its lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers import words
from buyers.asking import Asked
from buyers.forms.lines import ROWS, SEVERAL, LineRow
from suppliers.directory.tags import Words
from suppliers.forms.rows import Row, Rows

# What stands behind the figure.
UNITS: dict[str, str | Promise] = {
    "size": "mm",
    "tolerance": "± mm",
    "volume": gettext_lazy("pieces / month"),
    "distance": "km",
    "local_content": "%",
}


class HeadForm(forms.Form):
    use_required_attribute = False

    title = forms.CharField(
        label=gettext_lazy("What you need"),
        max_length=150,
        help_text=gettext_lazy("The part or the work, as you call it among yourselves."),
        error_messages={"required": gettext_lazy("Write what you need.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What the lines above cannot say. It is not used for matching."),
    )


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one kind as the page shows them: closed with ``says``, or open."""

    kind: str
    label: str
    rows: Rows
    several: bool
    unit: str | Promise
    open: bool

    @property
    def says(self) -> str:
        said = [" · ".join([self._with_unit(row), *row.facts]) for row in self.rows if row.title]
        return "; ".join(said)

    def _with_unit(self, row: Row) -> str:
        """ "± 0.05 mm": the sign stands before the figure."""
        sign, _space, unit = (
            str(self.unit).rpartition(" ") if str(self.unit).startswith("±") else ("", "", str(self.unit))
        )
        return " ".join(part for part in (sign, row.title, unit) if part)


class RequirementForm:
    """``data`` is what was sent; without it, ``title``, ``note`` and ``lines`` are what is saved."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        title: str = "",
        note: str = "",
        lines: Sequence[Asked] = (),
        saved: Sequence[Asked] = (),
    ) -> None:
        """``saved``: lines of the version that is written anew, whose retired words may stay."""
        self.head = HeadForm(data, initial={"title": title, "note": note})
        self.used = {code for line in (*lines, *saved) for code in line.codes}
        self.known = Words.load()
        self.opened = ""
        self.rows = {kind: self._rows(row, data, lines) for kind, row in ROWS.items()}

    def _rows(self, row: type[LineRow], data: Mapping[str, Any] | None, lines: Sequence[Asked]) -> Rows:
        kind = row.kind.value
        initial = [{"id": n, **row.initial_of(line)} for n, line in enumerate(lines, 1) if line.kind == kind]
        options = {"choices": words.choices(kind, self.used, self.known)}
        return Rows(row, kind, data=data, initial=initial, options=options)

    @property
    def blocks(self) -> Iterator[Block]:
        empty = all(row.blank for rows in self.rows.values() for row in rows)
        for kind, rows in self.rows.items():
            wrong = bool(rows.too_many) or any(row.is_bound and row.errors for row in rows)
            opened = wrong or kind == self.opened or (empty and kind == "process")
            label = str(ROWS[kind].kind.label)
            yield Block(kind, label, rows, kind in SEVERAL, UNITS.get(kind, ""), opened)

    @property
    def forms(self) -> list[forms.Form]:
        """Every form in reading order: what an error summary walks through."""
        return [self.head, *(form for rows in self.rows.values() for form in rows.forms)]

    def non_form_errors(self) -> list[str]:
        return [text for rows in self.rows.values() for text in rows.too_many]

    def is_valid(self) -> bool:
        """Every part is judged, so that the reader sees all that is wrong at once."""
        results = [self.head.is_valid(), *(rows.is_valid() for rows in self.rows.values())]
        return all(results) and self._one_of_a_kind()

    def lines_are_valid(self) -> bool:
        """The same without the title: enough to count who would match."""
        results = [rows.is_valid() for rows in self.rows.values()]
        return all(results) and self._one_of_a_kind()

    def _one_of_a_kind(self) -> bool:
        good = True
        for kind, rows in self.rows.items():
            if kind not in SEVERAL and len(rows.filled()) > 1:
                rows.too_many = [_("Ask for one of this kind: %(kind)s.") % {"kind": ROWS[kind].kind.label}]
                good = False
        return good

    def change_rows(self, *, add: str = "", remove: str = "") -> bool:
        """Add a row to the kind named ``add``, or take away ``remove`` ("standard-1"); what was typed stays.

        False when there are no such rows.
        """
        kind, _dash, number = remove.rpartition("-") if remove else (add, "", "")
        rows = self.rows.get(kind)
        if rows is None or kind not in SEVERAL or (remove and not number.isdecimal()):
            return False
        rows.retyped(with_one_more=bool(add), without=int(number) if remove else None)
        for other in [each for each in self.rows.values() if each is not rows]:
            other.retyped()
        self.retitled()
        self.opened = kind
        return True

    def retitled(self) -> None:
        """Show title and note again as typed, not yet judged."""
        self.head = HeadForm(initial={n: self.head.data.get(n, "") for n in self.head.fields})

    @property
    def asked(self) -> list[Asked]:
        """The lines of a valid form, in the order of the page."""
        return [form.asked for rows in self.rows.values() for form in rows.filled()]
