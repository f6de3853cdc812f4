"""What the later sections of a profile say, panel by panel, as far as a reader may see it.

Products and other places are public. Delivery, people, ratings and the market are for signed-in buyers and
staff. Owners' names, papers of the site, finances, costs, names of customers and sources of inputs are between the
firm and the ministry.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.countries import COUNTRIES
from suppliers.languages import in_words
from suppliers.models import Customer, Delivery, Export, Permit, Supplier, Sustainability, Workforce
from suppliers.permissions import Sight

# Rows that a firm has once, read with it.
ONCE = ("delivery", "workforce", "sustainability", "export", "lean")
ORIGIN, DELIVERY, LANGUAGE, RATING, TIER, EXPORT = "4.7", "4.3", "6.5", "7.7", "8.1", "8.3"
OWNERS, FINANCES, PERMITS, LEAN = "1.2", "1.3", "1.4", "5.2"
MORE_SPOKEN_OF = (ORIGIN, DELIVERY, LANGUAGE, RATING, TIER, EXPORT, FINANCES, PERMITS, LEAN)

# Who vouches, in the few words of a tag.
VOUCHED = {
    "A0": gettext_lazy("stated by the firm"),
    "A1": gettext_lazy("paper attached, not checked"),
    "A2": gettext_lazy("checked by staff or in a register"),
    "A3": gettext_lazy("accredited body or visit on site"),
    "A4": gettext_lazy("confirmed by a buyer"),
}


@dataclass(frozen=True, slots=True)
class Proof:
    """Who vouches for a fact and until when."""

    evidence_class: str
    until: date | None
    lapsed: bool

    @property
    def label(self) -> str:
        return f"{self.evidence_class} · {VOUCHED[self.evidence_class]}"


@dataclass(frozen=True, slots=True)
class Fact:
    """``value`` is empty where it is not known; ``withheld`` is one that is not public, of which the proof alone is told;
    ``link`` makes it a link."""

    label: str
    value: str
    proof: Proof | None = None
    link: str = ""
    withheld: bool = False


def number(value: int | None) -> str:
    return "" if value is None else number_format(value, use_l10n=True, force_grouping=True)


@dataclass(frozen=True, slots=True)
class Told:
    """A panel: the section that it is of, its facts and when they were confirmed. ``private``: the firm and the ministry
    alone see it."""

    section: str
    title: str | Promise
    facts: tuple[Fact, ...]
    private: bool = False
    confirmed: str = ""


def more_panels(firm: Any, sight: Sight, spoken: Mapping[str, Proof]) -> tuple[Told, ...]:
    """Of a firm that was read ``with_facts``, in reading order; a panel of which the firm has said nothing is left out, except to buyers what they ask."""
    panels = [Told("products", _("Products"), tuple(_products(firm, sight)))]
    panels.append(Told("site", _("Other places"), tuple(_places(firm))))
    if sight.capacity:
        panels += [
            Told("capacity", _("Orders and delivery"), tuple(_delivery(firm, spoken))),
            Told("people", _("People and engineering"), tuple(_people(firm, spoken))),
            Told("sustainability", _("Ratings"), tuple(_ratings(firm, spoken))),
            Told("market", _("Market record"), tuple(_market(firm, spoken))),
        ]
    if sight.private:
        panels += [
            Told("company", _("Who owns the firm"), tuple(_owners(firm, spoken)), private=True),
            Told("site", _("Papers of the site"), tuple(_permits(firm, spoken)), private=True),
            Told("finance", _("Finance and cost"), tuple(_finance(firm, spoken)), private=True),
            Told("market", _("Customers"), tuple(_customers(firm)), private=True),
            Told("products", _("Inputs"), tuple(_inputs(firm)), private=True),
        ]
    return tuple(panel for panel in panels if any(fact.value for fact in panel.facts))


def _products(firm: Supplier, sight: Sight) -> Iterator[Fact]:
    for product in firm.products.all():
        told = [product.group.label if product.group else ""]
        if sight.capacity and product.yearly_pieces:
            told.append(_("%(n)s a year") % {"n": number(product.yearly_pieces)})
        if product.since:
            told.append(_("since %(month)s") % {"month": product.since})
        yield Fact(product.name, " · ".join(text for text in told if text) or _("made here"))


def _places(firm: Supplier) -> Iterator[Fact]:
    for site in firm.sites.all():
        told = (site.address, site.province.label if site.province else "", _area(site.area_m2))
        yield Fact(site.get_use_display(), " · ".join(text for text in told if text))


def _area(area: int | None) -> str:
    return f"{number(area)} m²" if area else ""


def _delivery(firm: Supplier, spoken: Mapping[str, Proof]) -> Iterator[Fact]:
    told = getattr(firm, "delivery", None) or Delivery()
    flex = ""
    if told.flex_percent is not None and told.flex_weeks is not None:
        flex = _("± %(share)s %% within %(weeks)s weeks") % {
            "share": told.flex_percent,
            "weeks": told.flex_weeks,
        }
    yield Fact(_("Days from order to delivery"), number(told.lead_days), spoken.get(DELIVERY))
    yield Fact(_("Days it really took"), number(told.kept_lead_days))
    yield Fact(_("Volume can move"), flex)
    yield Fact(_("Least order"), number(told.minimum_order))
    yield Fact(_("Shifts a day"), number(told.shifts))
    local = firm.local_content_percent
    yield Fact(_("Inputs bought in Viet Nam"), "" if local is None else f"{local}\u00a0%", spoken.get(ORIGIN))


def _people(firm: Supplier, spoken: Mapping[str, Proof]) -> Iterator[Fact]:
    told = getattr(firm, "workforce", None) or Workforce()
    yield Fact(_("Engineers"), number(told.engineers))
    yield Fact(_("Software"), told.software)
    yield Fact(_("Works directly in"), in_words(told.languages_spoken), spoken.get(LANGUAGE))
    yield Fact(_("Training a worker, hours a year"), number(told.training_hours))
    yield Fact(_("New products, last 12 months"), number(told.new_products))


def _ratings(firm: Supplier, spoken: Mapping[str, Proof]) -> Iterator[Fact]:
    told = getattr(firm, "sustainability", None) or Sustainability()
    proof = spoken.get(RATING)
    if told.saq_grade:
        yield Fact(_("SAQ grade"), told.saq_grade, proof)
    if told.ecovadis_score is not None:
        yield Fact(_("EcoVadis score"), number(told.ecovadis_score), proof)
    yield Fact(_("Date of the result"), date_format(told.rated_on) if told.rated_on else "")


def _tiers() -> dict[str, str]:
    """What the firm is to a customer, the nearest first."""
    return {
        Customer.Role.TIER_1.value: _("tier 1"),
        Customer.Role.TIER_2.value: _("tier 2"),
        Customer.Role.TIER_3.value: _("tier 3"),
        Customer.Role.SAMPLES.value: _("samples only"),
    }


def _market(firm: Any, spoken: Mapping[str, Proof]) -> Iterator[Fact]:
    told = getattr(firm, "export", None) or Export()
    roles = [customer["role"] for customer in firm.told_customers]
    named = _tiers()
    tiers = [f"{named[role]}: {roles.count(role)}" for role in named if role in roles]
    yield Fact(_("Customers"), " · ".join(tiers), spoken.get(TIER))
    for label, share in (
        (_("Exported by itself"), told.direct_percent),
        (_("Exported through others"), told.indirect_percent),
    ):
        yield Fact(label, "" if share is None else f"{share}\u00a0%", spoken.get(EXPORT))


def _finance(firm: Any, spoken: Mapping[str, Proof]) -> Iterator[Fact]:
    for year in firm.told_years:
        said = [word for held, word in ((year["filed"], _("filed")), (year["audited"], _("audited"))) if held]
        if year["revenue"] is not None:
            said.append(_("revenue %(n)s million VND") % {"n": number(year["revenue"])})
        if year["equity"] is not None:
            said.append(_("equity %(n)s million VND") % {"n": number(year["equity"])})
        yield Fact(str(year["year"]), " · ".join(said), spoken.get(FINANCES))
    lean = getattr(firm, "lean", None)
    if lean and lean.score is not None:
        yield Fact(_("Last 5S score, of 100"), number(lean.score), spoken.get(LEAN))


def _customers(firm: Any) -> Iterator[Fact]:
    for customer in firm.told_customers:
        told = [_tiers()[customer["role"]], customer["items"]]
        if customer["share_percent"] is not None:
            told.append(f"{customer['share_percent']}\u00a0%")
        yield Fact(customer["name"], " · ".join(text for text in told if text))


def _owners(firm: Any, spoken: Mapping[str, Proof]) -> Iterator[Fact]:
    for owner in firm.told_owners:
        yield Fact(owner["name"], _of_country(owner), spoken.get(OWNERS))


def _permits(firm: Any, spoken: Mapping[str, Proof]) -> Iterator[Fact]:
    kinds, states = dict(Permit.Kind.choices), dict(Permit.State.choices)
    for permit in firm.told_permits:
        told = [str(states[permit["state"]]), permit["number"]]
        if permit["valid_to"]:
            told.append(_("until %(day)s") % {"day": date_format(date.fromisoformat(permit["valid_to"]))})
        yield Fact(str(kinds[permit["kind"]]), " · ".join(text for text in told if text), spoken.get(PERMITS))


def _inputs(firm: Any) -> Iterator[Fact]:
    for bought in firm.told_inputs:
        yield Fact(bought["name"], _of_country(bought))


def _of_country(row: Mapping[str, Any]) -> str:
    told = [str(dict(COUNTRIES).get(row["country"], row["country"]))]
    if row["share_percent"] is not None:
        told.append(f"{number_format(Decimal(str(row['share_percent'])).normalize())}\u00a0%")
    return " · ".join(text for text in told if text)
