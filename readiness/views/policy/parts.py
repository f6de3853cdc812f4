"""The parts of a draft, each a form of its own. What is refused stands beside its field, and nothing changes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from readiness.engine.draft import NotAFramework, checked, opened
from readiness.engine.framework import Framework
from readiness.merging import Difference, merged
from readiness.policy import actions
from readiness.policy.forms import ClocksForm, CriterionForm, GatesForm, LevelForm, WeightsForm
from readiness.policy.pages import draft_page
from readiness.policy.wording import name_of
from readiness.views.policy.drafts import drafts
from readiness.views.policy.versions import readers_only

# From the data, the document and the framework of a draft to the form of one part.
Make = Callable[[Mapping[str, Any] | None, Mapping[str, Any], Framework], Any]


def weights(request: HttpRequest, pk: int) -> HttpResponse:
    def make(data: Any, document: Any, framework: Framework) -> WeightsForm:
        return WeightsForm(data, document=document, framework=framework)

    return _part(request, pk, make, "weights", lambda framework: _("Weights"))


def clocks(request: HttpRequest, pk: int) -> HttpResponse:
    def make(data: Any, document: Any, framework: Framework) -> ClocksForm:
        return ClocksForm(data, document=document, framework=framework)

    return _part(request, pk, make, "clocks", lambda framework: _("Caps and clocks"))


def criterion(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    def make(data: Any, document: Any, framework: Framework) -> CriterionForm:
        if code not in framework.by_code:
            raise Http404
        return CriterionForm(data, document=document, framework=framework, code=code)

    return _part(request, pk, make, "criterion", lambda framework: name_of(code, framework))


def level(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    def make(data: Any, document: Any, framework: Framework) -> LevelForm:
        _must_have(framework, number)
        return LevelForm(data, document=document, framework=framework, number=number)

    return _part(request, pk, make, "level", lambda framework: _("Level %(n)s: minima") % {"n": number})


def gates(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    def make(data: Any, document: Any, framework: Framework) -> GatesForm:
        _must_have(framework, number)
        return GatesForm(data, document=document, framework=framework, number=number)

    return _part(request, pk, make, "gates", lambda framework: _("Level %(n)s: gates") % {"n": number})


def _must_have(framework: Framework, number: int) -> None:
    """Level 0 asks nothing and is not edited."""
    if number < 1 or framework.level(number) is None:
        raise Http404


def _part(
    request: HttpRequest, pk: int, make: Make, template: str, title: Callable[[Framework], str]
) -> HttpResponse:
    readers_only(request)
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponse(status=405)
    row = get_object_or_404(drafts(), pk=pk)
    page = draft_page(row, request.user)
    document = opened(row.document)
    answer = {"template": template, "title": title(page.engine), "page": page}
    if request.method != "POST":
        return _show(request, make(None, document, page.engine), **answer)
    revision = request.POST.get("revision", "")
    if not page.editor or not revision.isdigit():
        raise Http404
    form = make(request.POST, document, page.engine)
    if not form.is_valid():
        return _show(request, form, **answer, status=422)
    try:
        changed = actions.edit(row, form.change, revision=int(revision), by=request.user, now=timezone.now())
    except NotAFramework as refused:
        form.refuse(refused)
        return _show(request, form, **answer, status=422)
    except actions.ChangedMeanwhile:
        return _conflict(request, pk, make, template, title)
    if changed:
        messages.success(request, _("Saved in the draft."))
    else:
        messages.info(request, _("Nothing was different: the draft is as it was."))
    return redirect("readiness:policy_draft", pk)


def _conflict(
    request: HttpRequest, pk: int, make: Make, template: str, title: Callable[[Framework], str]
) -> HttpResponse:
    """Somebody was quicker: the form keeps the changes of both, and each that differs is shown beside it."""
    row = get_object_or_404(drafts(), pk=pk)
    page = draft_page(row, request.user)
    document = opened(row.document)
    seen = opened(actions.document_at(row, int(request.POST["revision"])))
    before, now = make(None, seen, checked(seen)), make(None, document, page.engine)
    if isinstance(now, GatesForm) and now.gates != before.gates:
        form, differences = now, now.unplaced(request.POST, before)
    else:
        held, differences = merged(request.POST, _rows(before), _rows(now))
        form = make(held, document, page.engine)
        form.is_valid()
    answer = {"template": template, "title": title(page.engine), "page": page, "differences": differences}
    return _show(request, form, **answer, status=409)


def _rows(form: Any) -> list[Any]:
    return form.rows if isinstance(form, GatesForm) else [form]


def _show(
    request: HttpRequest,
    form: Any,
    *,
    template: str,
    title: str,
    page: Any,
    status: int = 200,
    differences: Sequence[Difference] = (),
) -> HttpResponse:
    context = {
        "form": form,
        "part": f"readiness/policy/parts/{template}.html",
        "heading": title,
        "page": page,
        "draft": page.draft,
        "wrong": status == 422,
        "late": status == 409,
        "differences": differences,
    }
    return render(request, "readiness/policy/part.html", context, status=status)
