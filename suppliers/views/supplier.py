"""A firm as buyers see it. Open to everyone; contact and capacity to those who may read them."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from portal.clock import today
from suppliers.directory.address import Address
from suppliers.finding import firm_of
from suppliers.models import Capability, Certificate, Machine, Supplier, SupplierSector
from suppliers.permissions import household_number_for, may_read_criteria, may_read_private, sight_of
from suppliers.public_facts import ONCE
from suppliers.public_page import public_page


def with_facts(firms: QuerySet[Supplier]) -> QuerySet[Supplier]:
    """Everything the page shows to everybody, in as many queries whatever the firm says."""
    return firms.select_related(
        "province", "former_province", "contact", "household_number", *ONCE
    ).prefetch_related(
        Prefetch("sectors", SupplierSector.objects.select_related("sector").order_by("-is_main", "pk")),
        Prefetch("capabilities", Capability.objects.select_related("process").order_by("pk")),
        "capabilities__materials",
        Prefetch("certificates", Certificate.objects.select_related("standard").order_by("pk")),
        Prefetch("machines", Machine.objects.select_related("process").order_by("pk")),
        "section_versions",
        "other_names",
        "products__group",
        "sites__province",
    )


@login_not_required
@require_safe
def supplier(request: HttpRequest, public_id: str) -> HttpResponse:
    """The public page. An old number, or one in small letters, leads to the firm's number of today."""
    firm = firm_of(public_id, with_facts(Supplier.objects.visible_to(request.user)))
    if firm is None:
        raise Http404
    results = Address.read(request.GET.get("results", ""))
    if firm.public_id != public_id:
        response = redirect("suppliers:supplier", firm.public_id, permanent=True)
        if results.pairs:
            response["Location"] += f"?{request.GET.urlencode()}"
        return response
    sight = sight_of(request.user, firm)
    context = {
        "page": public_page(firm, sight, today=today()),
        "firm": firm,
        "contact_shown": sight.contact,
        "household_number": household_number_for(request.user, firm),
        "own": request.user.is_authenticated and firm.organisation_id in request.user.organisation_ids(),
        "sees_more": may_read_private(request.user, firm),
        "reads_criteria": may_read_criteria(request.user, firm),
        "results_query": str(results) if results.pairs else "",
    }
    return render(request, "suppliers/supplier.html", context)
