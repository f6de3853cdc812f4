"""One row of a list: corrected, tried again, skipped, or judged beside the firms it may be. For staff."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.clock import today
from suppliers.forms.lists import FIELDS, RowForm
from suppliers.importing import settling
from suppliers.importing.beside import beside
from suppliers.importing.pages import headings_of, lines_of
from suppliers.importing.refusal import Refused
from suppliers.importing.settling import AlreadySettled
from suppliers.models import ImportBatch, ImportRow, Supplier
from suppliers.permissions import may_import
from suppliers.views.lists import importers_only

Fate = ImportRow.Fate


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The row with what is wrong with it, and the firms it may be beside it."""
    importers_only(request)
    row = get_object_or_404(
        ImportRow.objects.select_related("batch", "supplier", "settled_by").exclude(
            batch__state__in=(ImportBatch.State.TRYING, ImportBatch.State.TAKING)
        ),
        batch=pk,
        number=number,
    )
    if request.method != "POST":
        return _show(request, row, _form(row))
    try:
        return _act(request, row)
    except AlreadySettled:
        messages.info(request, _("Somebody decided on this row meanwhile; this is how it stands now."))
        return redirect("suppliers:list_row", pk, number)
    except Refused as why:
        form = RowForm(request.POST, fields=_fields(row), divided=settling.divided_by(row, request.POST))
        form.add_error(None, str(why))
        return _show(request, row, form, status=409)


def _act(request: HttpRequest, row: ImportRow) -> HttpResponse:
    by, now = request.user, timezone.now()
    asked = request.POST.get("act", "correct")
    if asked == "skip":
        settling.skip(row, by=by, now=now)
    elif asked == "reopen":
        settling.reopen(row)
        return redirect("suppliers:list_row", row.batch_id, row.number)
    elif asked == "same":
        known = [c["supplier"] for c in row.candidates]
        firms = Supplier.objects.filter(pk__in=known)
        settling.same(row, get_object_or_404(firms, public_id=request.POST.get("firm", "")), by=by, now=now)
    elif asked == "different":
        settling.different(row, by=by, today=today(), now=now)
    else:
        return _correct(request, row)
    return _on(request, row)


def _correct(request: HttpRequest, row: ImportRow) -> HttpResponse:
    """As typed, or as it was where the row is only tried again."""
    again = request.POST.get("act") == "retry"
    said = settling.cells_of(row) if again else request.POST
    form = RowForm(said, fields=_fields(row), divided=settling.divided_by(row, said))
    if not form.is_valid():
        return _show(request, row, form, status=422)
    typed = dict(form.cleaned_data)
    part = typed.pop("part", "")
    read = settling.correct(
        row, typed, by=request.user, today=today(), now=timezone.now(), part=part, typed=not again
    )
    if read.problems:
        form.tell(read, settling.titles_of(row))
        return _show(request, row, form, status=422)
    return _on(request, row)


def _on(request: HttpRequest, row: ImportRow) -> HttpResponse:
    """To the next row of the list that is open, or back to the list."""
    row.refresh_from_db()
    if row.fate == Fate.SET_ASIDE:
        messages.info(request, _("Row %(row)s looks like a firm we have. Is it?") % {"row": row.number})
        return redirect("suppliers:list_row", row.batch_id, row.number)
    said = {
        Fate.LANDED: _("Row %(row)s was taken in."),
        Fate.SKIPPED: _("Row %(row)s was skipped."),
        Fate.SAME: _("Row %(row)s is a firm we have; nothing was changed in it."),
    }
    messages.success(request, said[Fate(row.fate)] % {"row": row.number})
    following = (
        row.batch.rows.filter(fate__in=ImportRow.OPEN, number__gt=row.number).order_by("number").first()
    )
    if following:
        return redirect("suppliers:list_row", row.batch_id, following.number)
    return redirect("suppliers:list", row.batch_id)


def _fields(row: ImportRow) -> list[str]:
    return list(row.batch.columns.values())


def _titles(row: ImportRow) -> list[str]:
    """What the file calls its columns, in the order in which they are asked; the database keeps none."""
    asked = {name: at for at, name in enumerate(FIELDS)}
    titles = row.batch.columns
    known = sorted(
        (title for title in titles if titles[title] in asked), key=lambda title: asked[titles[title]]
    )
    return [*known, *(title for title in row.raw if title not in known)]


def _form(row: ImportRow) -> RowForm:
    return RowForm(
        initial=settling.cells_of(row), fields=_fields(row), divided=row.cleaned.get("divided", "")
    )


def _show(request: HttpRequest, row: ImportRow, form: RowForm, status: int = 200) -> HttpResponse:
    [line] = lines_of(row.batch, [row], request.user)
    context = {
        "row": row,
        "fate": headings_of(row.batch).get(row.fate, row.get_fate_display()),
        "problems": line.problems,
        "batch": row.batch,
        "form": form,
        "open": row.fate in ImportRow.OPEN and row.batch.undoable and may_import(request.user),
        "closed": row.fate in (Fate.SKIPPED, Fate.SAME) and row.batch.undoable and may_import(request.user),
        "cells": [(title, row.raw[title]) for title in _titles(row) if title in row.raw],
        "one_code": any({"tax_code", "household"} & set(c["reasons"]) for c in row.candidates),
        "pairs": beside(row, settling.cells_of(row)),
        "up": f"{reverse('suppliers:list', args=[row.batch_id])}?fate={row.fate}",
        "wrong": status == 422,
    }
    return render(request, "suppliers/lists/row.html", context, status=status)
