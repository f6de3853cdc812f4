"""The supplier's own page: listed or not and why, what lapses, what to read, what to do."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Exists, F, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.clock import today
from portal.models import User
from suppliers.actions.publishing import NotDecidable, publish, unpublish
from suppliers.clocks import add_months
from suppliers.criteria_texts import criteria_for
from suppliers.models import Decision, DeliveryMonth, Evidence, SectionDraft, Supplier
from suppliers.permissions import may_edit
from suppliers.rulings import unread_by
from suppliers.sections import SECTIONS
from suppliers.todo import tasks_of
from suppliers.views.own import edited_firm, letter_of, own_firm, own_firms
from suppliers.views.profile import facts, marks, steps

# How long before the end a paper is spoken of: renewing an ISO certificate takes about three months.
LAPSING_DAYS = 90
UNCHECKED = ("A0", "A1")


def home(request: HttpRequest) -> HttpResponse:
    firms = own_firms(request)
    if len(firms) == 1:
        return _home(request, own_firm(request, firms[0].public_id))
    return render(request, "suppliers/choose_firm.html", {"firms": firms, "route": "suppliers:firm_home"})


def firm_home(request: HttpRequest, public_id: str) -> HttpResponse:
    return _home(request, own_firm(request, public_id))


def _home(request: HttpRequest, firm: Supplier, status: int = 200) -> HttpResponse:
    on = today()
    all_steps = steps(firm, marks(firm))
    papers = papers_of(firm)
    missing = [needed for step in all_steps for needed in step["lacking"]]
    context = {
        "firm": firm,
        "facts": facts(firm),
        "may_edit": may_edit(request.user, firm),
        "missing": [{"needed": n, "url": section_url(firm, n.section, n.anchor)} for n in missing],
        "steps": all_steps,
        "lapsing": lapsing(firm, papers, on),
        "decisions": unread_decisions(firm),
        "tasks": [*drafts(firm, request.user), *tasks(firm, all_steps, papers, on)],
    }
    return render(request, "suppliers/home.html", context, status=status)


@require_POST
def publish_firm(request: HttpRequest, public_id: str) -> HttpResponse:
    firm = edited_firm(request, public_id)
    try:
        publish(firm, now=timezone.now())
    except NotDecidable:
        messages.error(request, _("Not yet: buyers still need what is listed here."))
        return _home(request, firm, status=422)
    messages.success(request, _("Your firm is on the list. Buyers can find it now."))
    return redirect("suppliers:firm_home", public_id)


@require_POST
def unpublish_firm(request: HttpRequest, public_id: str) -> HttpResponse:
    firm = edited_firm(request, public_id)
    unpublish(firm)
    messages.success(request, _("Your firm is off the list. What you wrote is kept."))
    return redirect("suppliers:firm_home", public_id)


def section_url(firm: Supplier, key: str, anchor: str = "") -> str:
    return reverse("suppliers:section", args=[firm.public_id, key]) + (f"#{anchor}" if anchor else "")


def papers_of(firm: Supplier) -> list[Evidence]:
    """What counts of the firm apart from statements, the first to end on top; ``asked``: staff had a question."""
    asked = Decision.objects.filter(evidence=OuterRef("pk"), outcome=Decision.Outcome.ASKED)
    return list(
        Evidence.objects.counting()
        .filter(supplier=firm)
        .annotate(asked=Exists(asked))
        .exclude(kind=Evidence.Kind.STATEMENT, asked=False)
        .select_related("certificate__standard")
        .with_audit_read()
        .order_by(F("valid_to").asc(nulls_last=True), "criterion", "pk")
    )


def lapsing(firm: Supplier, papers: Iterable[Evidence], on: date) -> list[dict[str, Any]]:
    """Papers and certificates that counted and lapsed, or will within 90 days; the lapsed ones on top."""
    texts = criteria_for(letter_of(firm))
    until = on + timedelta(days=LAPSING_DAYS)
    dated = [
        (line, line.valid_to) for line in papers if line.valid_to and line.kind != Evidence.Kind.STATEMENT
    ]
    # A newer line on the same criterion that still counts has taken the place of a lapsed one.
    renewed = {_of_what(line) for line, ends in dated if ends > until}
    rows = []
    for line, ends in dated:
        if ends > until or _of_what(line) in renewed:
            continue
        text = texts.get(line.criterion)
        name = str(line.certificate.standard) if line.certificate else text.name if text else line.criterion
        unaudited = line.certificate is not None and line.certificate.counts([line]).unaudited
        rows.append({"evidence": line, "name": name, "lapsed": ends < on, "unaudited": unaudited})
    return rows


def _of_what(line: Evidence) -> tuple[str, str, int | None]:
    return line.criterion, line.kind, line.certificate_id


def unread_decisions(firm: Supplier) -> list[dict[str, Any]]:
    """Decisions in effect that nobody of the firm has read, newest first."""
    texts = criteria_for(letter_of(firm))
    decisions = Decision.objects.filter(
        supplier=firm, closed_at__isnull=False, refused_by__isnull=True, read_by_firm_at__isnull=True
    ).exclude(decided_by__isnull=True)
    return [{"decision": d, "text": texts.get(d.criterion)} for d in decisions[:5]]


def drafts(firm: Supplier, user: User) -> list[dict[str, str]]:
    """What the reader typed into a section and did not save."""
    typed = set(SectionDraft.objects.filter(supplier=firm, by=user).values_list("section", flat=True))
    words = _("A draft of yours in “%(section)s” is not saved yet. Open it and save it.")
    return [
        {"words": words % {"section": section.title}, "url": section_url(firm, key)}
        for key, section in SECTIONS.items()
        if key in typed
    ]


def tasks(
    firm: Supplier, all_steps: list[dict[str, Any]], papers: Iterable[Evidence], on: date
) -> list[dict[str, str]]:
    """What the firm can do next, most useful first; each with the page where it is done."""
    found = []
    for step in all_steps:
        if step["state"] == "todo":
            words = _("Fill in “%(section)s”.") % {"section": step["label"]}
            found.append({"words": words, "url": step["url"]})
    last = (
        DeliveryMonth.objects.filter(supplier=firm).order_by("-month").values_list("month", flat=True).first()
    )
    if last and add_months(last, 2) <= on.replace(day=1):
        words = _("Add the figures of last month: measured levels count for three months after the last one.")
        found.append({"words": words, "url": section_url(firm, "quality", "id_month-0-month")})
    for line in sorted(papers, key=lambda line: line.criterion):
        if not line.asked or line.queued_at is not None or line.evidence_class not in UNCHECKED:
            continue
        words = _("Answer the question of the reader about %(criterion)s.") % {"criterion": line.criterion}
        found.append({"words": words, "url": reverse("suppliers:firm_evidence", args=[firm.public_id])})
    for ruling in unread_by(firm, letter_of(firm), on):
        said = {"criterion": ruling.row.criterion, "name": ruling.name, "words": ruling.words}
        url = reverse("suppliers:own_rulings", args=[firm.public_id])
        found.append(
            {
                "words": _("Read the decision on %(criterion)s %(name)s: %(words)s") % said,
                "url": f"{url}#{ruling.kind}-{ruling.row.pk}",
            }
        )
    found += [{"words": words, "url": url} for words, url in tasks_of(firm)]
    return found
