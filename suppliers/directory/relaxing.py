"""What an empty list offers: the nearest questions that find somebody, and how many each finds."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from suppliers.directory.address import NAMES, Address
from suppliers.directory.counting import count_each
from suppliers.directory.facets import Facet
from suppliers.filters import DirectoryFilter

OFFERED = 6


@dataclass(frozen=True, slots=True)
class Relaxation:
    label: str
    count: int
    url: str


def relaxations(filterset: DirectoryFilter, facets: Sequence[Facet], address: Address) -> list[Relaxation]:
    """Leave out one thing at a time; where that finds nobody, ask one thing alone, then the family of what was read.
    The most found first.

    What is counted is what the link will ask.
    """
    for offers in (_less, _alone, _wider):
        offered = offers(filterset, facets, address)
        asked = [each for each in offered if each != address and each.without("order").pairs]
        counts = count_each([filterset.asked_instead(each.data).qs for each in asked])
        found = [Relaxation(offered[each], n, str(each)) for each, n in zip(asked, counts, strict=True) if n]
        if found:
            return sorted(found, key=lambda relaxation: -relaxation.count)[:OFFERED]
    return []


def _less(filterset: DirectoryFilter, facets: Sequence[Facet], address: Address) -> dict[Address, str]:
    offered = {
        address.less(facet.name, option.code): _("without “%(what)s”") % {"what": option.label}
        for facet in facets
        for option in facet.chosen
    }
    if filterset.text:
        words = _words(filterset)
        for part in words if len(words) > 1 else ():
            kept = " ".join(each for each in words if each != part)
            offered[address.asking("q", kept)] = _("without “%(what)s”") % {"what": part}
        offered[address.without(*(facet.name for facet in facets))] = _("only the words, without filters")
        offered[address.without("q", "as_typed", "order")] = _("only the filters, without the words")
    return offered


def _alone(filterset: DirectoryFilter, facets: Sequence[Facet], address: Address) -> dict[Address, str]:
    nothing = address.without(*NAMES)
    offered = {
        nothing.asking(facet.name, option.code): _("only “%(what)s”") % {"what": option.label}
        for facet in facets
        for option in facet.chosen
    }
    return offered | {
        nothing.asking("q", part): _("only “%(what)s”") % {"what": part} for part in _words(filterset)
    }


def _wider(filterset: DirectoryFilter, facets: Sequence[Facet], address: Address) -> dict[Address, str]:
    """One word that was read as processes or materials, by the families that these are of."""
    text, known = filterset.text, filterset.words.by_kind
    if text is None or text.rest or text.tolerance or len(text.groups) != 1:
        return {}
    choices = address.without("q", "as_typed", "order")
    families = [
        known[found.kind][parent]
        for found in text.groups[0].found
        if found.kind in ("process", "material") and (parent := known[found.kind][found.code].parent)
    ]
    return {
        choices.asking(family.kind, family.code): _("all of “%(what)s”") % {"what": family.label}
        for family in families
    }


def _words(filterset: DirectoryFilter) -> list[str]:
    """The free text in the parts in which it was understood."""
    text = filterset.text
    if text is None:
        return []
    tolerance = [text.tolerance.typed] if text.tolerance else []
    return [*(group.typed for group in text.groups), *text.rest, *tolerance]
