"""New passwords: changed with the current one, or set with a link from a mail. Both end every other way in."""

import logging
from datetime import datetime

from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language

from accounts import emails
from accounts.models import Token, TokenScope, User, normal_email
from accounts.operations import credentials, links, sessions, tokens
from shop.core import jobs, ratelimit

logger = logging.getLogger(__name__)


def request_reset(request: HttpRequest, *, email: str) -> None:
    """
    Have a link mailed. Whether there is such an account is looked up by the job, so the request takes the same time
    and says the same for every address.

    :raises ratelimit.RateLimited: for too many mails to one address, or requests from one client.
    """
    email = normal_email(email)
    ratelimit.hit(request, "reset", key=email, strict=True)
    ratelimit.hit(request, "login_address", key=f"mail|{ratelimit.address(request)}", strict=True)
    jobs.enqueue(emails.send_reset, sealed=emails.seal(email), language=get_language() or "")


@transaction.atomic
def reset_password(*, password: str, now: datetime, token: str = "", pk: int | None = None) -> User:
    """
    Set a password with the token of a mailed link (its text, or its key as kept in a session), once. Nobody is signed
    in by it, and everybody who was is signed out.

    :raises links.UnknownLink, links.UsedLink, links.ExpiredLink:
    """
    row = links.check_link(scope=TokenScope.RESET, token=token, pk=pk, now=now)
    user = User.objects.select_for_update(no_key=True).get(pk=row.user_id)
    if Token.objects.filter(pk=row.pk, used_at=None, fingerprint=user.fingerprint()).update(used_at=now) != 1:
        raise links.UsedLink
    user.set_password(password)
    user.save(update_fields=["password"])
    sessions.end_all_devices(user=user)
    tokens.revoke_all_tokens(user=user, now=now)
    jobs.enqueue(emails.send_password_changed, user_id=user.pk)
    logger.info("password_reset", extra={"user_id": user.pk})
    return user


def change_password(request: HttpRequest, *, user: User, current_password: str, password: str, now: datetime) -> None:
    """
    Change the password of whoever is signed in. This browser stays signed in, every other and all tokens end.

    :raises ratelimit.RateLimited, credentials.WrongPassword:
    """
    credentials.confirm(request, user=user, password=current_password)
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        old_key = request.session.session_key
        sessions.end_all_devices(user=user, keep=old_key)
        auth.update_session_auth_hash(request, user)
        sessions.move_device(old_key=old_key, new_key=request.session.session_key)
        tokens.revoke_all_tokens(user=user, now=now)
        jobs.enqueue(emails.send_password_changed, user_id=user.pk)
    logger.info("password_changed", extra={"user_id": user.pk})
