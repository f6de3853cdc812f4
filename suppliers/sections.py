"""The sections of a profile, and which criterion is told where.

A criterion is *worked out* from the facts of its section or *chosen* by the firm from the anchors in
plain words. Where only a paper can show a level, the choice ends below it and the paper is attached. Each
criterion of the framework has its place here exactly once; 8.5 is measured by the portal itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Choice:
    """A criterion whose level the firm chooses, up to ``highest``."""

    code: str
    highest: int = 5

    @property
    def anchor(self) -> str:
        """Where on the page it is answered."""
        return f"question-{self.code}"


@dataclass(frozen=True, slots=True)
class Worked:
    """A criterion whose level the facts decide, and where on the page these facts are."""

    code: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str | Promise
    lede: str | Promise
    worked: tuple[Worked, ...] = ()
    chosen: tuple[Choice, ...] = ()

    @property
    def worked_out(self) -> tuple[str, ...]:
        return tuple(each.code for each in self.worked)

    @property
    def places(self) -> Mapping[str, str]:
        """Every criterion that is told here, with its anchor."""
        told: tuple[Worked | Choice, ...] = (*self.worked, *self.chosen)
        return {each.code: each.anchor for each in told}


SECTIONS: Mapping[str, Section] = {
    s.key: s
    for s in (
        Section(
            "company",
            _("Company and ownership"),
            _("Who you are and who owns the firm. Leave empty what you do not know yet."),
            (
                Worked("1.1", "tax-code"),
                Worked("1.2", "owners"),
            ),
        ),
        Section(
            "site",
            _("Sites and contact"),
            _("Where you work, the papers of the site, and whom buyers may ask for."),
            (Worked("1.4", "permits"),),
            (Choice("1.5"), Choice("1.6")),
        ),
        Section(
            "processes",
            _("Processes and materials"),
            _(
                "Buyers filter by these figures. Write what you have today; what you leave empty is shown as “no data yet”."
            ),
            (Worked("3.2", "can"),),
            (Choice("3.6"), Choice("3.8")),
        ),
        Section(
            "products",
            _("Products and inputs"),
            _("What you make, and what you make it from. Where it comes from is seen by you and staff only."),
            (
                Worked("4.5", "inputs"),
                Worked("4.7", "inputs"),
            ),
            (Choice("2.9"),),
        ),
        Section(
            "machines",
            _("Machines"),
            _("Each machine or group of machines alike, with its sizes, and how they are kept."),
            (
                Worked("3.1", "have"),
                Worked("3.3", "upkeep"),
                Worked("3.5", "digital"),
            ),
            (Choice("3.4"), Choice("3.7")),
        ),
        Section(
            "capacity",
            _("Capacity and delivery"),
            _("How much you can make, how much of it is in use, and how fast an order is delivered."),
            (
                Worked("4.2", "much"),
                Worked("4.3", "lead"),
            ),
            (Choice("4.4"), Choice("4.6")),
        ),
        Section(
            "certificates",
            _("Certificates"),
            _(
                "Certificates and audits you hold, or say that you hold none. A level is worked out from each of them."
            ),
            (),
            (Choice("2.1", 2), Choice("2.8")),
        ),
        Section(
            "quality",
            _("Quality and delivery figures"),
            _("One row a month and customer. Levels 2.2 and 4.1 are worked out from the last twelve months."),
            (
                Worked("2.2", "figures"),
                Worked("4.1", "figures"),
            ),
            (Choice("2.3"), Choice("2.4"), Choice("2.5"), Choice("2.6"), Choice("2.7")),
        ),
        Section(
            "finance",
            _("Finance, cost and productivity"),
            _("Seen by you and staff only, never by buyers. The levels are worked out from your figures."),
            (
                Worked("1.3", "years"),
                Worked("5.2", "lean"),
                Worked("5.3", "years"),
                Worked("5.4", "scrap"),
            ),
            (Choice("5.1"), Choice("5.5")),
        ),
        Section(
            "people",
            _("People and engineering"),
            _("How many people do which work, training, languages and new products. No names of workers."),
            (
                Worked("6.1", "posts"),
                Worked("6.2", "training"),
                Worked("6.4", "new"),
                Worked("6.5", "languages"),
            ),
            (Choice("6.3"), Choice("6.6")),
        ),
        Section(
            "sustainability",
            _("Sustainability and trust"),
            _("Environment, safety, labour and information. Certificates are told in their own section."),
            (Worked("7.7", "rating"),),
            (
                Choice("7.1", 3),
                Choice("7.2", 3),
                Choice("7.3", 2),
                Choice("7.4", 4),
                Choice("7.5", 3),
                Choice("7.6"),
                Choice("7.8", 4),
            ),
        ),
        Section(
            "market",
            _("Market record"),
            _("Your customers and exports. Names of customers are seen by you and staff only."),
            (
                Worked("8.1", "customers"),
                Worked("8.2", "customers"),
                Worked("8.3", "exports"),
                Worked("8.5", "worked-out"),
            ),
            (Choice("8.4"),),
        ),
    )
}


def section_of(code: str) -> Section | None:
    """The section in which a criterion is told; None where only the evidence page takes it."""
    for section in SECTIONS.values():
        if code in section.places:
            return section
    return None


def after(key: str) -> Section | None:
    """The next section in reading order."""
    keys = list(SECTIONS)
    number = keys.index(key) + 1
    return SECTIONS[keys[number]] if number < len(keys) else None
