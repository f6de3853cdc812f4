"""The languages in which firms and buyers talk to each other."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

LANGUAGES: Mapping[str, str | Promise] = {
    "vi": gettext_lazy("Vietnamese"),
    "en": gettext_lazy("English"),
    "ko": gettext_lazy("Korean"),
    "ja": gettext_lazy("Japanese"),
    "zh": gettext_lazy("Chinese"),
}


def in_words(codes: str) -> str:
    """ "en ja" as "English, Japanese"."""
    return ", ".join(str(LANGUAGES.get(code, code)) for code in codes.replace(",", " ").split())
