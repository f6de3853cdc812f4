"""A buyer's purchase reports: the list, one report, its draft, a spreadsheet, sending and correcting."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from buyers.forms.purchases import DraftForm, NewReportForm, PurchaseRows, purchase_rows
from buyers.models import PurchaseReport
from buyers.permissions import may_report, reports_for
from buyers.reporting import actions
from buyers.reporting.totals import totals
from portal.clock import today


@require_safe
def purchases(request: HttpRequest) -> HttpResponse:
    """Every year of which the reader's buyers reported, the latest version first."""
    if not request.user.is_buyer:
        raise Http404
    reports = (
        PurchaseReport.objects.visible_to(request.user)
        .filter(replaced_at__isnull=True)
        .select_related("organisation", "sent_by")
        .annotate(lines=Count("rows"), money=Sum("rows__amount"))
        .order_by("-year", "organisation__name", "-number")
    )
    buyers = {m.organisation_id for m in request.user.memberships_held if m.organisation.kind == "buyer"}
    context = {"reports": reports, "several": len(buyers) > 1, "may_write": bool(reports_for(request.user))}
    return render(request, "buyers/purchases/list.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Which year; a year that was begun or sent already leads to its report."""
    if not request.user.is_buyer:
        raise Http404
    buyers = reports_for(request.user)
    if not buyers:
        raise PermissionDenied(_told())
    data = request.POST if request.method == "POST" else None
    form = NewReportForm(data, organisations=buyers, this_year=today().year)
    if data is not None and form.is_valid():
        chosen = next(o for o in buyers if o.pk == form.cleaned_data["organisation"])
        try:
            report = actions.start(chosen, form.cleaned_data["year"], now=timezone.now())
        except actions.Exists as there:
            messages.info(request, _("There is a report for this year already."))
            return redirect("buyers:purchase_report", there.report.pk)
        return redirect("buyers:purchase_edit", report.pk)
    wrong = data is not None
    context = {"form": form, "wrong": wrong}
    return render(request, "buyers/purchases/new.html", context, status=422 if wrong else 200)


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: what it adds up to, its rows, the other versions of its year."""
    found = _report(request, pk)
    rows = list(found.rows.select_related("sector", "supplier"))
    same_year = found.organisation.purchase_reports.filter(year=found.year).select_related("sent_by")
    versions = list(same_year.order_by("-number"))
    context = {
        "report": found,
        "rows": sorted(rows, key=lambda r: (r.sector.letters, r.origin, -r.amount)),
        "totals": totals(rows),
        "versions": versions,
        "correction": next((v for v in versions if v.draft), None),
        "may_write": may_report(request.user, found),
    }
    return render(request, "buyers/purchases/report.html", context)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows of a draft: shown, a row added or removed, judged (422), in conflict (409), saved, sent.

    ``sending`` in the address: it was to be sent and does not say why yet."""
    found = own_draft(request, pk)
    correction = found.number > 1
    if request.method != "POST":
        wrong = correction and not found.reason and "sending" in request.GET
        form = DraftForm({"reason": ""}, why=True) if wrong else DraftForm(initial={"reason": found.reason})
        return _show(request, found, purchase_rows(found), form, wrong=wrong)
    sending = request.POST.get("then") == "send"
    rows, form = purchase_rows(found, request.POST), DraftForm(request.POST, why=correction and sending)
    seen = request.POST.get("seen", "")
    add, remove = "add" in request.POST, request.POST.get("remove", "")
    if add or remove:
        number = remove.removeprefix("row-")
        rows.retyped(without=int(number) if number.isdecimal() else None, with_one_more=add)
        kept = DraftForm(initial={"reason": request.POST.get("reason", "")})
        return _show(request, found, rows, kept, seen=seen)
    bought = rows.judge(request.user, synthetic=found.synthetic)
    if not form.is_valid() or bought is None:
        return _show(request, found, rows, form, seen=seen, status=422, wrong=True)
    return _save(request, found, rows, form, bought, seen)


def _save(
    request: HttpRequest,
    found: PurchaseReport,
    rows: PurchaseRows,
    form: DraftForm,
    bought: list[actions.Bought],
    seen: str,
) -> HttpResponse:
    try:
        actions.save(found, bought, seen=seen, reason=form.cleaned_data["reason"], now=timezone.now())
    except actions.StaleDraft as stale:
        return _show(request, found, rows, form, seen=stale.report.stamp, stale=True, status=409)
    except actions.AlreadySent:
        messages.error(request, _("This version was sent in the meantime; nothing of yours was saved."))
        return redirect("buyers:purchase_report", found.pk)
    if request.POST.get("then") == "send":
        return _send(request, found)
    messages.success(request, _("Saved. It counts once it is sent."))
    return redirect("buyers:purchase_report", found.pk)


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    return _send(request, own_draft(request, pk))


def _send(request: HttpRequest, found: PurchaseReport) -> HttpResponse:
    try:
        actions.send(found, by=request.user, now=timezone.now())
    except actions.NothingBought:
        messages.error(request, _("Nothing was sent: the report has no row yet."))
    except actions.NoReason:
        return redirect(reverse("buyers:purchase_edit", args=[found.pk]) + "?sending=1")
    except actions.AlreadySent:
        messages.info(request, _("This version was sent already."))
    else:
        counts = found.organisation.verified_at is not None
        messages.success(
            request,
            _("Sent. It counts from now on.")
            if counts
            else _("Sent. It counts once staff have verified your company."),
        )
    return redirect("buyers:purchase_report", found.pk)


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft beside what was sent, or the one that is there."""
    found = _written(request, pk)
    try:
        draft = actions.correct(found, now=timezone.now())
    except actions.Exists as there:
        draft = there.report
        messages.info(request, _("This correction was begun already; no second one was made."))
    return redirect("buyers:purchase_edit", draft.pk)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        actions.discard(own_draft(request, pk))
    except actions.AlreadySent:
        messages.error(request, _("This version was sent in the meantime; it stays."))
    else:
        messages.success(request, _("The draft was thrown away."))
    return redirect("buyers:purchases")


def _report(request: HttpRequest, pk: int) -> PurchaseReport:
    """One of the reader's buyers; anybody else's is 404."""
    mine = PurchaseReport.objects.visible_to(request.user).select_related("organisation", "sent_by")
    return get_object_or_404(mine, pk=pk)


def _written(request: HttpRequest, pk: int) -> PurchaseReport:
    """One that the reader may write; a viewer is told why not."""
    found = _report(request, pk)
    if not may_report(request.user, found):
        raise PermissionDenied(_told())
    return found


def own_draft(request: HttpRequest, pk: int) -> PurchaseReport:
    """A draft that the reader may write; what was sent cannot be edited, so there is no such page."""
    found = _written(request, pk)
    if not found.draft:
        raise Http404
    return found


def _told() -> str:
    return _("You may read what this buyer reports, but not change it. Ask an owner of the account to make you an editor.")  # fmt: skip


def _show(
    request: HttpRequest,
    found: PurchaseReport,
    rows: PurchaseRows,
    form: DraftForm,
    *,
    seen: str | None = None,
    status: int = 200,
    wrong: bool = False,
    stale: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {
        "report": found,
        "rows": rows,
        "form": form,
        "seen": found.stamp if seen is None else seen,
        "wrong": wrong,
        "stale": stale,
    }
    return render(request, "buyers/purchases/edit.html", context, status=status)
