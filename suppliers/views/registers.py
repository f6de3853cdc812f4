"""Matching with registers: a look-up by hand, a file with the fate of each row, and applying it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from kombu.exceptions import OperationalError

from portal.celery import ring
from portal.clock import today
from suppliers import tasks
from suppliers.actions.decisions import AlreadyDecided, ChangedMeanwhile
from suppliers.actions.registers import By, LookUp, record_match
from suppliers.actions.rulings import Refused
from suppliers.criteria_texts import criteria_for
from suppliers.forms.registers import LookUpForm, RegisterFileForm
from suppliers.forms.verification import deciding_body
from suppliers.importing.refusal import Refused as FileRefused
from suppliers.models import RegisterFile
from suppliers.permissions import may_decide_somewhere
from suppliers.registers import recording
from suppliers.registers.bringing import bring
from suppliers.registers.pages import file_page
from suppliers.views.own import letter_of
from suppliers.views.rulings import decided_firm, form_page
from suppliers.views.verification import staff_only


def look_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a register says of one firm."""
    firm = decided_firm(request, public_id)
    data = request.POST if request.method == "POST" else None
    form = LookUpForm(data, texts=criteria_for(letter_of(firm)), today=today())

    def act() -> str:
        typed = form.cleaned_data
        found = LookUp(
            typed["criterion"], form.found, typed["register"], typed["entry"], typed["on"], typed["reason"]
        )
        try:
            record_match(firm, found, _by(request))
        except (AlreadyDecided, ChangedMeanwhile):
            raise Refused(_("Somebody decided on this while you were reading. Nothing of yours was saved."))
        return _("Recorded. The firm can read it, and its level follows within seconds.")

    lede = _("It takes the place of earlier matches on the criterion. The firm reads it and can answer.")
    return form_page(request, firm, form, _("Record a register match"), lede=lede, act=act)


def _by(request: HttpRequest) -> By:
    return By(request.user, deciding_body(request.user), timezone.now())


def deciders_only(request: HttpRequest) -> None:
    staff_only(request)
    if not may_decide_somewhere(request.user):
        raise Http404


def registers(request: HttpRequest) -> HttpResponse:
    """Files that the reader brought, and a new one."""
    deciders_only(request)
    if request.method != "POST":
        return _list(request, RegisterFileForm(today=today()))
    cut_off = getattr(request, "upload_too_large", False)
    form = RegisterFileForm(request.POST, request.FILES, today=today(), cut_off=cut_off)
    if not form.is_valid():
        return _list(request, form, status=422)
    try:
        file = bring(form.cleaned_data, by=request.user, now=timezone.now())
    except FileRefused as why:
        form.add_error("file", str(why))
        return _list(request, form, status=422)
    return redirect("suppliers:register_file", file.pk)


def _list(request: HttpRequest, form: RegisterFileForm, status: int = 200) -> HttpResponse:
    files = RegisterFile.objects.filter(brought_by=request.user.pk).defer("rows")[:20]
    context: dict[str, Any] = {"form": form, "files": files, "wrong": status != 200}
    return render(request, "suppliers/registers/list.html", context, status=status)


def brought_by(request: HttpRequest, pk: int) -> RegisterFile:
    """A file that the reader brought; anybody else's is 404."""
    deciders_only(request)
    return get_object_or_404(RegisterFile, pk=pk, brought_by=request.user.pk)


@require_safe
def register_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The fate of each row, before and after it was recorded. While a worker records it, htmx asks again."""
    file = brought_by(request, pk)
    page = file_page(file, request.GET.get("fate", ""), request.GET.get("page"))
    part = "#live" if request.htmx else ""
    return render(request, "suppliers/registers/file.html" + part, {"file": file, "page": page})


@require_POST
def apply_register(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a worker record what matches."""
    file = brought_by(request, pk)
    if recording.ask(file, by=request.user, now=timezone.now()):
        ring_for_registers(request)
    elif file.applied_at:
        messages.info(request, _("This file was applied already; nothing was recorded twice."))
    return redirect("suppliers:register_file", pk)


@require_POST
def stop_register(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the worker; what it recorded stays."""
    if recording.stop(brought_by(request, pk)):
        messages.info(request, _("Stopped. What was recorded stays; you can go on later."))
    else:
        messages.info(request, _("It was done already; this is how it stands now."))
    return redirect("suppliers:register_file", pk)


def ring_for_registers(request: HttpRequest) -> None:
    """Ask a worker; with the broker down the sweep finds the file within a minute."""
    try:
        ring(tasks.record_registers)
    except OperationalError:
        messages.info(request, _("The workers are busy; this begins within a few minutes."))
