"""Who changed the policy and what it is planned with, and when: for staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.history import history, named_plainly
from readiness.policy.history import records
from readiness.views.policy.versions import readers_only


@require_safe
def policy_history(request: HttpRequest) -> HttpResponse:
    readers_only(request)
    page, saves = history(records(), request.GET.get("page"), named_plainly)
    context = {"page_obj": page, "saves": saves, "back": reverse("readiness:policy"), "noun": _("Policy")}
    return render(request, "portal/history/page.html", context)
