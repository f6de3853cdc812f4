"""Criteria that a firm asks to leave out: asked and taken back by the firm, decided by staff."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from suppliers.actions import rulings as actions
from suppliers.api.asking import acting, clean, judged_firm, own_firm, read_firm, sent
from suppliers.api.rulings.shapes import (
    AskNotApplicableSerializer,
    DecideSerializer,
    NotApplicableSerializer,
)
from suppliers.criteria_texts import criteria_for
from suppliers.forms.rulings import NotApplicableForm
from suppliers.models import NotApplicableRequest
from suppliers.views.own import letter_of


class NotApplicableList(APIView):
    """The firm's requests, the newest first, for its members and staff in charge; POST asks, for the firm."""

    @extend_schema(operation_id="not_applicable_list", responses=NotApplicableSerializer(many=True))
    def get(self, request: Request, public_id: str) -> Response:
        asked = NotApplicableRequest.objects.filter(supplier=read_firm(request, public_id))
        return Response(NotApplicableSerializer(asked, many=True).data)

    @extend_schema(
        operation_id="not_applicable_ask",
        request=AskNotApplicableSerializer,
        responses={201: NotApplicableSerializer, 409: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Ask to leave a criterion out; nothing changes until staff agree. Those that carry a gate always apply."""
        firm = own_firm(request, public_id)
        typed = sent(request, AskNotApplicableSerializer)
        data = clean(NotApplicableForm(typed, texts=criteria_for(letter_of(firm)), held=()))
        with acting():
            asked = actions.ask_not_applicable(firm, **data, by=request.user, now=timezone.now())
        return Response(NotApplicableSerializer(asked).data, status=status.HTTP_201_CREATED)


class NotApplicableDecide(APIView):
    @extend_schema(
        operation_id="not_applicable_decide",
        request=DecideSerializer,
        responses={200: NotApplicableSerializer, 409: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request, public_id: str, pk: int) -> Response:
        """Staff agree or not, with a reason; an approval may be taken back in the same way."""
        firm = judged_firm(request, public_id)
        asked = get_object_or_404(NotApplicableRequest, supplier=firm, pk=pk)
        typed = sent(request, DecideSerializer)
        with acting():
            actions.decide_request(
                asked,
                approved=typed["agreed"],
                reason=typed["reason"],
                by=request.user,
                now=timezone.now(),
            )
        asked.refresh_from_db()
        return Response(NotApplicableSerializer(asked).data)


class NotApplicableWithdraw(APIView):
    @extend_schema(
        operation_id="not_applicable_withdraw",
        request=None,
        responses={200: NotApplicableSerializer, 409: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request, public_id: str, pk: int) -> Response:
        """The firm takes its request back, also after it was approved: the criterion applies again."""
        firm = own_firm(request, public_id)
        asked = get_object_or_404(NotApplicableRequest, supplier=firm, pk=pk)
        with acting():
            actions.withdraw_request(asked, now=timezone.now())
        asked.refresh_from_db()
        return Response(NotApplicableSerializer(asked).data)
