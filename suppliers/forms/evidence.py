"""A paper laid before the readers: for a criterion, a certificate of the profile, or the delivery figures."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.clocks import add_months
from suppliers.criteria_texts import CriterionText
from suppliers.forms.fields import DayField
from suppliers.forms.wording import anchor_label
from suppliers.models import Document
from suppliers.uploads import Examined, examine, too_large


class PaperForm(forms.Form):
    """The file, or one uploaded before, and a note. ``examined`` holds the new file after validation."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )
    document = forms.ModelChoiceField(
        label=gettext_lazy("Or a file uploaded before"),
        queryset=Document.objects.none(),
        required=False,
        empty_label="—",
        error_messages={"invalid_choice": gettext_lazy("Choose one of the list.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note for the reader"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For example on which page the scope stands."),
    )

    def __init__(self, *args: Any, documents: Any, cut_off: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cut_off = cut_off
        self.examined: Examined | None = None
        self.fields["document"].queryset = documents
        self.fields["file"].help_text = _(
            "PDF, JPEG or PNG, up to %(limit)s MB. A photograph of the paper will do."
        ) % {"limit": settings.EVIDENCE_MAX_BYTES // (1024 * 1024)}

    def clean_file(self) -> Any:
        if self.cut_off:
            raise ValidationError(too_large())
        file = self.cleaned_data.get("file")
        if file:
            self.examined = examine(file)
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("file") and not data.get("document") and not self.errors:
            self.add_error("file", _("Choose a file, or one that you uploaded before."))
        return data


class CriterionPaperForm(PaperForm):
    """A paper that shows a level of one criterion, with its dates."""

    level = forms.TypedChoiceField(
        label=gettext_lazy("What does the paper show?"),
        coerce=Decimal,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the sentence that the paper shows.")},
    )
    valid_from = DayField(
        label=gettext_lazy("Date of the paper"),
        error_messages={"required": gettext_lazy("Write the date on the paper, for example 21/11/2026.")},
    )
    valid_to = DayField(
        label=gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy(
            "If the paper says so. Else it counts as long as the criterion's rule allows."
        ),
    )
    field_order = ("level", "file", "document", "valid_from", "valid_to", "note")

    def __init__(self, *args: Any, text: CriterionText, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text
        self.fields["valid_from"].latest = today
        self.fields["level"].choices = [
            (
                str(a.level),
                anchor_label(a.level, a.text),
            )
            for a in text.anchors
            if a.used
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        begins, ends = data.get("valid_from"), data.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", _("The end date is before the start date."))
        return data

    @property
    def ends(self) -> date:
        """The earlier of the date on the paper and the criterion's clock."""
        clock = add_months(self.cleaned_data["valid_from"], self.text.validity_months)
        stated = self.cleaned_data["valid_to"]
        return min(stated, clock) if stated else clock


def criterion_choices(
    texts: Mapping[str, CriterionText], skip: Sequence[str] = ()
) -> list[tuple[str, list[tuple[str, str]]]]:
    """The criteria of a sector under their dimensions; measured ones are stated as figures, not as a level."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, text in texts.items():
        if text.rule == "level" and code not in skip:
            groups.setdefault(text.dimension_name, []).append((code, f"{code} {text.name}"))
    return list(groups.items())
