"""What is swept out behind everybody's back."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.models import Address, Device, LimitCounter, Seller, SellerStatus, Token, User

UNDO = timedelta(days=1)
# Long enough to answer "this link was used" instead of "we do not know this link".
DEAD_TOKENS = timedelta(days=30)
NEVER_ACTIVATED = timedelta(days=30)
COUNTERS = timedelta(days=2)


def purge(*, now: datetime) -> None:
    """Delete what nobody can use any more. Repeating it does nothing further."""
    LimitCounter.objects.filter(window__lt=int((now - COUNTERS).timestamp())).delete()
    Address.objects.filter(removed_at__lt=now - UNDO).delete()
    ended = Q(expires_at__lt=now - DEAD_TOKENS) | Q(revoked_at__lt=now - DEAD_TOKENS)
    Token.objects.filter(ended).delete()
    idle = timedelta(seconds=settings.SESSION_COOKIE_AGE) + timedelta(days=1)
    Device.objects.filter(last_seen_at__lt=now - idle).delete()
    _drop_never_activated(now)


@transaction.atomic
def _drop_never_activated(now: datetime) -> None:
    """Whoever never confirmed the address may not even have asked for the account."""
    never = User.objects.filter(
        is_active=False, activated_at=None, erased_at=None, last_login=None, joined_at__lt=now - NEVER_ACTIVATED
    )
    Seller.objects.filter(user__in=never, status=SellerStatus.APPLIED).delete()
    never.filter(seller=None).delete()
