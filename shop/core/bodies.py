"""
How large a request may be. Without this, anybody could fill the disk: files are written down while they arrive, before
a view asks who sends them.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from shop.core import http


def is_too_large(request: HttpRequest) -> bool:
    """Judged by the announced length; what is sent beyond it, or without one, is never read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > _most(request.path)


def _most(path: str) -> int:
    usual: int = settings.LARGEST_BODY
    return next((most for start, most in settings.LARGEST_UPLOADS.items() if path.startswith(start)), usual)


def too_large(request: HttpRequest) -> HttpResponse:
    """413 as the client reads it. The page needs no database: this may be asked before a session is read."""
    if http.wants_json(request):
        return http.json_error(413, "too_large", _("This request is too large."))
    return render(None, "413.html", status=413)
