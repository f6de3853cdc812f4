"""Counted × confirmed, for staff: the cross, and the firms of each cell."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.clock import today
from portal.templatetags.figures import few, num
from readiness import frameworks
from readiness.dashboards.confirmed import CELLS, LISTED, UNREADY, cross, missing_gates, rows, titles
from readiness.dashboards.reported import labels
from readiness.views.ministry import staff_only
from suppliers.models import Supplier

A_PAGE = 25


@require_safe
def confirmed(request: HttpRequest) -> HttpResponse:
    """Four counts, what they say of the model, and one cell opened: at first the list to work through."""
    staff_only(request)
    cell = request.GET.get("cell", UNREADY)
    if cell not in LISTED:
        raise Http404
    counts, words = cross(today()), titles()
    found = rows(cell, today=today())
    visible = Q(supplier__in=Supplier.objects.visible_to(request.user).values("pk"))
    behind = found.aggregate(all=Count("pk"), seen=Count("pk", filter=visible))
    seen = found.filter(visible).select_related("supplier__enterprise", "supplier__province")
    paginator = Paginator(seen.order_by("-level", "-proven", "supplier"), A_PAGE)
    paginator.count = behind["seen"]
    page = paginator.get_page(request.GET.get("page"))
    unseen = behind["all"] - behind["seen"]
    missing = missing_gates(page.object_list, today=today()) if cell == UNREADY else {}
    sectors = labels()
    context = {
        "cross": counts,
        "framework": frameworks.current(),
        "cells": [(name, *words[name], counts.of(name), name in LISTED) for name in CELLS],
        "cell": cell,
        "title": words[cell][0],
        "meaning": words[cell][1],
        "enterprises": few(counts.of(cell)) if unseen else num(counts.of(cell)),
        "page_obj": page,
        "rows": [
            (score, sectors.get(score.sector, ""), missing.get(score.pk, [])) for score in page.object_list
        ],
        "unseen": unseen,
    }
    return render(request, "readiness/confirmed.html", context)
