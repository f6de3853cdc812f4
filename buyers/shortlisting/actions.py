"""What a buyer does with its shortlists. Each refuses with ``Refused``, whose sentence is for the reader, and then
nothing changed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from buyers.models import Shortlist, ShortlistEntry
from portal.models import Organisation, User
from suppliers.models import Supplier

MOST_LISTS = 50
MOST_FIRMS = 100


class Refused(Exception):
    """This cannot be done now; the words say why."""


@transaction.atomic
def begin_shortlist(organisation: Organisation, name: str, *, by: User, now: datetime) -> Shortlist:
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if held.shortlists.filter(name=name).exists():
        raise Refused(_("There is a shortlist of this name already."))
    if held.shortlists.count() >= MOST_LISTS:
        raise Refused(_("There are %(most)s shortlists already. Delete one first.") % {"most": MOST_LISTS})
    return Shortlist.objects.create(organisation=held, name=name, created_by=by, created_at=now)


@transaction.atomic
def note_firms(shortlist: Shortlist, firms: Sequence[Supplier], *, by: User, now: datetime) -> int:
    """Put listed firms on the list, each as it is told of today; how many were not on it yet."""
    held = Shortlist.objects.select_for_update().get(pk=shortlist.pk)
    there = set(held.entries.values_list("supplier", flat=True))
    new = {firm.pk for firm in firms} - there
    if len(there) + len(new) > MOST_FIRMS:
        raise Refused(_("A shortlist has at most %(most)s firms.") % {"most": MOST_FIRMS})
    for firm in Supplier.objects.filter(pk__in=new).select_related("search_document").order_by("pk"):
        entry = ShortlistEntry(shortlist=held, supplier=firm, added_by=by)
        entry.see(firm, now=now)
        entry.save()
    return len(new)


def write_note(entry: ShortlistEntry, note: str) -> None:
    entry.note = note
    entry.save(update_fields=["note"])


def take_away(entry: ShortlistEntry) -> None:
    entry.delete()


def delete_shortlist(shortlist: Shortlist) -> None:
    """The list alone: the firms stay in the directory, enquiries stay."""
    shortlist.delete()
