"""The ministry's queue: evidence that waits, and the decision on it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_POST, require_safe

from portal.clock import today
from suppliers.actions.decisions import AlreadyDecided, ChangedMeanwhile, decide, needs_second
from suppliers.actions.reading import give_back, take
from suppliers.comparing import compare
from suppliers.criteria_texts import CriterionText, criteria_for
from suppliers.forms.verification import END_RULES, VerdictForm, deciding_body
from suppliers.models import Evidence
from suppliers.permissions import may_decide
from suppliers.verification import (
    Clock,
    Desk,
    as_shown,
    desk_of,
    filter_of,
    mark_of,
    next_after,
    queue_for,
    readable_by,
)

# Chips that fill the reason: the chip in the reader's language, and the sentence in that of firms. The reader edits
# it, the firm reads it.
REASONS = {
    "agrees": (
        gettext_lazy("It agrees"),
        gettext_lazy("Number, name and dates on the paper agree with what the firm wrote."),
    ),
    "scope": (gettext_lazy("Scope as on the paper"), gettext_lazy("Only the scope on the paper counts.")),
    "unreadable": (
        gettext_lazy("Cannot be read"),
        gettext_lazy("The picture cannot be read. Please upload a sharper one."),
    ),
    "holder": (
        gettext_lazy("Another legal entity"),
        gettext_lazy("The paper is made out to another legal entity."),
    ),
    "lapsed": (
        gettext_lazy("Lapsed"),
        gettext_lazy("The paper has lapsed. Please upload the renewed one."),
    ),
}
# The same where the firm attached no paper: the reader looked elsewhere.
WITHOUT_PAPER = {
    "agrees": (gettext_lazy("It agrees"), gettext_lazy("What was read agrees with what the firm wrote.")),
    "holder": (
        gettext_lazy("Another legal entity"),
        gettext_lazy("What was read is about another legal entity."),
    ),
    "nothing": (
        gettext_lazy("Nothing to read"),
        gettext_lazy("Nothing was found that shows this. Please attach a paper."),
    ),
}
PAGE = "suppliers/verification/queue.html"


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first, with the first of the page opened."""
    staff_only(request)
    desk = desk_of(request.user, request.GET, timezone.now())
    if not desk.rows:
        return render(request, PAGE, {"desk": desk})
    return _case(request, desk.rows[0].evidence, desk=desk)


def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of evidence: both sources, both outcomes, the decision. What is settled can still be read."""
    staff_only(request)
    queued = Exists(queue_for(request.user).order_by().filter(pk=OuterRef("pk")))
    evidence = get_object_or_404(as_shown(readable_by(request.user)).annotate(waits=queued), pk=pk)
    waits = evidence.waits
    if request.method != "POST":
        return _case(request, evidence, opened=True) if waits else _settled(request, evidence)
    if not may_decide(request.user, evidence.supplier):
        raise Http404
    if not waits:
        return _settled(request, evidence, typed=request.POST.get("reason", ""), status=409)
    about = {"evidence": evidence, "text": text_of(evidence), "on": today()}
    if "then" in request.POST or "fill" in request.POST:
        answer = _case(request, evidence, _as_typed(request, about), opened=True)
        answer["HX-Trigger-After-Swap"] = "compared"
        return answer
    form = VerdictForm(request.POST, **about)
    if not form.is_valid():
        return _case(request, evidence, form, status=422, opened=True)
    return _decide(request, evidence, form)


def _decide(request: HttpRequest, evidence: Evidence, form: VerdictForm) -> HttpResponse:
    verdict, now = form.verdict(), timezone.now()
    try:
        decide(evidence, verdict, by=request.user, body=deciding_body(request.user), now=now)
    except AlreadyDecided:
        evidence.refresh_from_db()
        return _settled(request, evidence, typed=verdict.reason, status=409)
    except ChangedMeanwhile:
        fresh = get_object_or_404(readable_by(request.user), pk=evidence.pk)
        typed = form.data.copy()
        typed["mark"] = mark_of(fresh)
        form = VerdictForm(typed, evidence=fresh, text=form.text, on=today())
        return _case(request, fresh, form, status=409, opened=True, changed=True)
    if needs_second(verdict):
        messages.success(request, _("Recorded. It takes effect when a second person agrees."))
    else:
        messages.success(request, _("Recorded. The firm can read it, and its level follows within seconds."))
    assert evidence.queued_at is not None
    return onward(request, evidence.queued_at, evidence.pk, now)


def onward(request: HttpRequest, queued_at: datetime, pk: int, now: datetime) -> HttpResponse:
    """To what comes next under the reader's filter; to the filter itself where it leaves nothing."""
    following, query = next_after(request.user, request.GET, queued_at, pk, now)
    if following is None:
        return redirect(reverse("suppliers:verification") + query)
    return redirect(reverse("suppliers:case", args=[following.pk]) + query)


