from cart.models.baskets import LARGEST_QUANTITY, MOST_LINES, Cart, CartLine, CartState
from cart.models.coupons import Coupon, CouponKind

__all__ = ["LARGEST_QUANTITY", "MOST_LINES", "Cart", "CartLine", "CartState", "Coupon", "CouponKind"]
