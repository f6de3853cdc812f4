"""What staff decide of one firm beside its evidence, and the list of what firms ask for or answer."""

from collections.abc import Callable
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
from suppliers.desk_search import MOST, firms_for, found_for
from suppliers.forms.rulings import (
    CloseFindingForm,
    DecideForm,
    FindFirmForm,
    FindingForm,
    ReasonForm,
    WaiverForm,
    waivable,
)
from suppliers.models import Decision, Finding, NotApplicableRequest, Renewal, Supplier, Waiver
from suppliers.permissions import may_decide
from suppliers.rulings import firm_url, plain, rulings_of, waiting_for
from suppliers.verification import queue_for
from suppliers.views.own import letter_of
from suppliers.views.verification import staff_only


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """What firms of the reader's scope ask for or answer, the oldest first."""
    staff_only(request)
    rows, count = waiting_for(request.user)
    return render(request, "suppliers/rulings/requests.html", {"rows": rows, "count": count})


@require_safe
def find_firm(request: HttpRequest) -> HttpResponse:
    """Any firm of the reader's scope, listed or not, and the way to the decisions on it."""
    staff_only(request)
    form = FindFirmForm(request.GET if "q" in request.GET else None)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    firms = found_for(request.user, typed)
    context = {"form": form, "typed": typed, "firms": firms[:MOST], "more": len(firms) > MOST}
    return render(request, "suppliers/rulings/find.html", context)


