"""Matching with registers: a look-up by hand, a file with the fate of each row, and applying it."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from portal.clock import today
from suppliers.actions.decisions import AlreadyDecided, ChangedMeanwhile
from suppliers.actions.registers import By, LookUp, apply_file, record_match
from suppliers.actions.rulings import Refused
from suppliers.criteria_texts import criteria_for
from suppliers.forms.registers import LookUpForm, RegisterFileForm
from suppliers.forms.verification import deciding_body
from suppliers.importing.refusal import Refused as FileRefused
from suppliers.models import RegisterFile
from suppliers.permissions import may_decide_somewhere
from suppliers.registers.matching import FATES, RECORDED, Row, planned
from suppliers.registers.sheet import read_register
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


def _deciders_only(request: HttpRequest) -> None:
    staff_only(request)
    if not may_decide_somewhere(request.user):
        raise Http404


def registers(request: HttpRequest) -> HttpResponse:
    """Files that the reader brought, and a new one."""
    _deciders_only(request)
    if request.method != "POST":
        return _list(request, RegisterFileForm(today=today()))
    cut_off = getattr(request, "upload_too_large", False)
    form = RegisterFileForm(request.POST, request.FILES, today=today(), cut_off=cut_off)
    if not form.is_valid():
        return _list(request, form, status=422)
    typed = form.cleaned_data
    try:
        entries = read_register(typed["file"].read(), typed["kind"])
    except FileRefused as why:
        form.add_error("file", str(why))
        return _list(request, form, status=422)
    rows = planned(entries, typed["kind"], request.user, on=typed["as_of"])
    file = RegisterFile.objects.create(
        kind=typed["kind"],
        register=typed["register"],
        as_of=typed["as_of"],
        name=(typed["file"].name or "")[:200],
        rows=[row.document for row in rows],
        brought_at=timezone.now(),
        brought_by_id=request.user.pk,
    )
    return redirect("suppliers:register_file", file.pk)


def _list(request: HttpRequest, form: RegisterFileForm, status: int = 200) -> HttpResponse:
    files = RegisterFile.objects.filter(brought_by=request.user.pk).defer("rows")[:20]
    context: dict[str, Any] = {"form": form, "files": files, "wrong": status != 200}
    return render(request, "suppliers/registers/list.html", context, status=status)


@require_safe
def register_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The fate of each row, before and after it was applied."""
    _deciders_only(request)
    file = get_object_or_404(RegisterFile, pk=pk, brought_by=request.user.pk)
    rows = [Row(**row) for row in file.rows]
    counted = Counter(row.fate for row in rows)
    context = {
        "file": file,
        "rows": rows,
        "counted": [(shape, words, counted[fate]) for fate, (shape, words) in FATES.items() if counted[fate]],
        "to_record": sum(counted[fate] for fate in RECORDED),
    }
    return render(request, "suppliers/registers/file.html", context)


@require_POST
def apply_register(request: HttpRequest, pk: int) -> HttpResponse:
    _deciders_only(request)
    file = get_object_or_404(RegisterFile, pk=pk, brought_by=request.user.pk)
    if file.applied_at:
        messages.info(request, _("This file was applied already; nothing was recorded twice."))
    else:
        done = apply_file(file, _by(request))
        words = ngettext("%(n)s row was recorded.", "%(n)s rows were recorded.", done)
        messages.success(request, words % {"n": done})
    return redirect("suppliers:register_file", pk)
