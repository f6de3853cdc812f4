"""Enquiries by machine: the threads of the caller's buyer or firm, with the rules and the sentences of the pages."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from buyers.api.serializers import AskedSerializer
from buyers.asking import asked_of
from buyers.enquiring import actions
from buyers.enquiring.actions import MOST, Question
from buyers.enquiring.permissions import may_close, may_read_enquiries, may_write, side_of
from buyers.forms.enquiries import TEXT
from buyers.models import Enquiry, Message, Requirement, RequirementVersion
from buyers.permissions import asks_for
from portal.api.refusals import Conflict
from portal.clock import today
from portal.models import Organisation
from suppliers.models import Supplier

STATES = ("waiting", "answered", "closed")
A_PAGE = 100


class SendingSerializer(serializers.Serializer):
    """One question; each firm gets its own enquiry."""

    suppliers = serializers.ListField(
        child=serializers.CharField(max_length=8),
        min_length=1,
        max_length=MOST,
        help_text="Public numbers of the firms.",
    )
    subject = serializers.CharField(max_length=150)
    text = serializers.CharField(max_length=TEXT)
    requirement = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=8,
        help_text="A published requirement of the buyer; the firms read its lines.",
    )
    answer_by = serializers.DateField(required=False, allow_null=True, default=None)

    def validate_answer_by(self, day: date | None) -> date | None:
        if day is not None and day < today():
            raise ValidationError(_("This day is over: write a later one."))
        return day


class WrittenSerializer(serializers.Serializer):
    text = serializers.CharField(max_length=TEXT)


class EnquiryClosingSerializer(serializers.Serializer):
    reason = serializers.ChoiceField(choices=Enquiry.Reason.choices)


class MessageSerializer(serializers.Serializer):
    side = serializers.ChoiceField(choices=Message.Side.choices)
    text = serializers.CharField(help_text="Empty where it is no longer kept.")
    written_at = serializers.DateTimeField()


class EnquirySerializer(serializers.Serializer):
    """One thread between one buyer and one firm."""

    public_id = serializers.CharField()
    buyer = serializers.CharField(source="organisation.name")
    supplier = serializers.CharField(source="supplier.public_id")
    supplier_name = serializers.CharField(source="supplier.name")
    subject = serializers.CharField()
    requirement = serializers.CharField(
        source="requirement.requirement.public_id", default="", help_text="Shown to the firm."
    )
    answer_by = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=STATES)
    sent_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    closing_reason = serializers.CharField()


class NeededSerializer(serializers.Serializer):
    """What the buyer shows of its requirement, as it was when the enquiry was sent."""

    title = serializers.CharField()
    note = serializers.CharField()
    lines = AskedSerializer(many=True)


class ThreadSerializer(EnquirySerializer):
    needed = serializers.SerializerMethodField()
    messages = MessageSerializer(many=True)

    @extend_schema_field(NeededSerializer(allow_null=True))
    def get_needed(self, enquiry: Enquiry) -> dict[str, Any] | None:
        if (version := enquiry.requirement) is None:
            return None
        lines = asked_of(version.lines.select_related("place"))
        shown = {"title": version.title, "note": version.note, "lines": lines}
        return dict(NeededSerializer(shown).data)


class EnquiryList(APIView):
    """The enquiries of the caller's buyer or firm, the newest first, 100 at most; POST sends one to several firms."""

    @extend_schema(
        operation_id="enquiries_list",
        parameters=[OpenApiParameter("state", str, enum=STATES, description="Only those in this state.")],
        responses=EnquirySerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        if not may_read_enquiries(request.user):
            raise Http404
        state = request.query_params.get("state", "")
        if state and state not in STATES:
            raise ValidationError({"state": _("Choose one of the list.")})
        found = _seen(request).in_state(state) if state else _seen(request)
        return Response(EnquirySerializer(found.order_by("-sent_at", "-pk")[:A_PAGE], many=True).data)

    @extend_schema(
        operation_id="enquiries_send",
        request=SendingSerializer,
        responses={201: EnquirySerializer(many=True)},
    )
    def post(self, request: Request) -> Response:
        """Ask one to five firms; each gets its own enquiry, or none does."""
        if not request.user.is_buyer:
            raise Http404
        organisation = asks_for(request.user)
        if organisation is None:
            raise PermissionDenied
        data = _read(SendingSerializer, request)
        firms = _firms(data["suppliers"])
        question = Question(
            data["subject"], data["text"], _shown(organisation, data["requirement"]), data["answer_by"]
        )
        sent = _try(
            lambda: actions.send_enquiry(organisation, firms, question, by=request.user, now=timezone.now())
        )
        return Response(EnquirySerializer(sent, many=True).data, status=status.HTTP_201_CREATED)


class EnquiryDetail(APIView):
    """One enquiry with its messages; POST writes one for the caller's side."""

    @extend_schema(operation_id="enquiries_retrieve", responses=ThreadSerializer)
    def get(self, request: Request, public_id: str) -> Response:
        return Response(_thread(request, public_id))

    @extend_schema(operation_id="enquiries_write", request=WrittenSerializer, responses=ThreadSerializer)
    def post(self, request: Request, public_id: str) -> Response:
        """Write a message: the buyer asks on, the firm answers."""
        found = _of(request, public_id)
        if found.closed_at is None and not may_write(request.user, found):
            raise PermissionDenied
        text = _read(WrittenSerializer, request)["text"]
        side = side_of(request.user, found)
        _try(lambda: actions.write_message(found, side, text, by=request.user, now=timezone.now()))
        return Response(_thread(request, public_id))


class EnquiryClose(APIView):
    @extend_schema(
        operation_id="enquiries_close", request=EnquiryClosingSerializer, responses=ThreadSerializer
    )
    def post(self, request: Request, public_id: str) -> Response:
        """The buyer ends it, with a reason that the firm reads."""
        found = _of(request, public_id)
        if side_of(request.user, found) != Message.Side.BUYER:
            raise Http404
        if found.closed_at is None and not may_close(request.user, found):
            raise PermissionDenied
        reason = _read(EnquiryClosingSerializer, request)["reason"]
        _try(lambda: actions.close_enquiry(found, reason, by=request.user, now=timezone.now()))
        return Response(_thread(request, public_id))


def _seen(request: Request) -> Any:
    seen = Enquiry.objects.visible_to(request.user)
    return seen.select_related("organisation", "supplier", "requirement__requirement")


def _of(request: Request, public_id: str) -> Enquiry:
    found: QuerySet[Enquiry] = _seen(request)
    return get_object_or_404(found, public_id=public_id.upper())


def _thread(request: Request, public_id: str) -> Any:
    return ThreadSerializer(_of(request, public_id)).data


def _read(serializer: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    sent = serializer(data=request.data)
    sent.is_valid(raise_exception=True)
    data: dict[str, Any] = sent.validated_data
    return data


def _firms(numbers: list[str]) -> list[Supplier]:
    """In the order named, each once."""
    wanted = list(dict.fromkeys(number.upper() for number in numbers))
    found = {firm.public_id: firm for firm in Supplier.objects.listed().filter(public_id__in=wanted)}
    if unknown := [number for number in wanted if number not in found]:
        raise ValidationError({"suppliers": _("Not in the list: %(codes)s.") % {"codes": ", ".join(unknown)}})
    return [found[number] for number in wanted]


def _shown(organisation: Organisation, public_id: str) -> RequirementVersion | None:
    if not public_id:
        return None
    own = Requirement.objects.open().filter(organisation=organisation, public_id=public_id.upper())
    found = own.prefetch_related("versions").first()
    if found is None:
        raise ValidationError({"requirement": _("There is no published requirement of this number.")})
    return found.current


def _try(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except actions.Refused as why:
        raise Conflict(str(why)) from None
