"""The error pages: JSON for programs under /api/, a page with a way on for people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from shop.core import http


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if http.wants_json(request):
        return http.json_error(400, "bad_request", _("This request makes no sense to us."))
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
    """Needs neither the database nor a context processor: one of them may be what failed."""
    if http.wants_json(request):
        return http.json_error(500, "server_error", _("Something went wrong on our side."))
    return render(None, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open for too long, or came from another site."""
    return render(request, "403.html", {"csrf": True}, status=403)
