"""Whoever is signed in: shown their own time zone, noted in the list of devices, signed out after too long."""

import zoneinfo
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts import keeping
from accounts.models import Device, User
from accounts.operations import sessions
from shop.core import http

# The device row is written at most this often, and so a session that lost its row ends after this time at the latest.
NOTE_EVERY = timedelta(hours=1)


class Presence:
    """
    Costs a guest nothing: without a session cookie nothing is read, and the API's own users are known by their token.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path.startswith("/api/"):
            return self.get_response(request)
        user = request.user
        if not isinstance(user, User):
            return self.get_response(request)
        note(request, user, now=timezone.now())
        with timezone.override(zone_of(user)):
            return self.get_response(request)


class Keeping:
    """Brings back what was typed before a session ended (see `accounts.keeping`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path.startswith("/api/"):
            return response
        if not isinstance(request.user, User):
            return response
        keeping.restore(request, response)
        mark = keeping.mark_of(request.user.pk)
        if request.COOKIES.get(settings.MARK_COOKIE_NAME) != mark:
            response.set_cookie(
                settings.MARK_COOKIE_NAME, mark, max_age=settings.SESSION_COOKIE_AGE, secure=True, httponly=True,
                samesite="Lax",
            )  # fmt: skip
        return response


def zone_of(user: User) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(user.time_zone or settings.TIME_ZONE)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)


def note(request: HttpRequest, user: User, *, now: datetime) -> None:
    """Once an hour: write that this device was seen, and end a session that is too old or was ended elsewhere."""
    seen = request.session.get(sessions.SEEN_AT)
    if seen is None:
        return
    idle = now - datetime.fromtimestamp(seen, tz=now.tzinfo)
    if idle < NOTE_EVERY:
        return
    devices = Device.objects.filter(
        session_key=request.session.session_key, user=user, signed_in_at__gt=now - settings.SESSION_LONGEST
    )
    forgotten = request.session.get_expire_at_browser_close() and idle > settings.SESSION_IDLE
    if forgotten or not devices.update(last_seen_at=now, network=http.network_of(http.client_ip(request))):
        sessions.log_out(request)
        return
    request.session[sessions.SEEN_AT] = int(now.timestamp())
