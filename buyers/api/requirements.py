"""Requirements through the API: the same people, the same refusals as on the pages."""

from collections.abc import Callable

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import APIException, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from buyers import actions
from buyers.api.serializers import ClosingSerializer, RequirementSerializer, WritingSerializer
from buyers.models import Requirement
from buyers.permissions import asks_for, may_change, may_read_requirements
from buyers.refusals import words_of


class NotNow(APIException):
    """The requirement does not allow this now; nothing changed."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


class RequirementList(APIView):
    """The requirements of the caller's buyer, the newest first. Nobody else sees any."""

    @extend_schema(operation_id="requirements_list", responses=RequirementSerializer(many=True))
    def get(self, request: Request) -> Response:
        if not may_read_requirements(request.user):
            raise Http404
        seen = Requirement.objects.visible_to(request.user).prefetch_related("versions__lines__place")
        return Response(RequirementSerializer(seen.order_by("-created_at", "-pk"), many=True).data)

    @extend_schema(
        operation_id="requirements_create", request=WritingSerializer, responses={201: RequirementSerializer}
    )
    def post(self, request: Request) -> Response:
        """A new one, as a draft."""
        if not may_read_requirements(request.user):
            raise Http404
        organisation = asks_for(request.user)
        if organisation is None:
            raise PermissionDenied
        sent = _sent(request)
        made = actions.draft(
            organisation, sent.validated_data["title"], sent.validated_data["note"], sent.asked,
            by=request.user, now=timezone.now(),
        )  # fmt: skip
        return Response(
            RequirementSerializer(_of(request, made.public_id)).data, status=status.HTTP_201_CREATED
        )


class RequirementDetail(APIView):
    """One requirement: its version in force, its draft, and what there was before."""

    @extend_schema(operation_id="requirements_retrieve", responses=RequirementSerializer)
    def get(self, request: Request, public_id: str) -> Response:
        return Response(RequirementSerializer(_of(request, public_id)).data)

    @extend_schema(
        operation_id="requirements_update", request=WritingSerializer, responses=RequirementSerializer
    )
    def put(self, request: Request, public_id: str) -> Response:
        """Write the draft anew; beside a version in force one begins. 409 if ``seen`` is not what is saved."""
        found = _changeable(request, public_id)
        sent = _sent(request)
        data = sent.validated_data
        return _do(
            request,
            found,
            lambda: actions.save_draft(
                found, data["title"], data["note"], sent.asked, seen=data["seen"], now=timezone.now()
            ),
        )

    @extend_schema(operation_id="requirements_drop", responses=RequirementSerializer)
    def delete(self, request: Request, public_id: str) -> Response:
        """Throw the draft of a new version away; the version in force stays and is answered with."""
        found = _changeable(request, public_id)
        return _do(request, found, lambda: actions.drop(found))


class RequirementPublish(APIView):
    @extend_schema(operation_id="requirements_publish", request=None, responses=RequirementSerializer)
    def post(self, request: Request, public_id: str) -> Response:
        """The draft becomes the version in force."""
        found = _changeable(request, public_id)
        return _do(request, found, lambda: actions.publish(found, by=request.user, now=timezone.now()))


class RequirementRevise(APIView):
    @extend_schema(operation_id="requirements_revise", request=None, responses=RequirementSerializer)
    def post(self, request: Request, public_id: str) -> Response:
        """Copy the version in force into a new draft."""
        found = _changeable(request, public_id)
        return _do(request, found, lambda: actions.revise(found, now=timezone.now()))


class RequirementClose(APIView):
    @extend_schema(
        operation_id="requirements_close", request=ClosingSerializer, responses=RequirementSerializer
    )
    def post(self, request: Request, public_id: str) -> Response:
        """End it, with the reason; it can be read on and is matched no longer."""
        found = _changeable(request, public_id)
        sent = ClosingSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        reason = sent.validated_data["reason"]
        return _do(request, found, lambda: actions.close(found, reason, now=timezone.now()))


def _sent(request: Request) -> WritingSerializer:
    sent = WritingSerializer(data=request.data)
    sent.is_valid(raise_exception=True)
    return sent


def _of(request: Request, public_id: str) -> Requirement:
    seen = Requirement.objects.visible_to(request.user).prefetch_related("versions__lines__place")
    found = seen.filter(public_id=public_id.upper()).first()
    if found is None:
        raise Http404
    return found


def _changeable(request: Request, public_id: str) -> Requirement:
    found = _of(request, public_id)
    if not may_change(request.user, found):
        raise PermissionDenied
    return found


def _do(request: Request, found: Requirement, act: Callable[[], object]) -> Response:
    try:
        act()
    except actions.Refused as refused:
        raise NotNow(words_of(refused)) from refused
    return Response(RequirementSerializer(_of(request, found.public_id)).data)
