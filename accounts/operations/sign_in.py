"""Signing in: the password, then for whoever has one the second factor, before anything opens."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from accounts.models import User, factor
from accounts.operations import credentials, factors, passkeys, sessions
from shop.core import errors

_WAITING = "second_step"
LASTS = timedelta(minutes=10)


class SecondFactorRequired(errors.DomainError):
    """The password is right; the code is still missing."""

    status = 401

    def __init__(self) -> None:
        super().__init__(_("This account has a second factor. Send a code of it too."))


def log_in(request: HttpRequest, *, email: str, password: str, remember: bool, now: datetime) -> User:
    """
    Sign somebody in: a new session key, which keeps what the guest's session held, and a device row.

    :param remember: keep the session when the browser closes.
    :raises ratelimit.RateLimited, credentials.WrongCredentials:
    :raises SecondFactorRequired: the password is right, and this session waits for the second factor.
    """
    user = credentials.check(request, email=email, password=password)
    if factor.has_factor(user):
        _wait(request, user=user, remember=remember, now=now)
        raise SecondFactorRequired
    sessions.open_session(request, user=user, remember=remember, now=now)
    return user


def _wait(request: HttpRequest, *, user: User, remember: bool, now: datetime) -> None:
    """Remember in this session, under a new key, who gave the right password. It opens nothing yet."""
    request.session.cycle_key()
    request.session[_WAITING] = {
        "user": user.pk,
        "fingerprint": user.fingerprint(),
        "remember": remember,
        "at": int(now.timestamp()),
    }


def waiting(request: HttpRequest, *, now: datetime) -> User | None:
    """Who may show the second factor here: not for long, and not after the password changed."""
    kept = _kept(request, now)
    user = User.objects.filter(pk=kept["user"], is_active=True).first() if kept else None
    if user is None or not constant_time_compare(str(kept.get("fingerprint")), user.fingerprint()):
        return None
    return user


def confirm(request: HttpRequest, *, user: User, password: str, now: datetime) -> None:
    """
    Whoever is signed in gave the password once more: for some minutes nothing asks again.

    :raises ratelimit.RateLimited, credentials.WrongPassword:
    """
    credentials.confirm(request, user=user, password=password)
    sessions.note_confirmed(request, now=now)


def log_in_by_code(request: HttpRequest, *, user: User, code: str, now: datetime) -> User:
    """:raises ratelimit.RateLimited, factors.WrongCode:"""
    factors.check_code(request, user=user, code=code, now=now)
    return _finish(request, user, now)


def log_in_by_passkey(request: HttpRequest, *, user: User, answer: str, now: datetime) -> User:
    """:raises ratelimit.RateLimited, passkeys.BadPasskey:"""
    passkeys.check_passkey(request, user=user, answer=answer, now=now)
    return _finish(request, user, now)


def _finish(request: HttpRequest, user: User, now: datetime) -> User:
    remember = bool(request.session.pop(_WAITING, {}).get("remember"))
    sessions.open_session(request, user=user, remember=remember, now=now)
    return user


def _kept(request: HttpRequest, now: datetime) -> dict[str, Any]:
    kept = request.session.get(_WAITING)
    if not isinstance(kept, dict) or now.timestamp() - kept.get("at", 0) > LASTS.total_seconds():
        return {}
    return kept
