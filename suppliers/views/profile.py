"""The profile as a whole: its sections and how far each is."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from suppliers.decidable import lacking
from suppliers.models import SectionDraft, SectionVersion, Supplier
from suppliers.permissions import may_edit
from suppliers.sections import SECTIONS
from suppliers.views.own import own_firm, own_firms

STATES = {
    "done": ("met", lambda: _("complete")),
    "part": ("part", lambda: _("begun")),
    "todo": ("todo", lambda: _("not started")),
}


def profile(request: HttpRequest) -> HttpResponse:
    """The reader's firm, or a choice where there are several."""
    firms = own_firms(request)
    if len(firms) == 1:
        return _overview(request, own_firm(request, firms[0].public_id))
    return render(request, "suppliers/choose_firm.html", {"firms": firms, "route": "suppliers:firm_profile"})


def firm_profile(request: HttpRequest, public_id: str) -> HttpResponse:
    return _overview(request, own_firm(request, public_id))


def _overview(request: HttpRequest, firm: Supplier) -> HttpResponse:
    drafts = set(
        SectionDraft.objects.filter(supplier=firm, by=request.user.pk).values_list("section", flat=True)
    )
    rows = steps(firm, marks(firm))
    context = {
        "firm": firm,
        "facts": facts(firm),
        "steps": [row | {"draft": row["key"] in drafts} for row in rows],
        "may_edit": may_edit(request.user, firm),
    }
    return render(request, "suppliers/profile/overview.html", context)


def facts(firm: Supplier) -> list[str]:
    """The line under a heading: which firm this is."""
    code = _("Tax code %(code)s") % {"code": firm.tax_code} if firm.tax_code else ""
    return [str(f) for f in (firm.name, code, firm.province) if f]


def marks(firm: Supplier) -> dict[str, SectionVersion]:
    """The sections that were saved, by key."""
    return {mark.section: mark for mark in SectionVersion.objects.filter(supplier=firm)}


def steps(firm: Supplier, saved: Mapping[str, SectionVersion], current: str = "") -> list[dict[str, Any]]:
    """The sections with how far each is: done (nothing a buyer needs is missing), part or todo; the open one "now"."""
    missing = lacking(firm)
    rows = []
    for section in SECTIONS.values():
        of_section = [needed for needed in missing if needed.section == section.key]
        begun = section.key in saved and saved[section.key].version > 0
        state = "done" if begun and not of_section else "part" if begun else "todo"
        shape, words = STATES[state]
        rows.append(
            {
                "key": section.key,
                "label": section.title,
                "state": "now" if section.key == current else state,
                "shape": shape,
                "words": words(),
                "lacking": of_section,
                "saved": saved.get(section.key),
                "url": reverse("suppliers:section", args=[firm.public_id, section.key]),
            }
        )
    return rows
