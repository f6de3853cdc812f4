"""The levels a firm chooses for itself, in the plain words of the framework's anchors."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from suppliers.criteria_texts import CriterionText
from suppliers.forms.wording import anchor_label
from suppliers.sections import Section


def field_name(code: str) -> str:
    return "level_" + code.replace(".", "_")


class LevelsForm(forms.Form):
    """One question a criterion of ``section`` that facts cannot decide and that applies to the firm's sector."""

    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        section: Section,
        texts: Mapping[str, CriterionText],
        chosen: Mapping[str, Decimal],
    ) -> None:
        initial = {field_name(code): str(int(level)) for code, level in chosen.items()}
        super().__init__(data, initial=initial)
        self.codes: list[str] = []
        for choice in section.chosen:
            text = texts.get(choice.code)
            if text is None:
                continue
            self.codes.append(choice.code)
            anchors = [
                (
                    str(a.level),
                    anchor_label(a.level, a.text),
                )
                for a in text.anchors
                if a.used and a.level <= choice.highest
            ]
            field = forms.ChoiceField(
                label=text.name,
                help_text=text.question,
                choices=[("", _("No answer yet")), ("0", _("None of these yet")), *anchors],
                widget=forms.RadioSelect,
                required=False,
            )
            field.text = text
            self.fields[field_name(choice.code)] = field

    @property
    def values(self) -> dict[str, Decimal | None]:
        """Criterion -> level chosen; None where there is no answer."""
        levels = {}
        for code in self.codes:
            answer = self.cleaned_data.get(field_name(code))
            levels[code] = Decimal(answer) if answer else None
        return levels
