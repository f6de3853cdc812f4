"""What becomes of each kind of record that belongs to a firm when the firm is merged into another.

A kind that nobody has classified stops every merge: better none than one that loses something unseen. The floors
above say theirs when they start (``classify``).
"""

from collections.abc import Iterator
from enum import Enum

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _
from pghistory.models import Event

from suppliers.importing.refusal import Refused
from suppliers.models import Supplier


class Fate(Enum):
    """``MOVES``: every row. ``UNITES``: the rows of which the kept firm has not one already, by the constraints of
    the table. ``FILLS``: all rows, where the kept firm has none. ``STAYS``: with the merged firm, which is kept.
    ``OWN``: by a rule of its own in ``merging``."""

    MOVES = "moves"
    UNITES = "unites"
    FILLS = "fills"
    STAYS = "stays"
    OWN = "own"


_FATES: dict[str, Fate] = {
    "suppliers.Document": Fate.MOVES,
    "suppliers.Finding": Fate.MOVES,
    "suppliers.Waiver": Fate.MOVES,
    "suppliers.Renewal": Fate.MOVES,
    "suppliers.SupplierName": Fate.UNITES,
    "suppliers.SupplierIndustry": Fate.UNITES,
    "suppliers.Certificate": Fate.UNITES,
    "suppliers.DeliveryMonth": Fate.UNITES,
    "suppliers.NotApplicableRequest": Fate.UNITES,
    "suppliers.JoinRequest": Fate.UNITES,
    "suppliers.Site": Fate.UNITES,
    "suppliers.Permit": Fate.UNITES,
    "suppliers.Product": Fate.UNITES,
    "suppliers.FinancialYear": Fate.UNITES,
    "suppliers.ScrapMonth": Fate.UNITES,
    "suppliers.Customer": Fate.UNITES,
    "suppliers.Machine": Fate.FILLS,
    "suppliers.Equipment": Fate.FILLS,
    "suppliers.Delivery": Fate.FILLS,
    "suppliers.Input": Fate.FILLS,
    "suppliers.Lean": Fate.FILLS,
    "suppliers.Post": Fate.FILLS,
    "suppliers.Workforce": Fate.FILLS,
    "suppliers.Sustainability": Fate.FILLS,
    "suppliers.Export": Fate.FILLS,
    "suppliers.Owner": Fate.FILLS,
    "suppliers.Contact": Fate.FILLS,
    "suppliers.HouseholdNumber": Fate.FILLS,
    # Proof of a process, the one main sector, and evidence that names a certificate need more than a move.
    "suppliers.Capability": Fate.OWN,
    "suppliers.SupplierSector": Fate.OWN,
    "suppliers.Evidence": Fate.OWN,
    "suppliers.Decision": Fate.OWN,
    # How often a section was saved, what is written anew, what is about the record itself.
    "suppliers.SectionVersion": Fate.STAYS,
    "suppliers.SectionDraft": Fate.STAYS,
    "suppliers.SearchDocument": Fate.STAYS,
    "suppliers.Offer": Fate.STAYS,
    "suppliers.ImportRow": Fate.STAYS,
    "suppliers.Supplier": Fate.STAYS,
    "suppliers.SupplierAlias": Fate.STAYS,
    "suppliers.DuplicatePair": Fate.STAYS,
    "suppliers.SupplierMerge": Fate.STAYS,
}


def classify(label: str, fate: Fate) -> None:
    """Said by a floor above of its own records; ``label`` as in "buyers.PurchaseRow"."""
    _FATES[label] = fate


def unclassified() -> list[str]:
    """Kinds of records of a firm of which nobody said what becomes of them."""
    return sorted({model._meta.label for model, _field in _related()} - set(_FATES))


def refuse_unclassified() -> None:
    """Raises Refused where a merge could leave something behind unseen."""
    if unknown := unclassified():
        raise Refused(
            _("Firms cannot be merged: it is not settled what becomes of %(kinds)s.")
            % {"kinds": ", ".join(unknown)}
        )


def of(fate: Fate) -> Iterator[tuple[type[models.Model], str]]:
    """(model, its field that names the firm) of this fate."""
    return ((model, field) for model, field in _related() if _FATES.get(model._meta.label) is fate)


def _related() -> list[tuple[type[models.Model], str]]:
    found = []
    for model in apps.get_models():
        if issubclass(model, Event):
            continue
        found += [
            (model, field.name)
            for field in model._meta.get_fields()
            if isinstance(field, models.ForeignKey) and field.related_model is Supplier
        ]
    return sorted(found, key=lambda pair: (pair[0]._meta.label, pair[1]))
