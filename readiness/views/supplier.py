"""A firm's readiness: its page, and the fragment that other pages ask for. Both ask for themselves again while
they are open, and are answered 204 until something has changed."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from portal.clock import today
from readiness.audience import reads_criteria, sees_claims
from readiness.dashboards.firm import FirmPage, firm_page
from readiness.dashboards.listed import listed
from readiness.frameworks import NoFramework
from readiness.models import Framework, Judgement, Score
from suppliers.finding import firm_of
from suppliers.models import Supplier, SupplierSector
from suppliers.permissions import may_edit


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The readiness of the reader's own firm."""
    own = Supplier.objects.owned_by(request.user).filter(merged_into__isnull=True).order_by("pk").first()
    if own is None:
        raise Http404
    return redirect("readiness:firm", own.public_id)


@require_safe
def firm(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole page; for htmx only its live part."""
    supplier = visible(request, public_id)
    if supplier.public_id != public_id.upper():
        return redirect("readiness:firm", supplier.public_id, permanent=True)
    scores = judged_before(supplier)
    version = judged_version(supplier, scores)
    if _seen(request, version):
        return HttpResponse(status=204)
    page = _page(request, supplier, request.GET.get("sector", ""))
    own = supplier.organisation_id in request.user.organisation_ids()
    context = {
        "firm": supplier,
        "page": page,
        "new_framework": _new_framework(scores, page),
        "own": own,
        "decides": request.user.is_ministry and not own and sees_claims(request.user, supplier),
        "version": version,
    }
    return render(request, "readiness/firm.html" + ("#live" if request.htmx else ""), context)


@require_safe
def panel(request: HttpRequest, public_id: str) -> HttpResponse:
    """The headline of a firm for other pages: level, bar, and what the next level lacks."""
    supplier = visible(request, public_id)
    scores = judged_before(supplier)
    version = judged_version(supplier, scores)
    if _seen(request, version):
        return HttpResponse(status=204)
    told = sees_claims(request.user, supplier)
    context = {
        "firm": supplier,
        "page": _page(request, supplier) if told else None,
        "listed": None if told else listed(supplier),
        "sectorless": told and sector_asked(supplier, "") is None,
        "editable": may_edit(request.user, supplier),
        "version": version,
    }
    return render(request, "readiness/panel.html" + ("#live" if request.htmx else ""), context)


def judged_before(supplier: Supplier) -> list[Score]:
    """The score of each sector; ``elsewhere``: whether it was judged by another framework before."""
    other = Judgement.objects.filter(supplier=OuterRef("supplier"), sector=OuterRef("sector")).exclude(
        framework_hash=OuterRef("framework__hash")
    )
    scores = Score.objects.filter(supplier=supplier).annotate(elsewhere=Exists(other))
    return list(scores.select_related("framework").order_by("sector"))


def judged_version(supplier: Supplier, scores: Iterable[Score]) -> str:
    """What a reader sees was worked out from: the day, the facts, and the score of each sector as it was written."""
    written = "-".join(
        f"{s.sector}{s.framework_id}.{s.facts_version}.{s.total}.{s.proven}.{s.level}" for s in scores
    )
    return f"{today():%Y%m%d}-{supplier.facts_version}-{written}"


def _new_framework(scores: Iterable[Score], page: FirmPage | None) -> Framework | None:
    """The framework of the page, where the firm was judged by another one before."""
    if page is None:
        return None
    return next((s.framework for s in scores if s.sector == page.sector and s.elsewhere), None)


def _seen(request: HttpRequest, version: str) -> bool:
    return bool(request.htmx) and request.GET.get("seen") == version


def visible(request: HttpRequest, public_id: str) -> Supplier:
    """A firm whose criteria the reader may read; a competitor's are 404. An old number leads to the firm into which
    it was merged."""
    firms = Supplier.objects.visible_to(request.user).select_related("province")
    sectors = Prefetch("sectors", SupplierSector.objects.select_related("sector"))
    firm = firm_of(public_id, firms.prefetch_related(sectors))
    if firm is None or not reads_criteria(request.user, firm):
        raise Http404
    return firm


def sector_asked(supplier: Supplier, asked: str) -> str | None:
    """The letter that is asked for, else that of the main sector; None where the firm has said no sector."""
    letters = [s.letter for s in sorted(supplier.sectors.all(), key=lambda s: not s.is_main)]
    if asked and asked not in letters:
        raise Http404
    return asked or (letters[0] if letters else None)


def _page(request: HttpRequest, supplier: Supplier, asked: str = "") -> FirmPage | None:
    """None while nothing can be worked out: no sector is known, or no framework published."""
    letter = sector_asked(supplier, asked)
    if letter is None:
        return None
    try:
        return firm_page(
            supplier,
            letter,
            today=today(),
            told=sees_claims(request.user, supplier),
            editable=may_edit(request.user, supplier),
            all_open=request.GET.get("open") == "all",
        )
    except NoFramework:
        return None
