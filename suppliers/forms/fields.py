"""Fields that accept what people type: "12.000", "12,000", "0,05", "21/11/2026", "11/2026"."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SPACES = str.maketrans("", "", " \u00a0\u202f'")
GROUPED = re.compile(r"\d{1,3}([.,]\d{3})+")
MONTH_FORMATS = ("%m/%Y", "%Y-%m", "%m-%Y", "%m.%Y", "%d/%m/%Y", "%Y-%m-%d")
# Up to so many both ends say what is meant; a count of pieces has no end near to it.
_FEW, _MANY = 1000, 1_000_000
# A number, however far out of range: it is told the range.
_DIGITS = r"[0-9]{1,300}"
EARLIEST = date(1950, 1, 1)


class WholeNumberField(forms.Field):
    """A count. Points, commas and spaces between groups of three are thousands separators."""

    unit = ""

    def __init__(self, *, lowest: int = 0, highest: int = 2_000_000_000, **options: Any) -> None:
        self.lowest, self.highest = lowest, highest
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return number_format(value, force_grouping=True) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        typed = str(value or "").strip().translate(SPACES).removesuffix(self.unit)
        if not typed:
            return None
        if GROUPED.fullmatch(typed):
            typed = re.sub(r"[.,]", "", typed)
        if not re.fullmatch(_DIGITS, typed):
            raise ValidationError(self.misread(value))
        number = int(typed)
        if not self.lowest <= number <= self.highest:
            raise ValidationError(
                _("Write a number from %(low)s to %(high)s.")
                % {
                    "low": number_format(self.lowest),
                    "high": number_format(self.highest, force_grouping=True),
                }
            )
        return number

    def misread(self, typed: Any) -> str:
        """With an example that this field takes."""
        if self.highest <= _FEW:
            words = {"low": self.lowest, "high": number_format(self.highest), "typed": typed}
            return _("Write a whole number from %(low)s to %(high)s. You wrote “%(typed)s”.") % words
        words = {"example": "120000" if self.highest > _MANY else "120", "typed": typed}
        return _("Write digits only, for example %(example)s. You wrote “%(typed)s”.") % words


class PercentField(WholeNumberField):
    """A share in whole per cent; a sign behind it is read over."""

    unit = "%"


class MillionsField(forms.Field):
    """Whole millions of VND; a minus or brackets make it a loss. "1.250" and "1,250" are one thousand two hundred
    and fifty millions."""

    HIGHEST = 10**9
    unit = gettext_lazy("million VND")

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "text", "class": "num"}))
        options.setdefault("required", False)
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return number_format(value, force_grouping=True) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        typed = str(value or "").strip().translate(SPACES).replace("\u2212", "-")
        if not typed:
            return None
        if typed.startswith("(") and typed.endswith(")"):
            typed = f"-{typed[1:-1]}"
        sign, digits = (-1, typed[1:]) if typed.startswith("-") else (1, typed)
        if GROUPED.fullmatch(digits):
            digits = re.sub(r"[.,]", "", digits)
        if re.fullmatch(_DIGITS, digits) and int(digits) > self.HIGHEST:
            words = {
                "low": number_format(-self.HIGHEST, force_grouping=True),
                "high": number_format(self.HIGHEST, force_grouping=True),
            }
            raise ValidationError(_("Write a number from %(low)s to %(high)s.") % words)
        if not re.fullmatch(_DIGITS, digits):
            raise ValidationError(
                _(
                    "Write whole millions of VND, for example 12500, or -300 for a loss. You wrote “%(typed)s”."
                )
                % {"typed": value}
            )
        return sign * int(digits)


class YearField(WholeNumberField):
    """``highest`` is set to the year of today by the form that knows the day."""

    def __init__(self, **options: Any) -> None:
        super().__init__(lowest=1900, highest=2100, **options)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        typed = str(value or "").strip()
        if not typed:
            return None
        if not re.fullmatch(r"[0-9]{4}", typed) or not self.lowest <= int(typed) <= self.highest:
            raise ValidationError(
                _("Write the year in four digits, from %(low)s to %(high)s. You wrote “%(typed)s”.")
                % {"low": str(self.lowest), "high": str(self.highest), "typed": value}
            )
        return int(typed)


class DecimalNumberField(forms.Field):
    """A measure. The last point or comma is the decimal sign, unless it comes more than once.

    It is above ``above``; a negative one lets 0 in (a minus is never read).
    """

    def __init__(
        self, *, places: int, above: Decimal | int = 0, highest: Decimal | int, **options: Any
    ) -> None:
        self.places, self.above, self.highest = places, Decimal(above), Decimal(highest)
        # Something this field takes: a share, a grade, or a measure in fractions of a millimetre.
        self.example = Decimal("0.05" if places > 3 else "12.5" if self.highest >= 20 else "2.5")
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "num"}))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return number_format(value.normalize(), use_l10n=True)

    def to_python(self, value: Any) -> Decimal | None:
        typed = str(value or "").strip().translate(SPACES).removeprefix("±")
        if not typed:
            return None
        marks = [c for c in typed if c in ".,"]
        if len(set(marks)) == 2:
            last = marks[-1]
            typed = typed.replace("," if last == "." else ".", "").replace(last, ".")
        elif len(marks) == 1:
            typed = typed.replace(",", ".")
        elif GROUPED.fullmatch(typed):
            typed = re.sub(r"[.,]", "", typed)
        try:
            number = Decimal(typed) if re.fullmatch(rf"(?:{_DIGITS})?(\.[0-9]{{0,300}})?", typed) else None
        except InvalidOperation:
            number = None
        if number is None:
            words = {"bounds": self.bounds, "example": number_format(self.example), "typed": value}
            raise ValidationError(_("%(bounds)s For example %(example)s. You wrote “%(typed)s”.") % words)
        if number > self.highest:
            raise ValidationError(self.bounds)
        number = round(number, self.places)
        if not self.above < number <= self.highest:
            raise ValidationError(self.bounds)
        return number

    @property
    def bounds(self) -> str:
        """Which numbers it takes, as a sentence."""
        high = number_format(self.highest, force_grouping=True)
        if self.above < 0:
            return _("Write a number from %(low)s to %(high)s.") % {"low": "0", "high": high}
        words = {"low": number_format(self.above), "high": high}
        return _("Write a number above %(low)s and at most %(high)s.") % words


# Written as a date is, though there may be no such day: 31/02/2026.
_LIKE_A_DAY = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{4}|\d{4}-\d{1,2}-\d{1,2}", re.ASCII)


class DayField(forms.DateField):
    """A date, day first. ``latest`` is set by the form that knows the day."""

    def __init__(self, **options: Any) -> None:
        self.latest: date | None = None
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}))
        options.setdefault("error_messages", {})
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%d/%m/%Y") if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        try:
            day = super().to_python(value.strip() if isinstance(value, str) else value)
        except ValidationError:
            said = (
                _("There is no date “%(typed)s”. First the day, then the month, for example 21/11/2026.")
                if _LIKE_A_DAY.fullmatch(str(value).strip())
                else _("Write the date as day/month/year, for example 21/11/2026. You wrote “%(typed)s”.")
            )
            raise ValidationError(said % {"typed": value})
        if day and not EARLIEST <= day <= date(2100, 1, 1):
            raise ValidationError(_("Write the date as day/month/year, for example 21/11/2026."))
        if day and self.latest and day > self.latest:
            raise ValidationError(
                _("The date cannot be after today, %(today)s.") % {"today": date_format(self.latest)}
            )
        return day


class MonthField(forms.Field):
    """A month, kept as its first day."""

    def __init__(self, **options: Any) -> None:
        self.latest: date | None = None
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%m/%Y") if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        typed = str(value or "").strip()
        if not typed:
            return None
        for pattern in MONTH_FORMATS:
            try:
                month = datetime.strptime(typed, pattern).date().replace(day=1)  # noqa: DTZ007
            except ValueError:
                continue
            if month < EARLIEST:
                break
            if self.latest and month > self.latest:
                words = {
                    "month": month.strftime("%m/%Y"),
                    "latest": self.latest.strftime("%m/%Y"),
                }
                raise ValidationError(
                    _("%(month)s has not begun yet. Write %(latest)s or an earlier month.") % words
                )
            return month
        raise ValidationError(
            _("Write the month as month/year, for example 11/2026. You wrote “%(typed)s”.") % {"typed": value}
        )
