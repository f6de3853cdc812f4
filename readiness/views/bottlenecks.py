"""The bottlenecks: what demand is short of, and which firms one condition keeps from serving it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from kombu.exceptions import OperationalError

from portal.celery import ring
from portal.clock import today
from portal.models import Process, Sector
from readiness import tasks
from readiness.dashboards.bottlenecks import bottleneck_page, choice_of, near_firms
from readiness.permissions import may_plan
from readiness.supply.forms import BudgetForm
from readiness.supply.running import latest
from suppliers.models import Supplier

A_PAGE = 50
# Million VND, until the reader chooses.
BUDGET = 2_000


def staff_only(request: HttpRequest) -> None:
    if not request.user.is_ministry:
        raise Http404


@require_safe
def bottlenecks(request: HttpRequest) -> HttpResponse:
    """The run stored last for a level, an ownership and a day, in words."""
    staff_only(request)
    page = bottleneck_page(choice_of(request.GET), request.user, today=today())
    asked = request.GET if page.sets and "budget" in request.GET else None
    form = BudgetForm(asked, budgets=tuple(page.sets), chosen=BUDGET)
    budget = form.cleaned_data["budget"] if form.is_valid() else BUDGET
    context = {
        "page": page,
        "may_plan": may_plan(request.user),
        "form": form,
        "budget": budget,
        "sets": page.sets.get(budget, ()),
    }
    return render(request, "readiness/bottlenecks.html", context, status=422 if form.errors else 200)


@require_safe
def near(request: HttpRequest) -> HttpResponse:
    """The firms that one condition keeps from a demand, as far as the reader may see them."""
    staff_only(request)
    choice = choice_of(request.GET)
    run = latest(level=choice.level, ownership=choice.ownership, horizon=choice.horizon)
    if run is None:
        raise Http404
    process = get_object_or_404(Process.objects.current(), code=request.GET.get("process", ""))
    letter = request.GET.get("sector", "")
    sector = get_object_or_404(Sector.objects.current(), letters=[letter]) if letter else None
    lacking = near_firms(run, letter, process.code)
    firms = (
        Supplier.objects.visible_to(request.user)
        .filter(pk__in=lacking)
        .select_related("province", "enterprise")
    )
    page = Paginator(firms.order_by("pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(firm, lacking[firm.pk]) for firm in page],
        "choice": choice,
        "run": run,
        "process": process,
        "sector": sector,
        "unseen": len(lacking) - page.paginator.count,
    }
    return render(request, "readiness/near_firms.html", context)


@require_POST
def compute(request: HttpRequest) -> HttpResponse:
    """Ask a worker for the runs of today."""
    if not may_plan(request.user):
        raise Http404
    try:
        ring(tasks.compute_supply)
        messages.success(request, _("A worker computes it now; open this page again in a moment."))
    except OperationalError:
        messages.error(request, _("The workers cannot be reached. It is computed tonight in any case."))
    return redirect(reverse("readiness:bottlenecks") + "?" + choice_of(request.POST).query)
