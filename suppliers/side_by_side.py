"""What buyers weigh when firms stand beside each other: free capacity, precision, sizes, time and least order, each
with who vouches for it. Figures of capacity and delivery are for those who may read them on the firm's page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portal.models import User
from suppliers.models import Capability, Evidence, Supplier
from suppliers.permissions import may_read_capacity
from suppliers.public_facts import DELIVERY, Proof, number
from suppliers.public_page import CAPACITY, TOLERANCE, spoken_of

STATED = Proof("A0", None, lapsed=False)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One firm's answer: ``values`` empty where it is unknown; ``withheld``: the reader may not read it."""

    values: tuple[str, ...] = ()
    proof: Proof | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """A row of the comparison: a label, and each firm's answer in the order asked for."""

    label: str
    answers: tuple[Weighed, ...]


def sides(supplier_ids: Sequence[int], user: User, today: date) -> tuple[Side, ...]:
    """As many queries however many firms."""
    read = Supplier.objects.select_related("delivery").prefetch_related("capabilities__process", "machines")
    by_pk = read.in_bulk(supplier_ids)
    firms = [by_pk[pk] for pk in supplier_ids]
    spoken = _spoken(firms, today)
    each = [list(_weighed(firm, spoken[firm.pk], may_read_capacity(user, firm))) for firm in firms]
    return tuple(Side(label, tuple(answers[at] for answers in each)) for at, label in enumerate(_labels()))


def _labels() -> list[str]:
    return [
        _("Free a month, pieces"),
        _("Tolerance"),
        _("Size of a piece"),
        _("Days from order to delivery"),
        _("Least order, pieces"),
    ]


def _spoken(firms: Iterable[Supplier], today: date) -> dict[int, dict[str, Proof]]:
    found: dict[int, list[Any]] = {firm.pk: [] for firm in firms}
    lines = Evidence.objects.counting().filter(
        supplier__in=list(found), criterion__in=(CAPACITY, TOLERANCE, DELIVERY)
    )
    for line in lines.order_by("pk"):
        found[line.supplier_id].append(line)
    return {pk: spoken_of(own, today) for pk, own in found.items()}


def _weighed(firm: Any, spoken: dict[str, Proof], full: bool) -> Iterator[Weighed]:
    """In the order of the labels."""
    delivery = getattr(firm, "delivery", None)
    abilities = sorted(firm.capabilities.all(), key=lambda each: each.pk)
    yield _one(number(firm.free_capacity), spoken.get(CAPACITY), full)
    yield _all([_tolerance(each) for each in abilities], spoken.get(TOLERANCE))
    yield _all([_size(each, firm, full) for each in abilities], spoken.get(TOLERANCE))
    yield _one(number(delivery.lead_days) if delivery else "", spoken.get(DELIVERY), full)
    yield _one(number(delivery.minimum_order) if delivery else "", None, full)


def _one(value: str, proof: Proof | None, full: bool) -> Weighed:
    if not full:
        return Weighed(withheld=True)
    return Weighed((value,), proof or STATED) if value else Weighed()


def _all(values: Iterable[str], proof: Proof | None) -> Weighed:
    told = tuple(filter(None, values))
    return Weighed(told, proof or STATED) if told else Weighed()


def _tolerance(able: Capability) -> str:
    if able.tolerance_mm is None:
        return ""
    reached = f"±\u00a0{number_format(able.tolerance_mm.normalize())}\u00a0mm"
    return f"{able.process.label}: {reached}"


def _size(able: Capability, firm: Any, full: bool) -> str:
    """ "CNC turning: 5-400 mm"; the smallest piece is told by the machines, to those who read capacity."""
    own = [machine for machine in firm.machines.all() if machine.process_id == able.process_id]
    largest = max(filter(None, (able.largest_mm, *(m.largest_mm for m in own if full))), default=None)
    smallest = min((m.smallest_mm for m in own if m.smallest_mm), default=None) if full else None
    if largest is None:
        return f"{able.process.label}: {able.largest_size}" if able.largest_size else ""
    if smallest is not None and smallest < largest:
        reach = f"{number(smallest)}–{number(largest)}\u00a0mm"
    else:
        reach = _("up to %(n)s mm") % {"n": number(largest)}
    return f"{able.process.label}: {reach}"
