"""What a visitor's session knows of baskets: the ids of those that it filled, and the line that was removed last."""

import uuid
from datetime import datetime

from django.http import HttpRequest

from accounts.models import User
from cart import operations, queries
from cart.models import Cart

# More would only be old confirmations.
MOST_REMEMBERED = 20


def ensure(request: HttpRequest, *, now: datetime) -> Cart:
    """The visitor's open basket, made if there is none. Only a POST may call this."""
    cart = queries.current(request)
    if cart is not None:
        return cart
    user = request.user if isinstance(request.user, User) else None
    cart = operations.open_cart(user=user, now=now)
    if user is None:
        remember(request, cart.pk)
    return cart


def remember(request: HttpRequest, cart_id: uuid.UUID) -> None:
    """From now on this session owns a guest's basket."""
    ids = [str(known) for known in queries.session_ids(request) if known != cart_id]
    request.session[queries.SESSION_KEY] = [*ids, str(cart_id)][-MOST_REMEMBERED:]
