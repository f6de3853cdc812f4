"""Rows of a purchase report from a spreadsheet: the template, the upload, what it would change and what came back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buyers.forms.purchases import SheetForm
from buyers.models import PurchaseReport
from buyers.reporting import actions
from buyers.reporting.preview import Expired, Preview, Waiting, preview, waiting_for
from buyers.reporting.sheet import Sheet, read_sheet
from buyers.reporting.template import template
from buyers.views.purchases import own_draft
from suppliers.importing.refusal import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """A file is read, and the page says what its clean rows would change and which rows came back; a second press
    takes them in."""
    report = own_draft(request, pk)
    if request.method != "POST":
        return _show(request, report, SheetForm())
    if "waiting" in request.POST:
        return _take_in(request, report)
    form = SheetForm(request.POST, request.FILES, cut_off=getattr(request, "upload_too_large", False))
    if not form.is_valid():
        return _show(request, report, form, status=422)
    try:
        data = form.cleaned_data["file"].read()
        sheet = read_sheet(data, report.year, request.user, synthetic=report.synthetic)
        change = actions.change_by(report, sheet.rows)
    except Refused as why:
        form.add_error("file", str(why))
        return _show(request, report, form, status=422)
    except actions.TooMany:
        form.add_error("file", _too_many())
        return _show(request, report, form, status=422)
    would = preview(report, sheet.rows, change, returned=len(sheet.returned))
    status = 200 if sheet.rows else 422
    return _show(request, report, SheetForm(), sheet=sheet, would=would, status=status)


def _take_in(request: HttpRequest, report: PurchaseReport) -> HttpResponse:
    """The rows of the preview; where the draft has changed since, what they would change now (409)."""
    form = SheetForm()
    try:
        waiting = waiting_for(report, request.POST["waiting"])
        change = actions.take_in(report, waiting.rows, seen=request.POST.get("seen", ""), now=timezone.now())
    except Expired:
        messages.error(
            request, _("Nothing was taken in: this preview is no longer valid. Read the file again.")
        )
        return _show(request, report, form, status=409)
    except actions.TooMany:
        messages.error(request, _too_many())
        return _show(request, report, form, status=409)
    except actions.AlreadySent:
        messages.error(request, _("This version was sent in the meantime; nothing of yours was saved."))
        return redirect("buyers:purchase_report", report.pk)
    except actions.StaleDraft as stale:
        return _show_anew(request, stale.report, waiting)
    messages.success(request, _done(change, waiting.returned))
    return redirect("buyers:purchase_report", report.pk)


def _show_anew(request: HttpRequest, report: PurchaseReport, waiting: Waiting) -> HttpResponse:
    form = SheetForm()
    try:
        change = actions.change_by(report, waiting.rows)
    except actions.TooMany:
        messages.error(request, _too_many())
        return _show(request, report, form, status=409)
    would = preview(report, waiting.rows, change, returned=waiting.returned)
    return _show(request, report, form, would=would, stale=True, status=409)


def _done(change: actions.Change, returned: int) -> str:
    said = [_("Rows taken in: %(n)s.") % {"n": len(change.added)}]
    if change.replaced:
        said.append(_("Amounts replaced by those of the file: %(n)s.") % {"n": len(change.replaced)})
    if returned:
        said.append(
            _(
                "Rows that came back and are not in the report: %(n)s. Correct them in your file and upload it again."
            )
            % {"n": returned}
        )
    return " ".join(said)


def _too_many() -> str:
    most = actions.MOST_ROWS
    return _("A report has at most %(most)s rows. Add up small suppliers of one category.") % {"most": most}


def _show(
    request: HttpRequest,
    report: PurchaseReport,
    form: SheetForm,
    *,
    sheet: Sheet | None = None,
    would: Preview | None = None,
    stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    wrong = status == 422 and sheet is None
    context = {
        "report": report,
        "form": form,
        "sheet": sheet,
        "would": would,
        "wrong": wrong,
        "stale": stale,
    }
    return render(request, "buyers/purchases/upload.html", context, status=status)


@require_safe
def sheet_template(request: HttpRequest, pk: int) -> HttpResponse:
    """The empty workbook, as a download."""
    report = own_draft(request, pk)
    response = HttpResponse(template(report.year), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="purchases-{report.year}.xlsx"'
    return response
