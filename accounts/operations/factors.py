"""The second factor: an app that shows codes, passkeys, and recovery codes for when both are out of reach."""

import logging
import secrets
from datetime import datetime

import pyotp
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from pyotp.exceptions import OTPVerificationError

from accounts import audit, emails
from accounts.models import CodeApp, Passkey, RecoveryCode, User, factor
from shop.core import errors, jobs, ratelimit

logger = logging.getLogger(__name__)

# Clocks differ: the code before and the one after count too (RFC 6238, 5.2).
WINDOW = 1
CODES = 10
# Without letters and digits that look alike; ten of them are 49 bits.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class WrongCode(errors.DomainError):
    """No code of the app, no unused recovery code, or one that was used already: nobody is told which."""

    status = 401

    def __init__(self) -> None:
        message = _("This code is not right, or it was used already. Wait for the next one.")
        super().__init__(message, fields={"code": [message]})


class FactorRequired(errors.DomainError):
    """The last second factor stays while a role of the person requires one."""


def check_code(request: HttpRequest, *, user: User, code: str, now: datetime) -> None:
    """
    Take a code of the app or a recovery code. Each works once.

    :raises ratelimit.RateLimited: after too many wrong ones for this person, from wherever.
    :raises WrongCode:
    """
    ratelimit.hit(request, "second_factor", key=str(user.pk), strict=True)
    plain = "".join(code.split()).replace("-", "")
    if not (_take_app_code(user, plain, now) or _take_recovery_code(user, plain, now)):
        logger.info("second_factor_failed", extra={"user_id": user.pk})
        raise WrongCode
    ratelimit.forgive(request, "second_factor", key=str(user.pk), strict=True)


def _take_app_code(user: User, code: str, now: datetime) -> bool:
    app = factor.confirmed_app(user)
    step = _step(app, code, now) if app else None
    if app is None or step is None:
        return False
    # One statement: of two requests with the same code one changes the row.
    rows = CodeApp.objects.filter(pk=app.pk, last_step__lt=step)
    return rows.update(last_step=step, last_used_at=now) == 1


def _step(app: CodeApp, code: str, now: datetime) -> int | None:
    """The step whose code this is."""
    if not (code.isascii() and code.isdigit()):
        return None
    try:
        return pyotp.TOTP(app.secret).verify_and_get_timecode(code, for_time=now, valid_window=WINDOW)
    except OTPVerificationError:
        return None


def _take_recovery_code(user: User, code: str, now: datetime) -> bool:
    if RecoveryCode.objects.of(user, code).filter(used_at=None).update(used_at=now) != 1:
        return False
    jobs.enqueue(emails.send_security_news, user_id=user.pk, news="recovery_used")
    logger.info("recovery_code_used", extra={"user_id": user.pk})
    return True


@transaction.atomic
def start_code_app(*, user: User, by: User, now: datetime) -> CodeApp:
    """A new secret for an app; the old app works until the new one has shown a code."""
    app = factor.confirmed_app(user)
    if app is not None:
        return app
    values = {"secret": pyotp.random_base32(), "created_at": now, "last_step": 0}
    return CodeApp.objects.update_or_create(user=user, defaults=values)[0]


@transaction.atomic
def confirm_code_app(*, user: User, code: str, by: User, now: datetime) -> list[str]:
    """
    The first code of the app proves that it works. Answers new recovery codes if there were none.

    :raises WrongCode:
    """
    app = CodeApp.objects.select_for_update(no_key=True).filter(user=user, confirmed_at=None).first()
    step = _step(app, "".join(code.split()), now) if app else None
    if app is None or step is None:
        raise WrongCode
    app.confirmed_at, app.last_step = now, step
    app.save(update_fields=["confirmed_at", "last_step"])
    return announce_new(user=user, now=now)


def announce_new(*, user: User, now: datetime) -> list[str]:
    """After a factor was added, in the caller's transaction: tell its owner, and make codes if there are none."""
    jobs.enqueue(emails.send_security_news, user_id=user.pk, news="factor_added")
    logger.info("second_factor_added", extra={"user_id": user.pk})
    return [] if factor.unused_codes(user) else new_recovery_codes(user=user, by=user, now=now)


@transaction.atomic
def new_recovery_codes(*, user: User, by: User, now: datetime) -> list[str]:
    """Ten new codes, shown once; the earlier ones stop working."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    RecoveryCode.objects.filter(user=user).delete()
    codes = ["-".join(_letters(5) for _part in range(2)) for _number in range(CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=factor.recovery_digest(user.pk, code), created_at=now) for code in codes
    )
    logger.info("recovery_codes_made", extra={"user_id": user.pk})
    return codes


def _letters(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(count))


@transaction.atomic
def remove_code_app(*, user: User, by: User, now: datetime) -> None:
    """:raises FactorRequired:"""
    CodeApp.objects.filter(user=user).delete()
    _after_removal(user)


@transaction.atomic
def remove_passkey(*, passkey: Passkey, by: User, now: datetime) -> None:
    """:raises FactorRequired:"""
    passkey.delete()
    _after_removal(passkey.user)


def _after_removal(user: User) -> None:
    if not factor.has_factor(user):
        if user.must_keep_factor():
            raise FactorRequired(_("Your role requires a second factor. Add another one before you remove this."))
        RecoveryCode.objects.filter(user=user).delete()
    jobs.enqueue(emails.send_security_news, user_id=user.pk, news="factor_removed")
    logger.info("second_factor_removed", extra={"user_id": user.pk})


@transaction.atomic
def remove_all_factors(*, user: User, by: User | None, now: datetime) -> None:
    """By the office, for somebody who lost everything: the next login asks for the password alone."""
    CodeApp.objects.filter(user=user).delete()
    Passkey.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    jobs.enqueue(emails.send_security_news, user_id=user.pk, news="factor_removed")
    audit.record(by=by, action="remove factors", about=user, at=now)
    logger.info("second_factor_removed", extra={"user_id": user.pk, "by": by and by.pk})
