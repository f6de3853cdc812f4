"""Classes of VSIC 2025 as people write them: "2592, 25.91; 2220"."""

import re
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.models import IndustryClass
from portal.vocabulary import rows

_DIGITS = 4
MOST = 20


@cache
def known_classes() -> frozenset[str]:
    """The four-digit codes of manufacturing, from the reference file itself."""
    return frozenset(row["code"] for row in rows("industry_classes") if len(row["code"]) == _DIGITS)


def classes_in(text: str) -> tuple[list[str], list[str]]:
    """(codes that are classes of manufacturing, what is none), each once, in the order in which they stand.

    A code of five digits is of an older edition or a finer level: its first four say the class.
    """
    found: list[str] = []
    unknown: list[str] = []
    for part in re.split(r"[,;/|\n]+|(?<=\d)\s+(?=[C\d])", text):
        word = part.strip()
        if not word:
            continue
        digits = re.match(r"[Cc]?\s*(\d[\d.]*)", word)
        code = digits[1].replace(".", "")[:_DIGITS] if digits else ""
        (found if code in known_classes() else unknown).append(code if code in known_classes() else word[:40])
    return list(dict.fromkeys(found)), list(dict.fromkeys(unknown))


class IndustriesField(forms.CharField):
    """Codes of classes, cleaned to one spelling ("2591, 2592")."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=400, **options)

    def clean(self, value: Any) -> str:
        found, unknown = classes_in(super().clean(value))
        if unknown:
            raise ValidationError(
                _(
                    "VSIC 2025 has no class of manufacturing %(codes)s. A class has four digits, for example 2592."
                )
                % {"codes": ", ".join(f"“{code}”" for code in unknown)}
            )
        if len(found) > MOST:
            raise ValidationError(_("Name at most %(most)s classes, the main ones first.") % {"most": MOST})
        return ", ".join(sorted(found))


def classes_of(codes: str) -> list[int]:
    """Keys of cleaned codes."""
    wanted = classes_in(codes)[0]
    return list(IndustryClass.objects.current().filter(code__in=wanted).values_list("pk", flat=True))
