"""The cheapest way up, for the firm and for staff in whose scope it lies; everybody else finds nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.clock import today
from readiness.audience import sees_claims
from readiness.dashboards.reading import read
from readiness.dashboards.way_up import ground_of, way_up_page
from readiness.dashboards.what_if import options, what_if
from readiness.frameworks import NoFramework
from readiness.views.supplier import sector_asked, visible
from suppliers.permissions import may_edit


@require_safe
def way_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole page; for htmx only what would be after the ticked steps. Nothing is saved."""
    firm = visible(request, public_id)
    if not sees_claims(request.user, firm):
        raise Http404
    keys = request.GET.getlist("take")
    context = {"firm": firm, "own": firm.organisation_id in request.user.organisation_ids()}
    letter = sector_asked(firm, request.GET.get("sector", ""))
    try:
        reading = letter and read(
            firm, letter, today=today(), told=True, editable=may_edit(request.user, firm)
        )
    except NoFramework:
        reading = None
    if not reading:
        return render(request, "readiness/way_up.html", context)
    base = ground_of(reading)
    context["what_if"] = what_if(reading, base, keys)
    if request.htmx:
        return render(request, "readiness/way_up.html#after", context)
    page = way_up_page(reading, base)
    context["page"] = page
    context["planned"], context["rest"] = options(reading, base, page, keys)
    context["planned_taken"] = any(option.taken for option in context["planned"])
    context["rest_taken"] = any(option.taken for option in context["rest"])
    return render(request, "readiness/way_up.html", context)
