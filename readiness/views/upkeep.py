"""Targets, steps and programmes: read by all staff, changed by the ministry's editors, with a reason."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from readiness.merging import Difference, merged
from readiness.policy.permissions import may_edit_policy
from readiness.upkeep import actions
from readiness.upkeep.forms import RowForm
from readiness.upkeep.history import history
from readiness.upkeep.kinds import KINDS, Kind
from readiness.views.policy.versions import editors_only, readers_only


def _kind(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


@require_safe
def entries(request: HttpRequest, slug: str) -> HttpResponse:
    readers_only(request)
    kind = _kind(slug)
    context = {"kind": kind, "kinds": KINDS.values(), "lines": kind.entries()}
    return render(
        request, "readiness/upkeep/list.html", {**context, "may_edit": may_edit_policy(request.user)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One entry with its history; what was sent is judged (422), in conflict (409), or saved."""
    readers_only(request)
    kind = _kind(slug)
    rows = kind.rows(pk)
    if rows is None:
        raise Http404
    if request.method != "POST":
        return _show(request, kind, rows, kind.form(rows=rows))
    editors_only(request)
    form = kind.form(request.POST, rows=rows)
    if not form.is_valid():
        return _show(request, kind, rows, form, status=422, seen=request.POST.get("seen", ""))
    try:
        actions.change(
            rows,
            form.values(),
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
            seen=request.POST.get("seen", ""),
        )
    except actions.ChangedMeanwhile:
        return _conflict(request, kind, pk)
    messages.success(request, _("Saved, with your reason."))
    return redirect("readiness:upkeep_entry", slug, pk)


def _conflict(request: HttpRequest, kind: Kind, pk: int) -> HttpResponse:
    """Somebody was quicker: the form keeps the changes of both, and each that differs is shown beside it."""
    rows = kind.rows(pk)
    if rows is None:
        raise Http404
    before = kind.form(rows=actions.as_seen(rows, request.POST.get("seen", "")))
    held, differences = merged(request.POST, [before], [kind.form(rows=rows)])
    form = kind.form(held, rows=rows)
    return _show(request, kind, rows, form, status=409, differences=differences)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    editors_only(request)
    kind = _kind(slug)
    form = kind.new_form(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _show(request, kind, (), form, status=422 if form.is_bound else 200)
    rows = kind.new(form.cleaned_data)
    reason = form.cleaned_data["reason"]
    try:
        actions.add(rows, form.values(), reason=reason, by=request.user, now=timezone.now())
    except actions.AddedMeanwhile:
        form.add_error(
            None, _("Somebody added the same a moment ago. Look at the list before you save again.")
        )
        return _show(request, kind, (), form, status=422)
    messages.success(request, _("Saved, with your reason."))
    return redirect("readiness:upkeep_entry", slug, rows[0].pk)


def _show(
    request: HttpRequest,
    kind: Kind,
    rows: Sequence[models.Model],
    form: RowForm,
    *,
    status: int = 200,
    seen: str | None = None,
    differences: Sequence[Difference] = (),
) -> HttpResponse:
    context: dict[str, Any] = {
        "kind": kind,
        "name": kind.name(rows[0]) if rows else kind.new_title,
        "form": form,
        "withdrawn": bool(rows) and getattr(rows[0], "withdrawn", False),
        "seen": actions.mark_of(rows) if seen is None else seen,
        "history": history(rows, form.labels, form.words),
        "may_edit": may_edit_policy(request.user),
        "wrong": status == 422,
        "late": status == 409,
        "differences": differences,
    }
    return render(request, "readiness/upkeep/entry.html", context, status=status)
