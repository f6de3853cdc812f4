"""Who of a buyer changed a requirement or a purchase report, and when."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buyers.history import report_records, requirement_records
from buyers.models import PurchaseReport, Requirement
from portal.history import Record, history, named_plainly


@require_safe
def of_requirement(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Requirement.objects.visible_to(request.user), public_id=public_id)
    back = reverse("buyers:requirement", args=[public_id])
    return _page(request, requirement_records(found), back, _("Requirement"))


@require_safe
def of_report(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(PurchaseReport.objects.visible_to(request.user), pk=pk)
    back = reverse("buyers:purchase_report", args=[pk])
    return _page(request, report_records(found), back, _("Purchase report"))


def _page(request: HttpRequest, records: Sequence[Record], back: str, noun: str) -> HttpResponse:
    page, saves = history(records, request.GET.get("page"), named_plainly)
    context = {"page_obj": page, "saves": saves, "back": back, "noun": noun}
    return render(request, "portal/history/page.html", context)
