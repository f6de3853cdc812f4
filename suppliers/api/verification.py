"""The ministry's queue by machine: what waits, and the decision on it, with the rules of the page."""

from datetime import date
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.api.refusals import Conflict
from portal.clock import today
from suppliers.actions.decisions import AlreadyDecided, ChangedMeanwhile, confirm, decide, refuse
from suppliers.api.evidence import EvidenceSerializer, told
from suppliers.forms.verification import STAFF_CLASSES, SecondPersonForm, VerdictForm, deciding_body
from suppliers.models import Decision, Evidence
from suppliers.permissions import may_confirm, may_decide
from suppliers.queue_filters import AGES, KINDS, TAKEN
from suppliers.verification import filter_of, mark_of, pending_second, queue_for, readable_by
from suppliers.views.verification import text_of

A_PAGE = 100


class WaitingSerializer(EvidenceSerializer):
    supplier = serializers.CharField(help_text="public number")
    queued_at = serializers.DateTimeField()


class QueueSerializer(serializers.Serializer):
    """The oldest first; ``next`` is the last number of the page, to be sent as ``after``; null at the end."""

    results = WaitingSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class StatedSerializer(serializers.Serializer):
    field = serializers.CharField(help_text="the name under which the reader's record is sent in `read`")
    label = serializers.CharField()  # type: ignore[assignment]
    stated = serializers.JSONField(allow_null=True)


class CaseSerializer(serializers.Serializer):
    """One piece of evidence as its reader sees it; ``mark`` goes back with the decision."""

    supplier = serializers.CharField()
    evidence = EvidenceSerializer()
    mark = serializers.CharField()
    waits = serializers.BooleanField()
    stated = StatedSerializer(many=True)
    latest_end = serializers.DateField(help_text="until when a decision may count at most")


class DecisionSerializer(serializers.Serializer):
    """A decision. Level, class and dates only count where it accepts; an end left out is the clock's."""

    mark = serializers.CharField(max_length=16)
    outcome = serializers.ChoiceField(choices=[Decision.Outcome.ACCEPTED, Decision.Outcome.ASKED, Decision.Outcome.REJECTED])  # fmt: skip
    reason = serializers.CharField(max_length=1000)
    level = serializers.IntegerField(required=False, min_value=0, max_value=5)
    evidence_class = serializers.ChoiceField(
        required=False, choices=[value for value, _label in STAFF_CLASSES]
    )
    valid_from = serializers.DateField(required=False)
    valid_to = serializers.DateField(required=False)
    source = serializers.ChoiceField(
        choices=[Decision.Source.DOCUMENT, Decision.Source.REGISTER, Decision.Source.SITE_VISIT]
    )  # type: ignore[assignment]
    source_seen = serializers.CharField(required=False, allow_blank=True, max_length=250)
    scheme = serializers.CharField(required=False, allow_blank=True, max_length=80)
    scope = serializers.CharField(required=False, allow_blank=True, max_length=250)
    read = serializers.DictField(
        required=False,
        child=serializers.CharField(max_length=250, allow_blank=True),
        help_text="what stands on the paper, by `field` of `stated`",
    )


class DecidedSerializer(serializers.Serializer):
    """``in_effect`` is false while it waits for a second person."""

    id = serializers.IntegerField()
    evidence = serializers.IntegerField()
    criterion = serializers.CharField()
    outcome = serializers.CharField()
    level = serializers.CharField(allow_null=True)
    evidence_class = serializers.CharField(allow_blank=True)
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    decided_at = serializers.DateTimeField()
    in_effect = serializers.BooleanField()
    waits_for_second = serializers.BooleanField()
    own = serializers.BooleanField(help_text="the caller decided it, and cannot be its second person")


class SecondSerializer(serializers.Serializer):
    agree = serializers.BooleanField()
    reason = serializers.CharField(required=False, allow_blank=True, max_length=1000)


class Queue(APIView):
    """What waits for staff in the caller's scope, the oldest first."""

    @extend_schema(
        operation_id="verification_list",
        parameters=[
            OpenApiParameter("after", int, description="`next` of the page before."),
            OpenApiParameter("q", str, description="Words of the firm's name, its tax code, or a criterion."),
            OpenApiParameter("kind", str, enum=list(KINDS)),
            OpenApiParameter("province", str, description="Code of a province of today."),
            OpenApiParameter("sector", str, description="Letter of the firm's main sector."),
            OpenApiParameter(
                "age", str, enum=[age for age, _words in AGES], description="By the promise of five days."
            ),
            OpenApiParameter(
                "taken", str, enum=[who for who, _words in TAKEN], description="By whom it is read."
            ),
        ],
        responses=QueueSerializer,
    )
    def get(self, request: Request) -> Response:
        _staff_only(request)
        asked = filter_of(request.user, request.query_params, timezone.now())
        if asked.errors:
            raise ValidationError(asked.errors)
        waiting = asked.qs
        if after := request.query_params.get("after"):
            last = readable_by(request.user).filter(pk=after).first() if _number(after) else None
            if last is None:
                raise ValidationError({"after": [_("This page is not known. Begin anew.")]})
            if last.queued_at is None:
                raise Conflict(_("Somebody decided on the last of that page. Begin anew."))
            waiting = waiting.exclude(queued_at__lt=last.queued_at).exclude(
                queued_at=last.queued_at, pk__lte=last.pk
            )
        rows = list(waiting[: A_PAGE + 1])
        more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
        results = [
            {**told(e), "supplier": e.supplier.public_id, "queued_at": e.queued_at}
            for e in rows
        ]  # fmt: skip
        return Response({"results": results, "next": rows[-1].pk if more else None})


