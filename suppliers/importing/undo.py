"""Take away what a batch landed, unless somebody has made it theirs since."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pghistory
from django.db import transaction
from django.db.models import CASCADE, DO_NOTHING, F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.models import PersonalChange, User
from suppliers.importing.refusal import Refused
from suppliers.models import (
    Contact,
    DuplicatePair,
    Enterprise,
    HouseholdNumber,
    ImportBatch,
    ImportRow,
    JoinRequest,
    Supplier,
    SupplierMerge,
)

# What a fresh row of the table begins with; every change of facts raises it, a merge and its undoing once each.
_AS_IT_LANDED = 1
_OF_A_PARTED_MERGE = 2

CLAIMED = gettext_lazy("an organisation has taken the profile in hand")
CHANGED = gettext_lazy("its facts were changed since")
LISTED = gettext_lazy("it was listed since")
MERGED = gettext_lazy("it was merged into another firm; part the two first, then it can go")
RECEIVED = gettext_lazy("another firm was merged into it; part the two first, then it can go")
REFERRED_TO = gettext_lazy("others on the portal refer to it")


@dataclass(frozen=True, slots=True)
class Kept:
    """A firm that stays, and why; ``pair`` is where it can be parted from the firm it was merged with."""

    row: int
    name: str
    public_id: str
    why: str | Promise
    pair: int | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    batch: int
    removed: int
    kept: tuple[Kept, ...]


@transaction.atomic
def undo_batch(number: int, *, by: User | None = None, now: datetime, dry_run: bool = False) -> Undone:
    """Remove the firms of a batch with all that was imported of them; history keeps what was there.

    A firm that was claimed, changed, listed, merged, asked for or is referred to stays; one that was parted again
    from a firm it had been merged with is as it landed. What stayed may be undone later. Raises Refused for a batch
    that is not there or of which nothing is left.
    """
    batch = ImportBatch.objects.select_for_update().filter(pk=number).first()
    if batch is None:
        raise Refused(_("There is no batch %(batch)s.") % {"batch": number})
    left = Supplier.objects.filter(import_row__batch=batch)
    if batch.undone_at and not left.exists():
        raise Refused(
            _("Batch %(batch)s was undone on %(day)s.")
            % {
                "batch": number,
                "day": date_format(timezone.localtime(batch.undone_at), "SHORT_DATE_FORMAT"),
            }
        )
    if batch.state != ImportBatch.State.DONE:
        raise Refused(_("Batch %(batch)s was not taken in; there is nothing to undo.") % {"batch": number})
    firms = list(left.select_for_update(of=("self",)).select_related("import_row").order_by("pk"))
    kept = _staying(firms, batch)
    stays = {each.public_id for each in kept}
    gone = [firm for firm in firms if firm.public_id not in stays]
    with pghistory.context(undone_batch=number, user=by and by.pk):
        _remove(gone, by, now)
    if dry_run:
        transaction.set_rollback(True)
    else:
        ImportRow.objects.filter(pk__in=[firm.import_row_id for firm in gone if firm.import_row_id]).update(
            fate=ImportRow.Fate.UNDONE
        )
        batch.undone_at = now
        batch.save(update_fields=["undone_at"])
    return Undone(number, len(gone), kept)


def stayed(batch: ImportBatch) -> tuple[Kept, ...]:
    """Firms that are left of a batch that was taken away, and why they may still not go."""
    left = Supplier.objects.filter(import_row__batch=batch).select_related("import_row").order_by("pk")
    return _staying(list(left), batch)


def _staying(firms: Sequence[Supplier], batch: ImportBatch) -> tuple[Kept, ...]:
    """Those of ``firms`` that stay; as many questions however many there are."""
    everyone = [firm.pk for firm in firms]
    stands = _Standing(_parted(everyone), _received(everyone), _referred_to(everyone), _askers(everyone))
    why = {firm.pk: reason for firm in firms if (reason := _reason(firm, batch, stands))}
    pairs = _pairs_of_merges([pk for pk, reason in why.items() if reason in (MERGED, RECEIVED)])
    return tuple(
        Kept(f.import_row.number if f.import_row else 0, f.name, f.public_id, why[f.pk], pairs.get(f.pk))
        for f in firms
        if f.pk in why
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """Of the firms of a batch: from how many merges each was parted again, those into which a firm is merged, and
    those that others refer to, and who waits for an answer to a request to act for each."""

    parted: Counter[int]
    received: set[int]
    referred: set[int]
    askers: Mapping[int, str]


def _reason(firm: Supplier, batch: ImportBatch, stands: _Standing) -> str | Promise:
    """Why the firm stays, or ""."""
    if firm.claimed:
        return CLAIMED
    if who := stands.askers.get(firm.pk):
        return _("%(who)s has asked to act for it; answer that first, then it can go") % {"who": who}
    if firm.merged_into_id:
        return MERGED
    if firm.published_at or (firm.checked_at and firm.checked_at != batch.landed):
        return LISTED
    if firm.pk in stands.received:
        return RECEIVED
    if firm.facts_version != _AS_IT_LANDED + _OF_A_PARTED_MERGE * stands.parted[firm.pk]:
        return CHANGED
    return REFERRED_TO if firm.pk in stands.referred else ""


def _parted(firms: Sequence[int]) -> Counter[int]:
    both = SupplierMerge.objects.undone_of(firms).values_list("kept", "merged")
    return Counter(pk for pair in both for pk in pair)


def _received(firms: Sequence[int]) -> set[int]:
    into = Supplier.objects.filter(merged_into__in=firms).values_list("merged_into", flat=True)
    return {pk for pk in into if pk is not None}


def _askers(firms: Sequence[int]) -> dict[int, str]:
    """Firm -> who has asked to act for it and waits for the answer."""
    waiting = JoinRequest.objects.filter(answered_at__isnull=True, supplier__in=firms).select_related("user")
    names: dict[int, list[str]] = defaultdict(list)
    for asked in waiting.order_by("asked_at"):
        names[asked.supplier_id].append(str(asked.user))
    return {firm: ", ".join(who) for firm, who in names.items()}


def _pairs_of_merges(firms: Sequence[int]) -> dict[int, int]:
    """Firm -> the pair in which it can be parted."""
    merged = Q(one__merged_into=F("other")) | Q(other__merged_into=F("one"))
    pairs = DuplicatePair.objects.filter(merged).filter(Q(one__in=firms) | Q(other__in=firms))
    return {firm: pk for pk, *both in pairs.values_list("pk", "one", "other") for firm in both}


def _referred_to(firms: Sequence[int]) -> set[int]:
    """Firms named by a record that is no part of them: one that would outlive them (a purchase of a buyer, a
    firm merged into this one) and lose its word. A merge that was undone goes with them."""
    named: set[int] = set()
    for relation in Supplier._meta.related_objects:
        if relation.on_delete not in (CASCADE, DO_NOTHING):
            rows = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": firms})
            if relation.related_model is SupplierMerge:
                rows = rows.filter(undone_at__isnull=True)
            named.update(rows.values_list(relation.field.attname, flat=True))
    return named


def _remove(firms: Sequence[Supplier], by: User | None, now: datetime) -> None:
    """Delete firms, and the enterprises that only they had made known; that personal rows went is noted."""
    for model in (Contact, HouseholdNumber):
        PersonalChange.objects.bulk_create(
            PersonalChange(at=now, by=by, model=model._meta.label, object_id=pk, action="delete")
            for pk in model.objects.filter(supplier__in=firms).values_list("pk", flat=True)
        )
    SupplierMerge.objects.undone_of([firm.pk for firm in firms]).delete()
    Supplier.objects.filter(pk__in=[firm.pk for firm in firms]).delete()
    Enterprise.objects.filter(
        pk__in={firm.enterprise_id for firm in firms if firm.enterprise_id},
        establishments__isnull=True,
        group_members__isnull=True,
    ).delete()
