"""The administrator's page: which bodies of staff there are, and for what each is responsible."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.actions import set_scope
from portal.forms import ScopeForm
from portal.models import Organisation, Province, ScopeChange, Sector
from portal.permissions import may_set_scope

SHOWN_CHANGES = 50


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    _administrator_only(request)
    staff = Organisation.objects.filter(kind__in=Organisation.STAFF_KINDS).order_by("kind", "name")
    context = {"bodies": staff.prefetch_related("scope_provinces", "scope_sectors", "memberships")}
    return render(request, "portal/staff.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def body(request: HttpRequest, pk: int) -> HttpResponse:
    _administrator_only(request)
    found = get_object_or_404(Organisation, pk=pk, kind__in=Organisation.STAFF_KINDS)
    form = ScopeForm(request.POST or None, body=found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        changed = set_scope(
            found,
            provinces=list(data["provinces"]),
            sectors=list(data["sectors"]),
            by=request.user,
            reason=data["reason"],
            now=timezone.now(),
        )
        if changed:
            messages.success(request, _("Saved. It holds from the next page on."))
        else:
            messages.info(request, _("It was so already; nothing was changed."))
        return redirect("staff_body", pk)
    context = {"body": found, "form": form, "changes": _in_words(found)}
    return render(request, "portal/staff_body.html", context, status=422 if form.errors else 200)


def _administrator_only(request: HttpRequest) -> None:
    if not request.user.is_authenticated or not may_set_scope(request.user):
        raise Http404


def _in_words(found: Organisation) -> list[dict[str, object]]:
    """The changes of a body, the latest first, with names in place of keys."""
    changes = list(
        ScopeChange.objects.filter(organisation=found).select_related("by").order_by("-at")[:SHOWN_CHANGES]
    )
    provinces, sectors = set[int](), set[int]()
    for change in changes:
        provinces.update(change.provinces, change.provinces_before)
        sectors.update(change.sectors, change.sectors_before)
    province = {p.pk: p.label for p in Province.objects.filter(pk__in=provinces)}
    sector = {s.pk: s.label for s in Sector.objects.filter(pk__in=sectors)}

    def words(keys: list[int], names: dict[int, str], everything: str) -> str:
        return ", ".join(names.get(key, str(key)) for key in keys) or everything

    country, every = _("the whole country"), _("all sectors")
    return [
        {
            "change": change,
            "before": f"{words(change.provinces_before, province, country)} · {words(change.sectors_before, sector, every)}",
            "after": f"{words(change.provinces, province, country)} · {words(change.sectors, sector, every)}",
        }
        for change in changes
    ]
