from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.clock import today
from readiness import scoring
from readiness.audience import reads_criteria, sees_claims, without_claims
from suppliers.finding import firm_of
from suppliers.models import Supplier


class ReadinessDetail(APIView):
    """How ready a firm is today and why: the object of ``manage.py assess``, as much as the caller may read.

    The firm and staff in charge get all of it. Buyers get no claims and no criteria of finances and costs (1.3,
    5.x). Other firms get 404.
    """

    @extend_schema(
        operation_id="suppliers_readiness",
        parameters=[
            OpenApiParameter("sector", str, description="A sector letter; the main sector if left out.")
        ],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request, public_id: str) -> Response:
        firm = firm_of(
            public_id, Supplier.objects.visible_to(request.user).prefetch_related("sectors__sector")
        )
        if firm is None or not reads_criteria(request.user, firm):
            raise Http404
        letters = {s.letter: s for s in firm.sectors.all()}
        main = firm.main_sector
        letter = request.query_params.get("sector") or (main.letter if main else "")
        if letter not in letters:
            raise Http404
        result = scoring.assessed(firm, letter, today=today())
        return Response(result if sees_claims(request.user, firm) else without_claims(result))
