"""What the end of a parcel means for its money: cash is collected at the door, or what was paid goes back."""

from datetime import datetime

from accounts.models import User
from orders import payments
from orders.models import Parcel, Payment
from orders.states import PaymentStatus


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
        payments.request_refund(
            payment=paid, parcel=parcel, amount=parcel.total, reason=reason, source=source, by=by, now=now
        )

