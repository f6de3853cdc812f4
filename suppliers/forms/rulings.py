"""What staff write down of a firm beside its evidence, and what the firm asks for and answers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.criteria_texts import CriterionText
from suppliers.forms.evidence import PaperForm
from suppliers.forms.fields import DayField
from suppliers.models import Evidence
from suppliers.models.evidence import EvidenceClass

Texts = Mapping[str, CriterionText]

# A booking further away than this is a plan, not a renewal of what lapsed.
BOOKED_AT_MOST = timedelta(days=366)
CHOOSE = gettext_lazy("Choose one of the list.")
# From which class of observation a finding comes: a buyer's complaint is recorded by staff, too.
FINDING_CLASSES = (
    (EvidenceClass.A2, gettext_lazy("A2 · seen in documents or in a register")),
    (EvidenceClass.A3, gettext_lazy("A3 · seen on site, or by an accredited body")),
    (EvidenceClass.A4, gettext_lazy("A4 · shown by a buyer's records")),
)


def reason_field(label: Any = None) -> forms.CharField:
    return forms.CharField(
        label=label or gettext_lazy("Reason, which the firm will read"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write the reason: the firm will read it.")},
    )


class FindFirmForm(forms.Form):
    """A firm by words of its name, its tax code or its number."""

    use_required_attribute = False

    q = forms.CharField(
        label=gettext_lazy("Name, tax code or number of the firm"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Type a part of the name, the tax code or the number."),
            "max_length": gettext_lazy("Type at most %(limit_value)d characters."),
        },
    )


def grouped(texts: Iterable[CriterionText]) -> list[tuple[str, Any]]:
    """Criteria under their dimensions, with an empty choice in front."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for text in texts:
        groups.setdefault(text.dimension_name, []).append((text.code, f"{text.code} {text.name}"))
    return [("", "—"), *groups.items()]


class RulingForm(forms.Form):
    use_required_attribute = False