class Case(APIView):
    """One piece of evidence: what the firm says, what a decision may grant, and the decision."""

    @extend_schema(operation_id="verification_retrieve", responses=CaseSerializer)
    def get(self, request: Request, pk: int) -> Response:
        evidence = _readable(request, pk)
        form = VerdictForm(evidence=evidence, text=text_of(evidence), on=today())
        return Response(
            {
                "supplier": evidence.supplier.public_id,
                "evidence": told(evidence),
                "mark": mark_of(evidence),
                "waits": queue_for(request.user).filter(pk=pk).exists(),
                "stated": [
                    {"field": row.field.removeprefix("read_"), "label": row.label, "stated": row.stated}
                    for row in form.said
                ],
                "latest_end": form.clock()[0],
            }
        )

    @extend_schema(
        operation_id="verification_decide",
        request=DecisionSerializer,
        responses={201: DecidedSerializer, 409: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Decide. 409 where somebody decided before, or the firm changed what it says since ``mark``."""
        evidence = _readable(request, pk)
        if not may_decide(request.user, evidence.supplier):
            raise Http404
        serializer = DecisionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        typed = _typed(serializer.validated_data)
        form = VerdictForm(typed, evidence=evidence, text=text_of(evidence), on=today())
        if not form.is_valid():
            raise ValidationError(form.errors)
        try:
            decision = decide(
                evidence,
                form.verdict(),
                by=request.user,
                body=deciding_body(request.user),
                now=timezone.now(),
            )
        except AlreadyDecided:
            raise Conflict(already_decided()) from None
        except ChangedMeanwhile:
            raise Conflict(_("The firm changed what it says since you read it. Read it again.")) from None
        return Response(decided(decision, request.user), status=status.HTTP_201_CREATED)


class SecondList(APIView):
    """Decisions that wait for a second person, the oldest first; at most a hundred."""

    @extend_schema(operation_id="second_list", responses=DecidedSerializer(many=True))
    def get(self, request: Request) -> Response:
        _staff_only(request)
        return Response([decided(d, request.user) for d in pending_second(request.user)[:A_PAGE]])


class Second(APIView):
    @extend_schema(
        operation_id="second_answer",
        request=SecondSerializer,
        responses={200: DecidedSerializer, 409: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request, pk: int) -> Response:
        """The second person agrees, or says why not."""
        _staff_only(request)
        readable = readable_by(request.user).values("pk")
        waiting = Decision.objects.select_related("evidence", "supplier")
        decision = get_object_or_404(waiting, pk=pk, needs_second=True, evidence__in=readable)
        if not may_decide(request.user, decision.supplier):
            raise Http404
        if not may_confirm(request.user, decision):
            raise Conflict(_("The second person must not be the first."))
        serializer = SecondSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        form = SecondPersonForm(serializer.validated_data)
        if not form.is_valid():
            raise ValidationError(form.errors)
        try:
            if form.cleaned_data["agree"]:
                confirm(decision, by=request.user, now=timezone.now())
            else:
                refuse(decision, by=request.user, reason=form.cleaned_data["reason"], now=timezone.now())
        except AlreadyDecided:
            raise Conflict(already_decided()) from None
        except ChangedMeanwhile:
            raise Conflict(
                _(
                    "The firm changed what it says since the first person read it. Do not agree, so that it is read anew."
                )
            ) from None
        decision.refresh_from_db()
        return Response(decided(decision, request.user))


def _staff_only(request: Request) -> None:
    if not request.user.is_ministry:
        raise Http404


def _readable(request: Request, pk: int) -> Evidence:
    _staff_only(request)
    return get_object_or_404(readable_by(request.user), pk=pk)


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def already_decided() -> str:
    return _("Somebody decided on this while you were reading. Nothing of yours was saved.")


def _typed(sent: dict[str, Any]) -> dict[str, Any]:
    """What a browser would send."""
    typed = {name: _text(value) for name, value in sent.items() if name != "read"}
    return typed | {f"read_{name}": value for name, value in sent.get("read", {}).items()}


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def decided(decision: Decision, user: Any) -> dict[str, Any]:
    return {
        "id": decision.pk,
        "evidence": decision.evidence_id,
        "criterion": decision.criterion,
        "outcome": decision.outcome,
        "level": None if decision.level is None else f"{decision.level.normalize():f}",
        "evidence_class": decision.evidence_class,
        "valid_from": decision.valid_from,
        "valid_to": decision.valid_to,
        "reason": decision.reason,
        "decided_at": decision.decided_at,
        "in_effect": decision.in_effect,
        "waits_for_second": decision.waits_for_second,
        "own": decision.decided_by_id == user.pk,
    }
