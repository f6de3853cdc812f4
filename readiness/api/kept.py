"""Kept ministry pages by machine, for staff."""

import json
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from readiness.dashboards.counts import Row
from readiness.dashboards.kept import KeptTarget
from readiness.dashboards.small_cells import Count, small
from readiness.kept.reading import opened
from readiness.models import KeptPage
from suppliers.models import Supplier


class KeptPageList(APIView):
    """Every kept page, the newest first: its number, day, framework, figures and the hash of its snapshot."""

    @extend_schema(
        operation_id="targets_kept_list",
        responses={(200, "application/json"): {"type": "array", "items": {"type": "object"}}},
    )
    def get(self, request: Request) -> Response:
        _staff_only(request)
        return Response([_head(page) for page in KeptPage.objects.of_this_country().in_order()])


class KeptPageDetail(APIView):
    """One kept page with its snapshot.

    Staff of the whole country get it ``complete``: in canonical JSON (keys sorted, no spaces, UTF-8) it has the
    hash that is given. For others the firms are those that they may see, and counts that the page hides are null.
    """

    @extend_schema(operation_id="targets_kept", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, pk: int) -> Response:
        _staff_only(request)
        page = get_object_or_404(KeptPage.objects.of_this_country().select_related("kept_by"), pk=pk)
        kept = opened(page)
        complete = request.user.works_everywhere
        snapshot = json.loads(page.snapshot)
        if not complete:
            seen = set(Supplier.objects.visible_to(request.user).values_list("public_id", flat=True))
            snapshot["firms"] = [row for row in snapshot["firms"] if row[0] in seen]
            snapshot["counts"] |= _shown(KeptTarget(kept))
        return Response(
            _head(page)
            | {
                "recomputes": not kept.mismatches,
                "mismatches": [
                    {"what": m.what, "code": m.code, "said": m.said, "found": m.found}
                    for m in kept.mismatches
                ]
                if complete
                else len(kept.mismatches),
                "complete": complete,
                "snapshot": snapshot,
            }
        )


def _staff_only(request: Request) -> None:
    if not request.user.is_ministry:
        raise Http404


def _head(page: KeptPage) -> dict[str, Any]:
    return {
        "id": page.pk,
        "kind": page.kind,
        "as_of": page.as_of,
        "framework_hash": page.framework_hash,
        "hash": page.hash,
        "firms": page.firms,
        "vietnamese_firms": page.vietnamese_firms,
        "synthetic": page.synthetic,
        "kept_at": page.kept_at,
        "kept_by": str(page.kept_by) if page.kept_by else None,
        "by_schedule": page.by_schedule,
    }


def _shown(page: KeptTarget) -> dict[str, Any]:
    """The counts of the snapshot as the page shows them."""
    return {
        "levels": [[_told(row.firms), _told(row.vietnamese)] for row in page.levels],
        "sectors": _cells(page.sectors),
        "provinces": _cells(page.provinces),
    }


def _cells(rows: list[Row]) -> dict[str, list[int | None]]:
    return {row.code: [_told(row.firms), _told(row.vietnamese)] for row in rows}


def _told(count: Count) -> int | None:
    return None if count.hidden or small(count.value) else count.value
