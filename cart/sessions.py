"""What a visitor's session knows of baskets: the ids of those that it filled, and the line that was removed last."""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime

from django.http import HttpRequest

from accounts.models import User
from cart import operations, queries
from cart.contents import Row
from cart.models import Cart

# More would only be old confirmations.
MOST_REMEMBERED = 20
_REMOVED_KEY = "basket_removed"


@dataclass(frozen=True)
class Removed:
    """The line that was taken out last. Any later change of the basket takes the way back away."""

    cart_id: str
    version: int
    variant_id: int
    quantity: int
    title: str


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


def remember_removed(request: HttpRequest, cart: Cart, row: Row) -> None:
    removed = Removed(str(cart.pk), cart.version, row.line.variant_id, row.wanted, row.title)
    request.session[_REMOVED_KEY] = asdict(removed)


def removed(request: HttpRequest, cart: Cart) -> Removed | None:
    """What Undo would put back into this basket."""
    kept = request.session.get(_REMOVED_KEY)
    found = Removed(**kept) if kept else None
    return found if found and (found.cart_id, found.version) == (str(cart.pk), cart.version) else None
