"""
Whoever logs in keeps what they had put into the basket, and onto the wish list, as a guest.

Holds the one signal receiver of the project: accounts cannot call the basket, which stands above it.
"""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cart import operations, queries, saved
from cart.models import LARGEST_QUANTITY, MOST_LINES, Cart, CartLine, CartState


@receiver(user_logged_in, dispatch_uid="cart.merge")
def merge_at_login(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The session was rotated before, and its data came along: its last basket is still known."""
    if hasattr(request, "session"):
        saved.take_over(request, user, now=timezone.now())
    guest = queries.guest_cart(request) if hasattr(request, "session") else None
    if guest is None or not guest.lines.exists():
        return
    had_one = queries.of_user(user) is not None
    merge(guest_cart=guest, user=user, now=timezone.now())
    text = (
        _("We added what you had chosen to the basket of your account.")
        if had_one
        else _("We kept your basket: it now belongs to your account.")
    )
    messages.info(request, text, fail_silently=True)


@transaction.atomic
def merge(*, guest_cart: Cart, user: User, now: datetime) -> Cart:
    """
    Give a guest's basket to a user: it becomes theirs, or its lines join the basket that they have.

    Quantities of the same thing add up, within what one basket takes; what cannot be had shows on the next look. A
    basket that was merged or ordered before changes nothing.
    """
    own = operations.open_cart(user=user, now=now) if queries.of_user(user) else None
    wanted = [cart.pk for cart in (guest_cart, own) if cart is not None]
    rows = {row.pk: row for row in Cart.objects.open().locked().filter(pk__in=wanted).order_by("pk")}
    guest, target = rows.get(guest_cart.pk), rows.get(own.pk) if own else None
    if guest is None or guest.user_id is not None:
        return target or operations.open_cart(user=user, now=now)
    if target is None:
        guest.user = user
        operations.changed(guest, now=now)
        return guest
    _join(source=guest, target=target)
    # Theirs from now on, so that its old address leads them to the basket that it went into.
    guest.state, guest.user = CartState.MERGED, user
    guest.save(update_fields=["state", "user"])
    if target.coupon_id is None and guest.coupon_id is not None:
        target.coupon_id = guest.coupon_id
        target.save(update_fields=["coupon"])
    operations.changed(target, now=now)
    return target


def _join(*, source: Cart, target: Cart) -> None:
    there = {line.variant_id: line for line in target.lines.all()}
    room = MOST_LINES - len(there)
    for line in source.lines.order_by("id"):
        known = there.get(line.variant_id)
        if known is not None:
            known.quantity = min(known.quantity + line.quantity, LARGEST_QUANTITY)
            known.save(update_fields=["quantity"])
        elif room > 0:
            room -= 1
            CartLine.objects.filter(pk=line.pk).update(cart=target)
