"""A look-up in a register, and a file of one."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.forms.fields import DayField
from suppliers.forms.rulings import CHOOSE, RulingForm, Texts, grouped, reason_field
from suppliers.models import RegisterFile

REGISTER = "SYS"
NOT_FOUND = "no"


class LookUpForm(RulingForm):
    """What a member of staff found in a register by hand."""

    criterion = forms.ChoiceField(
        label=gettext_lazy("Criterion"), error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}
    )
    level = forms.ChoiceField(
        label=gettext_lazy("What the register says"),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
        help_text=gettext_lazy("The criterion level that it shows, or that it does not confirm the firm."),
    )
    register = forms.CharField(
        label=gettext_lazy("Name of the register"),
        max_length=150,
        error_messages={"required": gettext_lazy("Write which register you read.")},
    )
    entry = forms.CharField(
        label=gettext_lazy("Entry"),
        max_length=90,
        help_text=gettext_lazy("Its number or address, so that another reader finds it again."),
        error_messages={"required": gettext_lazy("Write which entry you read.")},
    )
    on = DayField(
        label=gettext_lazy("Read on"),
        error_messages={
            "required": gettext_lazy("Write the date as day/month/year, for example 21/11/2026.")
        },
    )
    reason = reason_field()

    def __init__(self, *args: Any, texts: Texts, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": today})
        super().__init__(*args, **kwargs)
        self.texts = {code: t for code, t in texts.items() if REGISTER in t.verifiers and t.rule == "level"}
        self.fields["criterion"].choices = grouped(self.texts.values())
        self.fields["level"].choices = [
            ("", "—"),
            *((str(n), _("Level %(level)s") % {"level": n}) for n in range(5, 0, -1)),
            (NOT_FOUND, _("It does not confirm the firm")),
        ]
        self.fields["on"].latest = today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        text, level = self.texts.get(data.get("criterion", "")), data.get("level")
        if text and level and level != NOT_FOUND:
            used = {str(a.level) for a in text.anchors if a.used}
            if level not in used:
                words = {"levels": ", ".join(sorted(used))}
                self.add_error("level", _("This criterion has the levels %(levels)s only.") % words)
        return data

    @property
    def found(self) -> Decimal | None:
        level = self.cleaned_data["level"]
        return None if level == NOT_FOUND else Decimal(level)


class RegisterFileForm(RulingForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of register"),
        choices=RegisterFile.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one."), "invalid_choice": CHOOSE},
    )
    register = forms.CharField(
        label=gettext_lazy("Name of the register"),
        max_length=100,
        help_text=gettext_lazy("As the firms will read it, for example “National business register”."),
        error_messages={"required": gettext_lazy("Write which register the file is from.")},
    )
    as_of = DayField(
        label=gettext_lazy("The register as of"),
        error_messages={"required": gettext_lazy("Write of which day the file is.")},
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV or a workbook, up to 20,000 rows. Columns: tax code or certificate number; if there, name, status, valid until."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def __init__(self, *args: Any, today: date, cut_off: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"as_of": today})
        super().__init__(*args, **kwargs)
        self.fields["as_of"].latest = today
        if cut_off:
            self.fields["file"].error_messages["required"] = _("The file is too large; split it.")
