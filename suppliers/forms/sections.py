"""All forms of one section, as one thing that is shown, judged, compared and saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from suppliers.actions.profile import Save, save_certificates, save_company, save_processes, save_quality
from suppliers.criteria_texts import CriterionText
from suppliers.forms.certificates import NoCertificateForm, certificate_rows
from suppliers.forms.company import CompanyForm, ContactForm, owner_rows
from suppliers.forms.industries import classes_of
from suppliers.forms.levels import LevelsForm
from suppliers.forms.processes import CapacityForm, process_rows
from suppliers.forms.quality import CoverageForm, month_rows
from suppliers.forms.rows import Rows
from suppliers.forms.wording import text_of
from suppliers.models import Evidence, Supplier
from suppliers.sections import SECTIONS


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that two people wrote differently: what is saved now, and what this reader typed."""

    label: str
    saved: list[str]
    typed: list[str]


class SectionForm:
    """The forms of section ``key``. ``data`` is what was sent; without it, what is saved."""

    key: ClassVar[str]

    def __init__(
        self,
        supplier: Supplier,
        data: Mapping[str, Any] | None = None,
        *,
        texts: Mapping[str, CriterionText],
        today: date,
    ) -> None:
        self.supplier, self.today = supplier, today
        self.parts: dict[str, forms.Form | Rows] = self.build(data)
        section = SECTIONS[self.key]
        chosen = _chosen_levels(supplier, [c.code for c in section.chosen])
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

    def change_rows(self, *, add: str = "", remove: str = "") -> bool:
        """Add a row to the part named ``add``, or take away ``remove`` ("machines-2"); what was typed stays.

        False when there are no such rows.
        """
        name, _dash, number = (add or remove).rpartition("-") if remove else (add, "", "")
        rows = self.parts.get(name)
        if not isinstance(rows, Rows) or (remove and not number.isdecimal()):
            return False
        rows.retyped(with_one_more=bool(add), without=int(number) if remove else None)
        return True

    def values(self, name: str) -> Any:
        """Clean values of one part: a list for rows, a mapping for a form."""
        part = self.parts[name]
        return part.values if isinstance(part, Rows | LevelsForm | ContactForm) else part.cleaned_data

    def differences(self, saved: "SectionForm") -> list[Difference]:
        """Where these valid forms say something else than ``saved`` (unbound)."""
        found = []
        for name, part in self.parts.items():
            other = saved.parts[name]
            if isinstance(part, Rows) and isinstance(other, Rows):
                typed, kept = (
                    [r.text for r in part.filled()],
                    [r.text for r in other if r.initial],
                )
                if typed != kept:
                    found.append(Difference(str(ROW_NAMES[name]()), kept, typed))
            elif isinstance(part, forms.Form) and isinstance(other, forms.Form):
                for field in part.fields:
                    typed_text, kept_text = text_of(part, field), text_of(other, field)
                    if typed_text != kept_text:
                        found.append(Difference(str(part.fields[field].label), [kept_text], [typed_text]))
        return found


def _no_word_of_its_own(line: Evidence) -> str:
    """The empty answer where a paper speaks for the firm."""
    words = (
        _("Nothing of my own: criterion level %(level)s, as it was checked, stands")
        if line.proven_class
        else _("Nothing of my own: criterion level %(level)s, as my paper shows, stands")
    )
    return words % {"level": number_format(line.level.normalize())}


ROW_NAMES = {
    "owners": lambda: _("Owners"),
    "capabilities": lambda: _("Processes"),
    "machines": lambda: _("Machines"),
    "certificates": lambda: _("Certificates"),
    "months": lambda: _("Months"),
}


class CompanySection(SectionForm):
    key = "company"

    def build(self, data: Mapping[str, Any] | None) -> dict[str, Any]:
        return {
            "company": CompanyForm(data, supplier=self.supplier, today=self.today),
            "owners": owner_rows(self.supplier, data),
            "contact": ContactForm(data, supplier=self.supplier),
        }

    def save(self, save: Save) -> None:
        form: Any = self.parts["company"]
        save_company(
            self.supplier,
            form.columns,
            sector=form.cleaned_data["sector"],
            other_sectors=[s for s in form.cleaned_data["other_sectors"] if s != form.cleaned_data["sector"]],
            sector_reason=form.cleaned_data["sector_reason"],
            industries=classes_of(form.cleaned_data["industries"]),
            owners=self.values("owners"),
            contact=self.values("contact"),
            levels=self.values("levels"),
            save=save,
        )


class ProcessesSection(SectionForm):
    key = "processes"

    def build(self, data: Mapping[str, Any] | None) -> dict[str, Any]:
        capabilities, machines = process_rows(self.supplier, data, today=self.today)
        return {
            "capabilities": capabilities,
            "machines": machines,
            "capacity": CapacityForm(data, supplier=self.supplier),
        }

    def save(self, save: Save) -> None:
        save_processes(
            self.supplier,
            self.values("capacity"),
            capabilities=self.values("capabilities"),
            machines=self.values("machines"),
            levels=self.values("levels"),
            save=save,
        )


class CertificatesSection(SectionForm):
    key = "certificates"

    def build(self, data: Mapping[str, Any] | None) -> dict[str, Any]:
        return {
            "certificates": certificate_rows(self.supplier, data, today=self.today),
            "none": NoCertificateForm(data, supplier=self.supplier),
        }

    def save(self, save: Save) -> None:
        save_certificates(
            self.supplier,
            self.values("certificates"),
            none_held=self.values("none")["declares_no_certificate"],
            levels=self.values("levels"),
            save=save,
        )


class QualitySection(SectionForm):
    key = "quality"

    def build(self, data: Mapping[str, Any] | None) -> dict[str, Any]:
        return {
            "months": month_rows(self.supplier, data, today=self.today),
            "coverage": CoverageForm(data, supplier=self.supplier),
        }

    def save(self, save: Save) -> None:
        save_quality(
            self.supplier,
            self.values("coverage"),
            months=self.values("months"),
            levels=self.values("levels"),
            save=save,
        )


SECTION_FORMS = {
    form.key: form for form in (CompanySection, ProcessesSection, CertificatesSection, QualitySection)
}


def _chosen_levels(supplier: Supplier, codes: list[str]) -> dict[str, Any]:
    """The level that stands for each chosen criterion: the firm's own word, else what was decided on it."""
    lines = Evidence.objects.counting().filter(
        supplier=supplier, kind=Evidence.Kind.STATEMENT, criterion__in=codes, level__isnull=False
    )
    ordered = sorted(lines, key=lambda line: not line.proven_class)
    return {line.criterion: line.level for line in ordered}
