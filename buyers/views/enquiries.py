"""Enquiries: the list of both sides, a new one to several firms, the thread, and its end."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from buyers.asking import asked_of
from buyers.enquiring import actions
from buyers.enquiring.permissions import may_close, may_read_enquiries, may_write, side_of, why_not_asked
from buyers.forms.enquiries import ClosingForm, EnquiryForm, MessageForm
from buyers.models import Enquiry, Message, Requirement
from buyers.permissions import asks_for
from buyers.reading import described
from portal.clock import today
from portal.models import Organisation
from suppliers.models import Supplier

A_PAGE = 25
STATES = ("waiting", "answered", "closed")


def state_words(enquiry: Enquiry, side: str) -> tuple[str, str]:
    """(shape of a status, words) for one of both sides."""
    if enquiry.state == "closed":
        return "not_applicable", pgettext("an enquiry", "closed")
    if enquiry.state == "answered":
        return "met", _("the firm has answered") if side == Message.Side.BUYER else _("you have answered")
    return "todo", _("waiting for the firm") if side == Message.Side.BUYER else _("waits for your answer")


@require_safe
def enquiries(request: HttpRequest) -> HttpResponse:
    """The enquiries of the reader's buyers and firms, open ones first, the latest word on top."""
    if not may_read_enquiries(request.user):
        raise Http404
    state = request.GET.get("state", "")
    seen = Enquiry.objects.visible_to(request.user)
    shown = seen.in_state(state) if state in STATES else seen
    page = Paginator(ordered(shown), A_PAGE).get_page(request.GET.get("page"))
    rows = []
    for each in page:
        side = side_of(request.user, each)
        rows.append({"enquiry": each, "asks": side == Message.Side.BUYER, "state": state_words(each, side)})
    context = {
        "page": page,
        "rows": rows,
        "state": state if state in STATES else "",
        "asks": request.user.is_buyer,
        "may_ask": asks_for(request.user) is not None,
    }
    return render(request, "buyers/enquiries/list.html", context)


def ordered(seen: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
    last = Greatest(F("buyer_wrote_at"), Coalesce("firm_wrote_at", "buyer_wrote_at"))
    return (
        seen.select_related("organisation", "supplier")
        .annotate(last_at=last)
        .order_by(F("closed_at").desc(nulls_first=True), "-last_at", "-pk")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """``firm`` in the address, repeated: who is asked, by public number; ``requirement``: what for."""
    organisation = _asking_for(request)
    numbers = list(dict.fromkeys(filter(str.isalnum, map(str.upper, request.GET.getlist("firm")))))
    found = {f.public_id: f for f in Supplier.objects.listed().filter(public_id__in=numbers[: actions.MOST])}
    firms = [found[number] for number in numbers if number in found]
    refused = [(firm, why) for firm in firms if (why := why_not_asked(organisation, firm))]
    apart = {firm.pk for firm, _why in refused}
    able = [firm for firm in firms if firm.pk not in apart]
    wanted = request.GET.get("requirement", "").upper()
    form = EnquiryForm(
        request.POST if request.method == "POST" else None,
        firms=able,
        requirements=_shown_to_firms(organisation),
        today=today(),
        initial={"requirement": wanted},
    )
    if form.is_bound and form.is_valid():
        try:
            sent = actions.send_enquiry(
                organisation, form.chosen, form.question, by=request.user, now=timezone.now()
            )
        except actions.Refused as why:
            form.add_error(None, str(why))
        else:
            words = ngettext("Sent to %(n)s firm.", "Sent to %(n)s firms, each on its own.", len(sent))
            messages.success(request, words % {"n": len(sent)})
            return redirect("buyers:enquiry", sent[0].public_id) if len(sent) == 1 else redirect("buyers:enquiries")  # fmt: skip
    context = {
        "form": form,
        "able": able,
        "refused": refused,
        "too_many": len(numbers) > actions.MOST,
        "most": actions.MOST,
        "unverified": organisation.verified_at is None,
        "wrong": form.is_bound,
    }
    return render(request, "buyers/enquiries/new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request: HttpRequest, public_id: str) -> HttpResponse:
    """The thread of one buyer and one firm: read and written on by both."""
    found = _of(request, public_id)
    if request.method != "POST":
        return _show(request, found)
    if not may_write(request.user, found) and found.closed_at is None:
        raise PermissionDenied(
            _("You may read enquiries, but not write. Ask an owner of the account to make you an editor.")
        )
    form = MessageForm(request.POST)
    if form.is_valid():
        side = side_of(request.user, found)
        try:
            actions.write_message(found, side, form.cleaned_data["text"], by=request.user, now=timezone.now())
        except actions.Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Sent."))
            return redirect("buyers:enquiry", found.public_id)
    return _show(request, found, written=form, status=422)


@require_POST
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """The buyer ends it, with a reason that the firm reads."""
    found = _of(request, public_id)
    if side_of(request.user, found) != Message.Side.BUYER:
        raise Http404
    if not may_close(request.user, found) and found.closed_at is None:
        raise PermissionDenied(
            _("You may read enquiries, but not write. Ask an owner of the account to make you an editor.")
        )
    form = ClosingForm(request.POST)
    if form.is_valid():
        try:
            actions.close_enquiry(found, form.cleaned_data["reason"], by=request.user, now=timezone.now())
        except actions.Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Closed. The firm reads why."))
            return redirect("buyers:enquiry", found.public_id)
    return _show(request, found, closing=form, status=422)


def _of(request: HttpRequest, public_id: str) -> Enquiry:
    """One of the reader's side; to anybody else it is not there."""
    seen = Enquiry.objects.visible_to(request.user).select_related("organisation", "supplier", "requirement")
    return get_object_or_404(seen, public_id=public_id.upper())


def _show(
    request: HttpRequest,
    found: Enquiry,
    *,
    written: MessageForm | None = None,
    closing: ClosingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    side = side_of(request.user, found)
    asked = found.requirement.lines.select_related("place") if found.requirement else ()
    context: dict[str, Any] = {
        "enquiry": found,
        "asks": side == Message.Side.BUYER,
        "state": state_words(found, side),
        "thread": found.messages.select_related("written_by"),
        "side": side,
        "lines": described(asked_of(asked)),
        "late": found.state == "waiting" and found.answer_by is not None and found.answer_by < today(),
        "form": written or (MessageForm() if may_write(request.user, found) else None),
        "closing": closing or (ClosingForm() if may_close(request.user, found) else None),
        "wrong_form": written or closing,
        # The address of the closing has no page of its own for a change of language to go back to.
        "language_next": reverse("buyers:enquiry", args=[found.public_id]),
    }
    return render(request, "buyers/enquiries/one.html", context, status=status)


def _asking_for(request: HttpRequest) -> Organisation:
    if not request.user.is_buyer:
        raise Http404
    organisation = asks_for(request.user)
    if organisation is None:
        raise PermissionDenied(
            _("You may read enquiries, but not write. Ask an owner of the account to make you an editor.")
        )
    return organisation


def _shown_to_firms(organisation: Organisation) -> list[Requirement]:
    """What a buyer may show: a draft is seen by nobody but its colleagues."""
    seen = Requirement.objects.open().filter(organisation=organisation).prefetch_related("versions")
    return list(seen.order_by("-created_at", "-pk")[:50])
