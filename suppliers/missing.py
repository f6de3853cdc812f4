"""What a firm has not said yet, the most useful first: a place on the list, then levels, then points."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet

from suppliers.criteria_texts import CriterionText
from suppliers.models import Evidence, Supplier
from suppliers.sections import SECTIONS, Section, section_of

# Not for the firm to say: measured by the portal (8.5), or compared with a table that is not there yet (5.3).
NOT_SAID = ("response_hours", "percentile")


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A criterion without an answer, or whose answer lapsed (``lapsed_on``). ``points``: what it brings at level
    5, ``by_word`` at the level that the firm's own word counts for."""

    text: CriterionText
    section: Section
    anchor: str
    lapsed_on: date | None

    @property
    def points(self) -> float:
        return self.text.points

    @property
    def by_word(self) -> float:
        return self.text.points * self.text.caps.get("A0", 0) / 5


def asked(texts: Mapping[str, CriterionText]) -> dict[str, list[str]]:
    """Section -> the criteria that it asks a firm, of those that apply in its sector."""
    found: dict[str, list[str]] = {}
    for code, text in texts.items():
        section = section_of(code)
        if section is not None and text.rule not in NOT_SAID:
            found.setdefault(section.key, []).append(code)
    return found


def with_answered(firms: QuerySet[Supplier], today: date) -> QuerySet[Supplier]:
    """Firms that know in ``answered`` the criteria of which something counts today, whatever was saved."""
    lines = Evidence.objects.counting().filter(supplier=OuterRef("pk"))
    lines = lines.filter(Q(valid_to=None) | Q(valid_to__gte=today))
    return firms.annotate(answered=ArraySubquery(lines.order_by().values("criterion").distinct()))


def unsaid(firm: Supplier, texts: Mapping[str, CriterionText], today: date) -> list[Unsaid]:
    """Criteria that apply in the firm's sector and of which nothing counts today. One query.

    Those that the lowest levels ask for come first: no level above is held without them. Within a level, and
    among the rest, the one with most points first.
    """
    until: dict[str, date | None] = {}
    for code, end in Evidence.objects.counting().filter(supplier=firm).values_list("criterion", "valid_to"):
        before = until.get(code, date.min)
        until[code] = None if end is None or before is None else max(before, end)
    found = []
    for key, codes in asked(texts).items():
        for code in codes:
            end = until.get(code, date.min)
            if end is None or end >= today:
                continue
            lapsed_on = None if end == date.min else end
            found.append(Unsaid(texts[code], SECTIONS[key], SECTIONS[key].places[code], lapsed_on))
    return sorted(found, key=lambda each: (each.text.gate_of or 99, -each.points))
