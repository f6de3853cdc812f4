"""What is typed about shortlists: the name of a new one, on which one firms are put, a note."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.models import Shortlist
from suppliers.models import Supplier

NEW = "new"


class NameForm(forms.Form):
    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Name of the new shortlist"),
        max_length=120,
        error_messages={"required": gettext_lazy("Give it a name.")},
    )


class NotingForm(forms.Form):
    """On which list the firms are put: one there is, or a new one."""

    use_required_attribute = False

    shortlist = forms.ChoiceField(
        label=gettext_lazy("Shortlist"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one."),
            "invalid_choice": gettext_lazy("Choose one of the list."),
        },
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the new shortlist"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Only for a new one."),
    )

    def __init__(self, data: Any = None, *, lists: Sequence[Shortlist], firms: Sequence[Supplier]) -> None:
        super().__init__(data, initial={"shortlist": lists[0].public_id if lists else NEW})
        self.by_number = {each.public_id: each for each in lists}
        self.firms = firms
        self.fields["shortlist"].choices = [
            *((each.public_id, each.name) for each in lists),
            (NEW, _("A new one")),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("shortlist") == NEW and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Give it a name."))
        return data

    @property
    def chosen(self) -> Shortlist | None:
        """None: a new one."""
        return self.by_number.get(self.cleaned_data["shortlist"])


class NoteForm(forms.Form):
    use_required_attribute = False

    note = forms.CharField(label=gettext_lazy("Note"), max_length=500, required=False)
