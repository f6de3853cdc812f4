"""One section of a profile: shown, kept as a draft, a row more or less, judged (422), in conflict (409), saved."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from portal.clock import today
from suppliers.actions.drafts import forget_draft, keep_draft, typed_in
from suppliers.actions.evidence import claims_of_certificates
from suppliers.actions.profile import Save
from suppliers.actions.sections import StaleSection
from suppliers.criteria_texts import criteria_for, validity_months
from suppliers.forms.conflict import differs, set_beside, taken_over
from suppliers.forms.section import SectionForm
from suppliers.forms.sections import SECTION_FORMS
from suppliers.forms.seen import SEEN, Seen, merged, seen_in
from suppliers.models import Evidence, SectionDraft, SectionVersion, Supplier
from suppliers.permissions import may_edit
from suppliers.sections import SECTIONS, after
from suppliers.views.own import edited_firm, letter_of, own_firm
from suppliers.views.profile import marks, steps


def _left_list() -> str:
    return _("Saved. Your firm left the list, because something buyers need is missing now.")


def section(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    if key not in SECTIONS:
        raise Http404
    if request.method != "POST":
        return _open(request, own_firm(request, public_id), key)
    firm = edited_firm(request, public_id)
    if request.POST.get("then") == "forget":
        forget_draft(firm, key, by=request.user)
        messages.success(request, _("What you had not saved is gone. This is what is saved."))
        return _on_to(request, reverse("suppliers:section", args=[firm.public_id, key]))
    sent = taken_over(request.POST, _form(firm, key))
    form, version = _form(firm, key, sent), _version_sent(request)
    if request.POST.get("then") == "keep":
        _keep(request, firm, form, sent, version)
        return HttpResponse(status=204)
    add, remove = sent.get("add", ""), sent.get("remove", "")
    if (add or remove) and (changed := form.change_rows(add=add, remove=remove)) is not None:
        _keep(request, firm, _form(firm, key, changed), changed, version)
        return _show(request, firm, form, version=version)
    if not form.is_valid():
        keep_draft(firm, key, sent, version=version, by=request.user, now=timezone.now())
        return _show(request, firm, form, version=version, status=422)
    try:
        form.save(_save(request, version))
    except StaleSection as stale:
        return _overtaken(request, firm, key, sent, version, stale.current)
    forget_draft(firm, key, by=request.user)
    return _saved(request, firm, key)


def _save(request: HttpRequest, version: int) -> Save:
    return Save(version, request.user, today(), timezone.now(), validity_months())


def _overtaken(
    request: HttpRequest, firm: Supplier, key: str, sent: QueryDict, version: int, current: SectionVersion
) -> HttpResponse:
    """Somebody saved in between. Where the two changed different things both are kept; else she chooses."""
    saved, seen = _form(firm, key), Seen(sent.get(SEEN, ""))
    form = _form(firm, key, merged(sent, seen, saved))
    if SEEN in sent and form.is_valid() and not set_beside(form, saved, seen):
        try:
            form.save(_save(request, current.version))
        except StaleSection as again:
            current = again.current
        else:
            forget_draft(firm, key, by=request.user)
            return _saved(request, firm, key, together=True)
    keep_draft(firm, key, sent, version=version, by=request.user, now=timezone.now())
    return _in_conflict(request, firm, sent, current, key, status=409)


def _keep(request: HttpRequest, firm: Supplier, form: SectionForm, sent: QueryDict, version: int) -> None:
    """What she typed and did not save; where it is what is saved, there is no draft.

    A draft that goes on stays one of the version it began with, and of what she saw then: a save in between is
    still shown beside it.
    """
    if not differs(form, _form(firm, form.key)):
        forget_draft(firm, form.key, by=request.user)
        return
    begun = SectionDraft.objects.filter(supplier=firm, section=form.key, by=request.user.pk).first()
    if begun:
        version, sent = begun.version, sent.copy()
        sent.pop(SEEN, None)
        if SEEN in begun.typed:
            sent.setlist(SEEN, begun.typed[SEEN])
    keep_draft(firm, form.key, sent, version=version, by=request.user, now=timezone.now())


def _open(request: HttpRequest, firm: Supplier, key: str) -> HttpResponse:
    """What is saved; to a writer who could not save, what she typed last time."""
    draft = SectionDraft.objects.filter(supplier=firm, section=key, by=request.user.pk).first()
    if draft is None or not may_edit(request.user, firm):
        return _show(request, firm, _form(firm, key))
    typed, mark = typed_in(draft), marks(firm).get(key)
    if mark and mark.version != draft.version:
        return _in_conflict(request, firm, typed, mark, key, draft=draft)
    form = _form(firm, key, typed)
    form.is_valid()
    return _show(request, firm, form, version=draft.version, draft=draft)


def _in_conflict(
    request: HttpRequest,
    firm: Supplier,
    sent: QueryDict,
    current: SectionVersion,
    key: str,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """What she sent, with what is saved beside each field that both changed; the next save is of the version shown."""
    saved, seen = _form(firm, key), Seen(sent.get(SEEN, ""))
    form = _form(firm, key, merged(sent, seen, saved) if SEEN in sent else sent)
    form.is_valid()
    differences = set_beside(form, saved, seen)
    return _show(
        request,
        firm,
        form,
        version=current.version,
        status=status,
        stale=current,
        differences=differences,
        seen=seen_in(saved),
        **more,
    )


def _saved(request: HttpRequest, firm: Supplier, key: str, *, together: bool = False) -> HttpResponse:
    """On to the next section, or the same one again as it is now; ``together``: beside what somebody else saved."""
    now = own_firm(request, firm.public_id)
    left_list = firm.published_at is not None and now.published_at is None
    if request.htmx and request.POST.get("then") != "continue":
        shown = _show(request, now, _form(now, key), saved=True, left_list=left_list, together=together)
        return trigger_client_event(shown, "facts-saved")
    if together:
        messages.info(
            request, _("Somebody else saved this section meanwhile. What both of you changed is kept.")
        )
    if left_list:
        messages.warning(request, _left_list())
    else:
        messages.success(request, _("Saved. Your level follows within seconds."))
    following = after(key) if request.POST.get("then") == "continue" else SECTIONS[key]
    if following:
        url = reverse("suppliers:section", args=[firm.public_id, following.key])
    else:
        url = reverse("suppliers:check", args=[firm.public_id])
    return _on_to(request, url)


def _on_to(request: HttpRequest, url: str) -> HttpResponse:
    """A whole page, which says what was done; htmx would put but its editor in place."""
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _form(firm: Supplier, key: str, data: Any = None) -> SectionForm:
    return SECTION_FORMS[key](firm, data, texts=criteria_for(letter_of(firm)), today=today())


def _version_sent(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else -1


def _show(
    request: HttpRequest,
    firm: Supplier,
    form: SectionForm,
    *,
    version: int | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    saved = marks(firm)
    mark = saved.get(form.key)
    if version is None:
        version = mark.version if mark else 0
    lines = lines_of(firm)
    best = {code: own[0] for code, own in lines.items()}
    form.show_standing(best)
    context = {
        "firm": firm,
        "form": form,
        "section": SECTIONS[form.key],
        "steps": steps(firm, saved, current=form.key),
        "worked": worked_out(firm, form.key, lines),
        "version": version,
        "seen": seen_in(form) if form.data is None else form.data.get(SEEN, ""),
        "mark": mark,
        "wrong": status == 422,
        "today": today(),
        "body": f"suppliers/profile/{form.key}.html",
        "may_edit": may_edit(request.user, firm),
        **more,
    }
    template = "suppliers/profile/section.html" + ("#editor" if request.htmx else "")
    return render(request, template, context, status=status)


def lines_of(firm: Supplier) -> dict[str, list[Evidence]]:
    """For each criterion its live lines, those of the best class first, the higher level before the lower."""
    lines: dict[str, list[Evidence]] = {}
    for line in (
        Evidence.objects.counting().filter(supplier=firm).order_by("-evidence_class", "-level", "-pk")
    ):
        lines.setdefault(line.criterion, []).append(line)
    return lines


def worked_out(firm: Supplier, key: str, found: dict[str, list[Evidence]]) -> list[dict[str, Any]]:
    """Criteria that the facts of this section decide, with what stands for them now, and the level that the facts
    claim where it is higher and nobody has checked it."""
    codes = list(SECTIONS[key].worked_out)
    if key == "certificates":
        codes = sorted({c.criterion for c in claims_of_certificates(firm, validity_months(), today())})
    texts, on = criteria_for(letter_of(firm)), today()
    lines = [(code, found.get(code, [])) for code in codes if code in texts]
    return [
        {
            "text": texts[code],
            "line": own[0] if own else None,
            "lapsed": bool(own and own[0].valid_to and own[0].valid_to < on),
            "above": _claimed_above(own),
        }
        for code, own in lines
    ]


def _claimed_above(lines: list[Evidence]) -> Decimal | None:
    """The highest level that is merely claimed, where what is proven is lower."""
    if not lines or not lines[0].proven_class or lines[0].level is None:
        return None
    claimed = [line.level for line in lines if not line.proven_class and line.level is not None]
    highest = max(claimed, default=lines[0].level)
    return highest if highest > lines[0].level else None
