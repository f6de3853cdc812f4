"""The bottlenecks: what demand is short of, and which firms one condition keeps from serving it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect
from kombu.exceptions import OperationalError

from portal.celery import ring
from portal.clock import today
from readiness import frameworks, tasks
from readiness.dashboards.behind import Behind
from readiness.dashboards.bottlenecks import behind_page, bottleneck_page
from readiness.dashboards.choice import Choice, choice_of
from readiness.models import SupplyRun
from readiness.permissions import may_plan
from readiness.supply.forms import BudgetForm
from suppliers.directory.tags import Words
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
    form = BudgetForm(request.GET if page.sets and "budget" in request.GET else None, chosen=BUDGET)
    budget = form.cleaned_data["budget"] if form.is_valid() else BUDGET
    context = {
        "page": page,
        "may_plan": may_plan(request.user),
        "form": form,
        "budget": budget,
        "sets": page.sets.get(budget, ()),
        "waiting": _waiting(request.GET, page.run),
        "query": _query(page.choice, request.GET),
        "since": request.GET.get("since", ""),
    }
    return render(request, "readiness/bottlenecks.html", context, status=422 if form.errors else 200)


def _waiting(asked: QueryDict, run: SupplyRun | None) -> bool:
    """Did somebody ask for a run newer than the one of ``since``, which is not there yet?"""
    since = asked.get("since", "")
    return since.isdecimal() and len(since) < 20 and _made(run) <= int(since)


def _made(run: SupplyRun | None) -> int:
    """When, in microseconds: what tells one computation from the next."""
    return int(run.computed_at.timestamp() * 1_000_000) if run else 0


def _query(choice: Choice, asked: QueryDict, **more: Any) -> str:
    """The address of a choice, with the budget that is looked at."""
    kept = {"budget": asked["budget"]} if asked.get("budget", "").isdecimal() else {}
    return urlencode({**choice.which, **kept, **more})


@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """Whether the run that was asked for is there: htmx asks again until it is, and then opens it."""
    staff_only(request)
    choice = choice_of(request.GET)
    query = _query(choice, request.GET)
    if not request.htmx:
        return redirect(reverse("readiness:bottlenecks") + "?" + query)
    if _waiting(request.GET, choice.run()):
        context = {"query": query, "since": request.GET["since"]}
        return render(request, "readiness/bottlenecks/waiting.html", context)
    anchor = "#sets" if "budget" in request.GET else ""
    return HttpResponseClientRedirect(f"{reverse('readiness:bottlenecks')}?{query}{anchor}")


@require_safe
def near(request: HttpRequest) -> HttpResponse:
    """The firms behind a figure of the bottlenecks, as far as the reader may see them."""
    staff_only(request)
    choice = choice_of(request.GET)
    run = choice.run()
    if run is None:
        raise Http404
    words = Words.load()
    behind = _behind(request.GET, words)
    page = behind_page(choice, run, behind, words)
    firms = (
        Supplier.objects.visible_to(request.user)
        .filter(pk__in=page.lacking)
        .select_related("province", "enterprise")
    )
    shown = Paginator(firms.order_by("pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "framework": frameworks.editions(run.computed_at).first() or "",
        "page": page,
        "page_obj": shown,
        "rows": [(firm, page.lacking[firm.pk]) for firm in shown],
        "unseen": len(page.lacking) - shown.paginator.count,
    }
    return render(request, "readiness/near_firms.html", context)


def _behind(asked: QueryDict, words: Words) -> Behind:
    """Which figure: 404 where it names a demand or conditions that no run has."""
    process, letter = asked.get("process", ""), asked.get("sector", "")
    if process and not words.by_kind["process"].keys() >= set(process.split("|")):
        raise Http404
    if letter and letter not in words.by_letter:
        raise Http404
    lacks = tuple(asked.getlist("lacks"))
    if len(lacks) > 2:
        raise Http404
    return Behind(letter, process, lacks)


@require_POST
def compute(request: HttpRequest) -> HttpResponse:
    """Ask a worker for the runs of today, one of them for a budget as well."""
    if not may_plan(request.user):
        raise Http404
    choice = choice_of(request.POST)
    form = BudgetForm(request.POST, chosen=BUDGET) if "budget" in request.POST else None
    asked = [*choice.which.values(), form.cleaned_data["budget"]] if form and form.is_valid() else []
    back = reverse("readiness:bottlenecks") + "?"
    if form and form.errors:
        return redirect(back + urlencode({**choice.which, "budget": request.POST["budget"]}))
    since = _made(choice.run())
    try:
        ring(tasks.compute_supply, *asked)
    except OperationalError:
        messages.error(request, _("The workers cannot be reached. It is computed tonight in any case."))
        return redirect(back + _query(choice, request.POST))
    return redirect(back + _query(choice, request.POST, since=since))
