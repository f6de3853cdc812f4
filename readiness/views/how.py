"""How levels are decided: open to everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from readiness.dashboards.how import how_page


@login_not_required
@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """The framework in force in words; ``sector`` in the address: as which sector reads it."""
    return render(request, "readiness/how.html", {"page": how_page(request.GET.get("sector", ""))})
