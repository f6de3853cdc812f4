"""The shared words as choices, read once a page however many rows show them."""

from collections.abc import Iterable
from typing import Any

from portal.models import Material, Process, ProductGroup, Province, Sector, Standard

Choices = list[tuple[Any, Any]]


def sector_choices() -> Choices:
    """The seven sectors of the framework; groups of several letters are no sector of a firm."""
    return [(s.pk, s.label) for s in Sector.objects.current() if len(s.letters) == 1]


def province_choices() -> Choices:
    """The provinces and cities of today, in Vietnamese order."""
    now = Province.objects.filter(changes_after__isnull=True).order_by("sort_key")
    return [("", "—"), *((p.pk, p.label) for p in now)]


def former_province_choices() -> Choices:
    """The provinces before 1 July 2025."""
    before = Province.objects.filter(changes_after__isnull=False).order_by("sort_key")
    return [("", "—"), *((p.pk, p.label) for p in before)]


def standard_choices() -> Choices:
    return [("", "—"), *((s.pk, s.label) for s in Standard.objects.current())]


def process_choices(letters: str, used: Iterable[int] = ()) -> Choices:
    """Processes that occur in the firm's sectors, and those it has, under their families."""
    return [("", "—"), *_grouped(Process.objects.current(), letters, set(used))]


def material_choices(letters: str, used: Iterable[int] = ()) -> Choices:
    return _grouped(Material.objects.current(), letters, set(used))


def product_group_choices(letters: str, used: Iterable[int | None] = ()) -> Choices:
    """Product groups of the firm's sectors, and those it has."""
    groups = ProductGroup.objects.current().select_related("sector")
    return [
        ("", "—"),
        *((g.pk, g.label) for g in groups if g.pk in set(used) or _in_sectors(g, letters)),
    ]


def _in_sectors(group: ProductGroup, letters: str) -> bool:
    return not letters or group.sector is None or bool(set(group.sector.letters) & set(letters))


def _grouped(words: Any, letters: str, used: set[int]) -> Choices:
    """Words under their topmost parent, each family opened by the parent itself."""
    rows = list(words)
    by_pk = {w.pk: w for w in rows}
    groups: dict[int, list[tuple[int, str]]] = {}
    labels: dict[int, str] = {}
    for word in rows:
        if letters and word.sectors and word.pk not in used and not set(word.sectors) & set(letters):
            continue
        top = word
        while top.parent_id in by_pk:
            top = by_pk[top.parent_id]
        labels[top.pk] = top.label
        groups.setdefault(top.pk, []).append((word.pk, word.label))
    return [(labels[pk], members) for pk, members in groups.items()]
