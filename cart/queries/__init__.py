"""Finding baskets (`visitors`) and pricing them (`prices`)."""

from cart.queries.prices import destination_of, images_of, priced
from cart.queries.visitors import (
    SESSION_KEY,
    basket_count,
    count,
    current,
    guest_cart,
    of_user,
    remember_count,
    session_ids,
    visible_to,
)

__all__ = [
    "SESSION_KEY",
    "basket_count",
    "count",
    "current",
    "destination_of",
    "guest_cart",
    "images_of",
    "of_user",
    "priced",
    "remember_count",
    "session_ids",
    "visible_to",
]
