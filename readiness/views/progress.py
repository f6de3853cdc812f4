"""How far each target is, and when the pace of today would reach it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.clock import today
from readiness.dashboards.progress import progress_page
from readiness.views.ministry import staff_only


@require_safe
def towards(request: HttpRequest) -> HttpResponse:
    staff_only(request)
    return render(request, "readiness/progress.html", {"page": progress_page(today())})
