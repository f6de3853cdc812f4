"""Evidence of a firm: what lies before the readers, what they decided, new papers, the papers themselves."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.clock import today
from suppliers.actions.evidence import (
    AlreadyChecked,
    attach_to_criterion,
    attach_to_facts,
    certificates_that_bear,
    claims_of_certificates,
    measured_claim,
    withdraw,
)
from suppliers.claims import Claim, rests_on_issue
from suppliers.criteria_texts import CriterionText, criteria_for, criterion, validity_months
from suppliers.forms.evidence import CriterionPaperForm, PaperForm, criterion_choices
from suppliers.models import Certificate, Decision, Document, Evidence, Supplier
from suppliers.permissions import may_edit
from suppliers.sections import section_of
from suppliers.uploads import keep
from suppliers.views.own import edited_firm, letter_of, own_firm, own_firms
from suppliers.views.profile import facts

FIGURES = ("2.2", "4.1", "5.4")


def evidence(request: HttpRequest) -> HttpResponse:
    firms = own_firms(request)
    if len(firms) == 1:
        return _list(request, own_firm(request, firms[0].public_id))
    return render(request, "suppliers/choose_firm.html", {"firms": firms, "route": "suppliers:firm_evidence"})


def firm_evidence(request: HttpRequest, public_id: str) -> HttpResponse:
    return _list(request, own_firm(request, public_id))


def _list(request: HttpRequest, firm: Supplier) -> HttpResponse:
    """Everything the firm has said or shown, by criterion, with the decisions on it."""
    lines = (
        Evidence.objects.filter(supplier=firm)
        .exclude(state=Evidence.State.WITHDRAWN)
        .select_related("document", "certificate__standard")
        .prefetch_related("decisions")
    )
    texts = criteria_for(letter_of(firm))
    on = today()
    order = {code: number for number, code in enumerate(texts)}
    groups: dict[str, list[dict[str, Any]]] = {}
    for line in sorted(lines, key=lambda e: (order.get(e.criterion, 99), -e.pk)):
        text = texts.get(line.criterion)
        groups.setdefault(text.dimension_name if text else _("Not asked in your sector"), []).append(
            {
                "line": line,
                "name": text.name if text else "",
                "lapsed": line.valid_to is not None and line.valid_to < on,
                "decisions": [d for d in line.decisions.all() if d.in_effect],
                "own": not line.proven_class and line.state == Evidence.State.LIVE,
                "anchor": _anchor(text, line),
                "no_audit_until": _no_audit_until(line),
                "again": _again(text, line),
                "paper_ends": line.paper_ends if line.counts_shorter else None,
            }
        )
    context = {
        "firm": firm,
        "facts": facts(firm),
        "groups": list(groups.items()),
        "infected": firm.documents.filter(scan=Document.Scan.INFECTED).order_by("-scanned_at", "-pk"),
        "may_edit": may_edit(request.user, firm),
    }
    return render(request, "suppliers/evidence/list.html", context)


def _anchor(text: CriterionText | None, line: Evidence) -> str:
    if text is None or line.level is None:
        return ""
    if line.level < 1:
        return _("the first level is not reached yet.")
    return next((a.text for a in text.anchors if a.level == int(line.level)), "")


def _no_audit_until(line: Evidence) -> date | None:
    """Until when the certificate counts because its surveillance audit is not stated; None where it counts by
    another day, as after a reader who saw the audit."""
    if line.certificate is None:
        return None
    until = rests_on_issue(line.certificate.as_held)
    return until if until == line.valid_to else None


def _again(text: CriterionText | None, line: Evidence) -> str:
    """Where a better paper is attached after staff asked back or rejected; empty where nothing is wanted."""
    last = next((d for d in line.decisions.all() if d.in_effect), None)
    if last is None or last.outcome == Decision.Outcome.ACCEPTED or line.queued_at or text is None:
        return ""
    if line.certificate_id:
        return f"?certificate={line.certificate_id}"
    return f"?criterion={line.criterion}" if line.kind != Evidence.Kind.REGISTER else ""


def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new paper: first for what, then the paper itself."""
    firm = edited_firm(request, public_id)
    if "certificate" in request.GET:
        held = _certificate(firm, request.GET["certificate"])
        said = [
            c for c in claims_of_certificates(firm, validity_months(), today()) if c.certificate == held.pk
        ]
        return _for_facts(request, firm, str(held.standard), said)
    code = request.GET.get("criterion", "")
    if code in FIGURES:
        said = measured_claim(firm, code)
        text = criterion(code)
        return _for_facts(request, firm, f"{code} {text.name}" if text else code, said)
    text = criteria_for(letter_of(firm)).get(code)
    if text is None or text.rule != "level":
        return _choose(request, firm)
    return _for_criterion(request, firm, text)


def _choose(request: HttpRequest, firm: Supplier) -> HttpResponse:
    """What the paper is for."""
    bearing = {c.certificate for c in claims_of_certificates(firm, validity_months(), today())}
    context = {
        "firm": firm,
        "certificates": [c for c in firm.certificates.select_related("standard") if c.pk in bearing],
        "figures": [(code, criterion(code)) for code in FIGURES if measured_claim(firm, code)],
        "groups": criterion_choices(criteria_for(letter_of(firm))),
    }
    return render(request, "suppliers/evidence/choose.html", context)


