"""Checking a password: limited before it costs a hash, and silent about why it failed."""

import logging

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User, normal_email
from shop.core import errors, ratelimit

logger = logging.getLogger(__name__)


class WrongCredentials(errors.DomainError):
    """No such account, another password, or not active: nobody is told which."""

    status = 401


class WrongPassword(errors.DomainError):
    """Somebody signed in did not know the password of the account."""

    status = 422


def check(request: HttpRequest, *, email: str, password: str) -> User:
    """
    The active person with this address and password. An unknown address costs the same hash as a known one.

    :raises ratelimit.RateLimited: after too many failures for this account and address, or for this address.
    :raises WrongCredentials: for anything else that is not right.
    """
    email = normal_email(email)
    _count(request, email)
    user = authenticate(request, username=email, password=password)
    if not isinstance(user, User):
        logger.info("login_failed")
        raise WrongCredentials(_("Email or password is not right."))
    _forgive(request, email)
    return user


def confirm(request: HttpRequest, *, user: User, password: str) -> None:
    """
    Make sure that whoever holds the session is the person. Counts like a login.

    :raises ratelimit.RateLimited, WrongPassword:
    """
    _count(request, user.email)
    if not user.check_password(password):
        logger.info("password_not_confirmed", extra={"user_id": user.pk})
        message = _("This is not your current password.")
        raise WrongPassword(message, fields={"current_password": [message]})
    _forgive(request, user.email)


def _count(request: HttpRequest, email: str) -> None:
    # The pair first: who hammers one account shall not use up the allowance of all behind the same address.
    ratelimit.hit(request, "login", key=_pair(request, email), strict=True)
    ratelimit.hit(request, "login_address", key=ratelimit.address(request), strict=True)


def _forgive(request: HttpRequest, email: str) -> None:
    ratelimit.forgive(request, "login", key=_pair(request, email), strict=True)
    ratelimit.forgive(request, "login_address", key=ratelimit.address(request), strict=True)


def _pair(request: HttpRequest, email: str) -> str:
    return f"{email}|{ratelimit.address(request)}"
