"""Signing in and out: one `Device` per session, so that a person can see and end each of them."""

import logging
import re
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import Device, User
from shop.core import http

logger = logging.getLogger(__name__)
SessionStore = import_module(settings.SESSION_ENGINE).SessionStore

# When this session was last noted in its device row, seconds since 1970 (see `accounts.middleware`).
SEEN_AT = "seen_at"
# When its owner last gave the password, seconds since 1970.
CONFIRMED_AT = "confirmed_at"
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def open_session(request: HttpRequest, *, user: User, remember: bool, now: datetime) -> None:
    """
    For somebody who proved who they are: a new session key, which keeps what the guest's session held, and a device
    row.

    :param remember: keep the session when the browser closes.
    """
    with transaction.atomic():
        _forget(request.session.session_key)
        auth.login(request, user)
        request.session.set_expiry(None if remember else 0)
        note_confirmed(request, now=now)
        _remember(request, user, now)
    logger.info("logged_in", extra={"user_id": user.pk})


def note_confirmed(request: HttpRequest, *, now: datetime) -> None:
    """The password was given just now: for some minutes it is not asked for again (`guards.confirmed`)."""
    request.session[CONFIRMED_AT] = int(now.timestamp())


def is_confirmed(request: HttpRequest, *, now: datetime) -> bool:
    """Whether the password was given within `settings.CONFIRM_WINDOW`."""
    at = request.session.get(CONFIRMED_AT)
    return isinstance(at, int) and 0 <= now.timestamp() - at <= settings.CONFIRM_WINDOW.total_seconds()


def log_out(request: HttpRequest) -> None:
    """End this session on the server too, whatever a copy of its cookie says."""
    with transaction.atomic():
        _forget(request.session.session_key)
        auth.logout(request)


@transaction.atomic
def end_device(*, device: Device, by: User, now: datetime) -> None:
    """Sign one browser out."""
    end_sessions([device.session_key])
    device.delete()
    logger.info("device_ended", extra={"user_id": device.user_id, "by": by.pk})


def end_all_devices(*, user: User, keep: str | None = None) -> None:
    """Sign every browser of a person out, but the session `keep`. In the caller's transaction."""
    devices = Device.objects.filter(user=user).exclude(session_key=keep or "")
    end_sessions(list(devices.values_list("session_key", flat=True)))
    devices.delete()


@transaction.atomic
def end_other_devices(*, user: User, keep: str | None, by: User, now: datetime) -> None:
    """The person's own wish: only the browser that asks stays signed in."""
    end_all_devices(user=user, keep=keep)
    logger.info("devices_ended", extra={"user_id": user.pk, "by": by.pk})


def end_sessions(keys: list[str]) -> None:
    """Delete sessions: the rows with this transaction, the cached copies after it."""
    Session.objects.filter(session_key__in=keys).delete()

    def forget_copies() -> None:
        for key in keys:
            SessionStore(key).delete()

    transaction.on_commit(forget_copies, robust=True)


def move_device(*, old_key: str | None, new_key: str | None) -> None:
    """The session of a device got a new key."""
    Device.objects.filter(session_key=old_key).update(session_key=new_key)


def _forget(session_key: str | None) -> None:
    if session_key:
        Device.objects.filter(session_key=session_key).delete()


def _remember(request: HttpRequest, user: User, now: datetime) -> None:
    request.session[SEEN_AT] = int(now.timestamp())
    Device.objects.create(
        user=user,
        session_key=request.session.session_key or "",
        label=device_label(request.headers.get("User-Agent", "")),
        network=http.network_of(http.client_ip(request)),
        signed_in_at=now,
        last_seen_at=now,
    )


def device_label(user_agent: str) -> str:
    """What a person recognises a browser by: "Firefox on Linux"."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    program = re.match(r"[A-Za-z][\w.-]{1,30}(?=/)", user_agent)
    return browser or system or (program[0] if program else _("Unknown device"))
