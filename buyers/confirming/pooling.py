"""All customers of a firm pooled into one measurement a criterion (readiness model M-1, convention 11)."""

from collections.abc import Iterable

from buyers.models import ConfirmedMonth
from suppliers.claims import Claim, Month, figures_claims
from suppliers.models import Supplier

# Criterion -> the two figures that a month must have to count for it.
PAIRS = {"2.2": ("parts", "rejected"), "4.1": ("lines_due", "lines_on_time")}


def pooled(supplier: Supplier) -> list[Claim]:
    """What the firm's verified buyers confirm over the twelve months up to the last one with figures.

    The share of sales is the sum of what the firm says of those who confirm in these months; a customer of
    which it says nothing adds nothing, so that silence never helps.
    """
    months = list(ConfirmedMonth.objects.counting().filter(customer__supplier=supplier).select_related("customer"))  # fmt: skip
    return [claim for criterion in PAIRS for claim in _of(criterion, months)]


def _of(criterion: str, months: Iterable[ConfirmedMonth]) -> list[Claim]:
    whole, part = PAIRS[criterion]
    known = [m for m in months if getattr(m, whole) and getattr(m, part) is not None]
    rows = [Month(m.month, m.parts, m.rejected, m.lines_due, m.lines_on_time) for m in known]
    first = next((c.valid_from for c in figures_claims(rows, sales_percent=None) if c.criterion == criterion), None)  # fmt: skip
    if first is None:
        return []
    shares = {m.customer_id: m.customer.share_percent or 0 for m in known if m.month >= first}
    share = min(100, sum(shares.values()))
    return [c for c in figures_claims(rows, sales_percent=share) if c.criterion == criterion]
