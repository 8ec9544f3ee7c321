"""
Changing a basket. Each operation locks it, checks it, changes it, raises its version and tells the header.

A basket that was ordered or merged does not change any more.
"""

from cart.operations.baskets import NotOpen, changed, keep_checkout, locked, mark_ordered, open_cart, purge
from cart.operations.coupons import apply_coupon, drop_coupon
from cart.operations.lines import (
    BadQuantity,
    BasketFull,
    Change,
    Kept,
    NotForSale,
    SoldOut,
    add,
    remove,
    restore,
    set_quantities,
    set_quantity,
    settle,
)
from cart.operations.saved import forget_saved, save_for_later

__all__ = [
    "BadQuantity",
    "BasketFull",
    "Change",
    "Kept",
    "NotForSale",
    "NotOpen",
    "SoldOut",
    "add",
    "apply_coupon",
    "changed",
    "drop_coupon",
    "forget_saved",
    "keep_checkout",
    "locked",
    "mark_ordered",
    "open_cart",
    "purge",
    "remove",
    "restore",
    "save_for_later",
    "set_quantities",
    "set_quantity",
    "settle",
]
