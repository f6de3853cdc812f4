"""Pages for when something is not as it should be: they say what was kept and what to do next."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _asks_api(request):
        return JsonResponse({"detail": _("This request cannot be read.")}, status=400)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _asks_api(request):
        return JsonResponse({"detail": _("There is none that you may see.")}, status=404)
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks the database nothing, for that may be what is wrong."""
    if _asks_api(request):
        return JsonResponse({"detail": _("Something went wrong here")}, status=500)
    context = {"request": request, "user": AnonymousUser(), "csrf_token": get_token(request)}
    return HttpResponse(loader.render_to_string("500.html", context), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def _asks_api(request: HttpRequest) -> bool:
    """Programs read JSON, also where no address of ours was met."""
    return request.path.startswith("/api/v")
