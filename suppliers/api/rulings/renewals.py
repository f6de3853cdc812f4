"""Booked renewals of lapsed proof: shown and taken back by the firm, decided by staff."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.clock import today
from suppliers.actions import rulings as actions
from suppliers.api.asking import acting, clean, judged_firm, own_firm, read_firm, sent
from suppliers.api.evidence import kept_paper, shelf
from suppliers.api.rulings.shapes import BookRenewalSerializer, DecideSerializer, RenewalSerializer
from suppliers.criteria_texts import criteria_for
from suppliers.forms.rulings import RenewalForm
from suppliers.models import Evidence, Renewal
from suppliers.models.evidence import PROVEN_CLASSES
from suppliers.views.own import letter_of


class RenewalList(APIView):
    """The firm's bookings, for its members and staff in charge; POST (multipart) shows one, for the firm."""

    parser_classes = (MultiPartParser,)

    @extend_schema(operation_id="renewals_list", responses=RenewalSerializer(many=True))
    def get(self, request: Request, public_id: str) -> Response:
        booked = Renewal.objects.filter(supplier=read_firm(request, public_id))
        return Response(RenewalSerializer(booked, many=True).data)

    @extend_schema(
        operation_id="renewals_book",
        request={"multipart/form-data": BookRenewalSerializer},
        responses={201: RenewalSerializer, 409: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Show that a renewal is booked; a level is conditional by it once staff have accepted it."""
        firm = own_firm(request, public_id)
        sent(request, BookRenewalSerializer)
        proven = Evidence.objects.counting().filter(
            supplier=firm, evidence_class__in=PROVEN_CLASSES, valid_to__isnull=False
        )
        form = RenewalForm(
            request.data,
            request.FILES,
            texts=criteria_for(letter_of(firm)),
            proven=proven.values_list("criterion", flat=True),
            today=today(),
            **shelf(request, firm),
        )
        data = clean(form)
        with acting():
            renewal = actions.book_renewal(
                firm,
                criterion=data["criterion"],
                booked_for=data["booked_for"],
                body=data["body"],
                document=kept_paper(request, firm, form),
                note=data["note"],
                by=request.user,
                now=timezone.now(),
            )
        return Response(RenewalSerializer(renewal).data, status=status.HTTP_201_CREATED)


class RenewalDecide(APIView):
    @extend_schema(
        operation_id="renewals_decide",
        request=DecideSerializer,
        responses={200: RenewalSerializer, 409: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request, public_id: str, pk: int) -> Response:
        """Staff have seen the booking, or not; with a reason."""
        renewal = get_object_or_404(Renewal, supplier=judged_firm(request, public_id), pk=pk)
        typed = sent(request, DecideSerializer)
        with acting():
            actions.decide_renewal(
                renewal,
                accepted=typed["agreed"],
                reason=typed["reason"],
                by=request.user,
                now=timezone.now(),
            )
        renewal.refresh_from_db()
        return Response(RenewalSerializer(renewal).data)


class RenewalWithdraw(APIView):
    @extend_schema(
        operation_id="renewals_withdraw",
        request=None,
        responses={200: RenewalSerializer, 409: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request, public_id: str, pk: int) -> Response:
        """The firm takes its booking back."""
        renewal = get_object_or_404(Renewal, supplier=own_firm(request, public_id), pk=pk)
        with acting():
            actions.withdraw_renewal(renewal, now=timezone.now())
        renewal.refresh_from_db()
        return Response(RenewalSerializer(renewal).data)
