"""What an empty list offers: the nearest questions that find somebody, and how many each finds."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from suppliers.directory.address import Address
from suppliers.directory.facets import Facet, count_each
from suppliers.filters import DirectoryFilter

OFFERED = 6


@dataclass(frozen=True, slots=True)
class Relaxation:
    label: str
    count: int
    url: str


def relaxations(filterset: DirectoryFilter, facets: list[Facet], address: Address) -> list[Relaxation]:
    """Leave out one thing at a time; the most found first. What is counted is what the link will ask."""
    offered: dict[Address, str] = {}
    for facet in facets:
        for option in facet.chosen:
            offered[address.less(facet.name, option.code)] = _("without “%(what)s”") % {"what": option.label}
    if filterset.text:
        offered |= _without_words(filterset, address)
        offered[address.without(*(facet.name for facet in facets))] = _("only the words, without filters")
        offered[address.without("q", "as_typed", "order")] = _("only the filters, without the words")
    offered.pop(address, None)
    asked = [each for each in offered if each.without("order").pairs]
    counts = count_each(filterset.asked_instead(each.data).qs for each in asked)
    found = [
        Relaxation(offered[each], count, str(each))
        for each, count in zip(asked, counts, strict=True)
        if count
    ]
    return sorted(found, key=lambda relaxation: -relaxation.count)[:OFFERED]


def _without_words(filterset: DirectoryFilter, address: Address) -> dict[Address, str]:
    """The free text without one of its parts, where it has several."""
    text = filterset.text
    parts = [*(group.typed for group in text.groups), *text.rest] if text else []
    return {
        address.asking("q", " ".join(p for p in parts if p != part)): _("without “%(what)s”") % {"what": part}
        for part in parts
        if len(parts) > 1
    }
