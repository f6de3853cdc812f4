"""Lists of firms from files: the upload, what its columns hold, the trial, the run, and undoing it. For staff."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from kombu.exceptions import OperationalError

from portal.celery import ring
from portal.clock import today
from suppliers import tasks
from suppliers.forms.lists import ColumnsForm, ListForm, PlacesForm
from suppliers.importing import settling, uploading
from suppliers.importing.pages import batch_page, batches, divided_in
from suppliers.importing.refusal import Refused
from suppliers.importing.rows import Chosen
from suppliers.importing.sheets import open_sheets
from suppliers.importing.undo import undo_batch
from suppliers.models import ImportBatch, ImportFile, ImportRow
from suppliers.permissions import may_import, may_read_lists

A_PAGE = 25


def importers_only(request: HttpRequest) -> None:
    """Those who may read lists, and where something is sent, those who may take them in."""
    allowed = may_read_lists if request.method in ("GET", "HEAD") else may_import
    if not allowed(request.user):
        raise Http404


def batch_of(request: HttpRequest, pk: int) -> ImportBatch:
    importers_only(request)
    return get_object_or_404(
        ImportBatch.objects.select_related("created_by", "file").defer("file__content"), pk=pk
    )


@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest) -> HttpResponse:
    """Every list, the newest first; a new one that can be read goes on to its columns."""
    importers_only(request)
    form = ListForm()
    if request.method == "POST":
        form = ListForm(request.POST, request.FILES, cut_off=getattr(request, "upload_too_large", False))
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                batch = uploading.upload(file.read(), file.name, by=request.user, now=timezone.now())
                return redirect("suppliers:list_columns", batch.pk)
            except Refused as why:
                form.add_error("file", str(why))
    page = Paginator(batches(), A_PAGE).get_page(request.GET.get("page"))
    wrong = bool(form.errors)
    context = {"form": form, "page_obj": page, "wrong": wrong, "may_import": may_import(request.user)}
    return render(request, "suppliers/lists/lists.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """What the columns hold, as proposed or as typed; sent whole, the list is tried by a worker."""
    batch = batch_of(request, pk)
    file = ImportFile.objects.filter(batch=batch).first()
    if file is None or batch.waits:
        messages.info(request, _("The columns of this list can no longer be changed."))
        return redirect("suppliers:list", pk)
    try:
        opened = open_sheets(bytes(file.content))
        proposal = _proposal(request, batch, opened)
    except Refused as why:
        messages.error(request, str(why))
        return redirect("suppliers:lists")
    about = {
        "sheets": opened.sheets,
        "sheet": proposal.sheet,
        "row": proposal.row,
        "fields": proposal.fields,
    }
    sent = request.method == "POST" and "again" not in request.POST
    form = ColumnsForm(request.POST, **about) if sent else ColumnsForm(**about)
    if sent and form.is_valid():
        asked = uploading.ask_for_trial(
            batch, proposal.sheet, form.cleaned_data["row"], form.chosen, now=timezone.now()
        )
        if asked:
            _ring(request)
        return redirect("suppliers:list", pk)
    wrong = sent and bool(form.errors)
    context = {"batch": batch, "form": form, "written_in": opened.written_in, "wrong": wrong}
    return render(request, "suppliers/lists/columns.html", context, status=422 if wrong else 200)


def _proposal(request: HttpRequest, batch: ImportBatch, opened: Any) -> uploading.Proposal:
    """What was chosen before; another sheet or row is read anew."""
    stored = uploading.Proposal(
        batch.sheet, batch.mapping["row"], {int(at): field for at, field in batch.mapping["fields"].items()}
    )
    if request.method != "POST":
        return stored
    sheet = request.POST.get("sheet", stored.sheet)
    typed = request.POST.get("row", "")
    row = int(typed) if typed.isdecimal() and len(typed) < 6 else 0
    if sheet == stored.sheet and row in (0, stored.row):
        return stored
    return uploading.propose(
        opened, sheet, row if sheet == stored.sheet or "again" not in request.POST else 0
    )


@require_http_methods(["GET", "HEAD"])
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: what a worker makes of it, or its rows by their fate. While it works, htmx asks again."""
    return _show_batch(request, batch_of(request, pk))


