"""What pages of orders read, one file per audience. Whoever loads one row for somebody starts at a function here."""

from typing import Any

from django.db.models import QuerySet

from orders.models import Order, Parcel


def orders_visible_to(user: Any) -> QuerySet[Order]:
    """
    A person's own orders; nobody's for a guest.

    Staff read orders in the admin, which never shows what only the buyer may see (the hand-over code).
    """
    return Order.objects.of(user)


def parcels_to_pack_by(user: Any) -> QuerySet[Parcel]:
    """The parcels of a seller's own shop."""
    return Parcel.objects.of_seller(user)


def parcels_brought_by(user: Any) -> QuerySet[Parcel]:
    """The parcels that a courier claimed or was given, whatever became of them."""
    return Parcel.objects.of_courier(user)
