"""What a firm reads of the decisions on it, what it answers, and what it asks for."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.clock import today
from suppliers.actions import rulings as actions
from suppliers.actions.rulings import KINDS, Refused
from suppliers.criteria_texts import criteria_for
from suppliers.forms.rulings import AnswerForm, NotApplicableForm, RenewalForm
from suppliers.models import Decision, Evidence, NotApplicableRequest, Renewal, Supplier, Waiver
from suppliers.models.evidence import PROVEN_CLASSES
from suppliers.permissions import may_edit
from suppliers.rulings import rulings_of
from suppliers.views.evidence import kept_paper, sent, shelf
from suppliers.views.own import edited_firm, letter_of, own_firm
from suppliers.views.profile import facts

PAGE = "suppliers:own_rulings"


@require_safe
def own_rulings(request: HttpRequest, public_id: str) -> HttpResponse:
    """Findings, exceptions and bookings of the firm, each with its reason and a place to answer."""
    firm = own_firm(request, public_id)
    context = {
        "firm": firm,
        "facts": facts(firm),
        "rulings": rulings_of(firm, letter_of(firm), today()),
        "may_edit": may_edit(request.user, firm),
        "staff": False,
    }
    return render(request, "suppliers/rulings/own.html", context)


@require_POST
def answer(request: HttpRequest, public_id: str, kind: str, pk: int) -> HttpResponse:
    """Somebody of the firm has read it, and answers it or not."""
    firm = edited_firm(request, public_id)
    if kind not in KINDS:
        raise Http404
    model = KINDS[kind]
    rows = model._default_manager.filter(supplier=firm)
    if model is Decision:
        rows = rows.filter(closed_at__isnull=False, refused_by__isnull=True)
    if model is Waiver:
        rows = rows.filter(refused_at__isnull=True)
    ruling = get_object_or_404(rows, pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["words"][0])
    else:
        words = form.cleaned_data["words"]
        actions.answer(ruling, words, by=request.user, now=timezone.now())
        messages.success(request, _("Sent to staff.") if words else _("Noted that you have read it."))
    if model is Decision:
        return redirect("suppliers:firm_evidence", public_id)
    return redirect(PAGE, public_id)


def ask_not_applicable(request: HttpRequest, public_id: str) -> HttpResponse:
    firm = edited_firm(request, public_id)
    held = NotApplicableRequest.objects.filter(supplier=firm, withdrawn_at=None).exclude(approved=False)
    form = NotApplicableForm(
        request.POST if request.method == "POST" else None,
        texts=criteria_for(letter_of(firm)),
        held=held.values_list("criterion", flat=True),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_not_applicable(firm, **form.cleaned_data, by=request.user, now=timezone.now())
        except Refused as why:
            form.add_error("criterion", str(why))
        else:
            messages.success(request, _("Sent. Nothing changes until staff have decided."))
            return redirect(PAGE, public_id)
    heading = _("Ask to leave a criterion out")
    lede = _("Only where your kind of work has no such thing, for example no heat treatment. Staff decide with a reason; at most a third of a dimension may be left out.")  # fmt: skip
    return _form_page(request, firm, form, heading, lede)


def book_renewal(request: HttpRequest, public_id: str) -> HttpResponse:
    firm = edited_firm(request, public_id)
    proven = Evidence.objects.counting().filter(supplier=firm, evidence_class__in=PROVEN_CLASSES)
    form = RenewalForm(
        *sent(request),
        texts=criteria_for(letter_of(firm)),
        proven=proven.filter(valid_to__isnull=False).values_list("criterion", flat=True),
        today=today(),
        **shelf(request, firm),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.book_renewal(
                firm,
                criterion=data["criterion"],
                booked_for=data["booked_for"],
                body=data["body"],
                document=kept_paper(request, firm, form),
                note=data["note"],
                by=request.user,
                now=timezone.now(),
            )
        except Refused as why:
            form.add_error("criterion", str(why))
        else:
            messages.success(request, _("Received. It counts once staff have seen the booking."))
            return redirect(PAGE, public_id)
    heading = _("Show a booked renewal")
    lede = _("When proof has lapsed and its renewal is booked, your level is kept as conditional until the booked day, for at most %(days)s days.") % {"days": actions.CONDITIONAL_DAYS}  # fmt: skip
    return _form_page(request, firm, form, heading, lede)


def _form_page(request: HttpRequest, firm: Supplier, form: Any, heading: str, lede: str) -> HttpResponse:
    wrong = form.is_bound and not form.is_valid()
    if wrong and getattr(form, "examined", None):
        # A sound file that came with errors is kept: a browser would forget it.
        kept = form.data.copy()
        kept["document"] = str(kept_paper(request, firm, form).pk)
        form.data = kept
    context = {"firm": firm, "form": form, "heading": heading, "lede": lede, "own": True, "wrong": wrong}
    return render(request, "suppliers/rulings/form.html", context, status=422 if wrong else 200)


@require_POST
def withdraw(request: HttpRequest, public_id: str, kind: str, pk: int) -> HttpResponse:
    """The firm takes back what it asked for."""
    firm = edited_firm(request, public_id)
    try:
        if kind == "not-applicable":
            asked = get_object_or_404(NotApplicableRequest, supplier=firm, pk=pk)
            actions.withdraw_request(asked, now=timezone.now())
        elif kind == "renewal":
            actions.withdraw_renewal(get_object_or_404(Renewal, supplier=firm, pk=pk), now=timezone.now())
        else:
            raise Http404
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Taken back. It no longer counts."))
    return redirect(PAGE, public_id)
