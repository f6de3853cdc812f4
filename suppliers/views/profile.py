"""The profile as a whole: its sections and how far each is."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from suppliers.criteria_texts import criteria_for
from suppliers.decidable import NEEDED, lacking
from suppliers.missing import asked
from suppliers.models import SectionDraft, SectionVersion, Supplier
from suppliers.permissions import may_edit
from suppliers.sections import SECTIONS, Section
from suppliers.views.own import letter_of, own_firm, own_firms

WORDS = {
    "done": ("met", lazy("complete")),
    "enough": ("part", lazy("enough for the list, not yet for your level")),
    "part": ("part", lazy("begun")),
    "todo": ("todo", lazy("not started")),
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


def steps(firm: Any, saved: Mapping[str, Any], current: str = "") -> list[dict[str, Any]]:
    """The sections with how far each is: done (nothing a buyer needs is missing), part or todo; the open one "now".

    What is enough for the list is not all that is asked: ``words`` tell the two apart, and ``answered`` of
    ``asked`` counts the criteria, those included that are known without the section, as the tax code is.
    ``saved`` are the ``marks`` of the firm, which knows what it ``answered``.
    """
    missing, criteria = lacking(firm), asked(criteria_for(letter_of(firm)))
    rows = []
    for section in SECTIONS.values():
        of_section = [needed for needed in missing if needed.section == section.key]
        mark, codes = saved.get(section.key), criteria.get(section.key, [])
        begun = mark is not None and mark.version > 0
        answered = len(set(firm.answered).intersection(codes))
        state = "done" if begun and not of_section else "part" if begun else "todo"
        shape, words = WORDS[_word(section, state, answered, len(codes))]
        rows.append(
            {
                "key": section.key,
                "label": section.title,
                "state": "now" if section.key == current else state,
                "shape": shape,
                "words": words,
                "lacking": of_section,
                "answered": answered,
                "asked": len(codes),
                "saved": mark,
                "url": reverse("suppliers:section", args=[firm.public_id, section.key]),
            }
        )
    return rows


def _word(section: Section, state: str, answered: int, asked: int) -> str:
    if state == "todo" and answered:
        return "part"
    if state == "done" and answered < asked:
        return "enough" if any(needed.section == section.key for needed in NEEDED) else "part"
    return state
