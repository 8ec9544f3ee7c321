"""What a phone needs for a dead spot: the service worker, its page without signal, a fresh token before it sends."""

import functools
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware import csrf
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import guards
from accounts.guards import AuthenticatedRequest
from accounts.roles import Permission

_WORKER = Path(settings.BASE_DIR) / "static" / "js" / "courier" / "worker.js"


@functools.cache
def _script() -> bytes:
    return _WORKER.read_bytes()


@guards.public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, under the address whose pages it may answer. It holds nothing about anybody."""
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@guards.requires(Permission.DELIVER)
@require_safe
def token(request: AuthenticatedRequest) -> HttpResponse:
    """A token for what was saved on the phone, and whose session it is: nobody sends what another did."""
    return JsonResponse({"token": csrf.get_token(request), "courier": request.user.pk})


@guards.requires(Permission.DELIVER)
@require_safe
def no_signal(request: AuthenticatedRequest) -> HttpResponse:
    """What the phone shows without signal for a page that it does not hold."""
    return render(request, "courier/no_signal.html")
