"""What staff do about buyers' confirmations: disputes of firms, and whether a buyer is what it says."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buyers.confirming import actions
from buyers.confirming.judging import judged
from buyers.confirming.permissions import may_settle, may_verify
from buyers.forms.confirming import SettleForm, VerifyForm
from buyers.models import ConfirmedMonth
from portal.models import Organisation
from suppliers.models import Supplier
from suppliers.views.verification import staff_only

A_PAGE = 50


@require_safe
def disputes(request: HttpRequest) -> HttpResponse:
    """Months that firms of the reader's scope dispute, the oldest first."""
    staff_only(request)
    rows = (
        ConfirmedMonth.objects.disputed()
        .filter(customer__supplier__in=Supplier.objects.in_scope_of(request.user).values("pk"))
        .select_related("customer__supplier", "customer__organisation")
        .order_by("disputed_at", "pk")
    )
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "buyers/confirming/disputes.html", {"page": page})


def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """One disputed month: what the buyer says, what the firm says, the decision."""
    staff_only(request)
    months = ConfirmedMonth.objects.disputed().select_related(
        "customer__supplier__organisation", "customer__organisation", "disputed_by", "confirmed_by"
    )
    month = get_object_or_404(months, pk=pk)
    if not may_settle(request.user, month):
        raise Http404
    form = SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.settle(
                month,
                set_aside=data["outcome"] == "aside",
                reason=data["reason"],
                by=request.user,
                now=timezone.now(),
            )
        except actions.Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(
                request, _("Recorded. The firm can read it, and its level follows within seconds.")
            )
            return redirect("buyers:disputes")
    earlier = month.customer.months.filter(month=month.month).exclude(pk=month.pk)
    context = {"month": month, "form": form, "earlier": earlier, "wrong": form.is_bound}
    return render(request, "buyers/confirming/settle.html", context, status=422 if form.is_bound else 200)


@require_safe
def buyers(request: HttpRequest) -> HttpResponse:
    """Buyers, those that wait to be verified first."""
    staff_only(request)
    rows = (
        Organisation.objects.filter(kind=Organisation.Kind.BUYER)
        .annotate(people=Count("memberships", distinct=True), firms=Count("customer_of", distinct=True))
        .order_by(F("verified_at").asc(nulls_first=True), "name", "pk")
    )
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    waiting = rows.filter(verified_at__isnull=True).count()
    return render(request, "buyers/confirming/buyers.html", {"page": page, "waiting": waiting})


def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether a buyer is what it says; taken back in the same way."""
    staff_only(request)
    buyer = get_object_or_404(Organisation.objects.filter(kind=Organisation.Kind.BUYER), pk=pk)
    if not may_verify(request.user, buyer):
        raise Http404
    form = VerifyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.verify_buyer(buyer, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("Recorded. What this buyer confirms counts accordingly."))
        return redirect("buyers:buyers")
    customers = buyer.customer_of.select_related("supplier").annotate(
        confirmed=Count("months", filter=Q(months__replaced_at__isnull=True))
    )
    context = {
        "buyer": buyer,
        "judged": judged(buyer),
        "customers": customers.order_by("supplier__name")[:20],
        "form": form,
        "wrong": form.is_bound,
    }
    return render(request, "buyers/confirming/verify.html", context, status=422 if form.is_bound else 200)
