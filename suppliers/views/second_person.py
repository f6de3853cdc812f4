"""Decisions that take effect only when a second person agrees."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from suppliers.actions.decisions import AlreadyDecided, ChangedMeanwhile, confirm, refuse
from suppliers.comparing import compare_recorded
from suppliers.forms.verification import SecondPersonForm
from suppliers.models import Decision
from suppliers.permissions import may_confirm, may_decide
from suppliers.verification import desk_of, filter_of, pending_second, readable_by
from suppliers.views.verification import anchor_of, staff_only, text_of


@require_safe
def second(request: HttpRequest, pk: int) -> HttpResponse:
    """What the first person read and concluded."""
    staff_only(request)
    decision = get_object_or_404(pending_second(request.user), pk=pk)
    return _page(request, decision, SecondPersonForm())


@require_POST
def second_answer(request: HttpRequest, pk: int) -> HttpResponse:
    staff_only(request)
    readable = readable_by(request.user).values("pk")
    decision = get_object_or_404(Decision, pk=pk, needs_second=True, evidence__in=readable)
    if not may_decide(request.user, decision.supplier):
        raise Http404
    if not may_confirm(request.user, decision):
        messages.error(request, _("The second person must not be the first."))
        return redirect(reverse("suppliers:second", args=[pk]) + _kept(request))
    form = SecondPersonForm(request.POST)
    if not form.is_valid():
        waiting = get_object_or_404(pending_second(request.user), pk=pk)
        return _page(request, waiting, form, status=422)
    try:
        _answer(request, decision, form)
    except AlreadyDecided:
        messages.warning(
            request, _("Somebody decided on this while you were reading. Nothing of yours was saved.")
        )
    except ChangedMeanwhile:
        messages.warning(
            request,
            _(
                "The firm changed what it says since the first person read it. Do not agree, so that it is read anew."
            ),
        )
        return redirect(reverse("suppliers:second", args=[pk]) + _kept(request))
    return _onward(request, decision)


def _onward(request: HttpRequest, decision: Decision) -> HttpResponse:
    """To the next decision that waits for this reader; where there is none, to the queue as it was filtered."""
    waiting = pending_second(request.user).exclude(decided_by=request.user.pk)
    at, pk = decision.decided_at, decision.pk
    later = waiting.filter(Q(decided_at__gt=at) | Q(decided_at=at, pk__gt=pk))
    if following := later.first() or waiting.first():
        return redirect(reverse("suppliers:second", args=[following.pk]) + _kept(request))
    return redirect(reverse("suppliers:verification") + _kept(request))


def _kept(request: HttpRequest) -> str:
    """The filter of the queue beside it, as the address ends."""
    return filter_of(request.user, request.GET, timezone.now()).query()


def _answer(request: HttpRequest, decision: Decision, form: SecondPersonForm) -> None:
    now = timezone.now()
    if form.cleaned_data["agree"]:
        confirm(decision, by=request.user, now=now)
        messages.success(request, _("Agreed. The decision is in effect."))
    else:
        refuse(decision, by=request.user, reason=form.cleaned_data["reason"], now=now)
        messages.success(request, _("Not agreed. The evidence waits in the queue again."))


def _page(
    request: HttpRequest, decision: Decision, form: SecondPersonForm, status: int = 200
) -> HttpResponse:
    text = text_of(decision.evidence)
    context = {
        "desk": desk_of(request.user, request.GET, timezone.now()),
        "decision": decision,
        "evidence": decision.evidence,
        "firm": decision.supplier,
        "text": text,
        "anchor": anchor_of(text, decision.evidence),
        "compared": compare_recorded(decision, text.validity_months),
        "form": form,
        "own": decision.decided_by_id == request.user.pk,
        "may_confirm": may_confirm(request.user, decision),
        "opened": True,
        "wrong": status == 422,
    }
    return render(request, "suppliers/verification/second.html", context, status=status)
