"""How often one caller may ask, and the headers that say so."""

import math
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle


class CallerThrottle(UserRateThrottle):
    """Requests of one user in a window that slides. Without its counter (a cache that is down) it lets in."""

    def allow_request(self, request: Request, view: Any) -> bool:
        try:
            allowed = super().allow_request(request, view)
        except RedisError:
            return True
        request._request.rate_limit = (
            self.num_requests,
            max(0, self.num_requests - len(self.history)),
            math.ceil(self.duration - (self.now - self.history[-1])) if self.history else self.duration,
        )
        return bool(allowed)


class ExportThrottle(CallerThrottle):
    """Whole lists are dear: they are counted apart."""

    scope = "export"


class RateLimitHeaders:
    """``RateLimit-Limit``, ``-Remaining`` and ``-Reset`` (seconds until a request is free again) on what was
    counted; on 429 there is ``Retry-After`` too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if limit := getattr(request, "rate_limit", None):
            for name, value in zip(("Limit", "Remaining", "Reset"), limit, strict=True):
                response.headers[f"RateLimit-{name}"] = str(value)
        return response
