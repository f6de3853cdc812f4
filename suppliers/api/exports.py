"""The directory as a file, for everybody who is signed in: the filters of the page, without a cap."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language, override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from portal.api.throttling import CallerThrottle, ExportThrottle
from portal.clock import today
from suppliers import exporting
from suppliers.api.views import ASKED
from suppliers.filters import DirectoryFilter
from suppliers.models import SearchDocument
from suppliers.sent_workbook import as_xlsx

Writer = Callable[[list[str], Iterable[list[str]]], Iterator[bytes]]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS: dict[str, tuple[Writer, str]] = {
    "csv": (exporting.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, XLSX),
}


class SentFile(APIView):
    """A file that is sent while it is read; its rows are asked for after the request is over."""

    throttle_classes = (CallerThrottle, ExportThrottle)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """The address says what comes; only a refusal is JSON, whatever the caller accepts."""
        return super().perform_content_negotiation(request, force=True)

    @staticmethod
    def file(
        name: str, kind: str, head: Callable[[], list[str]], lines: Callable[[], Iterable[list[str]]]
    ) -> HttpResponseBase:
        """``kind``: csv or xlsx. ``head`` and ``lines`` speak the language in which they were asked for."""
        (write, content_type), language = KINDS[kind], get_language()

        def body() -> Iterator[bytes]:
            # The language is gone with the request.
            with override(language):
                yield from write(head(), lines())

        response = StreamingHttpResponse(body(), content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
        return response


class DirectoryFile(SentFile):
    @staticmethod
    def asked(request: Request) -> DirectoryFilter:
        filterset = DirectoryFilter(request.query_params, queryset=SearchDocument.objects.all())
        if not filterset.is_valid():
            raise ValidationError(filterset.errors)
        return filterset

    def sent(self, request: Request, kind: str) -> HttpResponseBase:
        filterset, day = self.asked(request), today()
        return self.file(
            f"suppliers-{day.isoformat()}", kind, exporting.headings, lambda: exporting.lines(filterset, day)
        )


class DirectoryCsv(DirectoryFile):
    """Every match as CSV (UTF-8), in the caller's language, sent while it is read."""

    @extend_schema(
        operation_id="suppliers_csv", parameters=list(ASKED), responses={(200, "text/csv"): OpenApiTypes.BINARY}
    )  # fmt: skip
    def get(self, request: Request) -> HttpResponseBase:
        return self.sent(request, "csv")


class DirectoryXlsx(DirectoryFile):
    """Every match as a workbook, in the caller's language, sent while it is read."""

    @extend_schema(
        operation_id="suppliers_xlsx", parameters=list(ASKED), responses={(200, XLSX): OpenApiTypes.BINARY}
    )  # fmt: skip
    def get(self, request: Request) -> HttpResponseBase:
        return self.sent(request, "xlsx")
