"""Money on its way back: asked for inside the transaction that found it due, sent by a job, once."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from orders.emails import placing as mails
from orders.models import Order, Parcel, Payment, Refund
from orders.payments import providers
from orders.payments.protocol import ByHand, Refused
from orders.states import PaymentStatus, RefundStatus
from shop.core import errors, jobs, money

_OPEN = (RefundStatus.REQUESTED, RefundStatus.PROCESSING, RefundStatus.FAILED)


class TooMuch(errors.DomainError):
    """More than what was paid and not yet sent back."""


@transaction.atomic
def request_refund(
    *,
    payment: Payment,
    parcel: Parcel | None,
    amount: Decimal,
    reason: str,
    source: str,
    by: User | None,
    now: datetime,
) -> Refund:
    """
    Ask for money to be sent back. The same `source` again is the same refund.

    The caller holds the lock of the order.

    :param source: what it is for, such as "cancel:parcel:17".
    :raises TooMuch: beyond what is left of the payment.
    """
    existing = Refund.objects.filter(source=source).first()
    if existing is not None:
        return existing
    payment = Payment.objects.locked().get(pk=payment.pk)
    on_the_way = payment.refunds.filter(status__in=_OPEN).aggregate(sum=Sum("amount"))["sum"] or money.ZERO
    if amount > payment.captured - payment.refunded - on_the_way:
        left = money.shown(payment.captured - payment.refunded - on_the_way)
        raise TooMuch(_("Only %(left)s of this payment is left.") % {"left": left})
    refund = Refund.objects.create(
        payment=payment, parcel=parcel, amount=amount, reason=reason[:200], source=source, created_at=now
    )
    refund.log(by=by, at=now, note=reason[:500])
    jobs.enqueue(send, refund_id=refund.pk)
    return refund


@jobs.job
def send(*, refund_id: int) -> None:
    """
    Send a requested refund through its provider, with its own key, however often it takes.

    :raises protocol.Unreachable: the job is then run again.
    """
    refund = _claimed(refund_id)
    if refund is None:
        return
    try:
        reference = providers.provider(refund.payment.provider).refund(
            refund.payment.provider_reference, refund.amount, key=refund.idempotency_key
        )
    except ByHand:
        return
    except Refused as error:
        _failed(refund, str(error))
        return
    _succeeded(refund, reference)


@transaction.atomic
def _claimed(refund_id: int) -> Refund | None:
    """The refund, now under way; None where it has ended. One that was under way goes on with the same key."""
    refund = Refund.objects.select_for_update(of=("self",)).select_related("payment").get(pk=refund_id)
    if refund.status == RefundStatus.REQUESTED:
        return refund.move_to(RefundStatus.PROCESSING, by=None, at=timezone.now())
    return refund if refund.status == RefundStatus.PROCESSING else None


@transaction.atomic
def _failed(refund: Refund, reason: str) -> None:
    refund.move_to(RefundStatus.FAILED, by=None, at=timezone.now(), note=reason[:500])


@transaction.atomic
def _succeeded(refund: Refund, reference: str) -> None:
    now = timezone.now()
    Order.objects.locked().get(pk=refund.payment.order_id)
    payment = Payment.objects.locked().get(pk=refund.payment_id)
    refund.move_to(RefundStatus.SUCCEEDED, by=None, at=now, provider_reference=reference)
    refunded = payment.refunded + refund.amount
    whole = refunded == payment.captured
    status = PaymentStatus.REFUNDED if whole else PaymentStatus.PARTLY_REFUNDED
    if payment.status == status:
        payment.refunded = refunded
        payment.save(update_fields=["refunded"])
    else:
        payment.move_to(status, by=None, at=now, refunded=refunded)
    jobs.enqueue(mails.send_refunded, refund_id=refund.pk)
