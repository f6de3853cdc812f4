"""Pairs of firms that may be one, by the same rules as a list is read with (``suppliers.importing.matching``)."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from portal.models import User
from suppliers.importing.matching import Index, reasons_between
from suppliers.importing.plan import firms_we_have
from suppliers.models import DuplicatePair, Supplier

_AT_ONCE = 1000
Pair = tuple[int, int]


def propose(*, now: datetime) -> int:
    """Look through all living firms; how many pairs are new. A pair that nobody judged and that no longer looks
    alike goes; one that was judged stays as it was judged. A sample firm and a real one are never one."""
    found: dict[Pair, tuple[str, ...]] = {}
    for synthetic in (False, True):
        index = Index()
        for firm in firms_we_have(Supplier.objects.filter(merged_into=None, synthetic=synthetic)):
            if not firm.names or firm.supplier is None:
                continue
            for candidate in index.match(firm).candidates:
                if candidate.known.supplier is not None:
                    found[ordered(firm.supplier, candidate.known.supplier)] = candidate.reasons
            index.add(firm)
    with transaction.atomic():
        known = {
            (one, other): pk for pk, one, other in DuplicatePair.objects.values_list("pk", "one", "other")
        }
        gone = [pk for pair, pk in known.items() if pair not in found]
        DuplicatePair.objects.filter(pk__in=gone, verdict="").delete()
        new = [
            DuplicatePair(one_id=one, other_id=other, reasons=list(reasons), found_at=now)
            for (one, other), reasons in found.items()
            if (one, other) not in known
        ]
        DuplicatePair.objects.bulk_create(new, batch_size=_AT_ONCE, ignore_conflicts=True)
    return len(new)


def reasons_now(pairs: Iterable[DuplicatePair]) -> dict[int, tuple[str, ...]]:
    """Pair -> what agrees of the two as they are today; of two that are one firm now, what agreed before."""
    pairs = list(pairs)
    wanted = {pk for pair in pairs for pk in (pair.one_id, pair.other_id)}
    living = Supplier.objects.filter(pk__in=wanted, merged_into=None)
    firms = {firm.supplier: firm for firm in firms_we_have(living)}
    return {
        pair.pk: reasons_between(firms[pair.one_id], firms[pair.other_id])
        if pair.one_id in firms and pair.other_id in firms
        else tuple(pair.reasons)
        for pair in pairs
    }


def ordered(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def judge(pair: DuplicatePair, verdict: str, *, note: str = "", by: User | None, now: datetime) -> None:
    """Write down what a person concluded of a pair."""
    pair.verdict, pair.note, pair.judged_by, pair.judged_at = verdict, note, by, now
    pair.save(update_fields=["verdict", "note", "judged_by", "judged_at"])


def told_apart(firm: Supplier, others: Collection[int], *, by: User | None, now: datetime) -> None:
    """``firm`` was said to be none of ``others``: never proposed again."""
    for other in others:
        one, two = ordered(firm.pk, other)
        DuplicatePair.objects.update_or_create(
            one_id=one,
            other_id=two,
            defaults={
                "verdict": DuplicatePair.Verdict.DIFFERENT, "judged_by": by, "judged_at": now, "found_at": now
            },
        )  # fmt: skip


def named_by_hand(one: Supplier, other: Supplier, *, now: datetime) -> DuplicatePair:
    """The pair of two firms that a person named, with the reasons that there are; it waits among the unsure ones."""
    first, second = sorted((one, other), key=lambda firm: firm.pk)
    firms = {f.supplier: f for f in firms_we_have(Supplier.objects.filter(pk__in=(first.pk, second.pk)))}
    pair, _made = DuplicatePair.objects.get_or_create(
        one=first,
        other=second,
        defaults={
            "found_at": now,
            "reasons": list(reasons_between(firms[first.pk], firms[second.pk])),
            "verdict": DuplicatePair.Verdict.UNSURE,
        },
    )
    return pair
