"""Giving up an online payment: our row at once, the provider's page by a job, so that nobody pays what is not owed."""

from datetime import datetime

from accounts.models import User
from orders.models import Order, Payment
from orders.payments import charging, providers
from orders.payments.protocol import Refused
from orders.states import PaymentStatus
from shop.core import jobs

LIVE = (PaymentStatus.CREATED, PaymentStatus.PENDING)


def give_up(payment: Payment, *, note: str, by: User | None, now: datetime) -> None:
    """Nobody waits for this payment any more. The order is locked by the caller, in whose transaction this is."""
    payment.move_to(PaymentStatus.EXPIRED, by=by, at=now, note=note)
    jobs.enqueue(close, payment_id=payment.pk)


def give_up_all(order: Order, *, note: str, by: User | None, now: datetime) -> None:
    """The same for whatever online payment of an order is open."""
    for payment in Payment.objects.locked().filter(order=order, parcel=None, status__in=LIVE):
        give_up(payment, note=note, by=by, now=now)


@jobs.job
def close(*, payment_id: int) -> None:
    """
    Close the provider's page of a payment that was given up. Should it have been paid in the meantime, `checking` finds
    the money.

    :raises protocol.Unreachable: the job is then run again.
    """
    payment = Payment.objects.select_related("order").get(pk=payment_id)
    try:
        reference = payment.provider_reference or charging.opened(payment).reference
        providers.provider(payment.provider).close(reference)
    except Refused:
        # It never came to a page, or the page has ended by itself.
        return
    Payment.objects.filter(pk=payment.pk, provider_reference="").update(provider_reference=reference)
