"""
Whose wish list it is and what is on it: a user's in the database, a guest's in the session until they sign in.

A list holds the newest `MOST_SAVED` things; what is saved again keeps its place and its price.
"""

from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.http import HttpRequest

from accounts.models import User
from cart import operations
from cart.contents.saved import Wish
from cart.models import MOST_SAVED, SavedItem
from catalog import pricing
from catalog.models import Variant

_KEY = "saved"


def wishes(request: HttpRequest) -> list[Wish]:
    """The newest first."""
    if isinstance(request.user, User):
        rows = SavedItem.objects.filter(user=request.user).order_by("-saved_at", "-id")
        return [Wish(*row) for row in rows.values_list("variant_id", "price_seen")[:MOST_SAVED]]
    return list(reversed(_of_guest(request)))


def holds(request: HttpRequest, variant_id: int) -> bool:
    if isinstance(request.user, User):
        return SavedItem.objects.filter(user=request.user, variant=variant_id).exists()
    return any(wish.variant_id == variant_id for wish in _of_guest(request))


def put(request: HttpRequest, variant: Variant, *, now: datetime) -> None:
    """Put a variant on the visitor's list. Only a POST may call this."""
    price = pricing.prices([variant], now=now)[variant.pk].unit_price
    if isinstance(request.user, User):
        operations.save_for_later(user=request.user, variant_id=variant.pk, price=price, by=request.user, now=now)
    elif not holds(request, variant.pk):
        _keep(request, [*_of_guest(request), Wish(variant.pk, price)])


def remove(request: HttpRequest, variant_id: int) -> None:
    """Take a variant off the visitor's list; one that is not on it changes nothing."""
    if isinstance(request.user, User):
        operations.forget_saved(user=request.user, variant_id=variant_id, by=request.user)
    else:
        _keep(request, [wish for wish in _of_guest(request) if wish.variant_id != variant_id])


def take_over(request: HttpRequest, user: User, *, now: datetime) -> None:
    """Whoever signs in keeps what they saved as a guest."""
    for wish in _of_guest(request):
        if Variant.objects.filter(pk=wish.variant_id).exists():
            operations.save_for_later(user=user, variant_id=wish.variant_id, price=wish.price_seen, by=user, now=now)
    request.session.pop(_KEY, None)


def _of_guest(request: HttpRequest) -> list[Wish]:
    """The oldest first. What no longer reads as a wish is passed over."""
    found = []
    for pk, price in request.session.get(_KEY, ()):
        try:
            found.append(Wish(int(pk), Decimal(price)))
        except (ValueError, TypeError, InvalidOperation):
            continue
    return found


def _keep(request: HttpRequest, found: list[Wish]) -> None:
    request.session[_KEY] = [[wish.variant_id, str(wish.price_seen)] for wish in found[-MOST_SAVED:]]
