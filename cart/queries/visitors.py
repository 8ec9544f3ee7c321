"""
Whose basket is this one, which is the current one, how many things are in it.

A user's baskets are found by `user`, a guest's through the ids that the session keeps. An anonymous visitor never
matches by a missing user: without an id in the session there is nothing to see.
"""

import uuid
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest

from cart.models import Cart, CartLine, CartState

# The ids of the baskets that this visitor filled as a guest, oldest first; ordered ones stay, for their confirmation.
SESSION_KEY = "carts"
COUNT_SECONDS = 600


def session_ids(request: HttpRequest) -> list[uuid.UUID]:
    """The baskets that this session owns, oldest first. What is no id is passed over."""
    ids = []
    for text in request.session.get(SESSION_KEY, ()):
        try:
            ids.append(uuid.UUID(text))
        except (ValueError, TypeError, AttributeError):
            continue
    return ids


def visible_to(request: HttpRequest) -> QuerySet[Cart]:
    """The baskets of this visitor in any state: the user's own, and those that the session filled as a guest."""
    own = Q(pk__in=session_ids(request), user=None)
    if request.user.is_authenticated:
        own |= Q(user=request.user)
    return Cart.objects.filter(own)


def current(request: HttpRequest) -> Cart | None:
    """The open basket of this visitor, or None before something was put into one."""
    if request.user.is_authenticated:
        return of_user(request.user)
    return guest_cart(request)


def guest_cart(request: HttpRequest) -> Cart | None:
    """The open basket that this session filled as a guest; the newest, should there be several."""
    ids = session_ids(request)
    if not ids:
        return None
    found = {cart.pk: cart for cart in Cart.objects.open().filter(pk__in=ids, user=None)}
    return next((found[pk] for pk in reversed(ids) if pk in found), None)


def of_user(user: Any) -> Cart | None:
    """The one open basket of a user. None for a guest: an anonymous user never equals a missing owner."""
    if not user.is_authenticated:
        return None
    return Cart.objects.open().filter(user=user).first()


def basket_count(request: HttpRequest) -> int:
    """How many things are in the basket, for the header: from Redis, and without any look-up where there is none."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return _counted(f"user:{user.pk}", Q(cart__user=user))
    ids = session_ids(request)
    return _counted(f"cart:{ids[-1]}", Q(cart=ids[-1], cart__user=None)) if ids else 0


def count(cart: Cart) -> int:
    """How many things are in this basket, from the database."""
    return CartLine.objects.filter(cart=cart).aggregate(pieces=Sum("quantity"))["pieces"] or 0


def remember_count(cart: Cart, pieces: int) -> None:
    """Keep the count for the header. Writers overwrite, readers only fill a gap, so that no reader sets back."""
    cache.set(_key(f"user:{cart.user_id}" if cart.user_id else f"cart:{cart.pk}"), pieces, COUNT_SECONDS)


def _counted(owner: str, own: Q) -> int:
    known = cache.get(_key(owner))
    if isinstance(known, int):
        return known
    lines = CartLine.objects.filter(own, cart__state=CartState.OPEN)
    pieces: int = lines.aggregate(pieces=Sum("quantity"))["pieces"] or 0
    cache.add(_key(owner), pieces, COUNT_SECONDS)
    return pieces


def _key(owner: str) -> str:
    return f"basket-count:{owner}"
