"""The steps of a draft: copied from a version, proposed with a reason."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from readiness.models import Framework

VERSION = re.compile(r"[0-9A-Za-z]([0-9A-Za-z.\-]{0,18}[0-9A-Za-z])?")


class CloneForm(forms.Form):
    use_required_attribute = False

    base = forms.ModelChoiceField(
        label=gettext_lazy("Copied from"), queryset=Framework.objects.none(), empty_label=None
    )
    version = forms.CharField(
        label=gettext_lazy("New version"),
        max_length=20,
        help_text=gettext_lazy("Letters, digits, points and hyphens, for example 2 or 2027.1."),
        error_messages={"required": gettext_lazy("Write the name of the new version.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        published = Framework.objects.published().order_by("-published_at", "-pk")
        super().__init__(data, initial={"base": published.first()})
        self.fields["base"].queryset = published

    def clean_version(self) -> str:
        version = self.cleaned_data["version"].strip()
        if not VERSION.fullmatch(version):
            raise ValidationError(_("Use letters, digits, points and hyphens only."))
        return version


class ProposeForm(forms.Form):
    use_required_attribute = False

    reason = forms.CharField(
        label=gettext_lazy("Why this version"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The second person reads it, and it is kept with the version."),
        error_messages={"required": gettext_lazy("Write why: the second person decides on it.")},
    )
