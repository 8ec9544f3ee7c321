"""
What a basket costs: pure functions from lines, delivery choices and a coupon to a frozen quote. No database, no clock.

`values`: what goes in and comes out. `reductions`: what a coupon takes off. `quoting`: the sums. `explanation`: the
steps that are kept with an order, and executing them again.
"""

from cart.pricing.explanation import replay, steps
from cart.pricing.quoting import quote
from cart.pricing.reductions import Reduction
from cart.pricing.values import DeliveryChoice, LineQuote, ParcelQuote, PricedLine, Quote

__all__ = [
    "DeliveryChoice",
    "LineQuote",
    "ParcelQuote",
    "PricedLine",
    "Quote",
    "Reduction",
    "quote",
    "replay",
    "steps",
]
