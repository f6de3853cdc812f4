"""One draft: what it would change, its history, and the steps to publishing it."""

import logging
from collections.abc import Callable

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from kombu.exceptions import OperationalError

from portal.celery import ring
from readiness import tasks
from readiness.models import FrameworkDraft
from readiness.policy import actions
from readiness.policy.forms import ProposeForm
from readiness.policy.pages import draft_page
from readiness.views.policy.versions import editors_only, readers_only

logger = logging.getLogger(__name__)


def drafts() -> QuerySet[FrameworkDraft]:
    return FrameworkDraft.objects.select_related("base", "author", "proposed_by", "published")


@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    readers_only(request)
    return _draft(request, pk, ProposeForm())


@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    editors_only(request)
    form = ProposeForm(request.POST)
    if not form.is_valid():
        return _draft(request, pk, form, status=422)
    reason = form.cleaned_data["reason"]

    def step(row: FrameworkDraft, revision: int) -> str:
        actions.propose(row, reason, revision=revision, by=request.user, now=timezone.now())
        if not actions.simulated(row):
            return _(
                "Proposed. Before a second person can publish it, it must be tried on the whole country."
            )
        return _("Proposed. A second person of the ministry can publish it.")

    return _step(request, pk, step)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    editors_only(request)

    def step(row: FrameworkDraft, revision: int) -> str:
        actions.take_back(row, revision=revision, by=request.user, now=timezone.now())
        return _("It is a draft again and can be changed.")

    return _step(request, pk, step)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft up; that of a colleague after a second press."""
    editors_only(request)
    row = get_object_or_404(FrameworkDraft, pk=pk)
    if row.author_id != request.user.pk and "sure" not in request.POST:
        return _draft(request, pk, ProposeForm(), status=409, asked_twice=True)

    def step(row: FrameworkDraft, revision: int) -> str:
        actions.withdraw(row, revision=revision, by=request.user, now=timezone.now())
        return _("Given up. Its history stays.")

    return _step(request, pk, step)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it in force and ask a worker to judge the country anew; the sweep does so even if nobody hears."""
    editors_only(request)

    def step(row: FrameworkDraft, revision: int) -> str:
        actions.publish(row, revision=revision, by=request.user, now=timezone.now())
        try:
            ring(tasks.sweep)
        except OperationalError as error:
            logger.warning("The broker does not answer (%s); the next sweep judges by %s", error, row)
        return _("Published and in force. The country is being judged by it.")

    return _step(request, pk, step, then="readiness:policy")


def _step(
    request: HttpRequest, pk: int, step: Callable[[FrameworkDraft, int], str], then: str = ""
) -> HttpResponse:
    """One step of a draft as the reader saw it; what is refused changes nothing and is said."""
    row = get_object_or_404(FrameworkDraft, pk=pk)
    revision = request.POST.get("revision", "")
    if not revision.isdigit():
        raise Http404
    try:
        said = step(row, int(revision))
    except actions.NothingChanged:
        return _refused(
            request, pk, _("This draft says the same as the version in force. Change something first."), 409
        )
    except actions.NotTheSecondPerson:
        return _refused(
            request, pk, _("Whoever copied, changed or proposed a draft does not publish it."), 403
        )
    except actions.NotSimulated:
        return _refused(
            request, pk, _("Try it on the whole country first: nobody has seen what it does."), 409
        )
    except actions.VersionTaken:
        return _refused(request, pk, _("There is a version of this name already."), 409)
    except actions.ChangedMeanwhile:
        return _refused(
            request, pk, _("Somebody changed this draft while you were reading. Nothing was done."), 409
        )
    messages.success(request, said)
    return redirect(then) if then else redirect("readiness:policy_draft", pk)


def _refused(request: HttpRequest, pk: int, sentence: str, status: int) -> HttpResponse:
    return _draft(request, pk, ProposeForm(), status=status, refused=sentence)


def _draft(
    request: HttpRequest,
    pk: int,
    form: ProposeForm,
    status: int = 200,
    refused: str = "",
    *,
    asked_twice: bool = False,
) -> HttpResponse:
    row = get_object_or_404(drafts(), pk=pk)
    context = {
        "page": draft_page(row, request.user),
        "form": form,
        "wrong": status == 422,
        "refused": refused,
        "asked_twice": asked_twice,
    }
    return render(request, "readiness/policy/draft.html", context, status=status)
