"""The basket's part of the JSON API."""

from cart.api import coupons
from cart.api.baskets import router

__all__ = ["coupons", "router"]
