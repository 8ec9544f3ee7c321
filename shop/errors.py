"""The error pages: JSON for programs under /api/, a page with a way on for people."""

import structlog
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts import keeping
from shop.core import bodies, http


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if http.wants_json(request):
        return http.json_error(400, "bad_request", _("This request makes no sense to us."))
    if isinstance(exception, RequestDataTooBig):
        return bodies.too_large(request)
    return render(request, "404.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if http.wants_json(request):
        return http.json_error(403, "forbidden", _("Your role does not allow this."))
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if http.wants_json(request):
        return http.json_error(404, "not_found", _("There is nothing here."))
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """
    Needs neither the database nor a context processor: one of them may be what failed.

    Its reference is the request's id, under which the log holds the error.
    """
    reference = str(structlog.contextvars.get_contextvars().get("request_id", ""))
    if http.wants_json(request):
        words = _("Something went wrong on our side.")
        if reference:
            words += " " + _("Reference: %(reference)s") % {"reference": reference}
        response: HttpResponse = http.json_error(500, "server_error", words)
    else:
        response = render(None, "500.html", {"reference": reference}, status=500)
    if reference:
        response.headers["X-Request-Id"] = reference
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """
    The form was open for too long, or came from another site. What was typed into one of ours is kept: another site
    cannot set the `Origin` by which we know. A method that no page has is refused as such, token or not.
    """
    if request.method != "POST" and not request.path.startswith("/api/"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    page = keeping.keep(request) if ours else ""
    return render(request, "403.html", {"csrf": True, "page": page}, status=403)
