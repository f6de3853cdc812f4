"""The form of each section: which parts it has, and which action saves them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from suppliers.actions.profile import (
    Save,
    save_capacity,
    save_certificates,
    save_company,
    save_finance,
    save_machines,
    save_market,
    save_people,
    save_processes,
    save_products,
    save_quality,
    save_site,
    save_sustainability,
)
from suppliers.forms.capacity import CapacityForm, LeadTimeForm, RhythmForm
from suppliers.forms.certificates import NoCertificateForm, certificate_rows
from suppliers.forms.company import CompanyForm, owner_rows
from suppliers.forms.contact import ContactForm
from suppliers.forms.finance import LeanForm, scrap_rows, year_rows
from suppliers.forms.industries import classes_of
from suppliers.forms.machines import DigitalForm, UpkeepForm, machine_rows
from suppliers.forms.market import ExportForm, FootprintForm, RatingForm, customer_rows
from suppliers.forms.people import (
    EngineeringForm,
    LanguagesForm,
    NewForm,
    SkillsForm,
    TrainingForm,
    post_rows,
)
from suppliers.forms.processes import process_rows
from suppliers.forms.products import OriginForm, input_rows, product_rows
from suppliers.forms.quality import CoverageForm, month_rows
from suppliers.forms.section import SectionForm
from suppliers.forms.site import PlaceForm, permit_forms, site_rows

Data = Mapping[str, Any] | None


class CompanySection(SectionForm):
    key = "company"

    def build(self, data: Data) -> dict[str, Any]:
        return {
            "company": CompanyForm(data, sources=self.sources, today=self.today),
            "owners": owner_rows(self.sources, data),
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
            levels=self.values("levels"),
            save=save,
        )


class SiteSection(SectionForm):
    key = "site"

    def build(self, data: Data) -> dict[str, Any]:
        self.permits = permit_forms(self.sources, data)
        return {
            "place": PlaceForm(data, sources=self.sources),
            "sites": site_rows(self.sources, data),
            **self.permits,
            "contact": ContactForm(data, supplier=self.supplier),
        }

    def save(self, save: Save) -> None:
        save_site(
            self.supplier,
            self.values("place"),
            sites=self.values("sites"),
            permits=[row for form in self.permits.values() if (row := form.values)],
            contact=self.values("contact"),
            levels=self.values("levels"),
            save=save,
        )


class ProcessesSection(SectionForm):
    key = "processes"

    def build(self, data: Data) -> dict[str, Any]:
        return {"capabilities": process_rows(self.sources, data)}

    def save(self, save: Save) -> None:
        save_processes(self.supplier, self.values("capabilities"), levels=self.values("levels"), save=save)


class ProductsSection(SectionForm):
    key = "products"

    def build(self, data: Data) -> dict[str, Any]:
        return {
            "products": product_rows(self.sources, data, today=self.today),
            "origin": OriginForm(data, facts=self.supplier),
            "inputs": input_rows(self.sources, data),
        }

    def save(self, save: Save) -> None:
        save_products(
            self.supplier,
            self.values("origin"),
            products=self.values("products"),
            inputs=self.values("inputs"),
            levels=self.values("levels"),
            save=save,
        )


class MachinesSection(SectionForm):
    key = "machines"

    def build(self, data: Data) -> dict[str, Any]:
        facts = getattr(self.supplier, "equipment", None)
        return {
            "machines": machine_rows(self.sources, data, today=self.today),
            "upkeep": UpkeepForm(data, facts=facts),
            "digital": DigitalForm(data, facts=facts),
        }

    def save(self, save: Save) -> None:
        save_machines(
            self.supplier,
            {**self.values("upkeep"), **self.values("digital")},
            machines=self.values("machines"),
            levels=self.values("levels"),
            save=save,
        )


class CapacitySection(SectionForm):
    key = "capacity"

    def build(self, data: Data) -> dict[str, Any]:
        facts = getattr(self.supplier, "delivery", None)
        return {
            "capacity": CapacityForm(data, facts=self.supplier),
            "rhythm": RhythmForm(data, facts=facts),
            "lead": LeadTimeForm(data, facts=facts),
        }

    def save(self, save: Save) -> None:
        save_capacity(
            self.supplier,
            self.values("capacity"),
            delivery={**self.values("rhythm"), **self.values("lead")},
            levels=self.values("levels"),
            save=save,
        )


class CertificatesSection(SectionForm):
    key = "certificates"

    def build(self, data: Data) -> dict[str, Any]:
        return {
            "certificates": certificate_rows(
                self.sources, data, today=self.today, none_held=self.supplier.declares_no_certificate
            ),
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

    def build(self, data: Data) -> dict[str, Any]:
        return {
            "months": month_rows(self.sources, data, today=self.today),
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


class FinanceSection(SectionForm):
    key = "finance"

    def build(self, data: Data) -> dict[str, Any]:
        return {
            "years": year_rows(self.sources, data, today=self.today),
            "lean": LeanForm(data, facts=getattr(self.supplier, "lean", None), today=self.today),
            "scrap": scrap_rows(self.sources, data, today=self.today),
        }

    def save(self, save: Save) -> None:
        save_finance(
            self.supplier,
            self.values("lean"),
            years=self.values("years"),
            scrap=self.values("scrap"),
            levels=self.values("levels"),
            save=save,
        )

    @property
    def value_added(self) -> tuple[int, Decimal] | None:
        """The last year for which it can be worked out, and million VND a worker (criterion 5.3)."""
        years = ((y.year, y.value_added_a_worker) for y in self.sources["financial_years"])
        return next(((year, amount) for year, amount in years if amount is not None), None)


class PeopleSection(SectionForm):
    key = "people"
    ONCE = ("skills", "training", "engineering", "new", "languages")

    def build(self, data: Data) -> dict[str, Any]:
        facts = getattr(self.supplier, "workforce", None)
        forms = (SkillsForm, TrainingForm, EngineeringForm, NewForm, LanguagesForm)
        return {
            "posts": post_rows(self.sources, data),
            **{name: form(data, facts=facts) for name, form in zip(self.ONCE, forms, strict=True)},
        }

    def save(self, save: Save) -> None:
        save_people(
            self.supplier,
            {column: value for name in self.ONCE for column, value in self.values(name).items()},
            posts=self.values("posts"),
            levels=self.values("levels"),
            save=save,
        )


class SustainabilitySection(SectionForm):
    key = "sustainability"

    def build(self, data: Data) -> dict[str, Any]:
        facts = getattr(self.supplier, "sustainability", None)
        return {
            "rating": RatingForm(data, facts=facts, today=self.today),
            "footprint": FootprintForm(data, facts=facts),
        }

    def save(self, save: Save) -> None:
        save_sustainability(
            self.supplier,
            {**self.values("rating"), **self.values("footprint")},
            levels=self.values("levels"),
            save=save,
        )


class MarketSection(SectionForm):
    key = "market"

    def build(self, data: Data) -> dict[str, Any]:
        return {
            "customers": customer_rows(self.sources, data, today=self.today),
            "export": ExportForm(data, facts=getattr(self.supplier, "export", None)),
        }

    def save(self, save: Save) -> None:
        save_market(
            self.supplier,
            self.values("export"),
            customers=self.values("customers"),
            levels=self.values("levels"),
            save=save,
        )


SECTION_FORMS = {
    form.key: form
    for form in (
        CompanySection,
        SiteSection,
        ProcessesSection,
        ProductsSection,
        MachinesSection,
        CapacitySection,
        CertificatesSection,
        QualitySection,
        FinanceSection,
        PeopleSection,
        SustainabilitySection,
        MarketSection,
    )
}
