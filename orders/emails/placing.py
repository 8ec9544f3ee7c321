"""Mails about an order as a whole, to its buyer: placed, not paid in time, money sent back. Each is a job."""

from typing import Any

from django.utils import translation

from orders import tracking
from orders.models import Order, Refund
from shop.core import jobs, mail


@jobs.job
def send_placed(*, order_id: int) -> None:
    """The confirmation: what comes from whom and when, what it costs, where to follow it."""
    order = _order(order_id)
    _to_buyer("order_placed", order, parcels=_parcels(order))


@jobs.job
def send_expired(*, order_id: int) -> None:
    """The order was cancelled because it was not paid in time; nothing was charged."""
    order = _order(order_id)
    _to_buyer("order_expired", order, parcels=_parcels(order))


@jobs.job
def send_refunded(*, refund_id: int) -> None:
    """Money is on its way back."""
    refund = Refund.objects.select_related("payment", "parcel__seller").get(pk=refund_id)
    _to_buyer("order_refunded", _order(refund.payment.order_id), refund=refund)


def _order(order_id: int) -> Order:
    return Order.objects.select_related("buyer").get(pk=order_id)


def _parcels(order: Order) -> list[Any]:
    return list(order.parcels.select_related("seller").prefetch_related("lines").order_by("pk"))


def _to_buyer(name: str, order: Order, **context: Any) -> None:
    path = tracking.page_of(order)
    with translation.override(order.language):
        mail.send(name, to=order.email, context={"order": order, "url": mail.absolute(path), **context})
