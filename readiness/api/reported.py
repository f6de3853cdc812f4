"""The reported measure by machine: what the page shows, hidden where the page hides it."""

from typing import Any

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.clock import today
from portal.templatetags.figures import SMALLEST_CELL
from readiness.dashboards.reported import Cell, Rate, cells, reported_page
from readiness.engine.reported import Reported
from readiness.engine.reported_file import share, value_document


class ReportedRates(APIView):
    """Rates by sector and the sums behind them, for staff. Shares are strings of six places, amounts million VND;
    what is hidden or unknown is null, and ``state`` says which. ``value``: whole per cent [at least, at most] that stays
    in the country once the suppliers' own imported inputs are taken off, and that of suppliers whose inputs are known."""

    @extend_schema(
        operation_id="targets_reported",
        parameters=[OpenApiParameter("year", int, description="The last year that is over if left out.")],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request) -> Response:
        if not request.user.is_ministry:
            raise Http404
        page = reported_page(request.query_params.get("year", ""), today=today())
        if page is None:
            raise Http404
        published = page.year.published if page.year else None
        return Response(
            {
                "years": [y.year for y in page.years],
                "year": page.year.year if page.year else None,
                "as_of": page.year.as_of if page.year else None,
                "buyers": published.buyers if published else 0,
                "buyers_on_the_portal": page.registered,
                "country": _rates(page.country.in_country, page.country.vietnamese) if page.country else None,
                "owner_unknown": share(published.unknown_share) if published else None,
                "value": value_document(published) if published else None,
                "sectors": [
                    {"sector": row.code, "buyers": _few(published, row.code)}
                    | _rates(row.in_country, row.vietnamese)
                    for row in page.sectors
                ],
                "totals": [_cell(cell) for cell in cells(published, [])] if published else [],
                "cells": [_cell(cell) for cell in cells(published, list(page.labels))] if published else [],
            }
        )


def _rates(in_country: Rate, vietnamese: Rate) -> dict[str, Any]:
    return {
        "state": in_country.state,
        "in_country": share(in_country.share),
        "vietnamese": share(vietnamese.share),
    }


def _few(published: Reported | None, sector: str) -> int | None:
    """How many buyers; null for one or two."""
    count = max(published.buyers_of.get(sector, 0), published.silent) if published else 0
    return None if 0 < count < SMALLEST_CELL else count


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "sector": cell.sector,
        "origin": cell.origin,
        "amount": None if cell.amount is None else str(cell.amount),
        "state": {"": "shown", "empty": "unknown"}.get(cell.why, "hidden"),
    }
