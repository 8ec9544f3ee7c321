"""The middleware of the kernel: refuses what no view should see and turns two errors into pages."""

import logging
from collections.abc import Callable

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_structlog.middlewares import RequestMiddleware
from psycopg_pool import PoolTimeout

from shop.core import bodies, http, ratelimit

logger = logging.getLogger(__name__)

RETRY_AFTER_S = 5
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# Never stored by a browser or a proxy once somebody is logged in or holds a basket.
PRIVATE = "private, no-store"
_WORDLESS = {
    405: ("method_not_allowed", gettext_lazy("This address does not take this method.")),
    412: ("changed_meanwhile", gettext_lazy("It was changed meanwhile. Read it again and decide anew.")),
}


class Guardrails:
    """
    TRACE and unknown methods → 405; NUL in a path → 404; a body above the limit → 413; `RateLimited` → 429; a database
    that is away, full or too slow → 503 with Retry-After. Sets Cross-Origin-Resource-Policy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in METHODS:
            refused = HttpResponse(status=405, headers={"Allow": ", ".join(sorted(METHODS))})
            return in_words(refused) if http.wants_json(request) else refused
        if "\0" in request.path:
            response: HttpResponseBase = not_found(request)
        elif bodies.is_too_large(request):
            response = bodies.too_large(request)
        else:
            try:
                response = self.get_response(request)
            except (OperationalError, InterfaceError, PoolTimeout) as error:
                # A middleware inside (the session, say) met a database that is away.
                response = unavailable(request, error)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        is_json = response.headers.get("Content-Type", "").startswith("application/json")
        if response.status_code in _WORDLESS and not is_json and http.wants_json(request):
            return in_words(response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, ratelimit.RateLimited):
            return too_many(request, exception.retry_after)
        if isinstance(exception, OperationalError | InterfaceError | PoolTimeout):
            return unavailable(request, exception)
        return None


class Unopened:
    """A page where there is none: what only a button sends was opened, after a sign-in on the way for one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 405 or request.method not in ("GET", "HEAD") or http.wants_json(request):
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page


class RequestLog(RequestMiddleware):
    """One line in the log per request: without the query, where links carry tokens, and with an unforgeable address."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {request.path}"

    @classmethod
    def bind_ip(cls, request: HttpRequest) -> None:
        structlog.contextvars.bind_contextvars(ip=http.client_ip(request))

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        """An answer of the API carries the id under which the log holds it."""
        if request.path.startswith("/api/"):
            found = structlog.contextvars.get_contextvars().get("request_id", "")
            response.headers.setdefault("X-Request-Id", str(found))
        super().handle_response(request, response)


def too_many(request: HttpRequest, retry_after: int) -> HttpResponse:
    """429 as the client reads it."""
    if http.wants_json(request):
        message = _("Too many requests. Try again in %(seconds)s seconds.") % {"seconds": retry_after}
        response: HttpResponse = http.json_error(429, "rate_limited", message)
    else:
        response = render(request, "429.html", {"retry_after": retry_after}, status=429)
    response.headers["Retry-After"] = str(retry_after)
    return response


def unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    """503 as the client reads it. The page needs no database and no cache."""
    logger.error("unavailable", exc_info=error)
    if http.wants_json(request):
        response: HttpResponse = http.json_error(503, "unavailable", _("We are busy. Try again in a moment."))
    else:
        response = render(None, "503.html", status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


def in_words(refused: HttpResponseBase) -> HttpResponse:
    """What Django refuses without a word (405, 412), as a program reads it, with its headers (`Allow` among them)."""
    code, text = _WORDLESS[refused.status_code]
    response: HttpResponse = http.json_error(refused.status_code, code, str(text))
    for name, value in refused.headers.items():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def not_found(request: HttpRequest) -> HttpResponse:
    if http.wants_json(request):
        return http.json_error(404, "not_found", _("There is nothing here."))
    return render(None, "404.html", status=404)