@require_safe
def firm_rulings(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything decided on one firm beside its evidence, with the way to each decision."""
    return _page(request, read_firm(request, public_id))


def read_firm(request: HttpRequest, public_id: str) -> Supplier:
    """A firm in the reader's scope and not the reader's own; everything else is 404."""
    staff_only(request)
    firms = firms_for(request.user).select_related("organisation", "province", "enterprise__parent")
    return get_object_or_404(firms.prefetch_related("sectors__sector"), public_id=public_id)


def decided_firm(request: HttpRequest, public_id: str) -> Supplier:
    """One on which the reader may decide."""
    firm = read_firm(request, public_id)
    if not may_decide(request.user, firm):
        raise Http404
    return firm


def _page(request: HttpRequest, firm: Supplier) -> HttpResponse:
    letter = letter_of(firm)
    texts = criteria_for(letter)
    answers = (
        Decision.objects.filter(supplier=firm, answered_at__isnull=False)
        .select_related("evidence")
        .order_by("-answered_at")[:20]
    )
    looked_up = (
        Decision.objects.filter(supplier=firm, source=Decision.Source.REGISTER)
        .select_related("evidence__certificate__standard")
        .order_by("-decided_at", "-pk")[:20]
    )
    context = {
        "firm": firm,
        "waiting": queue_for(request.user).filter(supplier=firm)[:20],
        "looked_up": [(d, texts[d.criterion].name if d.criterion in texts else "") for d in looked_up],
        "rulings": rulings_of(firm, letter, today()),
        "answers": answers,
        "may_decide": may_decide(request.user, firm),
        "may_waive": bool(waivable(texts)),
        "staff": True,
    }
    return render(request, "suppliers/rulings/firm.html", context)


def form_page(
    request: HttpRequest,
    firm: Supplier,
    form: Any,
    heading: str,
    *,
    lede: str = "",
    ruling: Any = None,
    act: Callable[[], str],
) -> HttpResponse:
    """A form on a page of its own; ``act`` does what it says and returns the sentence that it was done."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                messages.success(request, act())
            except Refused as why:
                form.add_error(None, str(why))
                status = 409
            else:
                return redirect(firm_url(firm))
    context = {"firm": firm, "form": form, "heading": heading, "lede": lede, "ruling": ruling, "wrong": status != 200}  # fmt: skip
    return render(request, "suppliers/rulings/form.html", context, status=status)


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _one(rulings: Any, row: Any) -> Any:
    """The ruling as the page shows it."""
    return next(r for r in rulings if type(r.row) is type(row) and r.row.pk == row.pk)


def new_finding(request: HttpRequest, public_id: str) -> HttpResponse:
    firm = decided_firm(request, public_id)
    form = FindingForm(_data(request), texts=criteria_for(letter_of(firm)), today=today())

    def act() -> str:
        actions.open_finding(firm, **form.cleaned_data, by=request.user)
        return _("The finding is open. The firm reads it, and its level follows within seconds.")

    lede = _("It limits one criterion until better proof closes it. Write what was seen, where and when.")
    return form_page(request, firm, form, _("Open a finding"), lede=lede, act=act)


def close_finding(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    firm = decided_firm(request, public_id)
    finding = get_object_or_404(Finding, supplier=firm, pk=pk, closed_on__isnull=True)
    on = today()
    form = CloseFindingForm(
        _data(request),
        evidence=list(actions.closing_evidence(finding, on)[:20]),
        may_lift=finding.opened_by_id != request.user.pk,
    )

    def act() -> str:
        reason = form.cleaned_data["reason"]
        if form.evidence is None:
            actions.lift_finding(finding, reason=reason, by=request.user)
        else:
            actions.close_finding(finding, evidence=form.evidence, reason=reason, by=request.user, today=on)
        return _("The finding is closed. The firm reads it, and its level follows within seconds.")

    lede = _("It takes proof of class %(class)s or better, of the day of the finding or later, that shows more than %(ceiling)s.") % {"class": finding.evidence_class, "ceiling": plain(finding.ceiling)}  # fmt: skip
    shown = _one(rulings_of(firm, letter_of(firm), on).findings, finding)
    return form_page(request, firm, form, _("Close the finding"), lede=lede, ruling=shown, act=act)


def decide_request(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """A request of the firm; also to take back an approval."""
    firm = decided_firm(request, public_id)
    undecided = NotApplicableRequest.objects.filter(withdrawn_at__isnull=True).exclude(approved=False)
    asked = get_object_or_404(undecided, supplier=firm, pk=pk)
    form = DecideForm(_data(request))

    def act() -> str:
        data = form.cleaned_data
        actions.decide_request(
            asked, approved=data["agreed"], reason=data["reason"], by=request.user, now=timezone.now()
        )
        return _("Recorded. The firm can read it, and its level follows within seconds.")

    lede = _("What is left out no longer counts, for or against. At most a third of a dimension may be left out.")  # fmt: skip
    shown = _one(rulings_of(firm, letter_of(firm), today()).requests, asked)
    return form_page(request, firm, form, _("Does the criterion apply?"), lede=lede, ruling=shown, act=act)


def new_waiver(request: HttpRequest, public_id: str) -> HttpResponse:
    firm = decided_firm(request, public_id)
    texts = criteria_for(letter_of(firm))
    if not waivable(texts):
        # The page says why.
        return redirect(firm_url(firm))
    form = WaiverForm(_data(request), texts=texts, today=today())

    def act() -> str:
        criterion, level = form.waived
        data = {name: form.cleaned_data[name] for name in ("valid_from", "valid_to", "buyer", "reason")}
        actions.record_waiver(
            firm, criterion=criterion, level=level, **data, by=request.user, now=timezone.now()
        )
        return _("Recorded. It takes effect when a second person agrees.")

    lede = _("A buyer has written that it does not ask this of the firm. It is printed in the explanation, and the firm is not counted nationally by it.")  # fmt: skip
    return form_page(request, firm, form, _("Record a waiver"), lede=lede, act=act)


@require_POST
def second_waiver(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """The second person approves; who does not, says why on a page of its own."""
    firm = decided_firm(request, public_id)
    waiver = get_object_or_404(Waiver, supplier=firm, pk=pk)
    try:
        actions.approve_waiver(waiver, by=request.user, now=timezone.now())
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Agreed. The waiver is in effect."))
    return redirect(firm_url(firm))


def close_waiver(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Not approved, or ended before its day."""
    firm = decided_firm(request, public_id)
    waiver = get_object_or_404(Waiver, supplier=firm, pk=pk, refused_at__isnull=True)
    form = ReasonForm(_data(request))
    waits = waiver.waits

    def act() -> str:
        reason = form.cleaned_data["reason"]
        if waits:
            actions.refuse_waiver(waiver, reason=reason, by=request.user, now=timezone.now())
            return _("Not agreed. The waiver has no effect.")
        actions.end_waiver(waiver, on=today(), reason=reason, by=request.user)
        return _("The waiver ends today.")

    heading = _("Do not approve the waiver") if waits else _("End the waiver today")
    shown = _one(rulings_of(firm, letter_of(firm), today()).waivers, waiver)
    return form_page(request, firm, form, heading, ruling=shown, act=act)


def decide_renewal(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    firm = decided_firm(request, public_id)
    renewal = get_object_or_404(Renewal.objects.waiting(), supplier=firm, pk=pk)
    form = DecideForm(_data(request))

    def act() -> str:
        data = form.cleaned_data
        actions.decide_renewal(
            renewal, accepted=data["agreed"], reason=data["reason"], by=request.user, now=timezone.now()
        )
        return _("Recorded. The firm can read it, and its level follows within seconds.")

    lede = _("While it is booked, a level that fails only because proof lapsed is conditional, for at most %(days)s days, and not counted nationally.") % {"days": actions.CONDITIONAL_DAYS}  # fmt: skip
    shown = _one(rulings_of(firm, letter_of(firm), today()).renewals, renewal)
    return form_page(request, firm, form, _("Is the renewal booked?"), lede=lede, ruling=shown, act=act)


@require_POST
def answer_read(request: HttpRequest, public_id: str, kind: str, pk: int) -> HttpResponse:
    """Staff have read what the firm answered."""
    firm = decided_firm(request, public_id)
    if kind not in KINDS:
        raise Http404
    ruling = get_object_or_404(KINDS[kind], supplier=firm, pk=pk, answered_at__isnull=False)
    actions.note_answer(ruling, now=timezone.now())
    return redirect(f"{firm_url(firm)}#{kind}-{pk}")
