"""What a member of staff writes down about one piece of evidence."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.models import Organisation, User
from suppliers.actions.decisions import Verdict, proposed_end
from suppliers.criteria_texts import CriterionText
from suppliers.models import Decision, Evidence
from suppliers.models.evidence import EvidenceClass

# What staff may grant: a buyer's confirmation (A4) comes from the buyer.
STAFF_CLASSES = (EvidenceClass.A2, EvidenceClass.A3)


class VerdictForm(forms.Form):
    """A decision on ``evidence``: outcome and reason always; level, class, source and dates on acceptance."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (Decision.Outcome.ACCEPTED, _("Accept")),
            (Decision.Outcome.ASKED, _("Ask the firm back")),
            (Decision.Outcome.REJECTED, _("Reject")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose: accept, ask back or reject.")},
    )
    level = forms.TypedChoiceField(
        label=_("Criterion level granted"), coerce=Decimal, empty_value=None, required=False
    )
    scheme = forms.CharField(label=_("Scheme"), max_length=60, required=False)
    evidence_class = forms.ChoiceField(
        label=_("Class of evidence"),
        choices=[(c.value, f"{c.value} · {c.label}") for c in STAFF_CLASSES],
        required=False,
        help_text=_(
            "A3 needs an accredited body's register or a visit on site. A3 from a visit also needs a second person."
        ),
    )
    source = forms.ChoiceField(
        label=_("What was read"),
        choices=[
            (Decision.Source.DOCUMENT, _("the uploaded document")),
            (Decision.Source.REGISTER, _("an official or accredited body's register")),
            (Decision.Source.SITE_VISIT, _("a visit on site")),
        ],
    )
    source_seen = forms.CharField(
        label=_("Where exactly"),
        max_length=250,
        required=False,
        help_text=_("For example the number of the register entry, or page 2 of the report."),
    )
    valid_from = forms.DateField(label=_("Counts from"), required=False)
    valid_to = forms.DateField(label=_("Counts until"), required=False)
    scope = forms.CharField(label=_("Scope that counts"), max_length=250, required=False)
    read_number = forms.CharField(label=_("Number on the paper"), max_length=80, required=False)
    read_holder = forms.CharField(label=_("Name on the paper"), max_length=250, required=False)
    read_end = forms.DateField(label=_("End date on the paper"), required=False)
    read_surveillance = forms.DateField(label=_("Last surveillance audit"), required=False)
    reason = forms.CharField(
        label=_("Reason, which the firm will read"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason: the firm will read it.")},
    )

    def __init__(self, *args: Any, evidence: Evidence, text: CriterionText, on: date, **kwargs: Any) -> None:
        self.evidence, self.text, self.on = evidence, text, on
        kwargs.setdefault("initial", self._proposal())
        super().__init__(*args, **kwargs)
        if evidence.figures is not None:
            del self.fields["level"]
        else:
            self.fields["level"].choices = [
                (str(a.level), _("Level %(level)s: %(anchor)s") % {"level": a.level, "anchor": a.text})
                for a in reversed(text.anchors)
                if a.used
            ]
        if evidence.certificate is None:
            for name in ("read_number", "read_end", "read_surveillance"):
                del self.fields[name]

    def _proposal(self) -> dict[str, Any]:
        evidence = self.evidence
        begins = evidence.valid_from
        if evidence.certificate is None and evidence.figures is None:
            begins = min(evidence.valid_from, self.on)
        end, self.end_rule = proposed_end(evidence, begins, self.text.validity_months)
        level = evidence.claimed_level
        return {
            "outcome": Decision.Outcome.ACCEPTED,
            "level": str(int(level)) if level is not None else None,
            "scheme": evidence.scheme,
            "evidence_class": EvidenceClass.A2,
            "source": Decision.Source.DOCUMENT if evidence.document_id else Decision.Source.REGISTER,
            "valid_from": begins,
            "valid_to": end,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("outcome") != Decision.Outcome.ACCEPTED:
            return data
        wanted = {
            "level": _("Choose the level that the evidence shows."),
            "evidence_class": _("Choose the class of evidence."),
            "valid_from": _("Write from when it counts, for example 01/07/2026."),
        }
        for name, sentence in wanted.items():
            if name in self.fields and not data.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        begins, ends = data.get("valid_from"), data.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", _("The end date is before the start date."))
        if data.get("evidence_class") == EvidenceClass.A3 and data.get("source") == Decision.Source.DOCUMENT:
            self.add_error(
                "evidence_class",
                _("A copy seen by staff is A2. A3 takes an accredited body's register or a visit on site."),
            )
        return data

    def verdict(self) -> Verdict:
        """The cleaned form as the action takes it."""
        data = self.cleaned_data
        accepted = data["outcome"] == Decision.Outcome.ACCEPTED
        read = {
            name.removeprefix("read_"): value.isoformat() if isinstance(value, date) else value
            for name, value in data.items()
            if name.startswith("read_") and value
        }
        return Verdict(
            outcome=data["outcome"],
            reason=data["reason"],
            source=data["source"],
            source_seen=data["source_seen"],
            level=data.get("level") if accepted else None,
            evidence_class=data["evidence_class"] if accepted else "",
            scheme=data["scheme"] if accepted else "",
            valid_from=data["valid_from"] if accepted else None,
            valid_to=data["valid_to"] if accepted else None,
            scope=data["scope"] if accepted else "",
            read=read,
        )


class SecondPersonForm(forms.Form):
    """The second person agrees, or says why not."""

    agree = forms.BooleanField(required=False)
    reason = forms.CharField(
        label=_("Why you do not agree"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("agree") and not data.get("reason"):
            self.add_error("reason", _("Write why you do not agree: the first person will read it."))
        return data


def deciding_body(user: User) -> Organisation | None:
    """The staff organisation for which this person decides."""
    bodies = [
        m.organisation for m in user.memberships_held if m.organisation.kind in Organisation.STAFF_KINDS
    ]
    return bodies[0] if bodies else None
