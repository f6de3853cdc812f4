"""A firm as buyers see it. Open to everyone; contact and capacity to those who may read them."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from portal.clock import today
from suppliers.directory.address import Address
from suppliers.finding import firm_of
from suppliers.models import Supplier
from suppliers.permissions import may_read_contact, may_read_private
from suppliers.public_page import public_page

_NEEDED = (
    "sectors__sector", "capabilities__process", "capabilities__materials", "certificates__standard",
    "machines__process", "section_versions", "other_names",
)  # fmt: skip


@login_not_required
@require_safe
def supplier(request: HttpRequest, public_id: str) -> HttpResponse:
    """The public page. An old number, or one in small letters, leads to the firm's number of today."""
    firms = Supplier.objects.visible_to(request.user).select_related("province", "former_province", "contact")
    firm = firm_of(public_id, firms.prefetch_related(*_NEEDED))
    if firm is None:
        raise Http404
    results = Address.read(request.GET.get("results", ""))
    if firm.public_id != public_id:
        response = redirect("suppliers:supplier", firm.public_id, permanent=True)
        if results.pairs:
            response["Location"] += f"?{request.GET.urlencode()}"
        return response
    contact = may_read_contact(request.user, firm)
    context = {
        "page": public_page(firm, contact=contact, today=today()),
        "firm": firm,
        "contact_shown": contact,
        "own": request.user.is_authenticated and firm.organisation_id in request.user.organisation_ids(),
        "sees_more": may_read_private(request.user, firm),
        "results_query": str(results) if results.pairs else "",
    }
    return render(request, "suppliers/supplier.html", context)
