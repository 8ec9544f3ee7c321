"""The coupon of a basket: given and taken back. Its limits count when the order is placed (`orders.redeeming`)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from cart import coupons, queries
from cart.models import Cart
from cart.operations.baskets import changed, locked_open


@transaction.atomic
def apply_coupon(*, cart: Cart, code: str, by: User | None, now: datetime) -> Cart:
    """
    Give a basket the coupon of this code, in place of the one that it has.

    :raises coupons.NotUsable: where there is none, or it does not hold for what is in the basket now.
    :raises NotOpen:
    """
    cart = locked_open(cart)
    cart.coupon = coupons.find(code)
    held = queries.priced(cart, now=now).held
    if held is not None and held.refusal:
        raise coupons.NotUsable(held.refusal)
    cart.save(update_fields=["coupon"])
    changed(cart, now=now)
    return cart


@transaction.atomic
def drop_coupon(*, cart: Cart, by: User | None, now: datetime) -> Cart:
    """
    Take the coupon out of a basket; without one nothing happens.

    :raises NotOpen:
    """
    cart = locked_open(cart)
    if cart.coupon_id is not None:
        cart.coupon = None
        cart.save(update_fields=["coupon"])
        changed(cart, now=now)
    return cart
