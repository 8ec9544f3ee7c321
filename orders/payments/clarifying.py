"""Payments that are unclear: flagged by a report that cannot be, cleared by somebody of the office who has looked."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from orders.models import Order, OrderEvent, Payment
from orders.payments.protocol import Event
from shop.core import errors, transactions


class NotUnclear(errors.DomainError):
    """Somebody else has looked already."""


def flag(order: Order, payment: Payment, event: Event, *, now: datetime) -> None:
    """
    Money of another size or kind than was asked for. It never counts as paid; the order waits for the office, and
    does not expire meanwhile. The order is locked by the caller.
    """
    text = f"{event.amount} {event.currency} reported, {payment.amount} {payment.currency} asked"[:200]
    Payment.objects.filter(pk=payment.pk).update(failure=text, unclear_at=now)
    OrderEvent.objects.create(order=order, at=now, kind=OrderEvent.PAYMENT_MISMATCH, note=text)


@transactions.retried
def settle(*, payment: Payment, note: str, by: User, now: datetime) -> Payment:
    """
    Somebody has looked, and has sent back by hand what was taken wrongly: the order waits for its money again, or
    expires.

    :raises NotUnclear:
    """
    order = Order.objects.locked().get(pk=payment.order_id)
    payment = Payment.objects.locked().get(pk=payment.pk)
    if payment.unclear_at is None:
        raise NotUnclear(_("This payment is not unclear any more."))
    payment.unclear_at, payment.failure = None, ""
    payment.save(update_fields=["unclear_at", "failure"])
    payment.log(by=by, at=now, note=note[:500])
    OrderEvent.objects.create(order=order, at=now, by=by, kind=OrderEvent.PAYMENT_CLEARED, note=note[:500])
    return payment
