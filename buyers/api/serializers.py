"""What the API says of requirements, and what it takes."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from buyers import words
from buyers.asking import HEAVIEST, LIMITS, Asked, asked_of
from buyers.forms.lines import SEVERAL
from buyers.models import LineKind, Requirement
from buyers.models.requirement import BY_WORDS

MOST = 60


class LineSerializer(serializers.Serializer):
    """One line: any of ``codes`` will do, or ``limit`` is the least or (tolerance, distance) the most."""

    kind = serializers.ChoiceField(choices=LineKind.choices)
    codes = serializers.ListField(child=serializers.CharField(max_length=60), required=False, max_length=50)
    limit = serializers.DecimalField(max_digits=14, decimal_places=4, required=False, allow_null=True)
    place = serializers.CharField(
        required=False, allow_blank=True, help_text="Code of the province a distance is measured from."
    )
    must = serializers.BooleanField(default=True)
    weight = serializers.IntegerField(min_value=1, max_value=HEAVIEST, default=1)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        kind, codes, limit = attrs["kind"], attrs.get("codes") or [], attrs.get("limit")
        wrong: dict[str, str] = {}
        if kind in BY_WORDS:
            unknown = [code for code in codes if code not in words.codes(kind)]
            if not codes:
                wrong["codes"] = _("Name at least one.")
            elif unknown:
                wrong["codes"] = _("Not in the list: %(codes)s.") % {"codes": ", ".join(unknown)}
            elif kind in (LineKind.CRITERION, LineKind.STANDARD) and len(codes) > 1:
                wrong["codes"] = _("One at a time: each is a line of its own.")
        elif codes:
            wrong["codes"] = _("A line of this kind names no words.")
        if kind in LIMITS:
            wrong |= self._limit(kind, limit)
        elif limit is not None:
            wrong["limit"] = _("A line of this kind has no figure.")
        place = attrs.get("place") or ""
        if kind == LineKind.DISTANCE and place not in dict(words.choices(kind)):
            wrong["place"] = _("Choose the place to measure from.")
        elif kind != LineKind.DISTANCE and place:
            wrong["place"] = _("Only a distance is measured from a place.")
        if wrong:
            raise serializers.ValidationError(wrong)
        return attrs

    @staticmethod
    def _limit(kind: str, limit: Decimal | None) -> dict[str, str]:
        places, least, most = LIMITS[kind]
        if limit is None:
            return {"limit": _("A line of this kind needs a figure.")}
        if not least <= limit <= most or limit != round(limit, places):
            return {
                "limit": _("Write a number from %(low)s to %(high)s.")
                % {"low": f"{least.normalize():f}", "high": f"{most:f}"}
            }
        return {}


class WritingSerializer(serializers.Serializer):
    """A version as it is sent. ``seen`` is the ``stamp`` that the writer has read; a new one has none."""

    title = serializers.CharField(max_length=150)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    lines = LineSerializer(many=True, max_length=MOST)  # type: ignore[call-arg]
    seen = serializers.CharField(required=False, allow_blank=True, default="", max_length=60)

    def validate_lines(self, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
        kinds = [line["kind"] for line in lines]
        twice = sorted({kind for kind in kinds if kind not in SEVERAL and kinds.count(kind) > 1})
        if twice:
            raise serializers.ValidationError(
                _("Ask for one of this kind: %(kind)s.") % {"kind": ", ".join(twice)}
            )
        return lines

    @property
    def asked(self) -> list[Asked]:
        return [
            Asked(
                line["kind"],
                tuple(line.get("codes") or ()),
                line.get("limit"),
                line.get("place") or "",
                line["must"],
                line["weight"],
            )
            for line in self.validated_data["lines"]
        ]


class ClosingSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=250)


class AskedSerializer(serializers.Serializer):
    kind = serializers.CharField()
    codes = serializers.ListField(child=serializers.CharField())
    limit = serializers.DecimalField(max_digits=14, decimal_places=4, allow_null=True)
    place = serializers.CharField()
    must = serializers.BooleanField()
    weight = serializers.IntegerField()


class VersionSerializer(serializers.Serializer):
    number = serializers.IntegerField()
    title = serializers.CharField()
    note = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)
    saved_at = serializers.DateTimeField()
    stamp = serializers.CharField()
    lines = AskedSerializer(many=True)


class RequirementSerializer(serializers.Serializer):
    public_id = serializers.CharField()
    state = serializers.ChoiceField(choices=["draft", "published", "closed"])
    created_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    closing_reason = serializers.CharField()
    current = VersionSerializer(allow_null=True, help_text="The version in force.")
    draft = VersionSerializer(allow_null=True)

    def to_representation(self, instance: Requirement) -> dict[str, Any]:
        said: dict[str, Any] = super().to_representation(
            {
                "public_id": instance.public_id,
                "state": instance.state,
                "created_at": instance.created_at,
                "closed_at": instance.closed_at,
                "closing_reason": instance.closing_reason,
                "current": _version(instance.current),
                "draft": _version(instance.draft),
            }
        )
        return said


def _version(version: Any) -> dict[str, Any] | None:
    if version is None:
        return None
    names = ("number", "title", "note", "published_at", "saved_at", "stamp")
    return {name: getattr(version, name) for name in names} | {"lines": asked_of(version.lines.all())}
