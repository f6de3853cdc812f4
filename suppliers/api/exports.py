"""The directory as a file, for everybody who is signed in: the filters of the page, without a cap."""

from typing import Any

from django.http import FileResponse, StreamingHttpResponse
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

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class DirectoryFile(APIView):
    throttle_classes = (CallerThrottle, ExportThrottle)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """The address says what comes; only a refusal is JSON, whatever the caller accepts."""
        return super().perform_content_negotiation(request, force=True)

    @staticmethod
    def asked(request: Request) -> DirectoryFilter:
        filterset = DirectoryFilter(request.query_params, queryset=SearchDocument.objects.all())
        if not filterset.is_valid():
            raise ValidationError(filterset.errors)
        return filterset


class DirectoryCsv(DirectoryFile):
    """Every match as CSV (UTF-8), in the caller's language, sent while it is read."""

    @extend_schema(
        operation_id="suppliers_csv", parameters=list(ASKED), responses={(200, "text/csv"): OpenApiTypes.BINARY}
    )  # fmt: skip
    def get(self, request: Request) -> HttpResponseBase:
        filterset, day, language = self.asked(request), today(), get_language()

        def body() -> Any:
            # Sent after the request is over, and with it its language.
            with override(language):
                yield from exporting.as_csv(exporting.headings(), exporting.lines(filterset, day))

        response = StreamingHttpResponse(body(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="suppliers-{day.isoformat()}.csv"'
        return response


class DirectoryXlsx(DirectoryFile):
    """Every match as a workbook. It is written whole to a temporary file first, then sent."""

    @extend_schema(
        operation_id="suppliers_xlsx", parameters=list(ASKED), responses={(200, _XLSX): OpenApiTypes.BINARY}
    )  # fmt: skip
    def get(self, request: Request) -> HttpResponseBase:
        filterset, day = self.asked(request), today()
        file = exporting.as_xlsx(exporting.headings(), exporting.lines(filterset, day))
        name = f"suppliers-{day.isoformat()}.xlsx"
        return FileResponse(file, as_attachment=True, filename=name, content_type=_XLSX)
