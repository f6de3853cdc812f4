"""Gates that a buyer does not ask of a firm: recorded by one person of staff, approved by another."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.clock import today
from suppliers.actions import rulings as actions
from suppliers.api.asking import acting, clean, judged_firm, read_firm, sent
from suppliers.api.rulings.shapes import ReasonSerializer, RecordWaiverSerializer, WaiverSerializer
from suppliers.criteria_texts import criteria_for
from suppliers.forms.rulings import WaiverForm
from suppliers.models import Waiver
from suppliers.views.own import letter_of


class WaiverList(APIView):
    """The firm's waivers, for its members and staff in charge; POST records one, for staff."""

    @extend_schema(operation_id="waivers_list", responses=WaiverSerializer(many=True))
    def get(self, request: Request, public_id: str) -> Response:
        held = Waiver.objects.filter(supplier=read_firm(request, public_id))
        return Response(_told(held, request, many=True))

    @extend_schema(
        operation_id="waivers_record", request=RecordWaiverSerializer, responses={201: WaiverSerializer}
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Record what a buyer wrote; it has no effect until a second person approves it."""
        firm = judged_firm(request, public_id)
        typed = sent(request, RecordWaiverSerializer)
        gate = {"gate": f"{typed['criterion']}|{typed['level']}"}
        form = WaiverForm(typed | gate, texts=criteria_for(letter_of(firm)), today=today())
        data = clean(form, {"gate": "criterion"})
        criterion, level = form.waived
        waiver = actions.record_waiver(
            firm,
            criterion=criterion,
            level=level,
            **{name: data[name] for name in ("valid_from", "valid_to", "buyer", "reason")},
            by=request.user,
            now=timezone.now(),
        )
        return Response(_told(waiver, request), status=status.HTTP_201_CREATED)


class WaiverApprove(APIView):
    @extend_schema(
        operation_id="waivers_approve",
        request=None,
        responses={200: WaiverSerializer, 409: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request, public_id: str, pk: int) -> Response:
        """The second person approves; 409 for the first."""
        waiver = get_object_or_404(Waiver, supplier=judged_firm(request, public_id), pk=pk)
        with acting():
            actions.approve_waiver(waiver, by=request.user, now=timezone.now())
        waiver.refresh_from_db()
        return Response(_told(waiver, request))


class WaiverClose(APIView):
    @extend_schema(
        operation_id="waivers_close",
        request=ReasonSerializer,
        responses={200: WaiverSerializer, 409: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request, public_id: str, pk: int) -> Response:
        """One that waits is not approved; one in effect ends today."""
        waiver = get_object_or_404(Waiver, supplier=judged_firm(request, public_id), pk=pk)
        reason = sent(request, ReasonSerializer)["reason"]
        with acting():
            if waiver.waits:
                actions.refuse_waiver(waiver, reason=reason, by=request.user, now=timezone.now())
            else:
                actions.end_waiver(waiver, on=today(), reason=reason, by=request.user)
        waiver.refresh_from_db()
        return Response(_told(waiver, request))


def _told(waivers: Any, request: Request, *, many: bool = False) -> Any:
    return WaiverSerializer(waivers, many=many, context={"user": request.user}).data
