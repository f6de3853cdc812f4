"""A firm's readiness: its page, and the fragment that other pages and the page itself ask for again."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from portal.clock import today
from readiness.audience import sees_claims
from readiness.dashboards.firm import FirmPage, firm_page
from readiness.frameworks import NoFramework
from readiness.models import Score
from suppliers.models import Supplier


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The readiness of the reader's own firm."""
    own = Supplier.objects.owned_by(request.user).filter(merged_into__isnull=True).order_by("pk").first()
    if own is None:
        raise Http404
    return redirect("readiness:firm", own.public_id)


@require_safe
def firm(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole page; with ``seen``, only its live part, and nothing if that has not changed since."""
    supplier = _own_or_staff(request, public_id)
    version = judged_version(supplier)
    if request.htmx and request.GET.get("seen") == version:
        return HttpResponse(status=204)
    context = {"page": _page(request, supplier), "version": version}
    template = "readiness/firm.html" + ("#live" if request.htmx else "")
    return render(request, template, context)


@login_not_required
@require_safe
def panel(request: HttpRequest, public_id: str) -> HttpResponse:
    """The headline of a firm for other pages: level, bar, and what the next level lacks."""
    supplier = get_object_or_404(Supplier.objects.visible_to(request.user), public_id=public_id)
    version = judged_version(supplier)
    if request.htmx and request.GET.get("seen") == version:
        return HttpResponse(status=204)
    score = Score.objects.main().filter(supplier=supplier, framework__isnull=False).first()
    document = getattr(supplier, "search_document", None)
    context = {
        "firm": supplier,
        "score": score,
        "standing": document.standing if document else {},
        "claims": sees_claims(request.user, supplier),
        "page": firm_page(supplier, score.sector, today=today())
        if score and sees_claims(request.user, supplier)
        else None,
        "version": version,
    }
    template = "readiness/panel.html" + ("#live" if request.htmx else "")
    return render(request, template, context)


def judged_version(supplier: Supplier) -> str:
    """What the live part was worked out from: changes when the score of any sector is written anew."""
    scores = Score.objects.filter(Q(supplier=supplier)).order_by("sector")
    return "-".join(f"{s.sector}{s.facts_version}.{s.total}.{s.proven}.{s.level}" for s in scores)


def _own_or_staff(request: HttpRequest, public_id: str) -> Supplier:
    supplier = get_object_or_404(
        Supplier.objects.visible_to(request.user).prefetch_related("sectors__sector"), public_id=public_id
    )
    if not sees_claims(request.user, supplier):
        raise Http404
    return supplier


def _page(request: HttpRequest, supplier: Supplier) -> FirmPage | None:
    letters = [s.letter for s in sorted(supplier.sectors.all(), key=lambda s: not s.is_main)]
    if not letters:
        return None
    asked = request.GET.get("sector", letters[0])
    if asked not in letters:
        raise Http404
    try:
        return firm_page(supplier, asked, today=today())
    except NoFramework:
        return None
