"""A list from a file: the file, what its columns hold, and a row that is corrected."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.lineage import Earlier, earlier_provinces
from suppliers.importing.headers import letter_of, title_of
from suppliers.importing.rows import Chosen, Row

# What a column may hold, in the order in which it is asked.
FIELDS: Mapping[str, str | Promise] = {
    "name": gettext_lazy("Name of the firm"),
    "name_latin": gettext_lazy("Name in English"),
    "tax_code": gettext_lazy("Tax code"),
    "address": gettext_lazy("Address"),
    "province": gettext_lazy("Province or city"),
    "country": gettext_lazy("Country"),
    "sector": gettext_lazy("Sector"),
    "industries": gettext_lazy("Industry classes (VSIC 2025)"),
    "process": gettext_lazy("Processes"),
    "material": gettext_lazy("Materials"),
    "product": gettext_lazy("Products"),
    "workers": gettext_lazy("Number of workers"),
    "established": gettext_lazy("Year founded"),
    "website": gettext_lazy("Website"),
    "contact": gettext_lazy("Contact person"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail address"),
}
# Asked of every row that is corrected, whatever the file has.
ALWAYS = ("name", "tax_code", "address", "province", "phone")
SAMPLES = 3
LAST_HEADER_ROW = 100


class ListForm(forms.Form):
    """The file of a list."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("List of firms"),
        help_text=gettext_lazy(
            "XLSX, XLS, ODS, CSV or TSV, up to 10 MB and 50,000 rows. One row a firm; a row near the top names the columns."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def __init__(self, *args: Any, cut_off: bool = False, **kwargs: Any) -> None:
        """``cut_off``: the file was larger than the portal takes, and was not kept."""
        super().__init__(*args, **kwargs)
        if cut_off:
            self.fields["file"].error_messages["required"] = _("The file is too large; split it.")


class ColumnsForm(forms.Form):
    """Which sheet, which row names the columns, and which column holds what.

    ``sheets``: name -> rows; ``sheet``, ``row`` (from 1) and ``fields`` (column from 0 -> field) are proposed.
    """

    use_required_attribute = False

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    row = forms.IntegerField(
        label=gettext_lazy("Row that names the columns"),
        min_value=1,
        max_value=LAST_HEADER_ROW,
        error_messages={
            "required": gettext_lazy("Write the number of a row, for example 1."),
            "invalid": gettext_lazy("Write the number of a row, for example 1."),
            "min_value": gettext_lazy("Rows are counted from 1."),
            "max_value": gettext_lazy("The names of columns stand in one of the first 100 rows."),
        },
    )

    def __init__(
        self,
        *args: Any,
        sheets: Mapping[str, Sequence[Sequence[str]]],
        sheet: str,
        row: int,
        fields: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"sheet": sheet, "row": row}
        self.rows = sheets.get(sheet, ())
        self.names = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        self.below = [r for r in self.rows[row:] if any(c.strip() for c in r)][:SAMPLES]
        if len(sheets) > 1:
            self.fields["sheet"].choices = [(name, name) for name in sheets]
        else:
            del self.fields["sheet"]
        choices = [("", _("not read")), *FIELDS.items()]
        for at in range(max((len(r) for r in (self.names, *self.below)), default=0)):
            self.fields[f"column-{at}"] = forms.ChoiceField(
                label=_("“%(column)s” holds") % {"column": title_of(self.names, at)},
                choices=choices,
                required=False,
                initial=fields.get(at, ""),
                error_messages={"invalid_choice": _("Choose one of the list.")},
            )

    def columns(self) -> Iterator[tuple[str, forms.BoundField, list[str]]]:
        """(letter of the column, its question, what stands in the first rows below)."""
        for name in self.fields:
            if name.startswith("column-"):
                at = int(name.removeprefix("column-"))
                samples = [r[at][:60] for r in self.below if at < len(r) and r[at].strip()]
                yield letter_of(at), self[name], samples

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (row := data.get("row")) and row >= len(self.rows):
            self.add_error("row", _("Nothing stands under this row."))
        held: dict[str, str] = {}
        for name, field in list(data.items()):
            if not name.startswith("column-") or not field:
                continue
            if field in held:
                self.add_error(
                    name, _("“%(field)s” is in another column already.") % {"field": FIELDS[field]}
                )
            held[field] = name
        if "name" not in held and not self.errors:
            self.add_error(None, _("Say which column holds the name of the firm."))
        return data

    @property
    def chosen(self) -> dict[int, str]:
        """column (from 0) -> field"""
        return {
            int(name.removeprefix("column-")): field
            for name, field in self.cleaned_data.items()
            if name.startswith("column-") and field
        }


class PlacesForm(forms.Form):
    """In which part of an earlier province that was divided firms lie: for every row that names it, or for one.

    ``units``: code of the earlier province -> how many rows name it; ``rows``: number of a row -> that code.
    """

    use_required_attribute = False
    ID = "places"

    def __init__(
        self,
        *args: Any,
        units: Mapping[str, int],
        rows: Mapping[int, str],
        chosen: Chosen,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.already = rows, chosen
        for code, count in units.items():
            unit = earlier_provinces()[code]
            label = ngettext("%(unit)s: %(n)s row", "%(unit)s: %(n)s rows", count)
            self.fields[f"unit-{code}"] = _part_of(
                unit,
                label % {"unit": unit.label, "n": count},
                _("not yet, or row by row"),
                chosen.units.get(code, ""),
            )
        for number, code in rows.items():
            field = _part_of(
                earlier_provinces()[code],
                _("Row %(row)s lies in") % {"row": number},
                _("as for the whole list"),
                chosen.rows.get(number, ""),
            )
            field.widget.attrs["form"] = self.ID
            self.fields[f"row-{number}"] = field

    def units(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("unit-")]

    @property
    def chosen(self) -> Chosen:
        """What was answered; what is not asked here keeps its answer."""
        data = {name: part for name, part in self.cleaned_data.items() if part}
        units = {code: part for code, part in self.already.units.items() if f"unit-{code}" not in self.fields}
        units |= {n.removeprefix("unit-"): part for n, part in data.items() if n.startswith("unit-")}
        rows = {n: part for n, part in self.already.rows.items() if n not in self.rows}
        rows |= {n: data[f"row-{n}"] for n in self.rows if f"row-{n}" in data}
        return Chosen(units, rows)


def _part_of(unit: Earlier, label: str, nothing: str, initial: str) -> forms.ChoiceField:
    """The question in which part of ``unit`` something lies; the answer is the code of the part."""
    return forms.ChoiceField(
        label=label,
        choices=[("", nothing), *((part.former, part.label) for part in unit.parts)],
        required=False,
        initial=initial,
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )


class RowForm(forms.Form):
    """One row as the file had it, to be corrected. ``divided``: code of an earlier province that it names and of which
    a part is asked for, or ""."""

    use_required_attribute = False

    def __init__(self, *args: Any, fields: Sequence[str], divided: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if divided:
            unit = earlier_provinces()[divided]
            self.fields["part"] = _part_of(unit, _("Part of %(unit)s") % {"unit": unit.label}, "—", "")
        for name in FIELDS:
            if name in fields or name in ALWAYS:
                self.fields[name] = forms.CharField(
                    label=str(FIELDS[name]), required=False, max_length=5_000, strip=False
                )

    def tell(self, row: Row, titles: Mapping[str, str]) -> None:
        """Put what is wrong with the row beside its fields."""
        fields = {title: name for name, title in titles.items()}
        said: dict[str, list[str]] = {}
        for problem in row.problems:
            asked = problem.code == "divided_province" and "part" in self.fields
            name = "part" if asked else fields.get(problem.column, problem.column)
            said.setdefault(name if name in self.fields else "", []).append(problem.sentence)
        for name in (*self.fields, ""):
            for sentence in said.get(name, ()):
                self.add_error(name or None, sentence)
