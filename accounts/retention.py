"""How long accounts keep what. docs/privacy.md says the same to people, and a test compares the two."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from accounts.models import Address, CodeApp, Device, LimitCounter, Seller, SellerStatus, Token, User

UNDO = timedelta(days=1)
# Long enough to answer "this link was used" instead of "we do not know this link".
DEAD_TOKENS = timedelta(days=30)
NEVER_ACTIVATED = timedelta(days=30)
COUNTERS = timedelta(days=2)


def counters(now: datetime) -> int:
    return _gone(LimitCounter.objects.filter(window__lt=int((now - COUNTERS).timestamp())))


def removed_addresses(now: datetime) -> int:
    return _gone(Address.objects.filter(removed_at__lt=now - UNDO))


def dead_tokens(now: datetime) -> int:
    ended = Q(expires_at__lt=now - DEAD_TOKENS) | Q(revoked_at__lt=now - DEAD_TOKENS)
    return _gone(Token.objects.filter(ended))


def ended_devices(now: datetime) -> int:
    idle = timedelta(seconds=settings.SESSION_COOKIE_AGE) + timedelta(days=1)
    return _gone(Device.objects.filter(last_seen_at__lt=now - idle))


def ended_sessions(now: datetime) -> int:
    return _gone(Session.objects.filter(expire_date__lt=now))


def abandoned_set_ups(now: datetime) -> int:
    return _gone(CodeApp.objects.filter(confirmed_at=None, created_at__lt=now - UNDO))


@transaction.atomic
def never_activated(now: datetime) -> int:
    """Whoever never confirmed the address may not even have asked for the account."""
    never = User.objects.filter(
        is_active=False, activated_at=None, erased_at=None, last_login=None, joined_at__lt=now - NEVER_ACTIVATED
    )
    Seller.objects.filter(user__in=never, status=SellerStatus.APPLIED).delete()
    return _gone(never.filter(seller=None))


def _gone(rows: Any) -> int:
    return int(rows.delete()[0])


RULES: dict[str, tuple[str, Callable[[datetime], int]]] = {
    "Counters of failed sign-ins": ("2 days", counters),
    "Addresses taken out of the book": ("1 day, so that it can be undone", removed_addresses),
    "Links from mails and API tokens": ("30 days after they ended", dead_tokens),
    "Signed-in devices": ("1 day after their session ended", ended_devices),
    "Sessions, with what waits in them": ("until they end: 30 days after the last visit", ended_sessions),
    "Code apps that were not set up to the end": ("1 day", abandoned_set_ups),
    "Accounts whose address was never confirmed": ("30 days", never_activated),
}
