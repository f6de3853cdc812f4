"""Kept pages of the ministry: all staff read them, staff who edit for the whole country keep them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.clock import today
from portal.templatetags.figures import few, num
from readiness.dashboards.kept import KeptTarget, cause_words, signed, since_reading
from readiness.kept import keeping, pdf
from readiness.kept.reading import Opened, opened
from readiness.kept.since import Since, since
from readiness.kept.snapshot import Row
from readiness.models import Framework, KeptPage
from readiness.permissions import may_plan
from readiness.standings import DIRECT
from readiness.views.bottlenecks import staff_only
from suppliers.models import Supplier

A_PAGE = 50
LANGUAGES = ("vi", "en")


def kept_pages(request: HttpRequest) -> HttpResponse:
    """Every kept page, the newest first; staff who edit for the whole country keep today's."""
    staff_only(request)
    if request.method == "POST":
        return _keep(request)
    pages = Paginator(KeptPage.objects.of_this_country().in_order(), A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    kept = list(page.object_list)
    names = {f.hash: f for f in Framework.objects.filter(hash__in={each.framework_hash for each in kept})}
    context = {
        "page_obj": page,
        "kept": [(each, names.get(each.framework_hash)) for each in kept],
        "may_keep": may_plan(request.user),
        "on": today(),
    }
    return render(request, "readiness/kept/list.html", context)


def _keep(request: HttpRequest) -> HttpResponse:
    if not may_plan(request.user):
        raise Http404
    page, new = keeping.keep(today=today(), now=timezone.now(), by=request.user)
    if new:
        messages.success(request, _("The page of today is kept."))
    else:
        messages.info(request, _("Nothing has changed since this page was kept; it was not kept again."))
    return redirect("readiness:kept_page", page.pk)


def _page(pk: int | str) -> KeptPage:
    return get_object_or_404(KeptPage.objects.of_this_country().select_related("kept_by"), pk=pk)


def _before(page: KeptPage) -> KeptPage | None:
    """The page kept before this one."""
    of_earlier_days = KeptPage.objects.of_this_country().filter(kind=page.kind, as_of__lte=page.as_of)
    return of_earlier_days.exclude(as_of=page.as_of, pk__gte=page.pk).order_by("-as_of", "-pk").first()


@require_safe
def kept_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One page as it was, whether it can be counted again, and what changed since the one before."""
    staff_only(request)
    page = _page(pk)
    kept = opened(page)
    before = _before(page)
    target = KeptTarget(kept, request.user.works_everywhere)
    context = {
        "kept_page": page,
        "page": target,
        "languages": LANGUAGES,
        **(_changes(since(opened(before), kept, request.user), target) if before else {}),
    }
    return render(request, "readiness/kept/page.html", context)


@require_safe
def kept_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page for paper, in the language asked for or the reader's."""
    staff_only(request)
    asked = request.GET.get("lang") or (get_language() or "vi")[:2]
    if asked not in LANGUAGES:
        raise Http404
    page = _page(pk)
    kept, before = opened(page), _before(page)
    changed = since(opened(before), kept, request.user) if before else None
    with override(asked):
        document = pdf.target(KeptTarget(kept, request.user.works_everywhere), page, changed)
    name = f"{page.kind}-{page.as_of.isoformat()}-{asked}.pdf"
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def kept_firms(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows behind a count of a kept page: as they were, named as far as the reader may see the firms."""
    staff_only(request)
    page = _page(pk)
    target = KeptTarget(opened(page))
    asked = {name: request.GET.get(name, "") for name in ("sector", "province", "ownership")}
    for kind in ("sector", "province"):
        if asked[kind] and asked[kind] not in dict(target.words(f"{kind}s")):
            raise Http404
    rows = [row for row in target.kept.rows if _counts(row, asked)]
    seen = {
        firm.public_id: firm
        for firm in Supplier.objects.visible_to(request.user).filter(public_id__in=[r.id for r in rows])
    }
    shown = [row for row in rows if row.id in seen]
    shown.sort(key=lambda row: (-row.counted, row.id))
    found = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    enterprises, unseen = len({row.firm for row in rows}), len(rows) - len(shown)
    context = {
        "kept_page": page,
        "page": target,
        "page_obj": found,
        "rows": [
            (
                row,
                seen[row.id],
                target.label("sectors", row.sector),
                target.label("provinces", row.province),
                Supplier.Ownership(row.ownership).label,
            )
            for row in found
        ],
        "enterprises": few(enterprises) if unseen else num(enterprises),
        "unseen": unseen,
        "sector": target.label("sectors", asked["sector"]),
        "province": target.label("provinces", asked["province"]),
        "vietnamese": asked["ownership"] == Supplier.Ownership.VIETNAMESE,
    }
    return render(request, "readiness/kept/firms.html", context)


def _counts(row: Row, asked: dict[str, str]) -> bool:
    return (
        row.counted >= DIRECT
        and bool(row.firm)
        and all(not value or getattr(row, name) == value for name, value in asked.items())
    )


@require_safe
def kept_changes(request: HttpRequest) -> HttpResponse:
    """What changed between two kept pages, with the firms behind each part."""
    staff_only(request)
    keys = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(key.isdecimal() and len(key) < 10 for key in keys):
        raise Http404
    first, second = sorted(map(_page, keys), key=lambda page: (page.as_of, page.pk))
    if first == second:
        return redirect("readiness:kept_page", first.pk)
    pages: list[Opened] = [opened(first), opened(second)]
    context = _changes(since(pages[0], pages[1], request.user), KeptTarget(pages[1]))
    return render(request, "readiness/kept/changes.html", context)


def _changes(found: Since, target: KeptTarget) -> dict[str, object]:
    """The split for templates: what each cause is called, signed numbers, and the rows behind them."""
    words = cause_words()
    parts = []
    for part in found.parts:
        rows = [
            (each, target.label("sectors", each.row.sector), Supplier.Ownership(each.row.ownership).label, signed(each.move.firms), signed(each.move.vietnamese))
            for each in part.moved
        ]  # fmt: skip
        parts.append((part, *words[part.cause], signed(part.firms), signed(part.vietnamese), rows))
    return {
        "since": found,
        "since_reading": since_reading(found),
        "since_firms": signed(found.firms),
        "since_vietnamese": signed(found.vietnamese),
        "parts": parts,
    }
