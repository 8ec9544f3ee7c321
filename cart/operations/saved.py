"""The wish list of a user: put on it, take off it."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from cart.models import MOST_SAVED, SavedItem


@transaction.atomic
def save_for_later(*, user: User, variant_id: int, price: Decimal, by: User | None, now: datetime) -> SavedItem:
    """
    Put a variant on a user's list, or leave it where it is. Beyond `MOST_SAVED` the oldest goes.

    :param price: of one piece today, against which a fall will be told.
    """
    item, made = SavedItem.objects.get_or_create(
        user=user, variant_id=variant_id, defaults={"price_seen": price, "saved_at": now}
    )
    if made:
        kept = SavedItem.objects.filter(user=user).order_by("-saved_at", "-id")[:MOST_SAVED]
        SavedItem.objects.filter(user=user).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
    return item


@transaction.atomic
def forget_saved(*, user: User, variant_id: int, by: User | None) -> int:
    """Take a variant off a user's list; answers how many rows went."""
    return SavedItem.objects.filter(user=user, variant=variant_id).delete()[0]
