"""A buyer's side of confirmed deliveries: the firms that supply it, and the months of one of them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buyers.confirming import actions
from buyers.confirming.permissions import may_confirm
from buyers.forms.confirming import AcceptForm, MonthsForm, NameForm
from buyers.models import Customer, Invitation
from buyers.permissions import reports_for
from buyers.reporting.naming import named
from buyers.reporting.sheet import no_such_firm_to_name
from portal.clock import today


@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """The firms whose deliveries the reader's buyers confirm."""
    if not request.user.is_buyer:
        raise Http404
    current = Q(months__replaced_at__isnull=True)
    open_dispute = current & Q(months__disputed_at__isnull=False, months__settled_at__isnull=True)
    customers = (
        Customer.objects.filter(organisation__in=request.user.organisation_ids())
        .select_related("supplier", "organisation")
        .annotate(
            last=Max("months__month", filter=current),
            confirmed=Count("months", filter=current),
            disputes=Count("months", filter=open_dispute),
        )
        .order_by("supplier__name", "pk")
    )
    buyers = [m.organisation for m in request.user.memberships_held if m.organisation.kind == "buyer"]
    context = {
        "customers": customers,
        "several": len(buyers) > 1,
        "unverified": [b for b in buyers if b.verified_at is None],
        "may_write": bool(reports_for(request.user)),
    }
    return render(request, "buyers/confirming/list.html", context)


def _writers(request: HttpRequest) -> Any:
    buyers = reports_for(request.user)
    if not buyers:
        raise PermissionDenied(
            _(
                "You may read what this buyer reports, but not change it. Ask an owner of the account to make you an editor."
            )
        )
    return buyers


def new(request: HttpRequest) -> HttpResponse:
    """The buyer names a firm."""
    if not request.user.is_buyer:
        raise Http404
    buyers = _writers(request)
    form = NameForm(
        request.POST if request.method == "POST" else None,
        organisations=buyers,
        initial={"supplier": request.GET.get("firm", "")[:40]},
    )
    if request.method == "POST" and form.is_valid():
        chosen = next(b for b in buyers if b.pk == form.cleaned_data["organisation"])
        typed = form.cleaned_data["supplier"]
        firm = named([typed], request.user, synthetic=chosen.synthetic).get(typed)
        if firm is None:
            form.add_error("supplier", no_such_firm_to_name())
        else:
            try:
                customer = actions.name(firm, chosen, by=request.user, now=timezone.now())
            except actions.Refused as why:
                form.add_error("supplier", str(why))
            else:
                return redirect("buyers:delivery", customer.pk)
    wrong = form.is_bound
    return render(
        request, "buyers/confirming/new.html", {"form": form, "wrong": wrong}, status=422 if wrong else 200
    )


def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """The last twelve months of one firm: shown, confirmed, corrected with a reason."""
    own = Customer.objects.filter(organisation__in=request.user.organisation_ids())
    customer = get_object_or_404(own.select_related("supplier", "organisation"), pk=pk)
    held = list(customer.months.current())
    if request.method != "POST":
        return _months(request, customer, MonthsForm(None, today=today(), held=held))
    if not may_confirm(request.user, customer):
        _writers(request)
        raise Http404
    form = MonthsForm(request.POST, today=today(), held=held)
    if not form.is_valid():
        return _months(request, customer, form, mark=request.POST.get("mark", ""), status=422)
    try:
        written = actions.confirm(
            customer,
            form.figures,
            mark=request.POST.get("mark", ""),
            reason=form.why.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
        )
    except actions.Stale as why:
        messages.warning(request, str(why))
        return _months(request, customer, form, status=409)
    except actions.Refused as why:
        messages.error(request, str(why))
        return _months(request, customer, form, mark=request.POST.get("mark", ""), status=409)
    if written:
        messages.success(request, _("Confirmed. The firm reads it, and its level follows within seconds."))
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect("buyers:delivery", customer.pk)


def _months(
    request: HttpRequest, customer: Customer, form: MonthsForm, *, mark: str | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "customer": customer,
        "form": form,
        "forms": [*form.forms, form.why],
        "mark": actions.seen(customer) if mark is None else mark,
        "earlier": customer.months.exclude(replaced_at__isnull=True).select_related("confirmed_by")[:24],
        "disputed": customer.months.current().exclude(disputed_at__isnull=True),
        "may_write": may_confirm(request.user, customer),
        "wrong": status == 422,
    }
    return render(request, "buyers/confirming/months.html", context, status=status)


@login_not_required
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """A firm's link: who invites whom, and the buyer takes it up. Whoever holds it reads who invites; signing in or
    registering leads back to it."""
    found = Invitation.objects.filter(digest=Invitation.digest_of(token), supplier__merged_into=None)
    invitation = get_object_or_404(found.select_related("supplier"))
    buyers = reports_for(request.user) if request.user.is_authenticated else []
    state = invitation.state(timezone.now())
    if state != "live" or not buyers:
        context = {"invitation": invitation, "state": state, "buyers": buyers}
        return render(
            request, "buyers/confirming/invited.html", context, status=410 if state != "live" else 200
        )
    form = AcceptForm(request.POST if request.method == "POST" else None, organisations=buyers)
    if request.method == "POST" and form.is_valid():
        chosen = next(b for b in buyers if b.pk == form.cleaned_data["organisation"])
        try:
            customer = actions.accept(invitation, chosen, by=request.user, now=timezone.now())
        except actions.Refused as why:
            form.add_error(None, str(why))
        else:
            return redirect("buyers:delivery", customer.pk)
    wrong = form.is_bound
    context = {"invitation": invitation, "state": state, "buyers": buyers, "form": form, "wrong": wrong}
    return render(request, "buyers/confirming/invited.html", context, status=422 if wrong else 200)
