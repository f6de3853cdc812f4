"""Before a firm goes before buyers: check your answers, what is missing, and the page as others will see it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.clock import today
from suppliers.answers import answers_of
from suppliers.criteria_texts import criteria_for
from suppliers.decidable import lacking
from suppliers.missing import unsaid
from suppliers.permissions import may_edit
from suppliers.views.own import letter_of, own_firm
from suppliers.views.profile import facts, marks, steps

# What several sections have of a firm at most once, read with it.
ONCE = ("equipment", "delivery", "lean", "workforce", "sustainability", "export")


@require_safe
def check(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every answer, each with the way to change it; at the end what is missing for the list, or to publish."""
    firm = own_firm(request, public_id, *ONCE)
    context = {
        "firm": firm,
        "facts": facts(firm),
        "answered": answers_of(firm, criteria_for(letter_of(firm)), today()),
        "steps": steps(firm, marks(firm)),
        "missing": lacking(firm),
        "may_edit": may_edit(request.user, firm),
    }
    return render(request, "suppliers/profile/check.html", context)


@require_safe
def missing(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the firm has not said yet, the most useful first."""
    firm = own_firm(request, public_id)
    context = {
        "firm": firm,
        "facts": facts(firm),
        "needed": lacking(firm),
        "sectorless": firm.main_sector is None,
        "unsaid": unsaid(firm, criteria_for(letter_of(firm)), today()),
        "may_edit": may_edit(request.user, firm),
    }
    return render(request, "suppliers/profile/missing.html", context)
