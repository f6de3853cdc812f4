"""Evidence of a firm by machine: what lies before the readers, and new papers."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.clock import today
from suppliers.actions.evidence import (
    attach_to_criterion,
    attach_to_facts,
    claims_of_certificates,
    measured_claim,
)
from suppliers.api.asking import read_firm
from suppliers.claims import Claim
from suppliers.criteria_texts import criteria_for, validity_months
from suppliers.forms.evidence import CriterionPaperForm, PaperForm
from suppliers.models import Document, Evidence, Supplier
from suppliers.uploads import keep
from suppliers.views.evidence import FIGURES
from suppliers.views.own import edited_firm, letter_of


class EvidenceSerializer(serializers.Serializer):
    """A line: what the firm claims, and what counts today. ``waits`` while staff must still read it."""

    id = serializers.IntegerField()
    criterion = serializers.CharField()
    kind = serializers.ChoiceField(choices=Evidence.Kind.choices)
    state = serializers.ChoiceField(choices=Evidence.State.choices)
    evidence_class = serializers.CharField()
    claimed_level = serializers.CharField(allow_null=True)
    level = serializers.CharField(allow_null=True)
    figures = serializers.JSONField(allow_null=True)
    scheme = serializers.CharField(allow_blank=True)
    certificate = serializers.CharField(allow_null=True, help_text="code of the standard")
    document = serializers.IntegerField(allow_null=True)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    waits = serializers.BooleanField()


class PaperSerializer(serializers.Serializer):
    """A paper for a criterion (with its level and day) or for a certificate of the profile, not both.

    For measured criteria (2.2, 4.1) the figures of the profile decide the level, so there is none to send.
    """

    file = serializers.FileField(required=False, help_text="PDF, JPEG or PNG, read by content")
    document = serializers.IntegerField(required=False, help_text="instead of a file: one uploaded before")
    criterion = serializers.CharField(required=False, max_length=8)
    certificate = serializers.CharField(required=False, max_length=80, help_text="code of the standard")
    level = serializers.IntegerField(required=False, min_value=0, max_value=5)
    valid_from = serializers.DateField(required=False)
    valid_to = serializers.DateField(required=False)
    note = serializers.CharField(required=False, max_length=500, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("criterion" in attrs) == ("certificate" in attrs):
            raise ValidationError({"criterion": _("Name a criterion or a certificate, one of them.")})
        return attrs


class EvidenceList(APIView):
    """The firm's evidence, for its members and staff in charge; POST adds a paper, for its owners and editors."""

    parser_classes = (MultiPartParser,)

    @extend_schema(operation_id="evidence_list", responses=EvidenceSerializer(many=True))
    def get(self, request: Request, public_id: str) -> Response:
        firm = read_firm(request, public_id)
        lines = Evidence.objects.filter(supplier=firm).exclude(state=Evidence.State.WITHDRAWN)
        return Response([told(e) for e in lines.select_related("certificate__standard").order_by("pk")])

    @extend_schema(
        operation_id="evidence_create",
        request={"multipart/form-data": PaperSerializer},
        responses={201: EvidenceSerializer(many=True)},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Attach a paper: it counts as uploaded once it was scanned, and as proven once staff have read it."""
        firm = edited_firm(request, public_id.upper())
        serializer = PaperSerializer(data=request.data)
        # A file that was cut off while it arrived is told so by the form.
        serializer.is_valid(raise_exception=True)
        sent = serializer.validated_data
        if "certificate" in sent:
            lines = _for_facts(request, firm, _certificate_claims(firm, sent["certificate"]), "certificate")
        elif sent["criterion"] in FIGURES:
            said = measured_claim(firm, sent["criterion"])
            lines = _for_facts(request, firm, said, "criterion")
        else:
            lines = [_for_criterion(request, firm, sent["criterion"])]
        found = Evidence.objects.filter(pk__in=[line.pk for line in lines])
        return Response(
            [told(e) for e in found.select_related("certificate__standard").order_by("pk")],
            status=status.HTTP_201_CREATED,
        )


def told(line: Evidence) -> dict[str, Any]:
    return {
        "id": line.pk,
        "criterion": line.criterion,
        "kind": line.kind,
        "state": line.state,
        "evidence_class": line.evidence_class,
        "claimed_level": _level(line.claimed_level),
        "level": _level(line.level),
        "figures": line.figures,
        "scheme": line.scheme,
        "certificate": line.certificate.standard.code if line.certificate else None,
        "document": line.document_id,
        "valid_from": line.valid_from,
        "valid_to": line.valid_to,
        "waits": line.queued_at is not None,
    }


def _level(level: Any) -> str | None:
    return None if level is None else f"{level.normalize():f}"


def _certificate_claims(firm: Supplier, code: str) -> list[Claim]:
    held = {c.pk for c in firm.certificates.filter(standard__code=code)}
    return [c for c in claims_of_certificates(firm, validity_months(), today()) if c.certificate in held]


def _for_facts(request: Request, firm: Supplier, said: list[Claim], field: str) -> list[Evidence]:
    if not said:
        raise ValidationError({field: [_("The profile states nothing that this paper could show.")]})
    form = PaperForm(request.data, request.FILES, **shelf(request, firm))
    note = _judged(form)["note"]
    return attach_to_facts(
        firm, kept_paper(request, firm, form), said, note=note, by=request.user, now=timezone.now()
    )


def _for_criterion(request: Request, firm: Supplier, code: str) -> Evidence:
    text = criteria_for(letter_of(firm)).get(code)
    if text is None or text.rule != "level":
        raise ValidationError({"criterion": [_("Choose one of the list.")]})
    form = CriterionPaperForm(request.data, request.FILES, text=text, today=today(), **shelf(request, firm))
    clean = _judged(form)
    return attach_to_criterion(
        firm,
        kept_paper(request, firm, form),
        criterion=code,
        level=clean["level"],
        valid_from=clean["valid_from"],
        valid_to=form.ends,
        paper_ends=clean["valid_to"],
        note=clean["note"],
        by=request.user,
        now=timezone.now(),
    )


def shelf(request: Request, firm: Supplier) -> dict[str, Any]:
    return {
        "documents": firm.documents.exclude(scan=Document.Scan.INFECTED).order_by("-uploaded_at", "-pk"),
        "cut_off": getattr(request, "upload_too_large", False),
    }


def _judged(form: PaperForm) -> dict[str, Any]:
    if not form.is_valid():
        raise ValidationError(form.errors)
    return form.cleaned_data


def kept_paper(request: Request, firm: Supplier, form: PaperForm) -> Document:
    if form.examined:
        return keep(firm, form.cleaned_data["file"], form.examined, by=request.user, now=timezone.now())
    return form.cleaned_data["document"]
