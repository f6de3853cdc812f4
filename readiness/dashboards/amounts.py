"""Ranges of money and time of a roadmap as a reader writes them."""

from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from readiness.engine.roadmap.steps import MONEY, TIME, Span

WEEKS_A_MONTH = Decimal(52) / 12
# Up to two months a reader counts in weeks.
IN_WEEKS = 2 * TIME


def money_range(cost: Span) -> str:
    """From the least to the most, in million or billion dong."""
    if not cost.high:
        return _("VND 0")
    if cost.low >= 1000 * MONEY:
        words, one, scale = _("VND %(low)s–%(high)s billion"), _("VND %(high)s billion"), 1000 * MONEY
    else:
        words, one, scale = _("VND %(low)s–%(high)s million"), _("VND %(high)s million"), MONEY
    low, high = (_number(Decimal(amount) / scale) for amount in (cost.low, cost.high))
    return (one if low == high else words) % {"low": low, "high": high}


def money(amount: int) -> str:
    """One amount, given in thousand dong."""
    return money_range(Span(amount, amount, amount))


def time_range(months: Span) -> str:
    """From the soonest to the latest: "3–6 weeks", "2 weeks to 3 months", "4–8 months"."""
    if not months.high:
        return _("at once")
    if months.high <= IN_WEEKS:
        return _span(_weeks(months.low), _weeks(months.high), weeks=True)
    if months.low < TIME:
        soonest = _span(_weeks(months.low), _weeks(months.low), weeks=True)
        latest = _span(_months(months.high), _months(months.high), weeks=False)
        return _("%(soonest)s to %(latest)s") % {"soonest": soonest, "latest": latest}
    return _span(_months(months.low), _months(months.high), weeks=False)


def _span(low: Decimal, high: Decimal, *, weeks: bool) -> str:
    if low != high:
        words = _("%(low)s–%(high)s weeks") if weeks else _("%(low)s–%(high)s months")
        return words % {"low": _number(low), "high": _number(high)}
    count = int(high) if high == int(high) else 2
    words = (
        ngettext("%(n)s week", "%(n)s weeks", count)
        if weeks
        else ngettext("%(n)s month", "%(n)s months", count)
    )
    return words % {"n": _number(high)}


def _weeks(months: int) -> Decimal:
    """Whole weeks, at least one."""
    return max(Decimal(1), (Decimal(months) / TIME * WEEKS_A_MONTH).quantize(Decimal(1), ROUND_HALF_EVEN))


def _months(months: int) -> Decimal:
    return Decimal(months) / TIME


def _number(value: Decimal) -> str:
    """At most one decimal, and none where it is nought."""
    shown = value.quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    return number_format(shown, 0 if shown == int(shown) else 1, force_grouping=True)
