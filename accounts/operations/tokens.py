"""The API's bearer tokens."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from accounts.models import Token, TokenScope, User, factor
from accounts.operations import credentials, factors, sessions, sign_in

logger = logging.getLogger(__name__)

# The last use is written at most this often: a read must not cost a write each time.
NOTE_EVERY = timedelta(minutes=5)


def issue_token(
    request: HttpRequest, *, email: str, password: str, label: str = "", otp: str = "", now: datetime
) -> tuple[str, datetime]:
    """
    A new API token and when it ends, for a password and, where there is one, a second factor.

    :param otp: a code of the app or a recovery code.
    :raises ratelimit.RateLimited, credentials.WrongCredentials:
    :raises sign_in.SecondFactorRequired, factors.WrongCode: only once the password is right.
    """
    user = credentials.check(request, email=email, password=password)
    if factor.has_factor(user):
        if not otp:
            raise sign_in.SecondFactorRequired
        factors.check_code(request, user=user, code=otp, now=now)
    return make_token(request, user=user, label=label, now=now)


def make_token(request: HttpRequest, *, user: User, label: str = "", now: datetime) -> tuple[str, datetime]:
    """
    A new API token and when it ends. Over the allowed number of tokens, the person's oldest one stops working: a
    program that signs in again and again must not lock its owner out.
    """
    device = sessions.device_label(request.headers.get("User-Agent", ""))
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        kept = list(_usable(user, now).order_by("-created_at", "-pk")[: settings.TOKENS_PER_USER - 1])
        _usable(user, now).exclude(pk__in=[token.pk for token in kept]).update(revoked_at=now)
        raw = Token.objects.issue(
            user=user, scope=TokenScope.AUTH, now=now, label=(label or device)[:100], device=device[:100]
        )
    logger.info("token_issued", extra={"user_id": user.pk})
    return raw, now + settings.TOKEN_TTL[TokenScope.AUTH]


@transaction.atomic
def revoke_token(*, token: Token, by: User, now: datetime) -> None:
    """It stops working with this transaction."""
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)
    logger.info("token_revoked", extra={"user_id": token.user_id, "by": by.pk})


@transaction.atomic
def revoke_tokens(*, user: User, by: User, now: datetime) -> int:
    """Every API token of a person; answers how many."""
    count = _usable(user, now).update(revoked_at=now)
    logger.info("tokens_revoked", extra={"user_id": user.pk, "by": by.pk})
    return count


def revoke_all_tokens(*, user: User, now: datetime) -> None:
    """Every API token of a person and every link in a mail that was not used. In the caller's transaction."""
    Token.objects.filter(user=user, revoked_at=None, used_at=None).update(revoked_at=now)


def note_use(*, token: Token, now: datetime, device: str = "") -> None:
    """Remember when and by what a token was last used, to five minutes."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTE_EVERY)
    if token.last_used_at is None or token.last_used_at < now - NOTE_EVERY:
        Token.objects.filter(stale, pk=token.pk).update(last_used_at=now, device=device[:100] or token.device)


def _usable(user: User, now: datetime) -> QuerySet[Token]:
    return Token.objects.filter(user=user, scope=TokenScope.AUTH).usable(now)
