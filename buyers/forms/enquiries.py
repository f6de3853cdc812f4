"""What is typed about enquiries: the question to several firms, a message, why one is closed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.enquiring.actions import MOST, Question
from buyers.models import Enquiry, Requirement, RequirementVersion
from suppliers.forms.fields import DayField
from suppliers.models import Supplier

CHOOSE = gettext_lazy("Choose one of the list.")
TEXT = 2000


class EnquiryForm(forms.Form):
    """One question; each firm that is ticked gets its own."""

    use_required_attribute = False

    firms = forms.MultipleChoiceField(
        label=gettext_lazy("To"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each firm gets its own enquiry and does not see whom else you ask."),
        error_messages={
            "required": gettext_lazy("Choose at least one firm."),
            "invalid_choice": gettext_lazy("One of these firms cannot be asked."),
        },
    )
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        max_length=150,
        error_messages={"required": gettext_lazy("Write in a few words what it is about.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Up to 2,000 characters. Drawings are sent once you have found each other."),
        error_messages={"required": gettext_lazy("Write your question.")},
    )
    requirement = forms.ChoiceField(
        label=gettext_lazy("Requirement"),
        required=False,
        help_text=gettext_lazy(
            "These firms read its title, its lines and its note; nobody else does. Only published ones can be shown."
        ),
        error_messages={"invalid_choice": CHOOSE},
    )
    answer_by = DayField(
        label=gettext_lazy("Answer by"), required=False, help_text=gettext_lazy("Optional: day/month/year.")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        firms: Sequence[Supplier],
        requirements: Sequence[Requirement],
        today: date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        given = {"firms": [f.public_id for f in firms[:MOST]], **(initial or {})}
        super().__init__(data, initial=given)
        self.by_number = {firm.public_id: firm for firm in firms}
        self.versions = {r.public_id: r.current for r in requirements}
        self.today = today
        self.fields["firms"].choices = [(f.public_id, f.name) for f in firms]
        titles = [(number, version.title) for number, version in self.versions.items() if version]
        self.fields["requirement"].choices = [("", _("none")), *titles]
        if not titles:
            del self.fields["requirement"]

    def clean_firms(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["firms"]
        if len(chosen) > MOST:
            raise forms.ValidationError(_("Choose one to %(most)s firms.") % {"most": MOST})
        return chosen

    def clean_answer_by(self) -> date | None:
        day: date | None = self.cleaned_data["answer_by"]
        if day is not None and day < self.today:
            raise forms.ValidationError(_("This day is over: write a later one."))
        return day

    @property
    def chosen(self) -> list[Supplier]:
        return [self.by_number[number] for number in self.cleaned_data["firms"]]

    @property
    def question(self) -> Question:
        data = self.cleaned_data
        version: RequirementVersion | None = self.versions.get(data.get("requirement", ""))
        return Question(data["subject"], data["text"], version, data["answer_by"])


class MessageForm(forms.Form):
    use_required_attribute = False

    text = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write your message.")},
    )


class ClosingForm(forms.Form):
    use_required_attribute = False

    reason = forms.ChoiceField(
        label=gettext_lazy("Why you close it"),
        choices=Enquiry.Reason.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("The firm reads it as it stands here."),
        error_messages={"required": gettext_lazy("Choose one."), "invalid_choice": CHOOSE},
    )
