"""What the firm answers to a ruling, and what waits for staff."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from suppliers.actions import rulings as actions
from suppliers.api.asking import judged_firm, own_firm, read_firm, sent
from suppliers.api.rulings.shapes import (
    AnsweredDecisionSerializer,
    AnswerSerializer,
    ReadByFirmSerializer,
    RequestsSerializer,
)
from suppliers.api.verification import decided
from suppliers.models import Decision, Finding, NotApplicableRequest, Renewal, Supplier, Waiver
from suppliers.rulings import waiting_for
from suppliers.views.verification import staff_only

COLLECTIONS: dict[str, Any] = {
    "findings": Finding,
    "not-applicable": NotApplicableRequest,
    "waivers": Waiver,
    "renewals": Renewal,
    "decisions": Decision,
}
_NAMES = {model: name for name, model in COLLECTIONS.items()}
KIND = OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=list(COLLECTIONS))


class DecisionList(APIView):
    """Decisions in effect on the firm's evidence, the newest first; for its members and staff in charge."""

    @extend_schema(operation_id="decisions_list", responses=AnsweredDecisionSerializer(many=True))
    def get(self, request: Request, public_id: str) -> Response:
        firm = read_firm(request, public_id)
        return Response([_answered(decision, request.user) for decision in _in_effect(firm)])


class Answer(APIView):
    @extend_schema(
        operation_id="rulings_answer",
        parameters=[KIND],
        request=AnswerSerializer,
        responses=ReadByFirmSerializer,
    )
    def post(self, request: Request, public_id: str, kind: str, pk: int) -> Response:
        """The firm has read it, and answers it or not. A new answer waits for staff again."""
        firm = own_firm(request, public_id)
        rows = _rows(firm, kind)
        if kind == "waivers":
            rows = rows.filter(refused_at__isnull=True)
        ruling = get_object_or_404(rows, pk=pk)
        words = sent(request, AnswerSerializer)["words"]
        actions.answer(ruling, words, by=request.user, now=timezone.now())
        return Response(ReadByFirmSerializer(ruling).data)


class AnswerRead(APIView):
    @extend_schema(
        operation_id="rulings_answer_read", parameters=[KIND], request=None, responses=ReadByFirmSerializer
    )
    def post(self, request: Request, public_id: str, kind: str, pk: int) -> Response:
        """Staff have read what the firm answered."""
        firm = judged_firm(request, public_id)
        ruling = get_object_or_404(_rows(firm, kind).filter(answered_at__isnull=False), pk=pk)
        actions.note_answer(ruling, now=timezone.now())
        return Response(ReadByFirmSerializer(ruling).data)


class Requests(APIView):
    """What firms of the caller's scope ask for or answer, the oldest first; staff alone."""

    @extend_schema(operation_id="verification_requests", responses=RequestsSerializer)
    def get(self, request: Request) -> Response:
        staff_only(request)
        rows, count = waiting_for(request.user)
        results = [
            {
                "kind": _NAMES[actions.KINDS[row.kind]],
                "id": row.pk,
                "supplier": row.firm.public_id,
                "criterion": row.criterion,
                "since": row.since,
                "words": row.words,
            }
            for row in rows
        ]
        return Response({"count": count, "results": results})


def _rows(firm: Supplier, kind: str) -> QuerySet[Any]:
    if kind == "decisions":
        return _in_effect(firm)
    if kind not in COLLECTIONS:
        raise Http404
    return COLLECTIONS[kind]._default_manager.filter(supplier=firm)


def _in_effect(firm: Supplier) -> QuerySet[Decision]:
    return Decision.objects.filter(supplier=firm, closed_at__isnull=False, refused_by__isnull=True)


def _answered(decision: Decision, user: Any) -> dict[str, Any]:
    answer = ("read_by_firm_at", "answer", "answered_at", "answer_read_at")
    return decided(decision, user) | {name: getattr(decision, name) for name in answer}
