"""Purchase reports by machine: the buyer's own, with the rules and the sentences of the pages."""

from typing import Any

from django.db.models import Prefetch
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

from buyers.forms.amounts import HIGHEST, PLACES
from buyers.forms.purchases import EARLIEST
from buyers.models import PurchaseReport, PurchaseRow
from buyers.permissions import may_report, reporter
from buyers.reporting import actions
from buyers.reporting.actions import Bought
from buyers.reporting.naming import contradiction, named
from buyers.reporting.sheet import no_such_firm
from portal.api.refusals import Conflict
from portal.clock import today
from portal.models import Sector
from suppliers.forms.rows import sentence


class PurchaseRowSerializer(serializers.Serializer):
    """``supplier``: a tax code or a public number when written; the public number or null when read."""

    category = serializers.ChoiceField(choices=list("MPEATFH"), help_text="Sector letter.")
    origin = serializers.ChoiceField(choices=PurchaseRow.Origin.choices)
    amount = serializers.DecimalField(
        max_digits=11, decimal_places=PLACES, min_value=0, max_value=HIGHEST, help_text="Million VND."
    )
    supplier = serializers.CharField(max_length=40, required=False, allow_null=True, allow_blank=True)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if not data["amount"]:
            raise ValidationError({"amount": sentence(PurchaseRow, "purchase_is_positive")})
        if data.get("supplier") and data["origin"] == PurchaseRow.Origin.IMPORTED:
            raise ValidationError({"supplier": sentence(PurchaseRow, "imports_name_no_supplier_of_ours")})
        return data


class PurchaseReportSerializer(serializers.Serializer):
    """A version of a report. ``seen`` is its ``stamp`` when it was read: a draft saved since answers 409."""

    id = serializers.IntegerField(read_only=True)
    organisation = serializers.IntegerField(required=False)
    year = serializers.IntegerField(min_value=EARLIEST)
    number = serializers.IntegerField(read_only=True)
    state = serializers.CharField(read_only=True)
    sent_at = serializers.DateTimeField(read_only=True)
    stamp = serializers.CharField(read_only=True)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=250)
    rows = PurchaseRowSerializer(many=True, required=False)

    def validate_year(self, year: int) -> int:
        if year > today().year:
            raise ValidationError(_("This year has not begun yet."))
        return year


class PurchaseDraftSerializer(serializers.Serializer):
    """The rows of a draft, all of them: they replace what is saved."""

    seen = serializers.CharField(max_length=40)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=250, default="")
    rows = PurchaseRowSerializer(many=True)


class PurchaseReportList(APIView):
    """The buyer's reports, the latest year first; POST begins the draft of a year."""

    @extend_schema(operation_id="purchase_reports_list", responses=PurchaseReportSerializer(many=True))
    def get(self, request: Request) -> Response:
        if not request.user.is_buyer:
            raise Http404
        return Response([_shown(report) for report in _mine(request)])

    @extend_schema(
        operation_id="purchase_reports_create",
        request=PurchaseReportSerializer,
        responses={201: PurchaseReportSerializer},
    )
    def post(self, request: Request) -> Response:
        if not request.user.is_buyer:
            raise PermissionDenied
        sent = PurchaseReportSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        organisation = reporter(request.user, sent.validated_data.get("organisation"))
        if organisation is None:
            raise PermissionDenied
        rows = _bought(request, sent.validated_data.get("rows", []), synthetic=organisation.synthetic)
        try:
            report = actions.start(organisation, sent.validated_data["year"], now=timezone.now())
        except actions.Exists:
            raise Conflict(sentence(PurchaseReport, "one_purchase_report_in_force_a_year")) from None
        actions.save(report, rows, seen=report.stamp, now=timezone.now())
        return Response(_shown(_one(request, report.pk)), status=status.HTTP_201_CREATED)


