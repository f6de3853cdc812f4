"""The ministry's queue: evidence that waits, and the decision on it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.clock import today
from suppliers.actions.decisions import AlreadyDecided, confirm, decide, needs_second, refuse
from suppliers.criteria_texts import CriterionText, criteria_for
from suppliers.forms.verification import SecondPersonForm, VerdictForm, deciding_body
from suppliers.models import Decision, Evidence
from suppliers.permissions import may_confirm, may_decide
from suppliers.verification import READ_WITHIN, Clock, compare, pending_second, queue_for

A_PAGE = 25
# Sentences that fill the reason; the reader edits them, the firm reads them.
REASONS = {
    "scope": lambda: _("Only the scope on the paper counts."),
    "unreadable": lambda: _("The picture cannot be read. Please upload a sharper one."),
    "holder": lambda: _("The paper is made out to another legal entity."),
    "lapsed": lambda: _("The paper has lapsed. Please upload the renewed one."),
}


def queue(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first, with the oldest opened."""
    _staff_only(request)
    first = queue_for(request.user).first()
    if first is None:
        return render(request, "suppliers/verification/queue.html", _desk(request, None))
    return _case(request, first)


def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of evidence: both sources, both outcomes, the decision."""
    _staff_only(request)
    evidence = get_object_or_404(queue_for(request.user), pk=pk)
    if request.method != "POST":
        return _case(request, evidence)
    if not may_decide(request.user, evidence.supplier):
        raise Http404
    form = VerdictForm(request.POST, evidence=evidence, text=_text(evidence), on=today())
    if not form.is_valid():
        return _case(request, evidence, form, status=422)
    verdict = form.verdict()
    try:
        decide(evidence, verdict, by=request.user, body=deciding_body(request.user), now=timezone.now())
    except AlreadyDecided:
        messages.warning(
            request, _("Somebody decided on this while you were reading. Nothing of yours was saved.")
        )
        return redirect("suppliers:verification")
    if needs_second(verdict):
        messages.success(request, _("Recorded. It takes effect when a second person agrees."))
    else:
        messages.success(request, _("Recorded. The firm can read it, and its level is being worked out."))
    return redirect("suppliers:verification")


def second(request: HttpRequest, pk: int) -> HttpResponse:
    """A decision that waits for a second person."""
    _staff_only(request)
    decision = get_object_or_404(pending_second(request.user), pk=pk)
    return _second(request, decision, SecondPersonForm())


@require_POST
def second_answer(request: HttpRequest, pk: int) -> HttpResponse:
    _staff_only(request)
    decision = get_object_or_404(pending_second(request.user), pk=pk)
    if not may_confirm(request.user, decision):
        messages.error(request, _("The second person must not be the first."))
        return redirect("suppliers:second", pk=pk)
    form = SecondPersonForm(request.POST)
    if not form.is_valid():
        return _second(request, decision, form, status=422)
    now = timezone.now()
    try:
        if form.cleaned_data["agree"]:
            confirm(decision, by=request.user, now=now)
            messages.success(request, _("Agreed. The decision is in effect."))
        else:
            refuse(decision, by=request.user, reason=form.cleaned_data["reason"], now=now)
            messages.success(request, _("Not agreed. The evidence waits in the queue again."))
    except AlreadyDecided:
        messages.warning(
            request, _("Somebody decided on this while you were reading. Nothing of yours was saved.")
        )
    return redirect("suppliers:verification")


def _staff_only(request: HttpRequest) -> None:
    if not request.user.is_authenticated or not request.user.is_ministry:
        raise Http404


def _text(evidence: Evidence) -> CriterionText:
    main = evidence.supplier.main_sector
    text = criteria_for(main.letter if main else "M").get(evidence.criterion)
    if text is None:
        raise Http404
    return text


def _desk(request: HttpRequest, chosen: Evidence | None) -> dict[str, Any]:
    """The list at the left: waiting evidence with its clock, and decisions that want a second person."""
    now = timezone.now()
    waiting = queue_for(request.user)
    page = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    texts = {letter: criteria_for(letter) for letter in "MPEATFH"}
    rows = []
    for evidence in page.object_list.prefetch_related("supplier__sectors__sector"):
        main = evidence.supplier.main_sector
        text = texts[main.letter if main else "M"].get(evidence.criterion)
        rows.append(
            {"evidence": evidence, "clock": Clock.of(evidence, now), "name": text.name if text else ""}
        )
    return {
        "rows": rows,
        "page_obj": page,
        "waiting": page.paginator.count,
        "overdue": waiting.filter(queued_at__lt=now - READ_WITHIN).count(),
        "pending": list(pending_second(request.user)[:A_PAGE]),
        "chosen": chosen,
    }


def _case(
    request: HttpRequest, evidence: Evidence, form: VerdictForm | None = None, status: int = 200
) -> HttpResponse:
    text = _text(evidence)
    form = form or VerdictForm(evidence=evidence, text=text, on=today())
    context = _desk(request, evidence) | {
        "evidence": evidence,
        "firm": evidence.supplier,
        "text": text,
        "form": form,
        "clock": Clock.of(evidence, timezone.now()),
        "compared": compare(_pairs(evidence, form)),
        "end_rule": getattr(form, "end_rule", ""),
        "reasons": [(key, sentence()) for key, sentence in REASONS.items()],
        "earlier": evidence.decisions.select_related("decided_by", "refused_by"),
    }
    return render(request, "suppliers/verification/queue.html", context, status=status)


def _pairs(evidence: Evidence, form: VerdictForm) -> list[tuple[str, str, str, str]]:
    """What the firm wrote beside the field in which the reader records the paper."""
    held = evidence.certificate

    def read(name: str) -> str:
        value = form[name].value() if name in form.fields else ""
        return date_format(value) if hasattr(value, "year") else str(value or "")

    def day(value: Any) -> str:
        return date_format(value) if value else ""

    pairs = [(_("Name"), evidence.supplier.name, "read_holder", read("read_holder"))]
    if held is not None:
        pairs += [
            (_("Certificate number"), held.number, "read_number", read("read_number")),
            (_("Scope"), held.scope, "scope", read("scope")),
            (_("Valid until"), day(held.valid_to), "read_end", read("read_end")),
            (
                _("Last surveillance audit"),
                day(held.last_surveillance_on),
                "read_surveillance",
                read("read_surveillance"),
            ),
        ]
    return pairs


def _second(
    request: HttpRequest, decision: Decision, form: SecondPersonForm, status: int = 200
) -> HttpResponse:
    context = _desk(request, None) | {
        "decision": decision,
        "firm": decision.supplier,
        "text": _text(decision.evidence),
        "form": form,
        "own": not may_confirm(request.user, decision),
    }
    return render(request, "suppliers/verification/second.html", context, status=status)
