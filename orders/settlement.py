"""What the end of a parcel means for its money: the sale is booked, or what was paid goes back."""

from datetime import datetime

from accounts.models import User
from orders import invoicing, ledger, refunding
from orders.emails import reviewing
from orders.models import Parcel, Payment
from orders.payments import refunds
from orders.states import PaymentStatus
from shop.core import jobs, money


def complete(parcel: Parcel, *, by: User, now: datetime) -> None:
    """
    The parcel was handed over: its cash, where it is paid so, was collected with it, and the shop has earned it.

    The parcel and its order are locked by the caller.
    """
    collect_cash(parcel, by=by, now=now)
    ledger.record_sale(parcel, by=by, now=now)
    jobs.enqueue(reviewing.invite, order_id=parcel.order_id, run_at=reviewing.due(now))


def collect_cash(parcel: Parcel, *, by: User, now: datetime) -> Payment | None:
    """The cash that is due at the door was taken."""
    payment: Payment | None = parcel.cash_due
    if payment is None:
        return None
    return payment.move_to(PaymentStatus.CAPTURED, by=by, at=now, captured=payment.amount, captured_at=now)


def give_back(parcel: Parcel, *, reason: str, source: str, by: User | None, now: datetime) -> None:
    """
    The buyer does not get this parcel: cash is no longer due, what was paid online and did not go back before is
    refunded, and nothing of an invoice is owed.

    :param source: names the cause ("cancel:parcel:17"), so that asking twice refunds once.
    """
    due: Payment | None = parcel.cash_due
    if due is not None:
        due.move_to(PaymentStatus.EXPIRED, by=by, at=now, note=reason)
    paid = refunding.payment_of(parcel)
    parts = refunding.rest_of(parcel) if paid else []
    amount = sum((part.amount for part in parts), money.ZERO)
    if paid is not None and amount > 0:
        refunds.request_refund(
            payment=paid, parcel=parcel, amount=amount, reason=reason, source=source, by=by, now=now, parts=parts
        )
    invoicing.credit_rest(parcel=parcel, now=now)
