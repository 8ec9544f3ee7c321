"""The footer form that chooses the language: a cookie, so that it holds for guests too and needs no script."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts import guards, operations
from accounts.models import User
from shop.core import http

COOKIE_AGE = timedelta(days=365)


@guards.public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """
    Keep the choice for a year and go back; anything but one of our languages means as the browser asks.

    Whoever is signed in gets their mails in it from now on, too.
    """
    response = redirect(http.safe_next(request))
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
        return response
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, chosen, max_age=COOKIE_AGE, secure=True, httponly=True, samesite="Lax"
    )
    if isinstance(request.user, User):
        operations.speak(user=request.user, language=chosen, by=request.user)
    return response