def _show_batch(
    request: HttpRequest, batch: ImportBatch, places: PlacesForm | None = None, status: int = 200
) -> HttpResponse:
    page = batch_page(batch, request.GET.get("fate", ""), request.GET.get("page"), request.user)
    part = "#live" if request.htmx else ""
    asked = [line.row for line in page.lines if page.tried or line.row.fate == ImportRow.Fate.REFUSED]
    named = {row.number: row.cleaned.get("divided", "") for row in asked}
    places = places or PlacesForm(
        units=page.divided,
        rows={number: code for number, code in named.items() if code in page.divided},
        chosen=Chosen.stored(batch.places),
    )
    return render(
        request,
        "suppliers/lists/batch.html" + part,
        {
            "page": page,
            "batch": batch,
            "places": places,
            "lines": [(line, _row_field(places, line.row.number)) for line in page.lines],
            "may_import": may_import(request.user),
        },
        status=status,
    )


def _row_field(places: PlacesForm, number: int) -> BoundField | None:
    """The question of one row in which part of a divided province it lies, where it is asked."""
    name = f"row-{number}"
    return places[name] if name in places.fields else None


@require_POST
def places(request: HttpRequest, pk: int) -> HttpResponse:
    """Where firms lie that name a province that was divided, for the whole list or row by row: it is tried anew, or
    where it was taken in, the rows that came back are."""
    batch = batch_of(request, pk)
    shown = [int(n) for name in request.POST if (n := name.removeprefix("row-")).isdecimal() and len(n) < 9]
    rows = batch.rows.naming_divided().filter(number__in=shown)
    form = PlacesForm(
        request.POST,
        units=divided_in(batch),
        rows=dict(rows.values_list("number", "cleaned__divided")),
        chosen=Chosen.stored(batch.places),
    )
    if not form.is_valid():
        return _show_batch(request, batch, form, status=422)
    if batch.undoable:
        return _take_parts(request, batch, form)
    if uploading.answer_places(batch, form.chosen, now=timezone.now()):
        _ring(request)
    else:
        messages.info(request, _("This list is not at that point; this is how it stands now."))
    return redirect("suppliers:list", pk)


def _take_parts(request: HttpRequest, batch: ImportBatch, form: PlacesForm) -> HttpResponse:
    try:
        settled, left = settling.take_parts(
            batch, form.chosen, by=request.user, today=today(), now=timezone.now()
        )
    except settling.AlreadySettled:
        messages.info(request, _("This list is not at that point; this is how it stands now."))
        return redirect("suppliers:list", batch.pk)
    except Refused as why:
        form.add_error(None, str(why))
        return _show_batch(request, batch, form, status=409)
    words = ngettext("%(n)s row was decided on.", "%(n)s rows were decided on.", settled) % {"n": settled}
    if left:
        words += " " + ngettext(
            "%(n)s row still asks where it lies, or has something else to correct.",
            "%(n)s rows still ask where they lie, or have something else to correct.",
            left,
        ) % {"n": left}
    messages.info(request, words)
    return redirect("suppliers:list", batch.pk)


@require_POST
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """What was tried is taken in by a worker."""
    batch = batch_of(request, pk)
    if uploading.ask_for_taking(batch, checked="checked" in request.POST, now=timezone.now()):
        _ring(request)
    else:
        messages.info(request, _("This list is not at that point; this is how it stands now."))
    return redirect("suppliers:list", pk)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a worker; what was not taken in changes nothing."""
    batch = batch_of(request, pk)
    if uploading.cancel(batch, now=timezone.now()):
        messages.info(request, _("Asked to stop. Nothing of it will be taken in."))
        _ring(request)
    else:
        messages.info(request, _("It was done already; this is how it stands now."))
    return redirect("suppliers:list", pk)


@require_POST
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a list that was not taken in."""
    batch = batch_of(request, pk)
    if uploading.give_up(batch):
        messages.success(request, _("Forgotten. Nothing was taken in."))
        return redirect("suppliers:lists")
    messages.info(request, _("This list is not at that point; this is how it stands now."))
    return redirect("suppliers:list", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """What undoing would take away and what stays; sent, it is done."""
    batch = batch_of(request, pk)
    try:
        done = undo_batch(batch.pk, by=request.user, now=timezone.now(), dry_run=request.method != "POST")
    except Refused as why:
        messages.info(request, str(why))
        return redirect("suppliers:list", pk)
    if request.method == "POST":
        words = ngettext("%(n)s firm was taken away.", "%(n)s firms were taken away.", done.removed)
        messages.success(request, words % {"n": done.removed})
        return redirect("suppliers:list", pk)
    return render(request, "suppliers/lists/undo.html", {"batch": batch, "undone": done})


def _ring(request: HttpRequest) -> None:
    """Ask a worker; with the broker down the sweep finds the list within a minute."""
    try:
        ring(tasks.take_in_lists)
    except OperationalError:
        messages.info(request, _("The workers are busy; this begins within a few minutes."))
