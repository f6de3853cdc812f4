"""Files of registers by machine: brought, compared row by row, recorded by a worker. For staff who decide."""

from collections import Counter
from contextlib import suppress
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from kombu.exceptions import OperationalError
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.api.refusals import Conflict
from portal.celery import ring
from portal.clock import today
from suppliers import tasks
from suppliers.api.asking import clean
from suppliers.forms.registers import RegisterFileForm
from suppliers.importing.refusal import Refused
from suppliers.models import RegisterFile
from suppliers.registers import recording
from suppliers.registers.bringing import bring
from suppliers.registers.matching import FATES
from suppliers.views.registers import brought_by, deciders_only

A_PAGE = 500
FILES = 20


class RegisterFileSerializer(serializers.ModelSerializer):
    """``done`` rows are behind the worker; ``waits`` while one is to record it; ``applied_at`` when all is recorded."""

    waits = serializers.BooleanField(read_only=True)

    class Meta:
        model = RegisterFile
        fields = ("id", "kind", "register", "as_of", "name", "brought_at", "done", "waits", "applied_at")


class BringSerializer(serializers.Serializer):
    """CSV, TSV, XLSX, XLS or ODS with a column of tax codes or of certificate numbers."""

    kind = serializers.ChoiceField(choices=RegisterFile.Kind.choices)
    register = serializers.CharField(max_length=100, help_text="as the firms will read it")
    as_of = serializers.DateField()
    file = serializers.FileField()


class RegisterRowSerializer(serializers.Serializer):
    line = serializers.IntegerField(help_text="row of the file, from 1")
    written = serializers.CharField(allow_blank=True, help_text="tax code or number as it stands there")
    name = serializers.CharField(allow_blank=True)
    status = serializers.CharField(allow_blank=True)
    valid_to = serializers.CharField(allow_blank=True)
    fate = serializers.ChoiceField(choices=list(FATES))
    public_id = serializers.CharField(allow_blank=True, help_text="of our firm")


class RegisterRowsSerializer(serializers.Serializer):
    """The file, how many rows have which fate, and a page of rows; ``next`` is sent as ``after``, null at the end."""

    file = RegisterFileSerializer()
    counted = serializers.DictField(child=serializers.IntegerField())
    rows = RegisterRowSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class AfterSerializer(serializers.Serializer):
    after = serializers.IntegerField(min_value=0, max_value=10**6, default=0)


class RegisterFileList(APIView):
    """The last files that the caller brought; POST (multipart) brings one and compares it with our firms."""

    parser_classes = (MultiPartParser,)

    @extend_schema(operation_id="register_files_list", responses=RegisterFileSerializer(many=True))
    def get(self, request: Request) -> Response:
        deciders_only(request)
        files = RegisterFile.objects.filter(brought_by=request.user.pk).defer("rows")[:FILES]
        return Response(RegisterFileSerializer(files, many=True).data)

    @extend_schema(
        operation_id="register_files_bring",
        request={"multipart/form-data": BringSerializer},
        responses={201: RegisterFileSerializer},
    )
    def post(self, request: Request) -> Response:
        """Compare a file with our firms. Nothing is recorded before `apply`."""
        deciders_only(request)
        cut_off = getattr(request, "upload_too_large", False)
        form = RegisterFileForm(request.data, request.FILES, today=today(), cut_off=cut_off)
        typed = clean(form)
        try:
            file = bring(typed, by=request.user, now=timezone.now())
        except Refused as why:
            raise ValidationError({"file": [str(why)]}) from None
        return Response(RegisterFileSerializer(file).data, status=status.HTTP_201_CREATED)


class RegisterFileDetail(APIView):
    @extend_schema(
        operation_id="register_files_retrieve",
        parameters=[OpenApiParameter("after", int, description="`next` of the page before.")],
        responses=RegisterRowsSerializer,
    )
    def get(self, request: Request, pk: int) -> Response:
        """A file with its rows and their fates, five hundred at a time."""
        file = brought_by(request, pk)
        asked = AfterSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        rows = recording.rows_of(file)
        begin = asked.validated_data["after"]
        page = rows[begin : begin + A_PAGE]
        return Response(
            {
                "file": RegisterFileSerializer(file).data,
                "counted": Counter(row.fate for row in rows),
                "rows": RegisterRowSerializer(page, many=True).data,
                "next": begin + A_PAGE if begin + A_PAGE < len(rows) else None,
            }
        )


class RegisterFileApply(APIView):
    @extend_schema(
        operation_id="register_files_apply",
        request=None,
        responses={202: RegisterFileSerializer, 409: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Let a worker record what matches, or go on where it was stopped. 409 where nothing is left to record."""
        file = brought_by(request, pk)
        if not recording.ask(file, by=request.user, now=timezone.now()):
            raise Conflict(_("This file was applied already; nothing was recorded twice."))
        # With the broker down the sweep finds the file within a minute.
        with suppress(OperationalError):
            ring(tasks.record_registers)
        return _told(file, status.HTTP_202_ACCEPTED)


class RegisterFileStop(APIView):
    @extend_schema(
        operation_id="register_files_stop",
        request=None,
        responses={200: RegisterFileSerializer, 409: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Stop the worker; what it recorded stays. 409 where none has it."""
        file = brought_by(request, pk)
        if not recording.stop(file):
            raise Conflict(_("It was done already; this is how it stands now."))
        return _told(file, status.HTTP_200_OK)


def _told(file: RegisterFile, code: int) -> Response:
    file.refresh_from_db(fields=["asked_at", "done", "applied_at"])
    told: Any = RegisterFileSerializer(file).data
    return Response(told, status=code)
