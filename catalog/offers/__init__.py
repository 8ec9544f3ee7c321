"""Prices and discounts: what a seller asks for, and what comes off."""

from catalog.offers.discounts import add_discount, proposed_discount, remove_discount, restore_discount
from catalog.offers.faults import BadOffer
from catalog.offers.prices import PriceChanged, set_price

__all__ = [
    "BadOffer",
    "PriceChanged",
    "add_discount",
    "proposed_discount",
    "remove_discount",
    "restore_discount",
    "set_price",
]
