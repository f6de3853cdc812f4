"""What registers say of a firm, as staff looked it up."""

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.api.refusals import Conflict
from portal.clock import today
from suppliers.actions.decisions import AlreadyDecided, ChangedMeanwhile
from suppliers.actions.registers import By, LookUp, record_match
from suppliers.api.asking import clean, judged_firm, read_firm, sent
from suppliers.api.evidence import EvidenceSerializer, told
from suppliers.api.rulings.shapes import LookUpSerializer
from suppliers.api.verification import already_decided
from suppliers.criteria_texts import criteria_for
from suppliers.forms.registers import NOT_FOUND, LookUpForm
from suppliers.forms.verification import deciding_body
from suppliers.models import Evidence
from suppliers.views.own import letter_of


class RegisterMatchList(APIView):
    """Register matches that count, for the firm and staff in charge; POST records a look-up, for staff."""

    @extend_schema(operation_id="register_matches_list", responses=EvidenceSerializer(many=True))
    def get(self, request: Request, public_id: str) -> Response:
        lines = Evidence.objects.counting().filter(
            supplier=read_firm(request, public_id), kind=Evidence.Kind.REGISTER
        )
        return Response([told(e) for e in lines.select_related("certificate__standard").order_by("pk")])

    @extend_schema(
        operation_id="register_matches_record",
        request=LookUpSerializer,
        responses={201: EvidenceSerializer, 409: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Record what a register says. It takes the place of the earlier matches on the criterion; where it does
        not confirm the firm, these are rejected."""
        firm = judged_firm(request, public_id)
        typed = sent(request, LookUpSerializer)
        level = NOT_FOUND if typed["level"] is None else str(typed["level"])
        form = LookUpForm(typed | {"level": level}, texts=criteria_for(letter_of(firm)), today=today())
        data = clean(form)
        found = LookUp(
            data["criterion"], form.found, data["register"], data["entry"], data["on"], data["reason"]
        )
        try:
            line = record_match(firm, found, By(request.user, deciding_body(request.user), timezone.now()))
        except (AlreadyDecided, ChangedMeanwhile):
            raise Conflict(already_decided()) from None
        return Response(told(line), status=status.HTTP_201_CREATED)
