"""The directory: who can make it, and how sure we are. Open to everyone."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.clock import today
from suppliers.directory import counting, facets, search
from suppliers.directory.address import Address, page_of
from suppliers.directory.relaxing import relaxations
from suppliers.directory.rows import result
from suppliers.directory.understood import understood
from suppliers.filters import DirectoryFilter
from suppliers.models import SearchDocument

# How many values of a facet stand open before the rest is folded away.
SHOWN = 7
FOLDED = ("sector", "province", "former_province", "industry")


@login_not_required
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The whole page, or for htmx the results with the counts of the facets.

    What of the query cannot be read is told (422), and the rest is answered.
    """
    filterset = DirectoryFilter(request.GET, queryset=SearchDocument.objects.all())
    part = bool(request.htmx) and not request.htmx.history_restore_request
    template = "suppliers/directory.html" + ("#found" if part else "")
    status = 200 if filterset.is_valid() else 422
    address = Address.of(request.GET)
    context = _context(request, filterset, address)
    response = render(request, template, {**context, "part": part}, status=status)
    if part:
        after = {"after": request.GET["after"]} if request.GET.get("after") else {}
        response["HX-Push-Url"] = f"{request.path}{page_of(address, after)}".rstrip("?")
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


def _context(request: HttpRequest, filterset: DirectoryFilter, address: Address) -> dict[str, Any]:
    day = today()
    page = search.page(filterset.qs, filterset.ordering, filterset.text, request.GET.get("after", ""))
    counted = facets.count(filterset)
    built, count = counted.facets, counted.count
    panels = [panel(facet) for facet in built]
    return {
        "filter": filterset,
        "typed": request.GET.get("q", "")[:200],
        "understood": understood(filterset.text, filterset.words),
        "read_url": str(address.without("as_typed")),
        "as_typed_url": str(address.asking("as_typed", "true")),
        "facets": panels,
        "narrowing": any(each["options"] for each in panels),
        "counted": counted,
        "exact": counting.EXACT,
        "chips": chips(built, address),
        "clear_url": str(address.without(*(facet.name for facet in built))),
        "rows": [
            result(row, search.why(row.row, filterset.text, filterset.words, day), filterset.words, day)
            for row in page.rows
        ],
        "count": count,
        "first": page.before + 1,
        "last": page.before + len(page.rows),
        "next_url": page_of(address, {"after": page.next}) if page.next else "",
        "next_size": min(search.A_PAGE, count - page.before - len(page.rows)),
        "first_url": str(address) if page.before else "",
        "ordering": filterset.ordering,
        "order_url": order_url(filterset, address),
        # Places in the list are numbers of no page: firms come and go between two of them.
        "numbered": "page" in request.GET,
        "relaxations": [] if count else relaxations(filterset, built, address),
        "results_query": str(address).removeprefix("?"),
        "on": day,
    }


def panel(facet: facets.Facet) -> dict[str, Any]:
    """A facet as its component takes it. Places and sectors are many: folded until one is chosen. What nobody has is
    left out unless it is chosen; the API tells all of it."""
    options = [
        {"value": o.code, "label": o.label, "count": o.count, "checked": o.chosen}
        for o in facet.options
        if o.count != 0 or o.chosen
    ]
    single = facet.name == "level"
    if single and options:
        any_level = {"value": "", "label": _("Any level"), "count": None, "checked": not facet.chosen}
        options.insert(0, any_level)
    return {
        "name": facet.name,
        "label": facet.label,
        "options": options,
        "single": single,
        "open": bool(facet.chosen) or facet.name not in FOLDED,
        "shown": 0 if single else SHOWN,
    }


def chips(built: Sequence[facets.Facet], address: Address) -> list[tuple[str, str]]:
    """(label, address without it) of everything that is chosen."""
    return [
        (option.label, str(address.less(facet.name, option.code)))
        for facet in built
        for option in facet.chosen
    ]


def order_url(filterset: DirectoryFilter, address: Address) -> str:
    """The page in the other order; without words there is only one."""
    if filterset.ordering == "relevance":
        return str(address.asking("order", "readiness"))
    return str(address.asking("order", "relevance")) if filterset.text else ""