def _certificate(firm: Supplier, key: str) -> Certificate:
    if not key.isdecimal():
        raise Http404
    return get_object_or_404(firm.certificates.select_related("standard"), pk=key)


def _for_criterion(request: HttpRequest, firm: Supplier, text: CriterionText) -> HttpResponse:
    form = CriterionPaperForm(*sent(request), text=text, today=today(), **shelf(request, firm))
    if request.method == "POST" and form.is_valid():
        paper = kept_paper(request, firm, form)
        attach_to_criterion(
            firm,
            paper,
            criterion=text.code,
            level=form.cleaned_data["level"],
            valid_from=form.cleaned_data["valid_from"],
            valid_to=form.ends,
            paper_ends=form.cleaned_data["valid_to"],
            note=form.cleaned_data["note"],
            by=request.user,
            now=timezone.now(),
        )
        return _thanks(request, firm, paper)
    bearing = certificates_that_bear(firm, validity_months(), today()).get(text.code)
    held = firm.certificates.select_related("standard").get(pk=bearing) if bearing else None
    return _form_page(request, firm, form, heading=f"{text.code} {text.name}", text=text, held=held)


def _for_facts(request: HttpRequest, firm: Supplier, heading: str, said: list[Claim]) -> HttpResponse:
    """A paper for facts stated in the profile: the level is worked out, so there is none to choose."""
    if not said:
        return _choose(request, firm)
    form = PaperForm(*sent(request), **shelf(request, firm))
    if request.method == "POST" and form.is_valid():
        paper = kept_paper(request, firm, form)
        attach_to_facts(
            firm, paper, said, note=form.cleaned_data["note"], by=request.user, now=timezone.now()
        )
        return _thanks(request, firm, paper)
    claims = [{"claim": c, "text": criterion(c.criterion)} for c in said]
    return _form_page(request, firm, form, heading=heading, said=claims)


def sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def shelf(request: HttpRequest, firm: Supplier) -> dict[str, Any]:
    return {
        "documents": firm.documents.exclude(scan=Document.Scan.INFECTED).order_by("-uploaded_at", "-pk"),
        "cut_off": getattr(request, "upload_too_large", False),
    }


def kept_paper(request: HttpRequest, firm: Supplier, form: PaperForm) -> Document:
    """The document chosen, or the new file kept."""
    if form.examined:
        return keep(firm, form.cleaned_data["file"], form.examined, by=request.user, now=timezone.now())
    return form.cleaned_data["document"]


def _form_page(request: HttpRequest, firm: Supplier, form: PaperForm, **more: Any) -> HttpResponse:
    """The form; with errors 422. A sound file that came with them is kept, for a browser would forget it."""
    wrong = form.is_bound and not form.is_valid()
    if wrong and form.examined:
        document = kept_paper(request, firm, form)
        kept = form.data.copy()
        kept["document"] = str(document.pk)
        form.data = kept
    context = {"firm": firm, "form": form, "wrong": wrong, **more}
    return render(request, "suppliers/evidence/new.html", context, status=422 if wrong else 200)


def _thanks(request: HttpRequest, firm: Supplier, paper: Document) -> HttpResponse:
    if paper.withheld:
        words = _("Received. It is being scanned: it counts as stated until then, as uploaded afterwards, and as proven once staff have read it.")  # fmt: skip
    else:
        words = _("Received. It counts as uploaded now, and as proven once staff have read it.")
    messages.success(request, words)
    return redirect("suppliers:firm_evidence", firm.public_id)


@require_POST
def withdraw_evidence(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    firm = edited_firm(request, public_id)
    line = get_object_or_404(Evidence.objects.counting(), supplier=firm, pk=pk)
    try:
        withdraw(line)
    except AlreadyChecked:
        messages.error(
            request, _("Staff have decided on this paper. It counts until its end and cannot be taken back.")
        )
    else:
        section = section_of(line.criterion)
        if line.kind == Evidence.Kind.DOCUMENT or section is None:
            messages.success(request, _("Taken back. It no longer counts."))
        else:
            words = _("Taken back. Saving “%(section)s” again states it anew.")
            messages.success(request, words % {"section": section.title})
    return redirect("suppliers:firm_evidence", public_id)


@require_POST
def decision_read(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Somebody of the firm has read the decision and its reason."""
    firm = edited_firm(request, public_id)
    in_effect = Decision.objects.filter(closed_at__isnull=False, refused_by__isnull=True)
    decision = get_object_or_404(in_effect, supplier=firm, pk=pk)
    if decision.read_by_firm_at is None:
        decision.read_by_firm_at = timezone.now()
        decision.save(update_fields=["read_by_firm_at"])
    return redirect("suppliers:firm_home", public_id)


@require_safe
def document(request: HttpRequest, pk: int) -> FileResponse:
    """The paper itself, to members of the firm and staff in whose scope it lies; to nobody else.

    It is always saved, never shown in the page: what somebody uploaded must not run on our address.
    """
    paper = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    if paper.scan == Document.Scan.INFECTED:
        raise PermissionDenied(
            _("Harmful software was found in this file (%(found)s). It is given to nobody.")
            % {"found": paper.scan_found}
        )
    if paper.withheld:
        raise PermissionDenied(
            _("This file is still being scanned for harmful software. Try again in a minute.")
        )
    try:
        content = paper.file.open("rb")
    except FileNotFoundError:
        raise Http404
    response = FileResponse(
        content, as_attachment=True, filename=paper.original_name, content_type=paper.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
