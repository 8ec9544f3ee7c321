"""
A basket with the prices and the stock of one moment, as every page of the checkout shows it and as it is placed.

`cart.queries.priced` makes it. Nothing here writes: a quantity that cannot be had is shown and counted as what can,
with a notice; the next POST of the basket keeps it (`cart.operations.settle`).
"""

from cart.contents.baskets import Destination, Group, PricedCart
from cart.contents.rows import Notice, Row, only_left

__all__ = ["Destination", "Group", "Notice", "PricedCart", "Row", "only_left"]
