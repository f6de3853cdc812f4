"""Versions of the framework: what is in force, what was, what is being made, and what differs between two."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from readiness import frameworks
from readiness.policy import actions
from readiness.policy.forms import CloneForm
from readiness.policy.pages import compare_page, versions_page
from readiness.policy.permissions import may_edit_policy, may_read_policy
from readiness.policy.rescoring import progress


def readers_only(request: HttpRequest) -> None:
    if not may_read_policy(request.user):
        raise Http404


def editors_only(request: HttpRequest) -> None:
    if not may_edit_policy(request.user):
        raise Http404


@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    readers_only(request)
    return _versions(request, CloneForm())


@require_POST
def clone(request: HttpRequest) -> HttpResponse:
    """A draft copied from a published version."""
    editors_only(request)
    form = CloneForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            draft = actions.clone(typed["base"], typed["version"], by=request.user, now=timezone.now())
        except actions.VersionTaken:
            form.add_error("version", _("There is a version of this name already. Choose another."))
        else:
            messages.success(request, _("Copied. Nobody is judged by it until it is published."))
            return redirect("readiness:policy_draft", draft.pk)
    return _versions(request, form, status=422)


@require_safe
def rescoring(request: HttpRequest) -> HttpResponse:
    """How far the country is judged under the version in force; htmx asks again until all of it is."""
    readers_only(request)
    framework = frameworks.current()
    if not request.htmx:
        return redirect("readiness:policy")
    context = {"progress": progress(framework), "in_force": framework}
    return render(request, "readiness/policy/rescoring.html", context)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    readers_only(request)
    page = compare_page(request.GET.get("one", ""), request.GET.get("other", ""))
    return render(request, "readiness/policy/compare.html", {"page": page})


def _versions(request: HttpRequest, form: CloneForm, status: int = 200) -> HttpResponse:
    context = {"page": versions_page(request.user), "form": form, "wrong": status == 422}
    return render(request, "readiness/policy/versions.html", context, status=status)
