"""Ratings by third parties, customers, exports."""

from collections.abc import Sequence

from suppliers.actions.profile.saving import Levels, Save, Values, say_section, write_once
from suppliers.actions.sections import replace_rows
from suppliers.deciding.market import Buyer, customer_claims, export_claims, rating_claims
from suppliers.models import Customer, Export, Supplier, Sustainability


def save_sustainability(supplier: Supplier, facts: Values, *, levels: Levels, save: Save) -> None:
    """Sustainability and trust."""
    with save.begin(supplier, "sustainability") as firm:
        write_once(firm, Sustainability, facts)
        said = rating_claims(
            saq_grade=facts["saq_grade"],
            ecovadis_score=facts["ecovadis_score"],
            rated_on=facts["rated_on"],
            **save.clock,
        )
        say_section(firm, "sustainability", said, levels, save)


def save_market(
    supplier: Supplier, export: Values, *, customers: Sequence[Values], levels: Levels, save: Save
) -> None:
    """Market record. 8.5 is measured by the portal, never claimed."""
    with save.begin(supplier, "market") as firm:
        replace_rows(Customer, firm, customers, identity=["name"])
        write_once(firm, Export, export)
        told = [Buyer(c["role"], c["since"], c["share_percent"]) for c in customers]
        said = [
            *customer_claims(told, **save.clock),
            *export_claims(
                direct=export["direct_percent"], indirect=export["indirect_percent"], **save.clock
            ),
        ]
        say_section(firm, "market", said, levels, save)
