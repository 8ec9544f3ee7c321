"""Mails about an order as a whole, to its buyer: placed, paid, not paid in time, money sent back. Each is a job."""

import functools
from typing import Any

from orders import sums, tracking
from orders.emails import addressed
from orders.models import BankAccount, Order, Payment, Refund
from shop.core import jobs, mail


@jobs.job
def send_placed(*, order_id: int) -> None:
    """The confirmation: what comes from whom and when, what it costs, where to follow it."""
    order = _order(order_id)
    parcels = _parcels(order)
    addressed.to_buyer(
        "order_placed",
        order,
        about=f"order:{order_id}",
        parcels=parcels,
        first_name=order.full_name.split()[0],
        # Called while the mail is written, in its language.
        sums=functools.partial(sums.of, order),
        by_courier=any(not parcel.by_carrier for parcel in parcels),
    )


@jobs.job
def send_paid(*, payment_id: int) -> None:
    """The receipt: what was paid, how, and when."""
    payment = Payment.objects.get(pk=payment_id)
    addressed.to_buyer("order_paid", _order(payment.order_id), about=f"payment:{payment_id}", payment=payment)


@jobs.job
def send_expired(*, order_id: int) -> None:
    """The order was cancelled because it was not paid in time; nothing was charged."""
    order = _order(order_id)
    addressed.to_buyer("order_expired", order, about=f"order:{order_id}", parcels=_parcels(order))


@jobs.job
def send_refunded(*, refund_id: int) -> None:
    """Money is on its way back."""
    refund = Refund.objects.select_related("payment", "parcel__seller").get(pk=refund_id)
    addressed.to_buyer("order_refunded", _order(refund.payment.order_id), about=f"refund:{refund_id}", refund=refund)


@jobs.job
def send_refund_due(*, refund_id: int) -> None:
    """Cash is to go back: we ask where to, unless the buyer has said."""
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    order = _order(refund.payment.order_id)
    if BankAccount.objects.filter(order=order).exists():
        return
    url = mail.absolute(f"{tracking.page_of(order)}refund-account/")
    addressed.to_buyer("refund_due", order, about=f"refund:{refund_id}", refund=refund, url=url)


def _order(order_id: int) -> Order:
    return Order.objects.select_related("buyer").get(pk=order_id)


def _parcels(order: Order) -> list[Any]:
    return list(order.parcels.select_related("seller").prefetch_related("lines").order_by("pk"))
