"""A firm as buyers see it. Open to everyone; capacity and contact to those who may read them."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.clock import today
from suppliers.contacts import open_contact
from suppliers.directory.address import Address
from suppliers.finding import firm_of
from suppliers.models import (
    Capability,
    Certificate,
    Customer,
    Evidence,
    FinancialYear,
    Input,
    Machine,
    Owner,
    Permit,
    SectionVersion,
    Supplier,
    SupplierIndustry,
    SupplierName,
    SupplierSector,
)
from suppliers.permissions import household_number_for, may_read_criteria, may_read_private, sight_of
from suppliers.public_facts import ONCE
from suppliers.public_page import REGISTER, public_page


def with_facts(firms: QuerySet[Supplier]) -> QuerySet[Supplier]:
    """Everything the page shows to anybody, in as many queries whatever the firm says."""
    register = Evidence.objects.filter(
        supplier=OuterRef("pk"),
        kind=Evidence.Kind.REGISTER,
        criterion=REGISTER,
        state__in=[Evidence.State.LIVE, Evidence.State.REJECTED],
    ).order_by("-valid_from", "-pk")
    return (
        firms.select_related(
            "province", "former_province", "contact", "household_number", "search_document", *ONCE
        )
        .defer("search_document__text", "search_document__tags", "search_document__row")
        .annotate(
            told_names=_rows(SupplierName, "name", "language"),
            told_industries=_rows(
                SupplierIndustry, code="industry__code", vi="industry__label_vi", en="industry__label_en"
            ),
            told_sections=_rows(SectionVersion, "section", "confirmed_on"),
            told_customers=_rows(Customer, "name", "role", "items", "share_percent"),
            told_years=_rows(FinancialYear, "year", "filed", "audited", "revenue", "equity"),
            told_inputs=_rows(Input, "name", "country", "share_percent"),
            told_owners=_rows(Owner, "name", "country", "share_percent"),
            told_permits=_rows(Permit, "kind", "state", "number", "valid_to"),
            register_state=Subquery(register.values("state")[:1]),
            register_on=Subquery(register.values("valid_from")[:1]),
        )
        .prefetch_related(
            Prefetch("sectors", SupplierSector.objects.select_related("sector").order_by("-is_main", "pk")),
            Prefetch("capabilities", Capability.objects.select_related("process").order_by("pk")),
            "capabilities__materials",
            Prefetch("certificates", Certificate.objects.select_related("standard").order_by("pk")),
            Prefetch("machines", Machine.objects.select_related("process").order_by("pk")),
            "products__group",
            "sites__province",
        )
    )


def _rows(model: type[models.Model], *fields: str, **renamed: str) -> ArraySubquery:
    """The firm's rows of a small table, read with the firm: a dict of JSON values each, in their usual order."""
    order = model._meta.ordering or ["pk"]
    values = {**{name: name for name in fields}, **renamed}
    own = model._default_manager.filter(supplier=OuterRef("pk")).order_by(*order)
    return ArraySubquery(own.values(row=JSONObject(**values)))


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
    opening = open_contact(request.user, firm, now=timezone.now())
    sight = sight_of(request.user, firm, contact=opening.shown)
    context = {
        "page": public_page(firm, sight, today=today()),
        "firm": firm,
        "opening": opening,
        "household_number": household_number_for(request.user, firm),
        "own": request.user.is_authenticated and firm.organisation_id in request.user.organisation_ids(),
        "sees_more": may_read_private(request.user, firm),
        "reads_criteria": may_read_criteria(request.user, firm),
        "results_query": str(results) if results.pairs else "",
    }
    return render(request, "suppliers/supplier.html", context)