class PurchaseReportDetail(APIView):
    """One version. PUT writes the rows of a draft anew; DELETE throws a draft away; what was sent stays."""

    @extend_schema(operation_id="purchase_reports_retrieve", responses=PurchaseReportSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(_shown(_one(request, pk)))

    @extend_schema(
        operation_id="purchase_reports_update",
        request=PurchaseDraftSerializer,
        responses=PurchaseReportSerializer,
    )
    def put(self, request: Request, pk: int) -> Response:
        report = _written(request, pk)
        sent = PurchaseDraftSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        draft = sent.validated_data
        rows = _bought(request, draft["rows"], synthetic=report.synthetic)
        _try(
            lambda: actions.save(report, rows, seen=draft["seen"], reason=draft["reason"], now=timezone.now())
        )
        return Response(_shown(_one(request, pk)))

    @extend_schema(operation_id="purchase_reports_destroy", responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        report = _written(request, pk)
        _try(lambda: actions.discard(report))
        return Response(status=status.HTTP_204_NO_CONTENT)


class PurchaseReportSend(APIView):
    @extend_schema(operation_id="purchase_reports_send", request=None, responses=PurchaseReportSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """The draft counts from now on, in place of what was sent for the year before."""
        report = _written(request, pk)
        _try(lambda: actions.send(report, by=request.user, now=timezone.now()))
        return Response(_shown(_one(request, pk)))


class PurchaseReportCorrect(APIView):
    @extend_schema(
        operation_id="purchase_reports_correct", request=None, responses={201: PurchaseReportSerializer}
    )
    def post(self, request: Request, pk: int) -> Response:
        """A new draft with the rows of what was sent, which counts until the draft is sent."""
        report = _written(request, pk)
        draft = _try(lambda: actions.correct(report, now=timezone.now()))
        return Response(_shown(_one(request, draft.pk)), status=status.HTTP_201_CREATED)


def _mine(request: Request) -> Any:
    rows = Prefetch("rows", PurchaseRow.objects.select_related("sector", "supplier"))
    return PurchaseReport.objects.visible_to(request.user).prefetch_related(rows)


def _one(request: Request, pk: int) -> PurchaseReport:
    return get_object_or_404(_mine(request), pk=pk)


def _written(request: Request, pk: int) -> PurchaseReport:
    report = _one(request, pk)
    if not may_report(request.user, report):
        raise PermissionDenied
    return report


def _try(act: Any) -> Any:
    try:
        return act()
    except actions.NoReason:
        raise ValidationError({"reason": sentence(PurchaseReport, "a_correction_says_why")}) from None
    except actions.NothingBought:
        raise ValidationError({"rows": _("The report has no row yet")}) from None
    except actions.TooMany:
        raise ValidationError({"rows": _too_many()}) from None
    except actions.StaleDraft:
        raise Conflict(_("Somebody saved this report while you were writing")) from None
    except actions.AlreadySent:
        raise Conflict(_("This version was sent already.")) from None
    except actions.Exists:
        raise Conflict(sentence(PurchaseReport, "one_purchase_draft_a_year")) from None


def _too_many() -> str:
    words = _("A report has at most %(most)s rows. Add up small suppliers of one category.")
    return words % {"most": actions.MOST_ROWS}


def _bought(request: Request, rows: list[dict[str, Any]], *, synthetic: bool) -> list[Bought]:
    """Rows with keys for codes; 400 with the sentence of each row that is wrong."""
    if len(rows) > actions.MOST_ROWS:
        raise ValidationError({"rows": _too_many()})
    texts = [row.get("supplier") or "" for row in rows]
    firms = named(texts, request.user, synthetic=synthetic)
    sectors = {s.letters[0]: s.pk for s in Sector.objects.current() if len(s.letters) == 1}
    errors: list[dict[str, Any]] = [{} for _row in rows]
    bought, seen = [], set()
    for row, text, wrong in zip(rows, texts, errors, strict=True):
        firm = firms.get(text)
        if text and firm is None:
            wrong["supplier"] = [no_such_firm()]
        elif firm and (words := contradiction(firm, row["origin"])):
            wrong["supplier"] = [words]
        key = (row["category"], row["origin"], firm.pk if firm else None)
        if key in seen:
            wrong["category"] = [sentence(PurchaseRow, "one_row_a_category_origin_and_supplier")]
        seen.add(key)
        bought.append(Bought(sectors[row["category"]], row["origin"], row["amount"], key[2]))
    if any(errors):
        raise ValidationError({"rows": {str(n): wrong for n, wrong in enumerate(errors) if wrong}})
    return bought


def _shown(report: PurchaseReport) -> dict[str, Any]:
    return {
        "id": report.pk,
        "organisation": report.organisation_id,
        "year": report.year,
        "number": report.number,
        "state": report.state,
        "sent_at": report.sent_at,
        "stamp": report.stamp,
        "reason": report.reason,
        "rows": [
            {
                "category": row.sector.letters[0],
                "origin": row.origin,
                "amount": str(row.amount),
                "supplier": row.supplier.public_id if row.supplier else None,
            }
            for row in report.rows.all()
        ],
    }
