"""A firm's side of confirmed deliveries: who confirms, what they say, links to invite others, disputes."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from buyers.confirming import actions
from buyers.confirming.pooling import pooled
from buyers.forms.confirming import DisputeForm, InviteForm, ShareForm
from buyers.models import ConfirmedMonth, Customer, Invitation
from suppliers.criteria_texts import criteria_for
from suppliers.models import Supplier
from suppliers.permissions import may_edit
from suppliers.views.own import edited_firm, letter_of, own_firm, own_firms
from suppliers.views.profile import facts

# Where the one sight of a new link is kept between the press and the page.
LINK = "invitation-link"
PAGE = "buyers:firm_confirmations"


@require_safe
def confirmations(request: HttpRequest) -> HttpResponse:
    firms = own_firms(request)
    if len(firms) == 1:
        return _page(request, own_firm(request, firms[0].public_id))
    return render(request, "suppliers/choose_firm.html", {"firms": firms, "route": PAGE})


@require_safe
def firm_confirmations(request: HttpRequest, public_id: str) -> HttpResponse:
    return _page(request, own_firm(request, public_id))


def _page(
    request: HttpRequest,
    firm: Supplier,
    *,
    invite: InviteForm | None = None,
    wrong: dict[int, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """``wrong``: month -> the dispute that was not complete, or customer -> its share."""
    now = timezone.now()
    current = ConfirmedMonth.objects.current().order_by("-month")
    customers = list(
        Customer.objects.filter(supplier=firm)
        .select_related("organisation")
        .prefetch_related(Prefetch("months", current, to_attr="shown"))
        .order_by("organisation__name")
    )
    texts = criteria_for(letter_of(firm))
    links = list(Invitation.objects.filter(supplier=firm)[:20])
    context = {
        "firm": firm,
        "facts": facts(firm),
        "may_edit": may_edit(request.user, firm),
        "customers": customers,
        "unread": sum(m.read_by_firm_at is None for c in customers for m in c.shown),
        "pooled": [(claim, texts.get(claim.criterion)) for claim in pooled(firm)],
        "links": [(link, link.state(now)) for link in links],
        "new_link": request.session.pop(LINK, "") if status == 200 else "",
        "invite": invite or InviteForm(),
        "wrong": wrong or {},
        "wrong_form": (invite if invite and invite.is_bound else None) or next(iter((wrong or {}).values()), None),
    }  # fmt: skip
    return render(request, "buyers/confirming/firm.html", context, status=status)


@require_POST
def invite(request: HttpRequest, public_id: str) -> HttpResponse:
    firm = edited_firm(request, public_id)
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            token = actions.invite(firm, form.cleaned_data["to"], by=request.user, now=timezone.now())
        except actions.Refused as why:
            form.add_error("to", str(why))
        else:
            request.session[LINK] = request.build_absolute_uri(reverse("buyers:invited", args=[token]))
            return redirect(PAGE, public_id)
    return _page(request, firm, invite=form, status=422)


@require_POST
def revoke(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    firm = edited_firm(request, public_id)
    try:
        actions.revoke(get_object_or_404(Invitation, supplier=firm, pk=pk), now=timezone.now())
    except actions.Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Revoked. Whoever has the link can do nothing with it."))
    return redirect(PAGE, public_id)


@require_POST
def share(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """How much of its sales the firm makes with a customer."""
    firm = edited_firm(request, public_id)
    customer = get_object_or_404(Customer.objects.select_related("supplier"), supplier=firm, pk=pk)
    form = ShareForm(request.POST, prefix=f"c{pk}")
    if form.is_valid():
        try:
            actions.state_share(customer, form.cleaned_data["share"], by=request.user, now=timezone.now())
        except actions.Refused as why:
            form.add_error("share", str(why))
        else:
            messages.success(request, _("Saved."))
            return redirect(PAGE, public_id)
    return _page(request, firm, wrong={pk: form}, status=422)


@require_POST
def read(request: HttpRequest, public_id: str) -> HttpResponse:
    firm = edited_firm(request, public_id)
    actions.note_read(firm, now=timezone.now())
    return redirect(PAGE, public_id)


def dispute(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """The firm says what is wrong with a month."""
    firm = edited_firm(request, public_id)
    months = ConfirmedMonth.objects.current().filter(customer__supplier=firm, disputed_at=None)
    month = get_object_or_404(months.select_related("customer__organisation"), pk=pk)
    form = DisputeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.dispute(month, form.cleaned_data["words"], by=request.user, now=timezone.now())
        except actions.Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(
                request, _("Sent. Staff and the buyer read it; the month counts until it is decided.")
            )
            return redirect(PAGE, public_id)
    context = {"firm": firm, "month": month, "form": form, "wrong": form.is_bound}
    return render(request, "buyers/confirming/dispute.html", context, status=422 if form.is_bound else 200)
