"""What buyers reported, for staff: sums of several buyers, never a buyer's own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.clock import today
from readiness import reports
from readiness.dashboards.reported import cells, origin_label, reported_page
from readiness.views.ministry import staff_only


@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    """Rates by year and sector, with how many buyers stand behind each."""
    staff_only(request)
    page = reported_page(request.GET.get("year", ""), today=today())
    if page is None:
        raise Http404
    rows_url = f"{reverse('readiness:reported_cells')}?year={page.year.year}" if page.year else ""
    return render(request, "readiness/reported.html", {"page": page, "rows_url": rows_url})


@require_safe
def reported_cells(request: HttpRequest) -> HttpResponse:
    """The sums behind a rate, as far as they may be opened, and who reported."""
    staff_only(request)
    page = reported_page(request.GET.get("year", ""), today=today())
    code = request.GET.get("sector", "")
    if page is None or page.year is None or (code and code not in page.labels):
        raise Http404
    opened = cells(page.year.published, [code] if code else [])
    context = {
        "page": page,
        "sector": page.labels.get(code, ""),
        "rows": [(page.labels.get(c.sector, ""), origin_label(c.origin), c) for c in opened],
        "every": []
        if code
        else [
            (page.labels[c.sector], origin_label(c.origin), c)
            for c in cells(page.year.published, list(page.labels))
        ],
        "reporters": {} if code else reports.reporters(page.year.year),
    }
    return render(request, "readiness/reported_cells.html", context)
