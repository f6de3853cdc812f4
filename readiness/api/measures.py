"""Where the targets are heading, the count against confirmed supply, and why it changed; for staff."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.clock import today
from readiness import frameworks
from readiness.dashboards.confirmed import CELLS, LISTED, UNREADY, cross, missing_gates, rows
from readiness.dashboards.progress import progress_page
from readiness.engine.changes_file import move_document
from readiness.engine.progress_file import progress_document
from readiness.engine.reported_file import share
from readiness.kept.reading import opened
from readiness.kept.since import Part, since
from readiness.models import KeptPage
from readiness.standings import ready_groups
from suppliers.models import Supplier

A_PAGE = 25


class TargetProgress(APIView):
    """For each target that the portal measures: standing, pace a day, the day that this pace leads to, and the pace that
    would be in time. Decimals are strings of six places; ``found`` is null before the first standing."""

    @extend_schema(operation_id="targets_progress", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        _staff_only(request)
        page = progress_page(today())
        return Response(
            {
                "as_of": page.as_of,
                "framework": page.counted_by,
                "targets": [
                    {
                        "target": row.definition.target.code,
                        "unit": row.unit,
                        "found": None if row.found is None else progress_document(row.found),
                    }
                    for row in page.rows
                ],
            }
        )


class ConfirmedSupply(APIView):
    """Firms counted as ready to supply directly, crossed with those that buyers confirm: how many stand in each cell,
    and the establishments of one, 25 a page, as far as the caller may see them. ``missing``: the gates that keep who
    supplies out of the count. ``groups``: of how many groups the firms are that are ready, those of one parent taken as one."""

    @extend_schema(
        operation_id="targets_confirmed",
        parameters=[
            OpenApiParameter("cell", str, enum=list(LISTED), description="unready if left out"),
            OpenApiParameter("page", int, description="From 1."),
        ],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request) -> Response:
        _staff_only(request)
        cell = request.query_params.get("cell") or UNREADY
        if cell not in LISTED:
            raise ValidationError({"cell": [_("One of %(levels)s.") % {"levels": ", ".join(LISTED)}]})
        counts, framework = cross(today()), frameworks.current()
        visible = Q(supplier__in=Supplier.objects.visible_to(request.user).values("pk"))
        seen = rows(cell, today=today()).filter(visible).select_related("supplier__enterprise")
        page = Paginator(seen.order_by("-level", "-proven", "supplier"), A_PAGE).get_page(
            request.query_params.get("page")
        )
        missing = missing_gates(page.object_list, today=today()) if cell == UNREADY else {}
        return Response(
            {
                "as_of": counts.as_of,
                "since": counts.since,
                "framework": {"name": framework.name, "version": framework.version, "hash": framework.hash},
                "cells": {name: counts.of(name) for name in CELLS},
                "recall": share(counts.recall),
                "groups": ready_groups(),
                "cell": cell,
                "count": page.paginator.count,
                "pages": page.paginator.num_pages,
                "page": page.number,
                "establishments": [
                    {
                        "public_id": score.supplier.public_id,
                        "enterprise": score.supplier.enterprise.code,
                        "sector": score.sector,
                        "level": score.level,
                        "counted_level": score.counted_level,
                        "missing": missing.get(score.pk, []),
                    }
                    for score in page.object_list
                ],
            }
        )


class KeptChanges(APIView):
    """Why the count differs between two kept pages: by cause, adding up exactly, with the firms behind each part that
    the caller may see. The older page comes first; the change of a part is null where it would tell a firm that may not be seen."""

    @extend_schema(
        operation_id="targets_kept_changes",
        parameters=[
            OpenApiParameter("from", int, required=True, description="The number of a kept page."),
            OpenApiParameter("to", int, required=True, description="The number of another."),
        ],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request) -> Response:
        _staff_only(request)
        first, second = sorted(
            (_page(request, name) for name in ("from", "to")), key=lambda p: (p.as_of, p.pk)
        )
        found = since(opened(first), opened(second), request.user)
        return Response(
            {
                "first": _reading(first, found.split.first),
                "second": _reading(second, found.split.second),
                "adds_up": found.adds_up,
                "parts": {part.cause: _part(part) for part in found.parts},
            }
        )


def _page(request: Request, name: str) -> KeptPage:
    asked = request.query_params.get(name, "")
    if not (asked.isdecimal() and len(asked) < 10):
        raise ValidationError({name: [_("The number of a kept page is wanted.")]})
    return get_object_or_404(KeptPage.objects.of_this_country(), pk=asked)


def _reading(page: KeptPage, count: tuple[int, int]) -> dict[str, Any]:
    return {"id": page.pk, "as_of": page.as_of, "framework_hash": page.framework_hash, "count": list(count)}


def _part(part: Part) -> dict[str, Any]:
    return {
        "change": None if part.hidden else [part.firms, part.vietnamese],
        "moves": [move_document(moved.move) for moved in part.moved],
        "all_shown": not part.unseen,
    }


def _staff_only(request: Request) -> None:
    if not request.user.is_ministry:
        raise Http404
