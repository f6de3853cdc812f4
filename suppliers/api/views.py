from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.clock import today
from suppliers.api.serializers import ListSerializer, SupplierSerializer, as_row
from suppliers.contacts import open_contact
from suppliers.directory import facets, search
from suppliers.filters import DirectoryFilter
from suppliers.finding import firm_of
from suppliers.models import Evidence, SearchDocument, Supplier
from suppliers.permissions import may_read_capacity, may_read_private

_MANY = "Codes; repeats are OR, a parent word includes its children."
# What the directory may be asked, by page, list and file alike.
ASKED = (
    OpenApiParameter("q", str, description="Free text, in any of the five languages of the vocabulary."),
    *(
        OpenApiParameter(name, str, many=True, explode=True, description=_MANY)
        for name in (
            "process",
            "material",
            "standard",
            "sector",
            "industry",
            "province",
            "former_province",
            "ownership",
        )
    ),
    OpenApiParameter("level", int, enum=[1, 2, 3, 4, 5], description="At this level or above."),
    OpenApiParameter("order", str, enum=["relevance", "readiness"]),
    OpenApiParameter("as_typed", bool, description="Read no word of the vocabulary in q."),
)


class SupplierList(APIView):
    """Listed firms, twenty-five a page, with the counts of every facet."""

    @extend_schema(
        operation_id="suppliers_list",
        parameters=[
            *ASKED,
            OpenApiParameter("after", str, description="From the address in `next`."),
        ],
        responses=ListSerializer,
    )
    def get(self, request: Request) -> Response:
        filterset = DirectoryFilter(request.query_params, queryset=SearchDocument.objects.all())
        if not filterset.is_valid():
            raise ValidationError(filterset.errors)
        page = search.page(
            filterset.qs, filterset.ordering, filterset.text, request.query_params.get("after", "")
        )
        counted = facets.count(filterset)
        return Response(
            {
                "count": counted.count,
                "facets": {
                    facet.name: [{"code": o.code, "label": o.label, "count": o.count} for o in facet.options]
                    for facet in counted.facets
                },
                "results": [as_row(row) for row in page.rows],
                "next": self._next(request, page.next),
            }
        )

    @staticmethod
    def _next(request: Request, cursor: str) -> str | None:
        if not cursor:
            return None
        query = request.query_params.copy()
        query["after"] = cursor
        return request.build_absolute_uri(f"{reverse('api-suppliers')}?{query.urlencode()}")


class SupplierDetail(APIView):
    """One firm, as much of it as the caller may read; also by a number that it had before a merge."""

    @extend_schema(operation_id="suppliers_retrieve", responses=SupplierSerializer)
    def get(self, request: Request, public_id: str) -> Response:
        firms = Supplier.objects.visible_to(request.user).select_related(
            "province", "former_province", "contact", "delivery", "workforce", "sustainability", "export"
        )
        firm = firm_of(
            public_id,
            firms.prefetch_related(
                "sectors__sector",
                "industries__industry",
                "capabilities__process",
                "capabilities__materials",
                "certificates__standard",
                "products__group",
                "sites__province",
            ),
        )
        if firm is None:
            raise Http404
        context = {
            "request": request,
            "capacity": may_read_capacity(request.user, firm),
            "opening": open_contact(request.user, firm, now=timezone.now()),
            "private": may_read_private(request.user, firm),
            "proven_by": Evidence.objects.proven_certificates(firm, today()),
            "certificate_lines": Evidence.objects.by_certificate(firm),
        }
        return Response(SupplierSerializer(firm, context=context).data)
