"""A buyer's requirements: list, one of them, the form, and what is done with them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from buyers import actions
from buyers.asking import Asked, asked_of
from buyers.forms.requirement import RequirementForm
from buyers.models import Requirement, RequirementVersion
from buyers.permissions import asks_for, may_change, may_read_requirements
from buyers.reading import described, state_words, version_words
from buyers.refusals import words_of
from buyers.relaxing import relaxed
from buyers.views import typed
from portal.models import Organisation


@require_safe
def requirements(request: HttpRequest) -> HttpResponse:
    """The requirements of the reader's buyer, open ones first, the newest on top."""
    if not may_read_requirements(request.user):
        raise Http404
    seen = Requirement.objects.visible_to(request.user).prefetch_related("versions__lines")
    rows = [
        {
            "requirement": requirement,
            "state": state_words(requirement),
            "must": sum(line.must for line in requirement.shown.lines.all()),
            "wish": sum(not line.must for line in requirement.shown.lines.all()),
        }
        for requirement in seen.order_by("-created_at", "-pk")
    ]
    context = {
        "open": [row for row in rows if row["requirement"].closed_at is None],
        "closed": [row for row in rows if row["requirement"].closed_at is not None],
        "may_write": asks_for(request.user) is not None,
    }
    return render(request, "buyers/requirements/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new requirement: shown, a row added or removed, counted, judged (422), kept as a draft."""
    organisation = _writing_for(request)
    sent = _sent(request)
    if sent is None:
        return _show_form(request, RequirementForm())
    form = RequirementForm(sent)
    if unsaved := _unsaved(request, form, sent):
        return unsaved
    head = form.head.cleaned_data
    made = actions.draft(
        organisation, head["title"], head["note"], form.asked, by=request.user, now=timezone.now()
    )
    typed.forget(request)
    messages.success(request, _("Kept as a draft, seen by nobody but your colleagues."))
    return redirect("buyers:requirement", made.public_id)


@require_safe
def requirement(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is asked, what was asked before, and what can be done next. ``version`` in the address: one of them."""
    found = visible(request, public_id)
    version = version_asked_for(request, found)
    context = {
        "requirement": found,
        "version": version,
        "state": version_words(found, version),
        "lines": described(_asked(version)),
        "versions": sorted(found.versions.all(), key=lambda v: -v.number),
        "may_write": may_change(request.user, found) and found.closed_at is None,
    }
    return render(request, "buyers/requirements/one.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form of the draft. ``without`` and ``soften`` in the address: with that line relaxed."""
    found = changeable(request, public_id)
    if found.closed_at is not None:
        messages.warning(request, words_of(actions.Closed()))
        return redirect("buyers:requirement", found.public_id)
    version = found.latest
    sent = _sent(request)
    if sent is None:
        asked = _asked(version)
        lines = relaxed(asked, request.GET)
        return _show_form(request, _form_of(version, lines), found, relaxed=lines != asked)
    form = RequirementForm(sent, saved=_asked(version))
    if unsaved := _unsaved(request, form, sent, found):
        return unsaved
    seen = sent.get("seen", "")
    head = form.head.cleaned_data
    try:
        saved = actions.save_draft(
            found, head["title"], head["note"], form.asked, seen=seen, now=timezone.now()
        )
    except actions.StaleDraft as stale:
        return _show_form(request, form, found, seen=stale.version.stamp, stale=stale.version, status=409)
    except actions.Closed:
        messages.warning(request, words_of(actions.Closed()))
        return redirect("buyers:requirement", found.public_id)
    typed.forget(request)
    messages.success(request, _("Kept as a draft, seen by nobody but your colleagues."))
    return redirect(_page_of(found, saved))


@require_POST
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    found = changeable(request, public_id)
    return _do(
        request,
        found,
        lambda: actions.publish(found, by=request.user, now=timezone.now()),
        _(
            "Published. It counts as demand from now on; suppliers see it only where you put it on an enquiry."
        ),
    )


@require_POST
def revise(request: HttpRequest, public_id: str) -> HttpResponse:
    found = changeable(request, public_id)
    return _do(
        request,
        found,
        lambda: actions.revise(found, now=timezone.now()),
        _("A new version is being written; the one in force stays until you publish it."),
    )


@require_POST
def drop(request: HttpRequest, public_id: str) -> HttpResponse:
    found = changeable(request, public_id)
    return _do(
        request, found, lambda: actions.drop(found), _("The draft was dropped; the version in force stays.")
    )


@require_POST
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    found = changeable(request, public_id)
    reason = request.POST.get("reason", "")[:250]
    return _do(
        request,
        found,
        lambda: actions.close(found, reason, now=timezone.now()),
        _("Closed. What was asked stays to be read."),
    )


def visible(request: HttpRequest, public_id: str) -> Requirement:
    """One of the reader's buyer with its versions; to anybody else it is not there."""
    seen = Requirement.objects.visible_to(request.user).prefetch_related("versions__lines__place")
    return get_object_or_404(seen, public_id=public_id.upper())


def version_asked_for(request: HttpRequest, found: Requirement) -> RequirementVersion:
    """The version that the address names by its number, or else what is asked today."""
    number = request.GET.get("version", "")
    if not number:
        return found.shown
    version = next((v for v in found.versions.all() if str(v.number) == number), None)
    if version is None:
        raise Http404
    return version


def changeable(request: HttpRequest, public_id: str) -> Requirement:
    """One that the reader may change; a viewer is told why not."""
    found = visible(request, public_id)
    if not may_change(request.user, found):
        raise _refused()
    return found


def _sent(request: HttpRequest) -> QueryDict | None:
    """The form as it was sent, now or before the language was changed; None where it is only opened."""
    return request.POST if request.method == "POST" else typed.kept(request)


def _unsaved(
    request: HttpRequest, form: RequirementForm, sent: QueryDict, found: Requirement | None = None
) -> HttpResponse | None:
    """The form again, where nothing is to be saved: a row added or removed, counted, wrong, or sent before."""
    seen = sent.get("seen", "")
    add, remove = sent.get("add", ""), sent.get("remove", "")
    if (add or remove) and form.change_rows(add=add, remove=remove):
        return _show_form(request, form, found, seen=seen)
    if sent.get("then") == "count":
        form.retitled()
        form.lines_are_valid()
        return _show_form(request, form, found, seen=seen, counting=True)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return _show_form(request, form, found, seen=seen, status=status, wrong=True)
    return None if request.method == "POST" else _show_form(request, form, found, seen=seen)


def _show_form(
    request: HttpRequest,
    form: RequirementForm,
    found: Requirement | None = None,
    *,
    seen: str = "",
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The form as a page; ``counting``: with who would match. What was sent is kept for a change of language."""
    if request.method == "POST":
        typed.keep(request)
        more["language_next"] = typed.address(request)
    context = {
        "form": form,
        "requirement": found,
        "seen": seen or (found.latest.stamp if found else ""),
        "may_edit": True,
        **more,
    }
    return render(request, "buyers/requirements/form.html", context, status=status)


def _do(
    request: HttpRequest, found: Requirement, act: Callable[[], RequirementVersion | None], done: str
) -> HttpResponse:
    """Act and go back to the requirement, to the version that came of it; a refusal is told there, and nothing
    changed."""
    version = None
    try:
        version = act()
    except actions.Refused as refused:
        messages.warning(request, words_of(refused))
    else:
        messages.success(request, done)
    return redirect(_page_of(found, version))


def _page_of(found: Requirement, version: RequirementVersion | None) -> str:
    """The requirement's page, at a draft that is written beside the version in force."""
    page = reverse("buyers:requirement", args=[found.public_id])
    beside = version is not None and version.published_at is None and version.number > 1
    return f"{page}?version={version.number}" if version and beside else page


def _writing_for(request: HttpRequest) -> Organisation:
    if not may_read_requirements(request.user):
        raise Http404
    organisation = asks_for(request.user)
    if organisation is None:
        raise _refused()
    return organisation


def _refused() -> PermissionDenied:
    return PermissionDenied(
        _("You may read requirements, but not write them. Ask an owner of the account to make you an editor.")
    )


def _asked(version: RequirementVersion) -> list[Asked]:
    return asked_of(version.lines.all())


def _form_of(version: RequirementVersion, lines: list[Asked]) -> RequirementForm:
    return RequirementForm(title=version.title, note=version.note, lines=lines)
