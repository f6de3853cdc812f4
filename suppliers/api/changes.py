"""The change feed by machine."""

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from suppliers import feed
from suppliers.models import DirectoryChange

A_PART = 1000


class Gone(APIException):
    status_code = status.HTTP_410_GONE
    default_code = "gone"


class CursorSerializer(serializers.Serializer):
    after = serializers.IntegerField(required=False, min_value=0, max_value=2**63 - 1)


class ChangeSerializer(serializers.Serializer):
    public_id = serializers.CharField()
    kind = serializers.ChoiceField(choices=DirectoryChange.Kind.values)
    at = serializers.DateTimeField()


class ChangesSerializer(serializers.Serializer):
    """``next`` is the ``after`` of the next request, at once where there is ``more``, later where not."""

    results = ChangeSerializer(many=True)
    next = serializers.IntegerField()
    more = serializers.BooleanField()


class ChangeFeed(APIView):
    """What changed in the directory: a firm was listed, its row changed, or it went (also into another firm).

    Without `after` there are no results, only the cursor of now: take it, read the directory, then follow.
    Every change comes once, in one order for all readers. Changes are kept for 90 days; 410 asks to begin anew.
    """

    @extend_schema(
        operation_id="changes_list",
        parameters=[
            OpenApiParameter(
                "after", {"type": "integer", "minimum": 0, "maximum": 2**63 - 1}, description="`next` of the answer before."
            )
        ],
        responses={200: ChangesSerializer, 410: OpenApiTypes.OBJECT},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        asked = CursorSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        if "after" not in asked.validated_data:
            return Response({"results": [], "next": feed.newest(), "more": False})
        try:
            part = feed.after(asked.validated_data["after"], most=A_PART)
        except feed.TooOld:
            raise Gone(
                _("Changes after this were cleared away. Read the directory anew, then follow.")
            ) from None
        rows = [{"public_id": c.public_id, "kind": c.kind, "at": c.at} for c in part.changes]
        return Response({"results": rows, "next": part.next, "more": part.more})
