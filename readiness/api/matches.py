"""The matches of a requirement as a file, for the people of its buyer: what the page says, without a cap."""

from django.http import Http404
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from buyers.asking import asked_of
from buyers.views.requirements import version_asked_for, visible
from portal.clock import today
from readiness.matching import answer, exporting
from readiness.matching.page import GROUPS
from suppliers.api.exports import XLSX, SentFile
from suppliers.directory.tags import Words

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
