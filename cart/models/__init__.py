from cart.models.baskets import LARGEST_QUANTITY, MOST_LINES, Cart, CartLine, CartState
from cart.models.coupons import LONGEST_CODE, Coupon, CouponKind

__all__ = [
    "LARGEST_QUANTITY",
    "LONGEST_CODE",
    "MOST_LINES",
    "Cart",
    "CartLine",
    "CartState",
    "Coupon",
    "CouponKind",
]
