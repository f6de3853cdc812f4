"""The sections of a profile, and which criterion is told where.

A criterion is *worked out* from the facts of its section or *chosen* by the firm from the anchors in
plain words. Where only a paper can show a level, the choice ends below it and the paper is attached.
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


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str | Promise
    lede: str | Promise
    worked_out: tuple[str, ...]
    chosen: tuple[Choice, ...]


SECTIONS: Mapping[str, Section] = {
    s.key: s
    for s in (
        Section(
            "company",
            _("Company and ownership"),
            _("Who you are, where you are and who owns the firm. Leave empty what you do not know yet."),
            ("1.1", "1.2"),
            (Choice("1.3"), Choice("1.4"), Choice("1.5"), Choice("1.6")),
        ),
        Section(
            "processes",
            _("Processes and machines"),
            _(
                "Buyers filter by these figures. Write what you have today; what you leave empty is shown as “no data yet”."
            ),
            ("3.1", "3.2", "4.2"),
            (Choice("3.3"), Choice("3.4"), Choice("3.6"), Choice("3.7"), Choice("5.2")),
        ),
        Section(
            "certificates",
            _("Certificates"),
            _(
                "Certificates and audits you hold, or say that you hold none. A level is worked out from each of them."
            ),
            (),
            (
                Choice("2.1", 2),
                Choice("2.8"),
                Choice("7.1", 3),
                Choice("7.2", 3),
                Choice("7.3", 2),
                Choice("7.4", 4),
                Choice("7.5", 3),
                Choice("7.8", 4),
            ),
        ),
        Section(
            "quality",
            _("Quality and delivery figures"),
            _("One row a month and customer. Levels 2.2 and 4.1 are worked out from the last twelve months."),
            ("2.2", "4.1"),
            (
                Choice("2.3"),
                Choice("2.4"),
                Choice("2.5"),
                Choice("2.6"),
                Choice("2.7"),
                Choice("2.9"),
                Choice("4.3"),
                Choice("4.4"),
            ),
        ),
    )
}


def section_of(code: str) -> Section | None:
    """The section in which a criterion is told; None where only the evidence page takes it."""
    for section in SECTIONS.values():
        if code in section.worked_out or any(choice.code == code for choice in section.chosen):
            return section
    return None


def after(key: str) -> Section | None:
    """The next section in reading order."""
    keys = list(SECTIONS)
    number = keys.index(key) + 1
    return SECTIONS[keys[number]] if number < len(keys) else None
