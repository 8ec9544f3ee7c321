"""What a person says about themselves, and the address by which they sign in."""

import logging
from datetime import datetime

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from accounts import emails
from accounts.models import Token, TokenScope, User, normal_email
from accounts.operations import credentials, links
from shop.core import jobs, ratelimit

logger = logging.getLogger(__name__)


@transaction.atomic
def update_details(*, user: User, full_name: str, phone: str, time_zone: str, by: User, now: datetime) -> User:
    """:param time_zone: a name of the IANA database, or "" for the shop's own."""
    user.full_name, user.phone, user.time_zone = full_name, phone, time_zone
    user.save(update_fields=["full_name", "phone", "time_zone"])
    logger.info("details_changed", extra={"user_id": user.pk, "by": by.pk})
    return user


def speak(*, user: User, language: str, by: User) -> None:
    """Write to somebody in this language from now on."""
    User.objects.filter(pk=user.pk).exclude(language=language).update(language=language)
    logger.info("language_chosen", extra={"user_id": user.pk, "by": by.pk, "language": language})


def request_email_change(request: HttpRequest, *, user: User, current_password: str, new_email: str) -> None:
    """
    Send a link to the new address. Nothing changes before it is opened, and nobody learns whether the address has an
    account already.

    :raises ratelimit.RateLimited, credentials.WrongPassword:
    """
    credentials.confirm(request, user=user, password=current_password)
    new_email = normal_email(new_email)
    ratelimit.hit(request, "reset", key=new_email, strict=True)
    jobs.enqueue(emails.send_email_confirmation, user_id=user.pk, sealed=emails.seal(new_email))


def confirm_email(*, token: str, by: User, now: datetime) -> User:
    """
    Make the confirmed address the person's, and tell the old one.

    :raises links.UnknownLink: also for a link that was made for another person.
    :raises links.UsedLink, links.ExpiredLink: also where the address became somebody else's meanwhile.
    """
    try:
        return _confirm_email(token, by, now)
    except IntegrityError:
        raise links.ExpiredLink from None


@transaction.atomic
def _confirm_email(raw: str, by: User, now: datetime) -> User:
    row = links.check_link(scope=TokenScope.EMAIL, token=raw, now=now)
    if row.user_id != by.pk:
        raise links.UnknownLink
    user = User.objects.select_for_update(no_key=True).get(pk=row.user_id)
    if Token.objects.filter(pk=row.pk, used_at=None, fingerprint=user.fingerprint()).update(used_at=now) != 1:
        raise links.UsedLink
    old_email, user.email = user.email, row.new_email
    user.save(update_fields=["email"])
    jobs.enqueue(emails.send_email_changed, user_id=user.pk, sealed=emails.seal(old_email))
    logger.info("email_changed", extra={"user_id": user.pk})
    return user
