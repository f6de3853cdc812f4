from collections.abc import Sequence

from suppliers.actions.evidence import claims_of_scrap, say
from suppliers.actions.profile.saving import Levels, Save, Values, say_section, write_once
from suppliers.actions.sections import replace_rows
from suppliers.deciding.finance import Year, financial_claims, lean_claims
from suppliers.models import Evidence, FinancialYear, Lean, ScrapMonth, Supplier

_TOLD = (
    "year", "filed", "audited", "equity", "current_assets", "current_liabilities", "operating_cash_flow",
    "profit_before_interest_and_tax", "interest",
)  # fmt: skip


def save_finance(
    supplier: Supplier,
    lean: Values,
    *,
    years: Sequence[Values],
    scrap: Sequence[Values],
    levels: Levels,
    save: Save,
) -> None:
    """Finance, cost and productivity. Of 5.3 nothing is claimed while its table is empty (readiness model (h))."""
    with save.begin(supplier, "finance") as firm:
        replace_rows(FinancialYear, firm, years, identity=["year"])
        replace_rows(ScrapMonth, firm, scrap, identity=["month"])
        write_once(firm, Lean, lean)
        told = [Year(**{name: row[name] for name in _TOLD}) for row in years]
        said = [*financial_claims(told, **save.clock), *lean_claims(**lean, **save.clock)]
        say_section(firm, "finance", said, levels, save)
        say(
            firm,
            claims_of_scrap(firm),
            kinds=[Evidence.Kind.FIGURES],
            criteria=["5.4"],
            by=save.by,
            now=save.now,
        )
