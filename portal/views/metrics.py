from hmac import compare_digest

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from portal import metrics


@login_not_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """For who asks from this machine itself, not through a proxy, or knows METRICS_TOKEN; to others it is not there."""
    if not _from_inside(request) and not _knows_token(request):
        raise Http404
    return HttpResponse(metrics.text(), content_type=CONTENT_TYPE_LATEST)


def _from_inside(request: HttpRequest) -> bool:
    through_proxy = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1") and not through_proxy


def _knows_token(request: HttpRequest) -> bool:
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(settings.METRICS_TOKEN) and compare_digest(sent.encode(), settings.METRICS_TOKEN.encode())
