"""Who fits a requirement: counts while it is written, and the matches by group."""

from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from buyers.asking import Asked, asked_of
from buyers.forms.requirement import RequirementForm
from buyers.models import Requirement
from buyers.permissions import may_change, may_read_requirements
from buyers.reading import version_words
from buyers.views.requirements import version_asked_for, visible
from portal.clock import today
from readiness.matching import Match, answer
from readiness.matching.offers import listed
from readiness.matching.page import A_PAGE, FIRST, GROUPS, columns, counted, relaxed, rows
from suppliers.directory.tags import Words


@require_http_methods(["GET", "HEAD", "POST"])
def count(request: HttpRequest) -> HttpResponse:
    """How many would match what stands in the form, as part of its page; nothing is saved. (A form of all the
    words is too long for an address: a reader who comes by address is led to the form.)"""
    if not may_read_requirements(request.user):
        raise Http404
    if request.method != "POST":
        return redirect("buyers:requirement_new")
    of = request.POST.get("of", "")
    found = visible(request, of) if of else None
    form = RequirementForm(request.POST, saved=_lines(found) if found else ())
    # The heads of the lines say what stands in the form too.
    return render(request, "readiness/counts.html", counted(form) | {"said": form})


@require_safe
def matches(request: HttpRequest, public_id: str) -> HttpResponse:
    """All three groups with their first firms, or one group page by page, for what is asked today or for the
    version that the address names."""
    found = visible(request, public_id)
    version = version_asked_for(request, found)
    asked = asked_of(version.lines.all())
    only = request.GET.get("group", "")
    if only and only not in GROUPS:
        raise Http404
    context = {
        "requirement": found,
        "version": version,
        "which": "" if version == found.shown else f"?version={version.number}",
        "state": version_words(found, version),
        "may_write": may_change(request.user, found) and found.closed_at is None,
        # The form holds the draft; a line of another version is not relaxed in it.
        "may_relax": version == found.latest,
        "must": sum(line.must for line in asked),
        "wish": sum(not line.must for line in asked),
    }
    if context["must"]:
        context |= _matched(request, found, asked, only)
    return render(request, "readiness/matches.html", context)


def _matched(request: HttpRequest, found: Requirement, asked: list[Asked], only: str) -> dict[str, object]:
    known, day = Words.load(), today()
    answered = answer(asked, known)
    groups = []
    for name, group in GROUPS.items():
        if only and name != only:
            continue
        everybody = answered.groups[group]
        page: Page[Match] | None = None
        if only:
            page = Paginator(everybody, A_PAGE).get_page(request.GET.get("page"))
        shown = rows(page.object_list if page else everybody[:FIRST], asked, known, day)
        groups.append({"name": name, "count": len(everybody), "rows": shown, "page": page,
                       "others": len(everybody) - FIRST})  # fmt: skip
    asked_for = {"group": only} if only else {}
    if "version" in request.GET:
        asked_for["version"] = request.GET["version"]
    edit = reverse("buyers:requirement_edit", args=[found.public_id])
    return {
        "groups": groups,
        "only": only,
        "file_query": f"?{urlencode(asked_for)}" if asked_for else "",
        "totals": {name: len(answered.groups[group]) for name, group in GROUPS.items()},
        "columns": columns(asked, known),
        "relaxed": [(r, f"{edit}?{r.query}") for r in relaxed(asked, answered.tally, known)],
        "listed": listed(),
        "on": day,
    }


def _lines(found: Requirement) -> list[Asked]:
    return asked_of(found.latest.lines.all())
