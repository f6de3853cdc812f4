"""What a writer typed and could not save: kept for her alone until the next save, or thirty days."""

from datetime import datetime, timedelta

from django.http import QueryDict

from portal.models import User
from suppliers.models import SectionDraft, Supplier

# Not of the section itself: the token and what was pressed.
_PRESSED = ("csrfmiddlewaretoken", "then", "add", "remove", "version")


def keep_draft(
    supplier: Supplier, section: str, sent: QueryDict, *, version: int, by: User, now: datetime
) -> None:
    """One a section and writer; the last one counts. PostgreSQL keeps no NUL in text, so there is none."""
    typed = {
        name.replace("\x00", ""): [value.replace("\x00", "") for value in values]
        for name, values in sent.lists()
        if name not in _PRESSED
    }
    SectionDraft.objects.update_or_create(
        supplier=supplier,
        section=section,
        by=by,
        defaults={"typed": typed, "version": max(version, 0), "typed_at": now},
    )


def typed_in(draft: SectionDraft) -> QueryDict:
    """As the browser sent it."""
    sent = QueryDict(mutable=True)
    for name, values in draft.typed.items():
        sent.setlist(name, values)
    return sent


def forget_draft(supplier: Supplier, section: str, *, by: User) -> None:
    SectionDraft.objects.filter(supplier=supplier, section=section, by=by).delete()


def forget_old_drafts(*, now: datetime) -> int:
    """How many nobody came back to."""
    before = now - timedelta(days=SectionDraft.RETENTION_DAYS)
    count, _by_model = SectionDraft.objects.filter(typed_at__lt=before).delete()
    return count
