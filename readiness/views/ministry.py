"""The ministry's pages: targets with their standing, and the rows behind each figure."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.clock import today
from portal.models import Province, Sector
from portal.templatetags.figures import few, num
from portal.vocabulary import BEFORE
from readiness import frameworks, outcomes
from readiness.dashboards import documents
from readiness.dashboards.target import target_page
from readiness.models import Baseline, Statistic
from readiness.standings import lay_in, ready_scores
from suppliers.forms.fields import DayField
from suppliers.models import Evidence, Supplier
from suppliers.permissions import may_decide

A_PAGE = 50


def staff_only(request: HttpRequest) -> None:
    if not request.user.is_ministry:
        raise Http404


@require_safe
def target(request: HttpRequest) -> HttpResponse:
    """Resolution 115: what it asks, what others measured, and the portal's own count."""
    staff_only(request)
    return render(
        request,
        "readiness/target.html",
        {
            "page": target_page(
                today(),
                everything=request.user.works_everywhere,
                before=request.GET.get("units") == "before",
                place=request.GET.get("place", ""),
            )
        },
    )


@require_safe
def ready_firms(request: HttpRequest) -> HttpResponse:
    """The rows behind a count of direct-supply-ready firms, in one cell or all.

    The count is that of the cell; its rows are those that the reader may see, and where some are not, a small
    count stays hidden.
    """
    staff_only(request)
    scores = ready_scores().select_related("supplier__enterprise", "supplier__province")
    sector = province = None
    if letter := request.GET.get("sector"):
        sector = get_object_or_404(Sector.objects.current(), letters=[letter])
        scores = scores.filter(sector=letter)
    if code := request.GET.get("province"):
        province = get_object_or_404(Province.objects.filter(changes_after__isnull=True), code=code)
        scores = scores.filter(supplier__province=province)
    if code := request.GET.get("former"):
        province = get_object_or_404(Province, list__version=BEFORE, code=code)
        scores = scores.filter(lay_in(province))
    vietnamese = request.GET.get("ownership") == Supplier.Ownership.VIETNAMESE
    if vietnamese:
        scores = scores.filter(supplier__ownership=Supplier.Ownership.VIETNAMESE)
    enterprises = scores.aggregate(n=Count("supplier__enterprise__code", distinct=True))["n"]
    seen = scores.visible_to(request.user).order_by("-counted_level", "-proven", "supplier")
    page = Paginator(seen, A_PAGE).get_page(request.GET.get("page"))
    unseen = scores.count() - page.paginator.count
    labels = {s.letters[0]: s.label for s in Sector.objects.current() if len(s.letters) == 1}
    context = {
        "page_obj": page,
        "rows": [(score, labels[score.sector]) for score in page.object_list],
        "enterprises": few(enterprises) if unseen else num(enterprises),
        "unseen": unseen,
        "sector": sector,
        "province": province,
        "vietnamese": vietnamese,
        "on": today(),
        "framework": frameworks.in_force(),
    }
    return render(request, "readiness/ready_firms.html", context)


@require_safe
def measured(request: HttpRequest) -> HttpResponse:
    """What others measured, each with who, when and how far it was checked."""
    staff_only(request)
    context = {
        "baselines": list(documents.baselines(Baseline.objects.order_by("sector", "-year", "measured_by"))),
        "statistics": list(documents.statistics(Statistic.objects.order_by("indicator", "-year"))),
    }
    return render(request, "readiness/measured.html", context)


@require_safe
def effect(request: HttpRequest, pk: int) -> HttpResponse:
    """Both outcomes of a decision before it is taken: a fragment of the verification page."""
    staff_only(request)
    evidence = get_object_or_404(
        Evidence.objects.waiting().visible_to(request.user).select_related("supplier"), pk=pk
    )
    if not may_decide(request.user, evidence.supplier):
        raise Http404
    level = request.GET.get("level", "")
    granted = Decimal(level) if level in ("0", "1", "2", "3", "4", "5") else evidence.claimed_level
    klass = request.GET.get("evidence_class", "A2")
    klass = klass if klass in ("A2", "A3") else "A2"
    try:
        ends = DayField(required=False).clean(request.GET.get("valid_to", ""))
    except ValidationError:
        ends = None
    both = outcomes.both(evidence, granted, klass, today=today(), ends=ends)
    context = {"outcomes": both, "granted": granted, "evidence": evidence}
    return render(request, "readiness/effect.html" + ("#effect" if request.htmx else ""), context)
