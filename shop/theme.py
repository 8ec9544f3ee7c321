"""The footer form that chooses light or dark: a cookie, so that the first paint already has the right colours."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts import guards
from shop.context import THEMES
from shop.core import http

COOKIE_AGE = timedelta(days=365)


@guards.public
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice for a year and go back; anything but light and dark means as the device has it."""
    response = redirect(http.safe_next(request))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            settings.THEME_COOKIE_NAME, chosen, max_age=COOKIE_AGE, secure=True, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(settings.THEME_COOKIE_NAME, samesite="Lax")
    return response