class FindingForm(RulingForm):
    criterion = forms.ChoiceField(
        label=gettext_lazy("Criterion"),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    ceiling = forms.TypedChoiceField(
        label=gettext_lazy("The criterion counts at most"),
        coerce=Decimal,
        choices=[("", "—"), *((str(n), str(n)) for n in range(5))],
        help_text=gettext_lazy("The criterion level that what was found still allows."),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    evidence_class = forms.ChoiceField(
        label=gettext_lazy("How it was found"),
        choices=FINDING_CLASSES,
        help_text=gettext_lazy("Only proof of the same class or better closes the finding."),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    opened_on = DayField(
        label=gettext_lazy("Counts from"),
        error_messages={
            "required": gettext_lazy("Write the date as day/month/year, for example 21/11/2026.")
        },
    )
    reason = reason_field()

    def __init__(self, *args: Any, texts: Texts, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"opened_on": today})
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = grouped(texts.values())
        self.fields["opened_on"].latest = today


class CloseFindingForm(RulingForm):
    """Closed by better evidence, or opened in error; ``evidence`` is None for the latter."""

    ERROR = "error"

    by = forms.ChoiceField(
        label=gettext_lazy("Why it is closed"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one."), "invalid_choice": CHOOSE},
    )
    reason = reason_field()

    def __init__(self, *args: Any, evidence: Sequence[Evidence], may_lift: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pieces = {str(e.pk): e for e in evidence}
        choices = [(key, _shown(piece)) for key, piece in self.pieces.items()]
        if may_lift:
            choices.append((self.ERROR, _("The finding was opened in error; it never counted")))
        self.fields["by"].choices = choices

    @property
    def evidence(self) -> Evidence | None:
        return self.pieces.get(self.cleaned_data["by"])


def _shown(piece: Evidence) -> str:
    name = str(piece.certificate) if piece.certificate else piece.get_kind_display()
    level = (
        ""
        if piece.level is None
        else _("criterion level %(level)s") % {"level": f"{piece.level.normalize():f}"}
    )
    words = [name, level, piece.evidence_class, piece.valid_from.strftime("%d/%m/%Y")]
    return " · ".join(word for word in words if word)


class DecideForm(RulingForm):
    """Agree or not, with a reason."""

    agreed = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        coerce=lambda value: value == "yes",
        choices=[("yes", gettext_lazy("Accept")), ("no", gettext_lazy("Refuse"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose: accept or refuse."), "invalid_choice": CHOOSE},
    )
    reason = reason_field()


class ReasonForm(RulingForm):
    reason = reason_field()


class WaiverForm(RulingForm):
    """A buyer's written exemption from one gate."""

    gate = forms.ChoiceField(
        label=gettext_lazy("Gate"), error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}
    )
    buyer = forms.CharField(
        label=gettext_lazy("Buyer who wrote it"),
        max_length=150,
        error_messages={"required": gettext_lazy("Write which buyer waives the gate.")},
    )
    valid_from = DayField(label=gettext_lazy("Counts from"), error_messages={"required": gettext_lazy("Write the date as day/month/year, for example 21/11/2026.")})  # fmt: skip
    valid_to = DayField(label=gettext_lazy("Counts until"), error_messages={"required": gettext_lazy("A waiver has an end. Write the date as day/month/year.")})  # fmt: skip
    reason = reason_field(gettext_lazy("Reason, as the buyer wrote it"))

    def __init__(self, *args: Any, texts: Texts, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"valid_from": today})
        super().__init__(*args, **kwargs)
        self.fields["gate"].choices = [("", "—"), *waivable(texts)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("valid_from"), data.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", _("The end date is before the start date."))
        return data

    @property
    def waived(self) -> tuple[str, int]:
        """Criterion and level of the gate."""
        code, level = self.cleaned_data["gate"].split("|")
        return code, int(level)


def waivable(texts: Texts) -> list[tuple[str, str]]:
    """The gates of the firm's sector that a buyer may waive."""
    return [
        (f"{t.code}|{g.level}", _("Level %(level)s: %(gate)s") % {"level": g.level, "gate": g.text})
        for t in texts.values()
        for g in t.gates
        if g.waivable
    ]


class NotApplicableForm(RulingForm):
    """A criterion that the firm asks to leave out; those on which a level rests cannot be."""

    criterion = forms.ChoiceField(
        label=gettext_lazy("Criterion"),
        help_text=gettext_lazy("Criteria on which a level rests are not in the list: they always apply."),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    reason = reason_field(gettext_lazy("Why it does not apply to you"))

    def __init__(self, *args: Any, texts: Texts, held: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        skip = set(held)
        self.fields["criterion"].choices = grouped(
            t for t in texts.values() if not t.gates and t.code not in skip
        )
        self.fields["reason"].error_messages["required"] = _("Write why it does not apply to you.")


class RenewalForm(PaperForm):
    """A booked audit or certificate, with the paper that shows the booking."""

    criterion = forms.ChoiceField(
        label=gettext_lazy("What is renewed"),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    booked_for = DayField(
        label=gettext_lazy("Booked for"),
        error_messages={"required": gettext_lazy("Write the day for which it is booked.")},
    )
    body = forms.CharField(
        label=gettext_lazy("Booked with"),
        max_length=150,
        help_text=gettext_lazy("The certification body, laboratory or authority."),
        error_messages={"required": gettext_lazy("Write with whom it is booked.")},
    )
    field_order = ("criterion", "booked_for", "body", "file", "document", "note")

    def __init__(self, *args: Any, texts: Texts, proven: Iterable[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = set(proven)
        self.today = today
        self.fields["criterion"].choices = grouped(t for t in texts.values() if t.code in wanted)

    def clean_booked_for(self) -> date:
        day = self.cleaned_data["booked_for"]
        if day < self.today:
            raise forms.ValidationError(_("This day is over. Attach the renewed paper instead."))
        if day > self.today + BOOKED_AT_MOST:
            raise forms.ValidationError(_("Write a day within the next twelve months."))
        return day


class AnswerForm(RulingForm):
    words = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
