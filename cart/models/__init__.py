from cart.models.baskets import LARGEST_QUANTITY, MOST_LINES, Cart, CartLine, CartState
from cart.models.coupons import LONGEST_CODE, Coupon, CouponKind
from cart.models.saved import MOST_SAVED, SavedItem

__all__ = [
    "LARGEST_QUANTITY",
    "LONGEST_CODE",
    "MOST_LINES",
    "MOST_SAVED",
    "Cart",
    "CartLine",
    "CartState",
    "Coupon",
    "CouponKind",
    "SavedItem",
]
