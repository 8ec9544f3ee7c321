"""Whoever is signed in: shown their own time zone, noted in the list of devices, signed out after too long."""

import zoneinfo
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts.models import Device, User
from accounts.operations import sessions

# The device row is written at most this often, and so a session that lost its row ends after this time at the latest.
NOTE_EVERY = timedelta(hours=1)
# Sign in anew after this time, however busy the session was (OWASP ASVS 5.0, 7.3.2).
LONGEST = timedelta(days=90)
# Without "stay signed in", a session that nobody used for this long ends, even in a browser that never closes (7.3.1).
IDLE = timedelta(hours=12)


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
    devices = Device.objects.filter(session_key=request.session.session_key, user=user, signed_in_at__gt=now - LONGEST)
    forgotten = request.session.get_expire_at_browser_close() and idle > IDLE
    if forgotten or not devices.update(last_seen_at=now):
        sessions.log_out(request)
        return
    request.session[sessions.SEEN_AT] = int(now.timestamp())
