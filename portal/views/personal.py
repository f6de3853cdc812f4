"""What is kept on a person: taken along as a file, and deleted. Both ask once more who is there."""

from datetime import date

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.actions import MustStay, accept_privacy_notice, delete_person, what_keeps
from portal.personal_data import kept_on
from portal.privacy import PRIVACY_NOTICE_VERSION, must_accept


@require_http_methods(["GET", "HEAD", "POST"])
def accept_notice(request: HttpRequest) -> HttpResponse:
    """The privacy notice has changed since somebody accepted it, or was never put to them; then on to ``next``."""
    back = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("home")
    if request.method == "POST":
        accept_privacy_notice(request.user, now=timezone.now())
    if not must_accept(request.user):
        return redirect(back)
    context = {
        "next": back,
        "since": date.fromisoformat(PRIVACY_NOTICE_VERSION),
        "accepted": request.user.privacy_accepted_at,
    }
    return render(request, "portal/accept_notice.html", context)


@require_safe
@reauthentication_required
def own_data(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    answer = JsonResponse(
        kept_on(request.user, now=now), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    answer["Content-Disposition"] = f'attachment; filename="personal-data-{timezone.localdate(now)}.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def delete_account(request: HttpRequest) -> HttpResponse:
    """What goes, what stays, what must be settled first; then the press that cannot be undone."""
    user = request.user
    if user.is_ministry:
        raise PermissionDenied(_("Accounts of staff are changed by the administrator of the portal."))
    if request.method != "POST":
        return render(request, "portal/delete_account.html", {"keeps": what_keeps(user)})
    try:
        delete_person(user, by=user, now=timezone.now())
    except MustStay as refusal:
        return render(request, "portal/delete_account.html", {"keeps": refusal.keeps}, status=409)
    logout(request)
    messages.success(request, _("Your account is deleted."))
    return redirect("home")
