"""
What a variant costs now. The only source of unit prices: pages, the basket and placing an order all ask here.

`price` says how a discount counts, `reach` which ones do, `charged` what was charged before, `sales` keeps the columns
that lists read true.
"""

from catalog.pricing.price import Price, best, is_running, reduced
from catalog.pricing.quotes import announced, prices
from catalog.pricing.reach import Reach, discounts_of, products_under
from catalog.pricing.sales import products_at_an_edge, refresh_sale

__all__ = [
    "Price",
    "Reach",
    "announced",
    "best",
    "discounts_of",
    "is_running",
    "prices",
    "products_at_an_edge",
    "products_under",
    "reduced",
    "refresh_sale",
]
