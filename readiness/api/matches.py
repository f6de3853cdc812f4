"""The matches of a requirement by machine, for the people of its buyer: as JSON, and whole as a file."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from buyers.asking import Asked, asked_of
from buyers.reading import brief
from buyers.views.requirements import version_asked_for, visible
from portal.clock import today
from readiness.engine.fit_file import fit_document, tally_document
from readiness.matching import answer, exporting
from readiness.matching.answers import Match
from readiness.matching.offers import listed
from readiness.matching.page import A_PAGE, GROUPS, rows
from suppliers.api.exports import XLSX, SentFile
from suppliers.directory.tags import Words
from suppliers.models import Supplier

ASKED = (
    OpenApiParameter("version", int, description="Of this version; else of the one in force, or the draft."),
    OpenApiParameter("group", str, enum=list(GROUPS), description="One group alone."),
)


class MatchFile(SentFile):
    def sent(self, request: Request, public_id: str, kind: str) -> HttpResponseBase:
        found = visible(request._request, public_id)
        version = version_asked_for(request._request, found)
        asked = asked_of(version.lines.all())
        only = request.query_params.get("group", "")
        # Without a must line every listed firm would do: the page shows none either.
        if (only and only not in GROUPS) or not any(line.must for line in asked):
            raise Http404
        known, day = Words.load(), today()
        answered = answer(asked, known)
        return self.file(
            f"matches-{found.public_id}-{version.number}-{day.isoformat()}",
            kind,
            lambda: exporting.headings(asked, known),
            lambda: exporting.lines(answered, asked, known, day, only),
        )


class MatchCsv(MatchFile):
    """The ranked matches with their reasons as CSV (UTF-8), in the caller's language, sent while it is read."""

    @extend_schema(
        operation_id="matches_csv", parameters=list(ASKED), responses={(200, "text/csv"): OpenApiTypes.BINARY}
    )
    def get(self, request: Request, public_id: str) -> HttpResponseBase:
        return self.sent(request, public_id, "csv")


class MatchXlsx(MatchFile):
    """The ranked matches with their reasons as a workbook, in the caller's language, sent while it is read."""

    @extend_schema(
        operation_id="matches_xlsx", parameters=list(ASKED), responses={(200, XLSX): OpenApiTypes.BINARY}
    )
    def get(self, request: Request, public_id: str) -> HttpResponseBase:
        return self.sent(request, public_id, "xlsx")


class MatchList(APIView):
    """Who meets a requirement, in JSON: the counts, what relaxing a line would gain, and the firms of one group.

    Each firm has its interval (unknowns counted against, unknowns counted for), the must lines that it misses and
    those that are unknown, and what every line contributes: the parts add up to both ends. Lines are called by their
    position. 25 firms a page, in the order of the page.
    """

    @extend_schema(
        operation_id="matches_list",
        parameters=[*ASKED, OpenApiParameter("page", int, description="From 1.")],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request, public_id: str) -> Response:
        found = visible(request._request, public_id)
        version = version_asked_for(request._request, found)
        asked = asked_of(version.lines.all())
        only = request.query_params.get("group", "all")
        if only not in GROUPS or not any(line.must for line in asked):
            raise Http404
        known, day = Words.load(), today()
        answered = answer(asked, known)
        ranking = answered.groups[GROUPS[only]]
        page: Page = Paginator(ranking, A_PAGE).get_page(request.query_params.get("page", "1"))
        counts = {name: len(answered.groups[group]) for name, group in GROUPS.items()}
        return Response(
            {
                "requirement": found.public_id,
                "version": version.number,
                "on": day.isoformat(),
                "listed": listed(),
                "lines": [_line(line, key, known) for key, line in enumerate(asked)],
                "counts": counts,
                **tally_document(answered.tally),
                "group": only,
                "page": page.number,
                "pages": page.paginator.num_pages,
                "firms": _firms(list(page), asked, known, day),
            }
        )


def _line(line: Asked, key: int, known: Words) -> dict[str, Any]:
    return {
        "key": str(key),
        "kind": line.kind,
        "codes": list(line.codes),
        "limit": None if line.limit is None else f"{line.limit:f}",
        "place": line.place or None,
        "must": line.must,
        "weight": line.weight,
        "words": brief(line, known),
    }


def _firms(matches: Sequence[Match], asked: Sequence[Asked], known: Words, day: date) -> list[dict[str, Any]]:
    shown = {row.firm.public_id: row for row in rows(matches, asked, known, day)}
    numbers = dict(
        Supplier.objects.filter(pk__in=[m.supplier_id for m in matches]).values_list("pk", "public_id")
    )
    return [
        {
            "public_id": row.firm.public_id,
            "name": row.firm.name,
            "free_capacity": match.free if match.free >= 0 else None,
            **fit_document(match.fit),
            "reason": row.reason,
        }
        for match in matches
        if (row := shown.get(numbers.get(match.supplier_id, "")))
    ]
