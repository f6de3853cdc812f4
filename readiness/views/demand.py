"""Demand scenarios: staff who edit for the whole country write them, all staff read them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.models import Process, Sector
from readiness.demand import actions
from readiness.demand.forms import ImportForm, LineForm, ScenarioForm
from readiness.demand.importing import read
from readiness.demand.stated import states
from readiness.models import DemandLine, DemandScenario
from readiness.permissions import may_plan
from readiness.views.bottlenecks import staff_only
from suppliers.directory.tags import Words
from suppliers.importing.refusal import Refused

# Faults of a list shown at once; who has more has another list in hand.
MOST_FAULTS = 50


def _planner_only(request: HttpRequest) -> None:
    if not may_plan(request.user):
        raise Http404


def _scenario(pk: int) -> DemandScenario:
    return get_object_or_404(DemandScenario.objects.of_this_country(), pk=pk)


@require_safe
def scenarios(request: HttpRequest) -> HttpResponse:
    """Every scenario, those that count first."""
    staff_only(request)
    found = DemandScenario.objects.of_this_country().select_related("author").prefetch_related("lines")
    order = list(DemandScenario.Status)
    rows = sorted(found, key=lambda s: [order[1], order[0], order[2]].index(DemandScenario.Status(s.status)))
    return render(
        request, "readiness/demand/list.html", {"scenarios": rows, "may_plan": may_plan(request.user)}
    )


@require_safe
def scenario(request: HttpRequest, pk: int) -> HttpResponse:
    """One scenario with its lines."""
    staff_only(request)
    return _show(request, _scenario(pk))


def _show(
    request: HttpRequest, scenario: DemandScenario, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    lines = list(scenario.lines.select_related("sector", "process"))
    words = Words.load().by_kind

    def said(kind: str, codes: list[str]) -> str:
        return ", ".join(words[kind][code].brief if code in words[kind] else code for code in codes)

    rows = [(line, said("standard", line.standards), said("province", line.regions)) for line in lines]
    context = {
        "scenario": scenario,
        "rows": rows,
        "pieces": sum(line.pieces for line in lines),
        "may_plan": may_plan(request.user) and scenario.status != DemandScenario.Status.RETIRED,
        "wrong": wrong,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "readiness/demand/scenario.html", context, status=status)


def new(request: HttpRequest) -> HttpResponse:
    """A draft without lines."""
    _planner_only(request)
    form = ScenarioForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = actions.draft(form.cleaned_data, (), by=request.user, now=timezone.now())
        return redirect("readiness:demand_scenario", made.pk)
    return _form(request, form, _("New scenario"))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Names and source."""
    _planner_only(request)
    scenario = _scenario(pk)
    form = ScenarioForm(request.POST if request.method == "POST" else None, scenario=scenario)
    if form.is_bound and form.is_valid():
        try:
            actions.describe(
                scenario, form.cleaned_data, stamp=request.POST.get("stamp", ""), now=timezone.now()
            )
        except actions.Refused as refused:
            return _refused(request, scenario, refused)
        return redirect("readiness:demand_scenario", scenario.pk)
    return _form(request, form, _("Name and source"), scenario=scenario)


def line(request: HttpRequest, pk: int, line_pk: int | None = None) -> HttpResponse:
    """Add a line, change or remove one."""
    _planner_only(request)
    scenario = _scenario(pk)
    held = get_object_or_404(DemandLine, pk=line_pk, scenario=scenario) if line_pk else None
    form = LineForm(request.POST if request.method == "POST" else None, line=held)
    removing = held is not None and "remove" in request.POST
    if removing or (form.is_bound and form.is_valid()):
        moment = {"stamp": request.POST.get("stamp", ""), "now": timezone.now()}
        try:
            if held is not None and removing:
                actions.remove_line(scenario, held, **moment)
            else:
                actions.write_line(scenario, held, form.cleaned_data, **moment)
        except actions.Refused as refused:
            return _refused(request, scenario, refused)
        if not removing:
            _warn_of_nobody(request, form.cleaned_data["sector"], form.cleaned_data["process"])
        return redirect("readiness:demand_scenario", scenario.pk)
    return _form(request, form, _("Edit the line") if held else _("New line"), scenario=scenario, line=held)


def _warn_of_nobody(request: HttpRequest, sector: Sector, process: Process) -> None:
    """A pair that no firm knows is often a slip; it may be a gap as well, so it is kept and said."""
    if not states(sector.letters[0], process):
        messages.warning(
            request,
            _("Saved, but no firm of the sector %(sector)s states the process %(process)s. Is it meant so?")
            % {"sector": sector.label, "process": process.label},
        )


def bring(request: HttpRequest) -> HttpResponse:
    """A draft out of a list: all of its rows, or none and every fault by row and column."""
    _planner_only(request)
    posted = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if posted else ImportForm()
    faults: list[Any] = []
    if posted and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ScenarioForm.base_fields}
        try:
            lines, faults = read(form.cleaned_data["file"].read())
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            if not faults:
                made = actions.draft(values, lines, by=request.user, now=timezone.now())
                return redirect("readiness:demand_scenario", made.pk)
            form.add_error("file", _("Nothing was taken in; the rows below are to be corrected first."))
    context = {"faults": faults[:MOST_FAULTS], "more_faults": len(faults) - MOST_FAULTS}
    return _form(request, form, _("Bring in a list"), **context)


@require_POST
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """Activate, or retire."""
    _planner_only(request)
    scenario = _scenario(pk)
    asked = request.POST.get("status", "")
    if asked not in (DemandScenario.Status.ACTIVE, DemandScenario.Status.RETIRED):
        raise Http404
    try:
        actions.move(
            scenario,
            asked,
            request.POST.get("reason", ""),
            stamp=request.POST.get("stamp", ""),
            now=timezone.now(),
        )
    except actions.Refused as refused:
        return _refused(request, scenario, refused)
    messages.success(request, _("Saved. The next run counts with it."))
    return redirect("readiness:demand_scenario", scenario.pk)


def _refused(request: HttpRequest, scenario: DemandScenario, refused: actions.Refused) -> HttpResponse:
    """The scenario as it is now, and why it was not changed."""
    words = {
        actions.Stale: _("Somebody saved this scenario since you opened it. Nothing of yours was saved; this is how it stands now."),
        actions.Retired: _("This scenario is retired and stays as it was."),
        actions.Empty: _("A scenario without a line cannot be activated."),
        actions.NoReason: _("Write why it counts, or no longer does."),
    }  # fmt: skip
    kind = type(refused)
    status = 409 if kind in (actions.Stale, actions.Retired) else 422
    return _show(request, _scenario(scenario.pk), wrong=words[kind], status=status)


def _form(request: HttpRequest, form: Any, heading: str, **more: Any) -> HttpResponse:
    """A form, shown again with 422 where it is wrong."""
    wrong = form.is_bound and bool(form.errors)
    context = {"form": form, "heading": heading, "wrong": wrong, **more}
    return render(request, "readiness/demand/form.html", context, status=422 if wrong else 200)
