"""Confirmed deliveries by machine: the buyer's own firms and months, with the rules and the sentences of the pages."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from buyers.confirming import actions
from buyers.confirming.actions import Figures
from buyers.confirming.permissions import may_confirm
from buyers.forms.confirming import open_months
from buyers.models import ConfirmedMonth, Customer
from buyers.permissions import reporter
from buyers.reporting.naming import named
from buyers.reporting.sheet import no_such_firm_to_name
from portal.api.refusals import Conflict
from portal.clock import today
from suppliers.forms.rows import sentence

MOST = 2_000_000_000
PAIRS = (
    ("parts", "rejected", "confirmed_rejects_are_of_deliveries"),
    ("lines_due", "lines_on_time", "confirmed_lines_on_time_are_of_those_due"),
)


class MonthSerializer(serializers.Serializer):
    """One month: both figures of a pair, or neither."""

    month = serializers.RegexField(r"^\d{4}-(0[1-9]|1[0-2])$", help_text="YYYY-MM, one of the last twelve")
    parts = serializers.IntegerField(min_value=0, max_value=MOST, allow_null=True, default=None)
    rejected = serializers.IntegerField(min_value=0, max_value=MOST, allow_null=True, default=None)
    lines_due = serializers.IntegerField(min_value=0, max_value=MOST, allow_null=True, default=None)
    lines_on_time = serializers.IntegerField(min_value=0, max_value=MOST, allow_null=True, default=None)
    number = serializers.IntegerField(read_only=True)
    state = serializers.CharField(read_only=True)
    dispute = serializers.CharField(read_only=True)

    def validate_month(self, text: str) -> str:
        if date.fromisoformat(f"{text}-01") not in open_months(today()):
            raise ValidationError(_("Only the last twelve months that are over may be confirmed."))
        return text

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        for whole, part, constraint in PAIRS:
            total, some = data[whole], data[part]
            if (total is None) != (some is None):
                missing = whole if total is None else part
                words = _("Write this figure, too: one says nothing without the other.")
                raise ValidationError({missing: words})
            if total is not None and some > total:
                raise ValidationError({part: sentence(ConfirmedMonth, constraint)})
        if data["parts"] is None and data["lines_due"] is None:
            raise ValidationError({"parts": _("Write the figures of one pair at least.")})
        return data


class DeliverySerializer(serializers.Serializer):
    """A firm whose deliveries the buyer confirms. ``stamp`` is sent back as ``seen``."""

    id = serializers.IntegerField(read_only=True)
    organisation = serializers.IntegerField(required=False)
    supplier = serializers.CharField(
        max_length=40, help_text="Tax code or public number; the latter when read."
    )
    stamp = serializers.CharField(read_only=True)
    months = MonthSerializer(many=True, read_only=True)


class ConfirmationSerializer(serializers.Serializer):
    seen = serializers.CharField(max_length=20)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=250, default="")
    months = MonthSerializer(many=True, allow_empty=False)


class DeliveryList(APIView):
    """The firms whose deliveries the caller's buyers confirm; POST names one."""

    @extend_schema(operation_id="deliveries_list", responses=DeliverySerializer(many=True))
    def get(self, request: Request) -> Response:
        if not request.user.is_buyer:
            raise Http404
        return Response([_shown(customer) for customer in _mine(request)])

    @extend_schema(
        operation_id="deliveries_create", request=DeliverySerializer, responses={201: DeliverySerializer}
    )
    def post(self, request: Request) -> Response:
        sent = DeliverySerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        organisation = reporter(request.user, sent.validated_data.get("organisation"))
        if organisation is None:
            raise PermissionDenied
        text = sent.validated_data["supplier"]
        firm = named([text], request.user, synthetic=organisation.synthetic).get(text)
        if firm is None:
            raise ValidationError({"supplier": no_such_firm_to_name()})
        customer = _try(lambda: actions.name(firm, organisation, by=request.user, now=timezone.now()))
        return Response(_shown(_one(request, customer.pk)), status=status.HTTP_201_CREATED)


class DeliveryDetail(APIView):
    """The months of one firm. POST confirms some; a month confirmed before is corrected with a reason."""

    @extend_schema(operation_id="deliveries_retrieve", responses=DeliverySerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(_shown(_one(request, pk)))

    @extend_schema(
        operation_id="deliveries_confirm", request=ConfirmationSerializer, responses=DeliverySerializer
    )
    def post(self, request: Request, pk: int) -> Response:
        customer = _one(request, pk)
        if not may_confirm(request.user, customer):
            raise PermissionDenied
        sent = ConfirmationSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        data = sent.validated_data
        months = {row["month"]: row for row in data["months"]}
        figures = [
            Figures(date.fromisoformat(f"{month}-01"), *(row[n] for pair in PAIRS for n in pair[:2]))
            for month, row in sorted(months.items())
        ]
        _try(
            lambda: actions.confirm(
                customer,
                figures,
                mark=data["seen"],
                reason=data["reason"],
                by=request.user,
                now=timezone.now(),
            )
        )
        return Response(_shown(_one(request, pk)))


def _mine(request: Request) -> QuerySet[Customer]:
    current = ConfirmedMonth.objects.current().order_by("-month")
    own = Customer.objects.filter(organisation__in=request.user.organisation_ids())
    return (
        own.select_related("supplier", "organisation")
        .prefetch_related(Prefetch("months", current, to_attr="shown"))
        .order_by("pk")
    )


def _one(request: Request, pk: int) -> Customer:
    return get_object_or_404(_mine(request), pk=pk)


def _try(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except actions.Refused as why:
        raise Conflict(str(why)) from None


def _shown(customer: Customer) -> dict[str, Any]:
    months: list[ConfirmedMonth] = customer.shown
    return {
        "id": customer.pk,
        "organisation": customer.organisation_id,
        "supplier": customer.supplier.public_id,
        "stamp": str(max((m.pk for m in months), default=0)),
        "months": [
            {
                "month": f"{m.month:%Y-%m}",
                "parts": m.parts,
                "rejected": m.rejected,
                "lines_due": m.lines_due,
                "lines_on_time": m.lines_on_time,
                "number": m.number,
                "state": m.state,
                "dispute": m.dispute,
            }
            for m in months
        ],
    }
