from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.views import APIView

from portal.privacy import must_accept
from portal.second_factor import exempt, lacks_second_factor
from portal.signing_in import note_visit

# What a member of staff without a second factor may still open: making one, and leaving.
ALLOWED = ("account_", "mfa_", "set_language", "healthz", "readyz", "metrics", "privacy")
# What somebody may open who has not accepted the privacy notice as it is now: reading it, accepting it, taking their
# data along, deleting their account, leaving.
BEFORE_ACCEPTING = {
    "privacy", "privacy_accept", "own_data", "delete_account", "account_logout", "account_reauthenticate",
    "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "set_language", "healthz", "readyz", "metrics",
}  # fmt: skip


class PrivacyNoticeMiddleware:
    """Whoever has not accepted the privacy notice as it is now is asked before anything else opens.

    A demo account of a demo portal is nobody's, and is exempt.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated or not must_accept(user) or exempt(user):
            return None
        if request.resolver_match and request.resolver_match.view_name in BEFORE_ACCEPTING:
            return None
        if _of_the_api(view):
            return _refused(_("The privacy notice has changed: sign in on the site and read it first."))
        ask = reverse("privacy_accept")
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(headers={"HX-Redirect": ask})
        back = request.get_full_path() if request.method in ("GET", "HEAD") else ""
        return redirect(f"{ask}?{urlencode({'next': back})}" if back else ask)


class SecondFactorMiddleware:
    """Ministry staff work with a second factor or not at all.

    A demo account of a demo portal is exempt, and each page says so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated or not lacks_second_factor(user):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name.startswith(ALLOWED):
            return None
        if _of_the_api(view):
            return _refused(_("Staff work with a second factor: set one up on the site first."))
        messages.info(
            request,
            _("Staff work with a second factor. Please set one up first: an authenticator app or a passkey."),
        )
        return redirect("mfa_index")


def _of_the_api(view: Callable) -> bool:
    """A program reads the answer: it is told, not led to a page."""
    return issubclass(getattr(view, "cls", object), APIView)


def _refused(why: str) -> HttpResponse:
    """As the API itself refuses."""
    return JsonResponse({"detail": why}, status=403, json_dumps_params={"ensure_ascii": False})


class LastSeenMiddleware:
    """Keeps "last seen" of the browsers in which people are signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        # Parts that renew themselves are not somebody looking.
        if request.user.is_authenticated and request.headers.get("HX-Request") != "true":
            note_visit(request, request.user, now=timezone.now())
