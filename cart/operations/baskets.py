"""A basket from its first POST to its order: made, kept through the checkout, used up, forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cart import drafts, queries
from cart.models import Cart, CartState
from shop.core import errors

# How long a guest's basket waits.
KEPT = timedelta(days=30)


class NotOpen(errors.DomainError):
    """The basket was ordered or merged meanwhile."""


def open_cart(*, user: User | None, now: datetime) -> Cart:
    """The open basket of a user, made if there is none; for a guest always a new one."""
    if user is None:
        return Cart.objects.create(created_at=now, changed_at=now)
    existing = queries.of_user(user)
    if existing is not None:
        return existing
    try:
        with transaction.atomic():
            return Cart.objects.create(user=user, created_at=now, changed_at=now)
    except IntegrityError:
        # The same person in another tab was faster.
        return Cart.objects.open().get(user=user)


@transaction.atomic
def keep_checkout(*, cart: Cart, draft: drafts.Draft, now: datetime) -> Cart:
    """Remember contact, address and delivery choices, sealed, so that the next step and the next visit know them."""
    cart = locked_open(cart)
    cart.draft = drafts.plain(draft)
    cart.changed_at = now
    cart.save(update_fields=["sealed_draft", "changed_at"])
    return cart


def mark_ordered(*, cart: Cart, now: datetime) -> None:
    """For `orders.operations.place_order`, which holds the lock: this basket is used up. Its draft is forgotten."""
    cart.state, cart.sealed_draft, cart.changed_at = CartState.ORDERED, "", now
    cart.save(update_fields=["state", "sealed_draft", "changed_at"])
    transaction.on_commit(lambda: queries.remember_count(cart, 0))


def purge(*, now: datetime, keep: timedelta = KEPT) -> int:
    """
    Forget baskets that nobody touched for thirty days, the drafts of users' baskets too, and answer how many there
    were. Ordered ones stay: by them the confirmation finds its buyer.
    """
    stale = Cart.objects.exclude(state=CartState.ORDERED).filter(changed_at__lt=now - keep)
    stale.filter(state=CartState.OPEN, user__isnull=False).with_draft().update(sealed_draft="")
    return stale.exclude(state=CartState.OPEN, user__isnull=False).delete()[1].get("cart.Cart", 0)


def locked(cart_id: Any) -> Cart:
    """
    The basket of this id in any state, locked until the transaction ends.

    :raises Cart.DoesNotExist:
    """
    return Cart.objects.locked().get(pk=cart_id)


def locked_open(cart: Cart) -> Cart:
    """
    An open basket, locked until the transaction ends.

    :raises NotOpen:
    """
    row = Cart.objects.open().locked().filter(pk=cart.pk).first()
    if row is None:
        raise NotOpen(_("This basket was already ordered. What you add now goes into a new one."))
    return row


def changed(cart: Cart, *, now: datetime) -> None:
    """Raise the version of a locked basket, keep its owner, and tell the header when this has committed."""
    cart.version, cart.changed_at = cart.version + 1, now
    cart.save(update_fields=["version", "changed_at", "user"])
    pieces = queries.count(cart)
    transaction.on_commit(lambda: queries.remember_count(cart, pieces))
