"""What the state has promised, and how many firms are ready day by day; for staff."""

from datetime import date

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.vocabulary import BEFORE
from readiness.models import Standing, Target


class TargetSerializer(serializers.ModelSerializer):
    """A target as its document states it; ``low`` and ``high`` are null where it states no number."""

    checked = serializers.BooleanField(read_only=True)

    class Meta:
        model = Target
        fields = (
            "code", "document", "status", "scope", "sector_code", "sector", "sector_letters", "indicator", "year",
            "low", "high", "unit", "qualifier", "note", "numerator_vi", "numerator_en", "denominator_vi",
            "denominator_en", "ownership_rule_vi", "ownership_rule_en", "rate", "source", "confidence", "checked",
        )  # fmt: skip


class TargetList(APIView):
    @extend_schema(operation_id="targets_list", responses=TargetSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Every target with its definition, its source and how far it was checked."""
        _staff_only(request)
        return Response(TargetSerializer(Target.objects.in_use().order_by("code"), many=True).data)


class StandingSerializer(serializers.Serializer):
    """Direct-supply-ready firms on one day in one cell; ``sector`` "" and ``province`` null stand for all."""

    day = serializers.DateField()
    framework_hash = serializers.CharField()
    counted_on = serializers.DateField(help_text="later than the day where it was counted afterwards")
    sector = serializers.CharField(allow_blank=True)
    province = serializers.CharField(allow_null=True)
    firms = serializers.IntegerField()
    vietnamese_firms = serializers.IntegerField()


class DaysSerializer(serializers.Serializer):
    units = serializers.ChoiceField(choices=["now", "before"], default="now")
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)


class StandingList(APIView):
    """The kept standings, the oldest day first.

    Staff of the whole country get every cell; others the country alone, for a small cell of theirs could be
    worked out from the rest.
    """

    @extend_schema(
        operation_id="standings_list",
        parameters=[
            OpenApiParameter("since", date),
            OpenApiParameter("until", date),
            OpenApiParameter(
                "units",
                str,
                enum=["now", "before"],
                description="The 34 provinces of today, or the 63 of before 1 July 2025, over all sectors.",
            ),
        ],
        responses=StandingSerializer(many=True),
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        _staff_only(request)
        days = DaysSerializer(data=request.query_params)
        if not days.is_valid():
            raise ValidationError(days.errors)
        kept = Standing.objects.filter(synthetic=settings.DEMO).select_related("province")
        # A code says one place only within one list.
        if days.validated_data["units"] == "before":
            kept = kept.filter(Q(province=None, sector="") | Q(province__list__version=BEFORE))
        else:
            kept = kept.exclude(province__list__version=BEFORE)
        if not request.user.works_everywhere:
            kept = kept.filter(sector="", province=None)
        for name, lookup in (("since", "day__gte"), ("until", "day__lte")):
            if name in days.validated_data:
                kept = kept.filter(**{lookup: days.validated_data[name]})
        rows = kept.order_by("day", "framework_hash", "sector", "province__code")
        return Response(
            [
                {
                    "day": row.day,
                    "framework_hash": row.framework_hash,
                    "counted_on": timezone.localtime(row.kept_at).date(),
                    "sector": row.sector,
                    "province": row.province.code if row.province else None,
                    "firms": row.firms,
                    "vietnamese_firms": row.vietnamese_firms,
                }
                for row in rows
            ]
        )


def _staff_only(request: Request) -> None:
    if not request.user.is_ministry:
        raise Http404
