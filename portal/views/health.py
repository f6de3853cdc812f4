from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from portal import health


@login_not_required
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"alive": True})


@login_not_required
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when every part answers, else 503; the body names each part."""
    ok, parts = health.readiness()
    return JsonResponse({"ready": ok, "parts": parts}, status=200 if ok else 503)
