"""Every component in each of its states, for those who write templates."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.models import Province

DAY = date(2026, 11, 21)
POINT = 1_000_000
COUNTS = dict(
    zip(
        "79 24 01 75 31 33 25 19 80 48 38 92 46 56".split(),
        [168, 96, 84, 71, 58, 37, 33, 22, 14, 13, 6, 4, 2, 1],
        strict=True,
    )
)


class SampleForm(forms.Form):
    """One field of each kind; filled in with two mistakes."""

    tax_code = forms.CharField(
        label=gettext_lazy("Tax code"), help_text=gettext_lazy("10 digits, or 13 for a branch")
    )
    expires = forms.DateField(
        label=gettext_lazy("Expiry date"),
        error_messages={"invalid": gettext_lazy("Write the day as 31/12/2026.")},
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Capacity a month"),
        error_messages={"invalid": gettext_lazy("Digits only, for example 120000.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    process = forms.ChoiceField(
        label=gettext_lazy("Process"), choices=[("stamping", gettext_lazy("Progressive die stamping"))]
    )
    remark = forms.CharField(label=gettext_lazy("Remark"), required=False, widget=forms.Textarea({"rows": 3}))
    paper = forms.FileField(label=gettext_lazy("Document"), required=False)
    seen_by = forms.ChoiceField(
        label=gettext_lazy("Who may see the capacity?"),
        widget=forms.RadioSelect,
        choices=[
            ("buyers", gettext_lazy("Buyers who signed in")),
            ("staff", gettext_lazy("The authority only")),
        ],
    )
    agreed = forms.BooleanField(label=gettext_lazy("I have read the privacy notice"), required=False)


SAMPLE = {
    "tax_code": "2400000017",
    "expires": "28/02/2025x",
    "capacity": "~120",
    "process": "stamping",
    "seen_by": "buyers",
}


@login_not_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The route exists in development and demo only; its firms, dates and figures are drawn."""
    context = {
        "day": DAY,
        "form": SampleForm(SAMPLE),
        "levels": _levels(),
        "statuses": ["met", "part", "unknown", "expired", "missed", "not_applicable", "todo"],
        "steps": _steps(),
        "page_obj": Paginator(range(41), 5).page(2),
        "provinces": Province.objects.current().filter(tile_column__isnull=False),
        **_figures(),
    }
    return render(request, "portal/components.html", context)


def _levels() -> list[tuple[int, str]]:
    names = [_("Registered"), _("Identified"), _("Controlled"), _("Tier-2 ready"), _("Direct-supply ready")]
    return [*enumerate(names), (5, _("Strategic"))]


def _steps() -> list[dict[str, str]]:
    labels = [_("Company"), _("Processes and capacity"), _("Certificates"), _("Quality and delivery")]
    states = ["done", "now", "part", "todo"]
    return [{"label": a, "url": "#steps", "state": b} for a, b in zip(labels, states, strict=True)]


def _figures() -> dict[str, Any]:
    """Numbers of the reference drawings, in the units that the components take."""
    return {
        "proven": 36 * POINT,
        "total": 444 * POINT // 10,
        "declared": 47 * POINT,
        "ticks": [(20, _("Level 2")), (40, _("Level 3")), (60, _("Level 4")), (80, _("Level 5"))],
        "dimension_gate": 20 * POINT,
        "parts": [
            ("p1", _("Counted, proven"), 390),
            ("p7", _("Counted, only declared"), 54),
            ("p2", _("Level not enough"), 431),
            ("p3", _("No data yet"), 88),
            ("p4", _("Not checked yet"), 15),
            ("p5", _("Expired"), 11),
            ("p6", _("Open finding"), 11),
        ],
        "standards": [
            {"value": "iso9001", "label": "ISO 9001", "count": 33, "checked": True},
            {"value": "iatf16949", "label": "IATF 16949", "count": 11, "checked": False},
            {"value": "as9100", "label": "AS9100", "count": 0, "checked": False},
        ],
        "direct_targets": [(at, number_format(at, force_grouping=True)) for at in (1000, 2000)],
        "share_targets": [(45, "45"), (70, "70")],
        "series": [
            {
                "label": _("All firms"),
                "points": [(2020, 31.5), (2022, 33.9), (2024, 35.8), (2026, 37.2)],
            },
            {
                "label": _("Vietnamese-owned"),
                "points": [(2020, 13.1), (2022, 14.5), (2024, 15.9), (2026, 17.4)],
            },
        ],
        "aims": [(2025, 45, _("Target 45")), (2030, 70, _("Target 70"))],
        "pace": (2030, 41),
        "counts": COUNTS,
    }
