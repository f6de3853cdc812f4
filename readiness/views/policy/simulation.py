"""A draft tried on the whole country: the question, its progress, and what came out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from kombu.exceptions import OperationalError

from portal.celery import ring
from portal.clock import today
from readiness import frameworks, tasks
from readiness.models import FrameworkDraft, SimulationRun
from readiness.policy.pages import draft_page
from readiness.policy.simulation.report import Report
from readiness.policy.simulation.running import ask
from readiness.views.policy.drafts import drafts
from readiness.views.policy.versions import editors_only, readers_only


@require_http_methods(["GET", "HEAD", "POST"])
def simulation(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest run of the draft as it is now. While it works, htmx asks for the live part again."""
    readers_only(request)
    row = get_object_or_404(drafts(), pk=pk)
    if request.method == "POST":
        return _ask(request, row)
    page = draft_page(row, request.user)
    run = latest(row)
    report = None
    if run is not None and run.result is not None:
        report = Report(run, page.engine, request.user, request.GET.get("page", "1"))
    context = {"page": page, "draft": row, "run": run, "report": report}
    return render(request, "readiness/policy/simulation.html" + ("#live" if request.htmx else ""), context)


def latest(draft: FrameworkDraft) -> SimulationRun | None:
    """The newest run of exactly this document; for an open draft, against the version in force."""
    runs = draft.simulations.filter(draft_hash=draft.hash)
    if draft.state in FrameworkDraft.OPEN:
        runs = runs.filter(against_hash=frameworks.current().hash)
    return runs.order_by("-as_of", "-pk").first()


def _ask(request: HttpRequest, row: FrameworkDraft) -> HttpResponse:
    editors_only(request)
    if row.state in FrameworkDraft.OPEN:
        run = ask(row, by=request.user, now=timezone.now(), today=today())
        try:
            ring(tasks.simulate, run.pk)
        except OperationalError:
            run.delete()
            messages.error(request, _("The workers cannot be reached just now. Try again in a minute."))
    return redirect("readiness:policy_simulation", row.pk)
