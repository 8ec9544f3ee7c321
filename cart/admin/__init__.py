"""The staff site's part for baskets and coupons."""

from cart.admin import baskets, coupons

__all__ = ["baskets", "coupons"]
