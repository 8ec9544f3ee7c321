"""What the checkout reads of an order: whose it is, and where its payment stands."""

import uuid
from enum import StrEnum

from django.http import HttpRequest

from cart import queries as cart_queries
from cart.models import CartState
from orders.models import Order, Payment
from orders.queries import detail
from orders.states import OrderStatus, PaymentStatus


class Standing(StrEnum):
    """What the checkout has to say about a placed order."""

    PLACED = "placed"
    CHECKING = "checking"
    DECLINED = "declined"
    UNPAID = "unpaid"
    CANCELLED = "cancelled"


def order_of(request: HttpRequest, checkout_id: uuid.UUID) -> Order | None:
    """
    The order of this checkout with all its parcels, if this visitor made it: signed in as its buyer, or in the session
    that filled the basket. Everybody else has the secret link.
    """
    own = cart_queries.visible_to(request).filter(pk=checkout_id, state=CartState.ORDERED)
    if not own.exists():
        return None
    return detail.loaded(Order.objects.filter(checkout_id=checkout_id)).first()


def online_payment(order: Order) -> Payment | None:
    """The latest payment of an online order."""
    return Payment.objects.filter(order=order, parcel=None).order_by("-id").first()


def standing(order: Order, payment: Payment | None) -> Standing:
    """Where a placed order stands."""
    if order.status == OrderStatus.CANCELLED:
        return Standing.CANCELLED
    if order.status != OrderStatus.AWAITING_PAYMENT:
        return Standing.PLACED
    if payment is not None and payment.unclear_at is not None:
        return Standing.CHECKING
    if payment is not None and (payment.status == PaymentStatus.FAILED or _was_refused(payment)):
        return Standing.DECLINED
    if payment is not None and payment.status == PaymentStatus.PENDING:
        return Standing.CHECKING
    return Standing.UNPAID


def _was_refused(payment: Payment) -> bool:
    """Whether a card was refused on a page that is still open."""
    return payment.status == PaymentStatus.PENDING and bool(payment.failure)