@require_POST
def take_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell colleagues that one reads this, or no longer."""
    staff_only(request)
    evidence = get_object_or_404(queue_for(request.user).select_related("supplier"), pk=pk)
    if not may_decide(request.user, evidence.supplier):
        raise Http404
    if "back" in request.POST:
        give_back(evidence, by=request.user)
    else:
        take(evidence, by=request.user, now=timezone.now())
    page = request.GET.get("page", "")
    query = filter_of(request.user, request.GET, timezone.now()).query(
        int(page) if page.isdecimal() and len(page) < 6 else 1
    )
    return redirect(reverse("suppliers:case", args=[pk]) + query)


def _as_typed(request: HttpRequest, about: dict[str, Any]) -> VerdictForm:
    """The form as typed, nothing judged: with the end that the paper gives, and a chip's sentence added."""
    typed = request.POST.dict()
    if chip := reasons_for(about["evidence"]).get(typed.get("fill", "")):
        typed["reason"] = f"{typed.get('reason', '').strip()} {chip[1]}".strip()
    form = VerdictForm(initial=typed, **about)
    form.follow_clock()
    return form


def reasons_for(evidence: Evidence) -> dict[str, tuple[Any, str]]:
    kept = REASONS if evidence.document_id else WITHOUT_PAPER
    with override(settings.LANGUAGE_CODE):
        return {key: (chip, str(sentence)) for key, (chip, sentence) in kept.items()}


def staff_only(request: HttpRequest) -> None:
    if not request.user.is_authenticated or not request.user.is_ministry:
        raise Http404


def text_of(evidence: Evidence) -> CriterionText:
    """The criterion as the firm's own sector is asked it."""
    main = evidence.supplier.main_sector
    text = criteria_for(main.letter if main else "M").get(evidence.criterion)
    if text is None:
        raise Http404
    return text


def anchor_of(text: CriterionText, evidence: Evidence) -> str:
    """The sentence of the level that the firm claims."""
    return next((a.text for a in text.anchors if a.level == evidence.claimed_level), "")


def _case(
    request: HttpRequest,
    evidence: Evidence,
    form: VerdictForm | None = None,
    *,
    desk: Desk | None = None,
    status: int = 200,
    opened: bool = False,
    changed: bool = False,
) -> HttpResponse:
    """``opened``: somebody chose this one; ``changed``: the firm wrote something else meanwhile."""
    now = timezone.now()
    text = text_of(evidence)
    form = form or VerdictForm(evidence=evidence, text=text, on=today())
    latest, rule = form.clock()
    context = {
        "desk": desk or desk_of(request.user, request.GET, now),
        "evidence": evidence,
        "firm": evidence.supplier,
        "text": text,
        "form": form,
        "clock": Clock.of(evidence, now),
        "compared": [(row, form[row.said.field]) for row in compare(form.said, form.recorded())],
        "latest": latest,
        "rule": END_RULES[rule](),
        "chips": [(key, chip, sentence) for key, (chip, sentence) in reasons_for(evidence).items()],
        "earlier": evidence.decisions.select_related("decided_by", "refused_by", "confirmed_by"),
        "anchor": anchor_of(text, evidence),
        "may_decide": may_decide(request.user, evidence.supplier),
        "reading": getattr(evidence, "reading", None),
        "opened": opened,
        "changed": changed,
        "wrong": status == 422,
    }
    part = PAGE + ("#case" if request.htmx else "")
    return render(request, part, context, status=status)


def _settled(request: HttpRequest, evidence: Evidence, typed: str = "", status: int = 200) -> HttpResponse:
    """What became of it; ``typed`` is the reason of somebody who came too late."""
    text = text_of(evidence)
    context = {
        "desk": desk_of(request.user, request.GET, timezone.now()),
        "evidence": evidence,
        "firm": evidence.supplier,
        "text": text,
        "anchor": anchor_of(text, evidence),
        "earlier": evidence.decisions.select_related("decided_by", "refused_by", "confirmed_by"),
        "typed": typed,
        "late": status == 409,
        "opened": True,
    }
    return render(request, "suppliers/verification/settled.html", context, status=status)
