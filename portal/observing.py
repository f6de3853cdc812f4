"""Each request gets a number, a line in the log and a place in the figures; never its path or its query."""

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from prometheus_client import Histogram

from portal.logs import request_id

_log = logging.getLogger("portal.requests")
# What a proxy may hand on as the number of a request.
_NUMBER = re.compile(r"[0-9A-Za-z-]{8,64}")
QUIET = ("healthz", "readyz", "metrics")

duration = Histogram(
    "portal_request_seconds",
    "From the first line of the request to the first of the answer.",
    ["method", "route", "status"],
    buckets=(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


class ObserveRequests:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get("X-Request-ID", "")
        number = sent if _NUMBER.fullmatch(sent) else uuid4().hex
        told = request_id.set(number)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            self._note(request, response, time.perf_counter() - began)
        finally:
            request_id.reset(told)
        response.headers["X-Request-ID"] = number
        return response

    @staticmethod
    def _note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        match = request.resolver_match
        route = match.route if match else "none"
        method = request.method if request.method in _METHODS else "other"
        duration.labels(method, route, f"{response.status_code // 100}xx").observe(seconds)
        if route not in QUIET:
            figures = {
                "method": method, "route": route, "status": response.status_code, "ms": round(seconds * 1000, 1)
            }  # fmt: skip
            _log.info("%(method)s %(route)s: %(status)s in %(ms)s ms", figures, extra={"figures": figures})


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
