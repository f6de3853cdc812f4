"""The shared words by machine: every list that a code of the API comes from."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.models import IndustryClass, Material, Process, ProductGroup, Province, Sector, Standard
from portal.models.reference import Concept, Word

LISTS: dict[str, type[Word]] = {
    "processes": Process,
    "materials": Material,
    "standards": Standard,
    "sectors": Sector,
    "industry-classes": IndustryClass,
    "provinces": Province,
    "product-groups": ProductGroup,
}
LANGUAGES = ("vi", "en", "ko", "ja", "zh")


class WordSerializer(serializers.Serializer):
    """A word. ``list`` and ``code`` know it for good; ``valid_to`` is set once it is retired."""

    list = serializers.CharField(help_text="edition of the list, as `provinces 2025`")
    code = serializers.CharField()
    labels = serializers.DictField(
        child=serializers.CharField(), help_text="by language; empty ones left out"
    )
    parent = serializers.CharField(allow_null=True)  # type: ignore[assignment]
    sectors = serializers.CharField(help_text="sector letters in which it occurs; empty: in all")
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]
    confidence = serializers.CharField()


class WordLists(APIView):
    """The names of the lists."""

    @extend_schema(
        operation_id="words_lists", responses={200: serializers.ListSerializer(child=serializers.CharField())}
    )
    def get(self, request: Request) -> Response:
        return Response(list(LISTS))


class WordList(APIView):
    """One list, whole, in its own order; retired words only where they are asked for."""

    @extend_schema(
        operation_id="words_list",
        parameters=[
            OpenApiParameter("name", str, OpenApiParameter.PATH, enum=list(LISTS)),
            OpenApiParameter("retired", bool, description="Also words that are no longer used."),
        ],
        responses=WordSerializer(many=True),
    )
    def get(self, request: Request, name: str) -> Response:
        model = LISTS.get(name)
        if model is None:
            raise Http404
        words: Any = model.objects.select_related("list").order_by("list__version", "position", "code")
        if request.query_params.get("retired", "").lower() not in ("1", "true"):
            words = words.current()
        if issubclass(model, (Concept, IndustryClass)):
            words = words.select_related("parent")
        return Response([_told(word) for word in words])


def _told(word: Any) -> dict[str, Any]:
    parent = getattr(word, "parent", None)
    sectors = getattr(word, "sectors", "") or "".join(getattr(word, "letters", ()))
    return {
        "list": str(word.list),
        "code": word.code,
        "labels": {lang: text for lang in LANGUAGES if (text := getattr(word, f"label_{lang}"))},
        "parent": parent.code if parent else None,
        "sectors": sectors,
        "valid_from": word.valid_from,
        "valid_to": word.valid_to,
        "source": word.source,
        "confidence": word.confidence,
    }
