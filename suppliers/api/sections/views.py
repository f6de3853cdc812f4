"""GET and PATCH of a section: who may, what is wrong, and what somebody else saved meanwhile."""

import re
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.clock import today
from suppliers.actions.profile import Save
from suppliers.actions.sections import StaleSection
from suppliers.api.sections.shapes import SPELLINGS
from suppliers.api.sections.spelling import Codes, Json, differences, errors, shown, typed
from suppliers.criteria_texts import criteria_for, validity_months
from suppliers.forms.section import SectionForm
from suppliers.forms.sections import SECTION_FORMS
from suppliers.models import SectionVersion, Supplier
from suppliers.views.own import edited_firm, letter_of, own_firm

IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description='The ETag of the section as it was read, `"3"`. Without it `version` stands in the body.',
)


class NoVersion(APIException):
    """A writer says what it has read; nothing changed."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "precondition_required"


class SectionInListSerializer(serializers.Serializer):
    section = serializers.CharField()
    version = serializers.IntegerField()
    saved_at = serializers.DateTimeField(allow_null=True)


class DifferenceSerializer(serializers.Serializer):
    field = serializers.CharField()
    saved = serializers.JSONField()
    sent = serializers.JSONField()


class StaleSerializer(serializers.Serializer):
    """Somebody saved the section meanwhile: what is saved now, and where it differs from what was sent."""

    detail = serializers.CharField()
    version = serializers.IntegerField()
    differences = DifferenceSerializer(many=True)
    saved = serializers.DictField()


class SectionList(APIView):
    """The sections of a profile with their versions; for members of the firm."""

    @extend_schema(
        operation_id="sections_list", responses=SectionInListSerializer(many=True)
    )  # fmt: skip
    def get(self, request: Request, public_id: str) -> Response:
        firm = own_firm(request, public_id.upper())
        marks = {mark.section: mark for mark in SectionVersion.objects.filter(supplier=firm)}
        return Response(
            [
                {
                    "section": key,
                    "version": marks[key].version if key in marks else 0,
                    "saved_at": marks[key].saved_at if key in marks else None,
                }
                for key in SECTION_FORMS
            ]
        )


class SectionDetail(APIView):
    """One section of a profile: read by members of the firm, changed by its owners and editors."""

    key = ""

    def get(self, request: Request, public_id: str) -> Response:
        return self._answer(own_firm(request, public_id.upper()))

    def patch(self, request: Request, public_id: str) -> Response:
        """Change what is given, with the rules and sentences of the page.

        Stale is 412 where `If-Match` was sent and 409 where `version` was; nothing is changed then.
        """
        firm = edited_firm(request, public_id.upper())
        serializer = SPELLINGS[self.key].sent(data=request.data)
        serializer.is_valid(raise_exception=True)
        sent = dict(serializer.validated_data)
        version, stale_status = _seen(request, sent.pop("version", None))
        codes, saved = Codes(), self._form(firm)
        unknown = set(sent.get("levels", {})) - set(saved.parts["levels"].codes)
        if unknown:
            words = _("This section asks no level of this criterion.")
            raise ValidationError({"levels": {code: [words] for code in sorted(unknown)}})
        form = self._form(firm, typed(saved, sent, codes))
        if not form.is_valid():
            raise ValidationError(errors(form))
        try:
            form.save(Save(version, request.user, today(), timezone.now(), validity_months()))
        except StaleSection as stale:
            return self._stale(request, stale, serializer, status=stale_status)
        return self._answer(own_firm(request, firm.public_id))

    def _form(self, firm: Supplier, data: Any = None) -> SectionForm:
        return SECTION_FORMS[self.key](firm, data, texts=criteria_for(letter_of(firm)), today=today())

    def _answer(self, firm: Supplier) -> Response:
        """The version is read before the values: what is read too old is refused when it is written back."""
        mark = SectionVersion.objects.filter(supplier=firm, section=self.key).first()
        version = mark.version if mark else 0
        said: Json = {"section": self.key, "version": version, "facts_version": firm.facts_version}
        said |= shown(self._form(firm), Codes())
        return Response(said, headers={"ETag": f'"{version}"'})

    def _stale(
        self, request: Request, stale: StaleSection, sent: serializers.Serializer, *, status: int
    ) -> Response:
        firm = own_firm(request, stale.current.supplier.public_id)
        now = shown(self._form(firm), Codes())
        given = {name: value for name, value in sent.data.items() if name != "version"}
        told = {
            "detail": _("Somebody saved this section while you were writing. Nothing of yours was saved."),
            "version": stale.current.version,
            "differences": differences(now, {k: v for k, v in given.items() if k in sent.validated_data}),
            "saved": now,
        }
        return Response(told, status=status, headers={"ETag": f'"{stale.current.version}"'})


def _seen(request: Request, version: int | None) -> tuple[int, int]:
    """The version that the writer has read, and the status of the answer should it be stale."""
    header = request.headers.get("If-Match")
    if header is not None:
        named = re.fullmatch(r'(?:W/)?"?([0-9]{1,9})"?', header.strip())
        return int(named[1]) if named else -1, status.HTTP_412_PRECONDITION_FAILED
    if version is None:
        raise NoVersion(_("Say which version you have read: If-Match, or version in the body."))
    return version, status.HTTP_409_CONFLICT


def _view_of(key: str) -> type[SectionDetail]:
    spelling = SPELLINGS[key]
    stale = {
        409: OpenApiResponse(StaleSerializer, "Somebody saved meanwhile; `version` was too old."),
        412: OpenApiResponse(StaleSerializer, "Somebody saved meanwhile; `If-Match` was too old."),
        428: OpenApiResponse(OpenApiTypes.OBJECT, "Neither `If-Match` nor `version` was sent."),
    }

    class OneSection(SectionDetail):
        @extend_schema(operation_id=f"section_{key}_retrieve", responses=spelling.shown)
        def get(self, request: Request, public_id: str) -> Response:
            return super().get(request, public_id)

        @extend_schema(
            operation_id=f"section_{key}_update",
            parameters=[IF_MATCH],
            request=spelling.sent,
            responses={200: spelling.shown, **stale},
        )
        def patch(self, request: Request, public_id: str) -> Response:
            return super().patch(request, public_id)

    OneSection.key = key
    OneSection.__doc__ = SectionDetail.__doc__
    return OneSection


SECTION_VIEWS = {key: _view_of(key) for key in SPELLINGS}
