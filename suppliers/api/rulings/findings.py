"""Findings: what limits a criterion, opened and closed by staff."""

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.clock import today
from suppliers.actions import rulings as actions
from suppliers.api.asking import acting, clean, judged_firm, read_firm, sent
from suppliers.api.rulings.shapes import CloseFindingSerializer, FindingSerializer, OpenFindingSerializer
from suppliers.criteria_texts import criteria_for
from suppliers.forms.rulings import CHOOSE, CloseFindingForm, FindingForm
from suppliers.models import Finding
from suppliers.views.own import letter_of


class FindingList(APIView):
    """The firm's findings, the newest first, for its members and staff in charge; POST opens one, for staff."""

    @extend_schema(operation_id="findings_list", responses=FindingSerializer(many=True))
    def get(self, request: Request, public_id: str) -> Response:
        firm = read_firm(request, public_id)
        return Response(FindingSerializer(Finding.objects.filter(supplier=firm), many=True).data)

    @extend_schema(
        operation_id="findings_open", request=OpenFindingSerializer, responses={201: FindingSerializer}
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Open a finding: from its day the criterion counts at most its ceiling, whatever the evidence says."""
        firm = judged_firm(request, public_id)
        typed = sent(request, OpenFindingSerializer)
        form = FindingForm(typed, texts=criteria_for(letter_of(firm)), today=today())
        finding = actions.open_finding(firm, **clean(form), by=request.user)
        return Response(FindingSerializer(finding).data, status=status.HTTP_201_CREATED)


class FindingClose(APIView):
    @extend_schema(
        operation_id="findings_close",
        request=CloseFindingSerializer,
        responses={200: FindingSerializer, 409: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request, public_id: str, pk: int) -> Response:
        """Close a finding by proof of the same class or better, of its day or later; or lift one opened in error."""
        firm = judged_firm(request, public_id)
        finding = get_object_or_404(Finding, supplier=firm, pk=pk)
        typed, on = sent(request, CloseFindingSerializer), today()
        if ("evidence" in typed) == typed["in_error"]:
            raise ValidationError({"evidence": [CHOOSE]})
        proof = (
            [] if typed["in_error"] else actions.closing_evidence(finding, on).filter(pk=typed["evidence"])
        )
        by = CloseFindingForm.ERROR if typed["in_error"] else str(typed["evidence"])
        form = CloseFindingForm({"by": by, "reason": typed["reason"]}, evidence=list(proof), may_lift=True)
        reason = clean(form, {"by": "evidence"})["reason"]
        with acting():
            if form.evidence is None:
                actions.lift_finding(finding, reason=reason, by=request.user)
            else:
                actions.close_finding(
                    finding, evidence=form.evidence, reason=reason, by=request.user, today=on
                )
        finding.refresh_from_db()
        return Response(FindingSerializer(finding).data)
