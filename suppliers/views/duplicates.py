"""Two records that may be one firm: proposed, judged, merged, parted again. For staff of the whole country."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from kombu.exceptions import OperationalError

from portal.celery import ring
from suppliers import tasks
from suppliers.duplicates import finding, merging
from suppliers.duplicates.pages import pair_page, pairs_page
from suppliers.duplicates.plan import plan_merge
from suppliers.forms.duplicates import TwoFirmsForm, VerdictForm
from suppliers.importing.refusal import Refused
from suppliers.models import DuplicatePair, Supplier, SupplierMerge
from suppliers.permissions import may_import, may_merge
from suppliers.views.lists import importers_only


@require_http_methods(["GET", "HEAD", "POST"])
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs by what was said of them; two firms named by their numbers; a new look through all of them."""
    importers_only(request)
    form = TwoFirmsForm(initial={"one": request.GET.get("one", "")[:8]})
    if request.method == "POST" and "look" in request.POST:
        return _look(request)
    if request.method == "POST":
        form = TwoFirmsForm(request.POST)
        if form.is_valid():
            pair = finding.named_by_hand(
                form.cleaned_data["one"], form.cleaned_data["other"], now=timezone.now()
            )
            return redirect("suppliers:duplicate", pair.pk)
    wrong = bool(form.errors)
    context = {
        "page": pairs_page(request.GET.get("show", ""), request.GET.get("page")),
        "form": form,
        "wrong": wrong,
        "may_merge": may_import(request.user),
    }
    return render(request, "suppliers/duplicates/pairs.html", context, status=422 if wrong else 200)


def _look(request: HttpRequest) -> HttpResponse:
    try:
        ring(tasks.find_duplicates)
        messages.info(
            request, _("All firms are being looked through; new pairs appear here within a minute.")
        )
    except OperationalError:
        messages.error(request, _("The workers cannot be reached just now. Try again in a minute."))
    return redirect("suppliers:duplicates")


def _pair(request: HttpRequest, pk: int) -> DuplicatePair:
    importers_only(request)
    pair = get_object_or_404(DuplicatePair.objects.select_related("one", "other", "judged_by"), pk=pk)
    if request.method == "POST" and not may_merge(request.user, pair.one, pair.other):
        raise Http404
    return pair


@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """The pair side by side with the reasons; what is said of it is kept."""
    row = _pair(request, pk)
    form = VerdictForm(initial={"verdict": row.verdict, "note": row.note})
    page = pair_page(row)
    if request.method == "POST" and page.merge is None:
        form = VerdictForm(request.POST)
        if form.is_valid():
            said = form.cleaned_data
            finding.judge(row, said["verdict"], note=said["note"], by=request.user, now=timezone.now())
            messages.success(request, _("Written down."))
            return redirect("suppliers:duplicates")
    wrong = bool(form.errors)
    context = {
        "page": page,
        "form": form,
        "wrong": wrong,
        "may_merge": may_merge(request.user, row.one, row.other),
    }
    return render(request, "suppliers/duplicates/pair.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_pair(request: HttpRequest, pk: int) -> HttpResponse:
    """What merging would do, with one of the two kept (``keep``, its number); sent, it is done."""
    row = _pair(request, pk)
    asked = request.POST.get("keep") or request.GET.get("keep", "")
    kept, merged = _chosen(row, asked)
    try:
        if request.method == "POST":
            merging.merge(kept, merged, by=request.user, now=timezone.now())
            messages.success(request, _("Merged. The old number leads to the firm that is kept."))
            return redirect("suppliers:duplicate", pk)
        plan = plan_merge(kept, merged)
    except Refused as why:
        messages.error(request, str(why))
        return redirect("suppliers:duplicate", pk)
    context = {"pair": row, "plan": plan, "may_merge": may_merge(request.user, row.one, row.other)}
    return render(request, "suppliers/duplicates/plan.html", context)


def _chosen(row: DuplicatePair, keep: str) -> tuple[Supplier, Supplier]:
    if keep not in (row.one.public_id, row.other.public_id):
        raise Http404
    return (row.one, row.other) if keep == row.one.public_id else (row.other, row.one)


@require_POST
def undo_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Part the two again."""
    row = _pair(request, pk)
    both = (row.one_id, row.other_id)
    record = get_object_or_404(SupplierMerge, kept__in=both, merged__in=both, undone_at__isnull=True)
    try:
        merging.undo(record, by=request.user, now=timezone.now())
        messages.success(request, _("Parted again. What had moved went back."))
    except Refused as why:
        messages.error(request, str(why))
    return redirect("suppliers:duplicate", pk)
