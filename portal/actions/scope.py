"""Setting for what a body of staff is responsible; ``visible_to`` and ``in_scope_of`` read it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from portal.models import Organisation, Province, ScopeChange, Sector, User


@transaction.atomic
def set_scope(
    body: Organisation,
    *,
    provinces: Collection[Province],
    sectors: Collection[Sector],
    by: User | None,
    reason: str,
    now: datetime,
) -> ScopeChange | None:
    """Nothing named means everything. None where it is so already; ``by`` is None for the command line."""
    body = Organisation.objects.select_for_update().get(pk=body.pk)
    before = _held(body)
    after = sorted(p.pk for p in provinces), sorted(s.pk for s in sectors)
    if before == after:
        return None
    body.scope_provinces.set(provinces)
    body.scope_sectors.set(sectors)
    return ScopeChange.objects.create(
        organisation=body,
        at=now,
        by=by,
        reason=reason,
        provinces_before=before[0],
        provinces=after[0],
        sectors_before=before[1],
        sectors=after[1],
    )


def _held(body: Organisation) -> tuple[list[int], list[int]]:
    return (
        sorted(body.scope_provinces.values_list("pk", flat=True)),
        sorted(body.scope_sectors.values_list("pk", flat=True)),
    )
