"""The profile editor: four sections, each saved on its own."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from portal.clock import today
from suppliers.actions.evidence import claims_of_certificates
from suppliers.actions.profile import Save
from suppliers.actions.sections import StaleSection
from suppliers.criteria_texts import criteria_for, validity_months
from suppliers.decidable import missing_for_listing
from suppliers.forms.sections import SECTION_FORMS, SectionForm
from suppliers.models import Evidence, SectionVersion, Supplier
from suppliers.permissions import may_edit
from suppliers.sections import SECTIONS, after
from suppliers.views.own import edited_firm, letter_of, own_firm, own_firms

STATES = {
    "done": ("met", lambda: _("complete")),
    "part": ("part", lambda: _("begun")),
    "todo": ("todo", lambda: _("not started")),
}


def _left_list() -> str:
    return _("Saved. Your firm left the list, because something buyers need is missing now.")


def profile(request: HttpRequest) -> HttpResponse:
    """The reader's firm, or a choice where there are several."""
    firms = own_firms(request)
    if len(firms) == 1:
        return _overview(request, own_firm(request, firms[0].public_id))
    return render(request, "suppliers/choose_firm.html", {"firms": firms, "route": "suppliers:firm_profile"})


def firm_profile(request: HttpRequest, public_id: str) -> HttpResponse:
    return _overview(request, own_firm(request, public_id))


def _overview(request: HttpRequest, firm: Supplier) -> HttpResponse:
    context = {
        "firm": firm,
        "facts": facts(firm),
        "steps": steps(firm, marks(firm)),
        "may_edit": may_edit(request.user, firm),
    }
    return render(request, "suppliers/profile/overview.html", context)


def section(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """One section: shown, a row added or removed, judged (422), in conflict (409), saved."""
    if key not in SECTIONS:
        raise Http404
    if request.method != "POST":
        firm = own_firm(request, public_id)
        return _show(request, firm, _form(firm, key))
    firm = edited_firm(request, public_id)
    form = _form(firm, key, request.POST)
    add, remove = request.POST.get("add", ""), request.POST.get("remove", "")
    if (add or remove) and form.change_rows(add=add, remove=remove):
        return _show(request, firm, form, version=_version_sent(request))
    if not form.is_valid():
        return _show(request, firm, form, version=_version_sent(request), status=422)
    save = Save(_version_sent(request), request.user, today(), timezone.now(), validity_months())
    try:
        form.save(save)
    except StaleSection as stale:
        differences = form.differences(_form(firm, key))
        return _show(
            request,
            firm,
            form,
            version=stale.current.version,
            status=409,
            stale=stale,
            differences=differences,
        )
    return _saved(request, firm, key)


def _saved(request: HttpRequest, firm: Supplier, key: str) -> HttpResponse:
    """On to the next section, or the same one again as it is now."""
    now = own_firm(request, firm.public_id)
    left_list = firm.published_at is not None and now.published_at is None
    if request.htmx and request.POST.get("then") != "continue":
        shown = _show(request, now, _form(now, key), saved=True, left_list=left_list)
        return trigger_client_event(shown, "facts-saved")
    if left_list:
        messages.warning(request, _left_list())
    else:
        messages.success(request, _("Saved. Your level follows within seconds."))
    following = after(key) if request.POST.get("then") == "continue" else SECTIONS[key]
    if following:
        url = reverse("suppliers:section", args=[firm.public_id, following.key])
    else:
        url = reverse("suppliers:firm_home", args=[firm.public_id])
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
    best = best_lines(firm)
    form.show_standing(best)
    context = {
        "firm": firm,
        "form": form,
        "section": SECTIONS[form.key],
        "steps": steps(firm, saved, current=form.key),
        "worked": worked_out(firm, form.key, best),
        "version": version,
        "mark": mark,
        "wrong": status == 422,
        "today": today(),
        "body": f"suppliers/profile/{form.key}.html",
        "may_edit": may_edit(request.user, firm),
        **more,
    }
    template = "suppliers/profile/section.html" + ("#editor" if request.htmx else "")
    return render(request, template, context, status=status)


def best_lines(firm: Supplier) -> dict[str, Evidence]:
    """For each criterion the live line of the best class, the higher level first."""
    best: dict[str, Evidence] = {}
    for line in (
        Evidence.objects.counting().filter(supplier=firm).order_by("-evidence_class", "-level", "-pk")
    ):
        best.setdefault(line.criterion, line)
    return best


def worked_out(firm: Supplier, key: str, best: dict[str, Evidence]) -> list[dict[str, Any]]:
    """Criteria that the facts of this section decide, with what stands for them now."""
    codes = list(SECTIONS[key].worked_out)
    if key == "certificates":
        codes = sorted({c.criterion for c in claims_of_certificates(firm, validity_months(), today())})
    texts, on = criteria_for(letter_of(firm)), today()
    lines = [(code, best.get(code)) for code in codes if code in texts]
    return [
        {"text": texts[code], "line": line, "lapsed": bool(line and line.valid_to and line.valid_to < on)}
        for code, line in lines
    ]


def facts(firm: Supplier) -> list[str]:
    """The line under a heading: which firm this is."""
    code = _("Tax code %(code)s") % {"code": firm.tax_code} if firm.tax_code else ""
    return [str(f) for f in (firm.name, code, firm.province) if f]


def marks(firm: Supplier) -> dict[str, SectionVersion]:
    """The sections that were saved, by key."""
    return {mark.section: mark for mark in SectionVersion.objects.filter(supplier=firm)}


def steps(firm: Supplier, saved: Mapping[str, SectionVersion], current: str = "") -> list[dict[str, Any]]:
    """The sections with how far each is: done (nothing a buyer needs is missing), part or todo; the open one "now"."""
    missing = missing_for_listing(firm)
    rows = []
    for section in SECTIONS.values():
        lacking = [needed for needed in missing if needed.section == section.key]
        begun = section.key in saved and saved[section.key].version > 0
        state = "done" if begun and not lacking else "part" if begun else "todo"
        shape, words = STATES[state]
        rows.append(
            {
                "label": section.title,
                "state": "now" if section.key == current else state,
                "shape": shape,
                "words": words(),
                "lacking": lacking,
                "saved": saved.get(section.key),
                "url": reverse("suppliers:section", args=[firm.public_id, section.key]),
            }
        )
    return rows
