"""Rows of a purchase report from a spreadsheet: the template, the upload, what came back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buyers.forms.purchases import SheetForm
from buyers.models import PurchaseReport
from buyers.reporting import actions
from buyers.reporting.sheet import Sheet, read_sheet
from buyers.reporting.template import template
from buyers.views.purchases import own_draft
from suppliers.importing.refusal import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Clean rows are brought into the draft; the others come back, each with its place and a sentence."""
    report = own_draft(request, pk)
    if request.method != "POST":
        return _show(request, report, SheetForm())
    form = SheetForm(request.POST, request.FILES, cut_off=getattr(request, "upload_too_large", False))
    if not form.is_valid():
        return _show(request, report, form, status=422)
    try:
        data = form.cleaned_data["file"].read()
        sheet = read_sheet(data, report.year, request.user, synthetic=report.synthetic)
        taken = actions.take_in(report, sheet.rows, now=timezone.now())
    except Refused as why:
        form.add_error("file", str(why))
        return _show(request, report, form, status=422)
    except actions.TooMany:
        form.add_error("file", _("A report has at most %(most)s rows. Add up small suppliers of one category.") % {"most": actions.MOST_ROWS})  # fmt: skip
        return _show(request, report, form, status=422)
    except actions.AlreadySent:
        form.add_error("file", _("This version was sent in the meantime; nothing of yours was saved."))
        return _show(request, report, form, status=409)
    status = 200 if sheet.rows else 422
    return _show(request, report, SheetForm(), sheet=sheet, taken=taken, status=status)


def _show(
    request: HttpRequest,
    report: PurchaseReport,
    form: SheetForm,
    *,
    sheet: Sheet | None = None,
    taken: actions.Taken | None = None,
    status: int = 200,
) -> HttpResponse:
    wrong = status == 422 and sheet is None
    context = {"report": report, "form": form, "sheet": sheet, "taken": taken, "wrong": wrong}
    return render(request, "buyers/purchases/upload.html", context, status=status)


@require_safe
def sheet_template(request: HttpRequest, pk: int) -> HttpResponse:
    """The empty workbook, as a download."""
    report = own_draft(request, pk)
    response = HttpResponse(template(report.year), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="purchases-{report.year}.xlsx"'
    return response
