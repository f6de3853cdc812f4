"""How rulings are told and sent. Persons are left out: a firm reads of staff by their body, on the page."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from suppliers.api.verification import DecidedSerializer
from suppliers.forms.rulings import FINDING_CLASSES
from suppliers.models import Waiver

REASON = {"max_length": 1000, "help_text": "the firm reads it"}


class LevelField(serializers.CharField):
    """A criterion level without needless zeros: "3", "2.5"."""

    def to_representation(self, value: Any) -> str:
        return f"{value.normalize():f}"


class ReadByFirmSerializer(serializers.Serializer):
    """A ruling with what the firm answered; ``answer_read_at`` is null while the answer waits for staff."""

    id = serializers.IntegerField()
    criterion = serializers.CharField()
    read_by_firm_at = serializers.DateTimeField(allow_null=True)
    answer = serializers.CharField(allow_blank=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    answer_read_at = serializers.DateTimeField(allow_null=True)


class FindingSerializer(ReadByFirmSerializer):
    """The criterion counts at most ``ceiling`` from ``opened_on`` until ``closed_on``, which is excluded."""

    ceiling = LevelField()
    evidence_class = serializers.CharField()
    opened_on = serializers.DateField()
    reason = serializers.CharField()
    closed_on = serializers.DateField(allow_null=True)
    closed_reason = serializers.CharField(allow_blank=True)
    closing_evidence = serializers.IntegerField(source="closing_evidence_id", allow_null=True)
    in_error = serializers.BooleanField(help_text="it never counted")


class OpenFindingSerializer(serializers.Serializer):
    criterion = serializers.CharField(max_length=8)
    ceiling = serializers.IntegerField(min_value=0, max_value=4)
    evidence_class = serializers.ChoiceField(choices=[value for value, _label in FINDING_CLASSES])
    opened_on = serializers.DateField()
    reason = serializers.CharField(**REASON)


class CloseFindingSerializer(serializers.Serializer):
    """``evidence``: the number of the proof that closes it; left out where the finding was opened in error, which
    somebody else than its writer says."""

    evidence = serializers.IntegerField(required=False, min_value=1)
    in_error = serializers.BooleanField(default=False)
    reason = serializers.CharField(**REASON)


class NotApplicableSerializer(ReadByFirmSerializer):
    """A request to leave a criterion out; ``approved`` is null while it waits."""

    reason = serializers.CharField()
    asked_at = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    approved = serializers.BooleanField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    decision_reason = serializers.CharField(allow_blank=True)
    waits = serializers.BooleanField()


class AskNotApplicableSerializer(serializers.Serializer):
    criterion = serializers.CharField(max_length=8)
    reason = serializers.CharField(max_length=1000)


class DecideSerializer(serializers.Serializer):
    agreed = serializers.BooleanField()
    reason = serializers.CharField(**REASON)


class ReasonSerializer(serializers.Serializer):
    reason = serializers.CharField(**REASON)


class WaiverSerializer(ReadByFirmSerializer):
    """What a buyer does not ask of the firm: no effect until a second person approved it."""

    level = serializers.IntegerField(help_text="the level whose gate is waived")
    buyer = serializers.CharField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField()
    reason = serializers.CharField()
    recorded_at = serializers.DateTimeField()
    approved_at = serializers.DateTimeField(allow_null=True)
    refused_at = serializers.DateTimeField(allow_null=True)
    closed_reason = serializers.CharField(allow_blank=True)
    waits = serializers.BooleanField()
    own = serializers.SerializerMethodField(
        help_text="the caller recorded it, and cannot be its second person"
    )

    @extend_schema_field(bool)
    def get_own(self, waiver: Waiver) -> bool:
        return waiver.recorded_by_id == self.context["user"].pk


class RecordWaiverSerializer(serializers.Serializer):
    """``criterion`` and ``level`` name a gate of the firm's sector that the framework lets buyers waive."""

    criterion = serializers.CharField(max_length=8)
    level = serializers.IntegerField(min_value=1, max_value=9)
    buyer = serializers.CharField(max_length=150)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField()
    reason = serializers.CharField(max_length=1000)


class RenewalSerializer(ReadByFirmSerializer):
    """A booked renewal of lapsed proof; ``accepted`` is null while it waits."""

    booked_for = serializers.DateField()
    body = serializers.CharField(allow_blank=True, help_text="with whom it is booked")
    document = serializers.IntegerField(source="document_id", allow_null=True)
    note = serializers.CharField(allow_blank=True)
    recorded_at = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    accepted = serializers.BooleanField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    decision_reason = serializers.CharField(allow_blank=True)
    waits = serializers.BooleanField()


class BookRenewalSerializer(serializers.Serializer):
    """The paper that shows the booking is sent as ``file``, or named as ``document``."""

    criterion = serializers.CharField(max_length=8)
    booked_for = serializers.DateField()
    body = serializers.CharField(max_length=150)
    file = serializers.FileField(required=False, help_text="PDF, JPEG or PNG, read by content")
    document = serializers.IntegerField(required=False, help_text="instead of a file: one uploaded before")
    note = serializers.CharField(required=False, max_length=500, allow_blank=True)


class LookUpSerializer(serializers.Serializer):
    """What a register says of the firm; ``level`` null where it does not confirm it."""

    criterion = serializers.CharField(max_length=8)
    level = serializers.IntegerField(min_value=1, max_value=5, allow_null=True)
    register = serializers.CharField(max_length=150)
    entry = serializers.CharField(
        max_length=90, help_text="number or address, so that another reader finds it"
    )
    on = serializers.DateField(help_text="the day on which it was read")
    reason = serializers.CharField(**REASON)


class AnsweredDecisionSerializer(DecidedSerializer):
    """A decision in effect on a piece of evidence, with what the firm answered."""

    read_by_firm_at = serializers.DateTimeField(allow_null=True)
    answer = serializers.CharField(allow_blank=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    answer_read_at = serializers.DateTimeField(allow_null=True)


class AnswerSerializer(serializers.Serializer):
    """Left empty it says that the firm has read it."""

    words = serializers.CharField(required=False, allow_blank=True, max_length=1000, default="")


class RequestSerializer(serializers.Serializer):
    """Something that staff must look at: it is decided at ``suppliers/{supplier}/{kind}/{id}/``."""

    kind = serializers.CharField()
    id = serializers.IntegerField()
    supplier = serializers.CharField(help_text="public number")
    criterion = serializers.CharField()
    since = serializers.DateTimeField()
    words = serializers.CharField()


class RequestsSerializer(serializers.Serializer):
    """The oldest fifty; ``count`` says how many there are."""

    count = serializers.IntegerField()
    results = RequestSerializer(many=True)
