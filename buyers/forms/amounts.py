"""Money as people write it. One mark with three digits after it means a thousand times more or less by who writes."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format, number_format
from django.utils.translation import gettext as _

from suppliers.forms.fields import SPACES

PLACES = 2
HIGHEST = Decimal(999_999_999)
_ONE_MARK = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPED = re.compile(r"[0-9]{1,3}(?P<mark>[.,])[0-9]{3}((?P=mark)[0-9]{3})+")
_PLAIN = re.compile(r"[0-9]{1,9}([.,][0-9]+)?")
_BOTH = re.compile(r"[0-9]{1,3}(?P<group>[.,])[0-9]{3}((?P=group)[0-9]{3})*(?!(?P=group))[.,][0-9]+")


def read_amount(typed: str, grouping: str = "") -> Decimal:
    """Million VND, rounded to two places. Raises ValidationError with a sentence.

    ``grouping`` is the mark that certainly stands between thousands ("." or ","); without it "1.250" is refused,
    for it is 1250 in Vietnamese and one and a quarter in English.
    """
    text = typed.strip().translate(SPACES)
    if _ONE_MARK.fullmatch(text):
        mark = "." if "." in text else ","
        if mark != grouping:
            whole, rest = text.split(mark)
            raise ValidationError(
                _("“%(typed)s” can be read in two ways. Write %(more)s or %(less)s.")
                % {"typed": typed, "more": whole + rest, "less": f"{whole}{mark}{rest[:2]}"}
            )
        text = text.replace(mark, "")
    elif both := _BOTH.fullmatch(text):
        text = text.replace(both["group"], "").replace(",", ".")
    elif grouped := _GROUPED.fullmatch(text):
        text = text.replace(grouped["mark"], "")
    elif _PLAIN.fullmatch(text):
        text = text.replace(",", ".")
    else:
        raise ValidationError(
            _("Write an amount in million VND, for example 1250. You wrote “%(typed)s”.") % {"typed": typed}
        )
    amount = round(Decimal(text), PLACES)
    if not 0 < amount <= HIGHEST:
        raise ValidationError(
            _("Write an amount above 0 and at most %(most)s million VND.")
            % {"most": number_format(HIGHEST, force_grouping=True)}
        )
    return amount


class AmountField(forms.Field):
    """Million VND; thousands are grouped as the reader's language groups them."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "num"}))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return plain_amount(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        typed = str(value or "").strip()
        return read_amount(typed, get_format("THOUSAND_SEPARATOR")) if typed else None


def plain_amount(value: Decimal) -> str:
    """As the reader's language writes it, with no zeros that say nothing."""
    whole = value.to_integral_value()
    return number_format(whole if whole == value else value.normalize(), force_grouping=True)
