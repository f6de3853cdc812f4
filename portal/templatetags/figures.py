"""Numbers, dates and names as a reader writes them. Built into every template."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

register = template.Library()

MICRO = 1_000_000
SMALLEST_CELL = 3


@register.filter
def points(micro: int | None) -> str:
    """Millionths of a point as a score with one decimal, in the reader's notation. Rounded down: it stands beside
    thresholds, and what is short must not look reached."""
    if micro is None:
        return _("not known")
    return number_format(Decimal(micro * 10 // MICRO) / 10, 1)


@register.filter
def share(micro: int | None) -> str:
    """A share in millionths as whole per cent, rounded down: a share that is short must not look reached."""
    return "" if micro is None else f"{number_format(micro * 100 // MICRO)}\u00a0%"


def per_cent(part: Decimal | int, whole: Decimal | int = 1) -> Decimal:
    """``part`` in per cent of ``whole`` with one decimal: rounded half up, but never up to a whole per cent. Targets are
    whole, and what is short of one must not look reached."""
    exact = 1000 * Decimal(part) / Decimal(whole)
    tenths = exact.quantize(Decimal(1), ROUND_HALF_UP)
    if not tenths % 10 and tenths > exact:
        tenths -= 1
    return tenths / 10


def share_of(part: int, whole: int) -> str:
    """``part`` in per cent of ``whole`` with one decimal; a few are never none of them, nor nearly all of them all."""
    if not whole:
        return "–"
    if 0 < 2000 * part < whole:
        return _("under %(share)s") % {"share": f"{number_format(Decimal('0.1'), 1)}\u00a0%"}
    if 0 < 2000 * (whole - part) < whole:
        return _("over %(share)s") % {"share": f"{number_format(Decimal('99.9'), 1)}\u00a0%"}
    return f"{number_format(per_cent(part, whole), 1)}\u00a0%"


@register.filter
def num(value: Any, decimals: int | None = None) -> str:
    """A number in the reader's notation, thousands grouped."""
    return "" if value is None else number_format(value, decimals, use_l10n=True, force_grouping=True)


@register.filter
def measure(value: Decimal | float | None) -> str:
    """A measure or a level in the reader's notation, without zeros at its end: ± 0,05 mm, level 2,5."""
    return "" if value is None else number_format(Decimal(str(value)).normalize(), force_grouping=True)


@register.filter
def day(value: date | str | None) -> str:
    """A date in the reader's notation; an ISO string too."""
    if not value:
        return ""
    return date_format(date.fromisoformat(value) if isinstance(value, str) else value)


@register.filter
def few(count: int) -> str:
    """A count of firms in one cell: a cell of fewer than three does not show which."""
    if 0 < count < SMALLEST_CELL:
        return pgettext("a count of firms", "under 3")
    return number_format(count, force_grouping=True)


@register.filter
def in_script(name: str, language: str = "vi") -> SafeString:
    """A firm's name, marked with its language."""
    return format_html('<span lang="{}">{}</span>', language, name)
