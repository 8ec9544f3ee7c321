"""What the end of a parcel means for its money: cash is collected at the door, or what was paid goes back."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from orders.models import Parcel, Payment, Refund
from orders.payments import refunds
from orders.states import PaymentStatus, RefundStatus
from shop.core import jobs


def collect_cash(parcel: Parcel, *, by: User, now: datetime) -> Payment | None:
    """
    The parcel was handed over: its cash, where it is paid so, was collected with it.

    The parcel and its order are locked by the caller.
    """
    payment: Payment | None = parcel.cash_due
    if payment is None:
        return None
    return payment.move_to(PaymentStatus.CAPTURED, by=by, at=now, captured=payment.amount, captured_at=now)


def give_back(parcel: Parcel, *, reason: str, source: str, by: User | None, now: datetime) -> None:
    """
    The buyer does not get this parcel: cash is no longer due, and what was paid online is refunded.

    :param source: names the cause ("cancel:parcel:17"), so that asking twice refunds once.
    """
    payment: Payment | None = parcel.cash_due
    if payment is not None:
        payment.move_to(PaymentStatus.EXPIRED, by=by, at=now, note=reason)
        return
    paid = parcel.order.payments.filter(
        parcel=None, status__in=(PaymentStatus.CAPTURED, PaymentStatus.PARTLY_REFUNDED)
    ).first()
    if paid is not None and parcel.total > 0:
        refunds.request_refund(
            payment=paid, parcel=parcel, amount=parcel.total, reason=reason, source=source, by=by, now=now
        )


@transaction.atomic
def send_refund_again(*, refund: Refund, by: User, now: datetime) -> Refund:
    """
    A refund that its provider refused is sent once more, with the same key, so that it can never be paid twice.

    :raises states.IllegalMove: for one that has not failed.
    """
    refund = Refund.objects.select_for_update(of=("self",), no_key=True).get(pk=refund.pk)
    refund.move_to(RefundStatus.PROCESSING, by=by, at=now)
    jobs.enqueue(refunds.send, refund_id=refund.pk)
    return refund
