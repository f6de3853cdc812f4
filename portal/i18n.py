"""Texts that are data carry their languages in columns; this picks the reader's."""

from django.utils.translation import get_language


def in_language(vi: str, en: str) -> str:
    """``vi`` for a Vietnamese reader, else ``en``; the other one where the first is empty."""
    if (get_language() or "vi").startswith("vi"):
        return vi or en
    return en or vi
