"""What a member of staff writes down about one piece of evidence."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.models import Organisation, User
from suppliers.actions.decisions import Verdict, proposed_end
from suppliers.comparing import RESULTS, Said, said
from suppliers.criteria_texts import CriterionText
from suppliers.deciding.audits import process_audit_level
from suppliers.forms.fields import DayField, DecimalNumberField, WholeNumberField
from suppliers.models import Decision, Evidence
from suppliers.models.evidence import EvidenceClass
from suppliers.verification import mark_of

# What staff may grant: a buyer's confirmation (A4) comes from the buyer.
STAFF_CLASSES = (
    (EvidenceClass.A2, gettext_lazy("A2 · checked by staff")),
    (EvidenceClass.A3, gettext_lazy("A3 · accredited body, or on site")),
)
ACCREDITED_BODY = "CB"

# Why a decision counts until the day proposed.
END_RULES: Mapping[str, Any] = {
    "certificate": lambda: _("The end of the certificate."),
    "surveillance": lambda: _("The last surveillance audit plus 13 months."),
    "figures": lambda: _("Three months after the last month with figures."),
    "paper": lambda: _("The end on the paper."),
    "months": lambda: _("As long as the rule of the criterion allows."),
}


class VerdictForm(forms.Form):
    """A decision on ``evidence``: outcome and reason always; level, class, source, dates and record on acceptance.

    What the reader records from the paper stands in ``scheme``, ``scope`` and the ``read_`` fields, one for
    each row of ``said``.
    """

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            (Decision.Outcome.ACCEPTED, gettext_lazy("Accept")),
            (Decision.Outcome.ASKED, gettext_lazy("Ask the firm back")),
            (Decision.Outcome.REJECTED, gettext_lazy("Reject")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose: accept, ask back or reject.")},
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("Criterion level granted"), coerce=Decimal, empty_value=None, required=False
    )
    valid_from = DayField(label=gettext_lazy("Counts from"), required=False)
    valid_to = DayField(label=gettext_lazy("Counts until"), required=False)
    evidence_class = forms.ChoiceField(
        label=gettext_lazy("Class of evidence"),
        choices=STAFF_CLASSES,
        required=False,
        help_text=gettext_lazy(
            "A3 needs an accredited body's register or a visit on site. A3 from a visit also needs a second person."
        ),
    )
    source = forms.ChoiceField(label=gettext_lazy("What was read"))
    source_seen = forms.CharField(
        label=gettext_lazy("Where exactly"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("For example the number of the register entry, or page 2 of the report."),
    )
    scheme = forms.ChoiceField(label=gettext_lazy("Standard"), required=False)
    scope = forms.CharField(label=gettext_lazy("Scope that counts"), max_length=250, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason, which the firm will read"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Write the reason: the firm will read it.")},
    )
    mark = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, evidence: Evidence, text: CriterionText, on: date, **kwargs: Any) -> None:
        self.evidence, self.text, self.on = evidence, text, on
        self.said = said(evidence, text.validity_months)
        self.proposal = self._proposal()
        kwargs.setdefault("initial", self.proposal)
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].latest = on
        self.fields["source"].choices = self._sources()
        if evidence.figures is not None:
            del self.fields["level"]
        else:
            self.fields["level"].choices = [
                (str(a.level), _("Level %(level)s") % {"level": a.level})
                for a in reversed(text.anchors)
                if a.used
            ]
        if evidence.certificate is None:
            del self.fields["scheme"], self.fields["scope"]
        for row in self.said:
            if row.field not in self.fields:
                self.fields[row.field] = _reading(row)
            if row.words:
                self.fields[row.field].choices = [("", _("As on the paper")), *row.words.items()]
        for name in (*(row.field for row in self.said), "reason"):
            attrs = self.fields[name].widget.attrs
            attrs["class"] = f"input {attrs.get('class', '')}".strip()

    def _sources(self) -> list[tuple[str, Any]]:
        sources: list[tuple[str, Any]] = [
            (Decision.Source.DOCUMENT, _("the uploaded document")),
            (Decision.Source.REGISTER, _("an official or accredited body's register")),
            (Decision.Source.SITE_VISIT, _("a visit on site")),
        ]
        return sources if self.evidence.document_id else sources[1:]

    def _proposal(self) -> dict[str, Any]:
        evidence = self.evidence
        begins = min(evidence.valid_from, self.on)
        end, _rule = proposed_end(evidence, begins, self.text.validity_months)
        level = evidence.claimed_level
        return {
            "level": str(int(level)) if level is not None else None,
            "evidence_class": EvidenceClass.A2,
            "source": Decision.Source.DOCUMENT if evidence.document_id else Decision.Source.REGISTER,
            "valid_from": begins,
            "valid_to": end,
            "mark": mark_of(evidence),
        }

    def _so_far(self, name: str) -> Any:
        """What stands in a field: clean where it can be, as typed where not."""
        bound = self[name]
        value = bound.data if self.is_bound else bound.initial
        try:
            return bound.field.clean(value)
        except forms.ValidationError:
            return value

    def recorded(self) -> dict[str, Any]:
        """The reader's record so far, by field."""
        return {row.field: self._so_far(row.field) for row in self.said}

    def clock(self) -> tuple[date, str]:
        """Until when the decision may count at most, by what the reader recorded, and the rule."""
        days = {name: value for name, value in self.recorded().items() if isinstance(value, date)}
        begins = self._so_far("valid_from")
        return proposed_end(
            self.evidence,
            begins if isinstance(begins, date) else self.proposal["valid_from"],
            self.text.validity_months,
            end=days.get("read_end"),
            surveillance=days.get("read_surveillance"),
        )

    def follow_clock(self) -> None:
        """Bring an end that the reader left as it was proposed to what the paper now says."""
        first = self.fields["valid_to"].prepare_value(self.proposal["valid_to"])
        if str(self.initial.get("valid_to", "")).strip() in ("", first):
            self.initial["valid_to"] = self.clock()[0]

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
        self._clean_record(data)
        self._clean_results(data)
        self._clean_end(data)
        self._clean_source(data)
        return data

    def _clean_record(self, data: dict[str, Any]) -> None:
        """What was read stands on record; on a visit there need be no paper, unless it is a certificate."""
        seen = self.evidence.certificate is None and data.get("source") == Decision.Source.SITE_VISIT
        for row in self.said:
            if row.needed and not seen and data.get(row.field) in (None, "") and row.field not in self.errors:
                self.add_error(row.field, _("To accept, write what stands on the paper or in the register."))

    def _clean_results(self, data: dict[str, Any]) -> None:
        """Where the results of a process audit are on record, the level is the one they make; with any of them the
        overall degree and the lowest element must be."""
        read = {name: data.get(name) for name in RESULTS if name in self.fields}
        if all(value is None for value in read.values()) or any(name in self.errors for name in read):
            return
        overall, lowest, *counts = read.values()
        if overall is None or lowest is None:
            missing = "read_overall" if overall is None else "read_lowest"
            self.add_error(missing, _("The level takes the overall degree and the lowest element."))
            return
        names = ("star_four", "star_zero", "any_zero")
        counted = {name: count or 0 for name, count in zip(names, counts, strict=True)}
        level = process_audit_level(overall, lowest, **counted)
        if data.get("level") is not None and data["level"] != level:
            self.add_error(
                "level",
                _("These results of the audit make level %(level)s, after the downgrade rules.")
                % {"level": level},
            )

    def _clean_end(self, data: dict[str, Any]) -> None:
        """No later than the clock allows; left empty, the clock decides."""
        if "valid_to" in self.errors or "valid_from" in self.errors:
            return
        latest, rule = self.clock()
        ends = data["valid_to"] = data.get("valid_to") or latest
        if ends < data["valid_from"]:
            self.add_error("valid_to", _("The end date is before the start date."))
        elif ends > latest:
            words = {"day": date_format(latest), "rule": END_RULES[rule]()}
            self.add_error("valid_to", _("It can count until %(day)s at most. %(rule)s") % words)

    def _clean_source(self, data: dict[str, Any]) -> None:
        source, a3 = data.get("source"), data.get("evidence_class") == EvidenceClass.A3
        if a3 and source == Decision.Source.DOCUMENT:
            self.add_error(
                "evidence_class",
                _("A copy seen by staff is A2. A3 takes an accredited body's register or a visit on site."),
            )
        if a3 and source == Decision.Source.REGISTER and ACCREDITED_BODY not in self.text.verifiers:
            self.add_error(
                "evidence_class",
                _("No accredited body keeps a register of this. From another register it is A2."),
            )
        if source == Decision.Source.REGISTER and not data.get("source_seen"):
            self.add_error("source_seen", _("Write which entry of which register you read."))

    def verdict(self) -> Verdict:
        """The cleaned form as the action takes it."""
        data = self.cleaned_data
        accepted = data["outcome"] == Decision.Outcome.ACCEPTED
        read = {
            name.removeprefix("read_"): _kept(value)
            for name, value in data.items()
            if name.startswith("read_") and value not in (None, "")
        }
        return Verdict(
            outcome=data["outcome"],
            reason=data["reason"],
            source=data["source"],
            source_seen=data["source_seen"],
            mark=data["mark"],
            level=data.get("level") if accepted else None,
            evidence_class=data["evidence_class"] if accepted else "",
            scheme=(data.get("scheme") or self.evidence.scheme) if accepted else "",
            valid_from=data["valid_from"] if accepted else None,
            valid_to=data["valid_to"] if accepted else None,
            scope=data.get("scope", "") if accepted else "",
            read=read,
        )


def _kept(value: Any) -> Any:
    """As JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _reading(row: Said) -> forms.Field:
    """The control in which the reader records what stands on the paper."""
    if row.kind == "day":
        return DayField(label=row.label, required=False)
    if row.kind == "count":
        return WholeNumberField(label=row.label, required=False)
    if row.kind == "percent":
        return DecimalNumberField(places=3, above=-1, highest=100, label=row.label, required=False)
    return forms.CharField(label=row.label, max_length=250, required=False)


class SecondPersonForm(forms.Form):
    """The second person agrees, or says why not."""

    use_required_attribute = False

    agree = forms.BooleanField(required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why you do not agree"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Only when you do not agree; the first person will read it."),
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
