"""Promised refunds on their way through their provider, or through somebody's hands: sent once, tried until it is."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from orders.emails import placing as mails
from orders.models import Order, Payment, PaymentMethod, Refund, ReturnRequest
from orders.payments import providers
from orders.payments.protocol import ByHand, Refused
from orders.states import PaymentStatus, RefundStatus, ReturnStatus
from shop.core import errors, jobs

# A refund whose job was lost is sent again after this time, with the same key.
STUCK_AFTER = timedelta(hours=1)


class NotByHand(errors.DomainError):
    """Its provider sends it, or it has ended."""


@jobs.job
def send(*, refund_id: int) -> None:
    """
    Send a promised refund through its provider, with its own key, however often it takes.

    :raises protocol.Unreachable: the job is then run again.
    """
    refund = _claimed(refund_id)
    if refund is None:
        return
    if not refund.amount:
        _finish(refund_id, reference="", by_hand="", by=None, now=timezone.now())
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
    _finish(refund_id, reference=reference, by_hand="", by=None, now=timezone.now())


@transaction.atomic
def _claimed(refund_id: int) -> Refund | None:
    """The refund, now under way; None where it has ended. One that was under way goes on with the same key."""
    refund = Refund.objects.locked().select_related("payment").get(pk=refund_id)
    if refund.status == RefundStatus.REQUESTED:
        return refund.move_to(RefundStatus.PROCESSING, by=None, at=timezone.now())
    return refund if refund.status == RefundStatus.PROCESSING else None


@transaction.atomic
def _failed(refund: Refund, reason: str) -> None:
    refund.move_to(RefundStatus.FAILED, by=None, at=timezone.now(), note=reason[:500])


@transaction.atomic
def finish_by_hand(*, refund: Refund, way: str, reference: str, by: User, now: datetime) -> Refund:
    """
    Somebody of the office paid the money back: cash that no provider can send, or what its provider refused.

    :param way: one of ByHandWay.
    :param reference: of the transfer, or who took the money.
    :raises NotByHand: where the provider sends it, and for one that has ended.
    """
    Order.objects.locked().get(pk=refund.payment.order_id)
    refund = Refund.objects.locked().select_related("payment").get(pk=refund.pk)
    if not is_by_hand(refund):
        raise NotByHand(_("This refund is not to be paid back by hand, or it was paid back before."))
    if refund.status != RefundStatus.PROCESSING:
        refund.move_to(RefundStatus.PROCESSING, by=by, at=now)
    return _finish(refund.pk, reference=reference, by_hand=way, by=by, now=now)


def is_by_hand(refund: Refund) -> bool:
    """Whether it waits for a person."""
    is_cash = refund.payment.provider == PaymentMethod.CASH and refund.amount > 0
    waits = (RefundStatus.REQUESTED, RefundStatus.PROCESSING)
    return bool(refund.status == RefundStatus.FAILED or (is_cash and refund.status in waits))


@transaction.atomic
def _finish(refund_id: int, *, reference: str, by_hand: str, by: User | None, now: datetime) -> Refund:
    """The money is back with the buyer: the payment follows, and the return that it belongs to."""
    found = Refund.objects.select_related("payment").get(pk=refund_id)
    Order.objects.locked().get(pk=found.payment.order_id)
    payment = Payment.objects.locked().get(pk=found.payment_id)
    refund = Refund.objects.locked().get(pk=refund_id)
    refund.move_to(RefundStatus.SUCCEEDED, by=by, at=now, provider_reference=reference, by_hand=by_hand)
    if refund.amount:
        _book(payment, refund, by=by, now=now)
        jobs.enqueue(mails.send_refunded, refund_id=refund.pk)
    for request in ReturnRequest.objects.locked().filter(refund=refund, status=ReturnStatus.RECEIVED):
        request.move_to(ReturnStatus.REFUNDED, by=by, at=now)
    return refund


def _book(payment: Payment, refund: Refund, *, by: User | None, now: datetime) -> None:
    refunded = payment.refunded + refund.amount
    whole = refunded == payment.captured
    status = PaymentStatus.REFUNDED if whole else PaymentStatus.PARTLY_REFUNDED
    if payment.status == status:
        payment.refunded = refunded
        payment.save(update_fields=["refunded"])
    else:
        payment.move_to(status, by=by, at=now, refunded=refunded)


@transaction.atomic
def send_again(*, refund: Refund, by: User, now: datetime) -> Refund:
    """
    A refund that its provider refused is sent once more, with the same key, so that it can never be paid twice.

    :raises states.IllegalMove: for one that has not failed.
    """
    refund = Refund.objects.locked().get(pk=refund.pk)
    refund.move_to(RefundStatus.PROCESSING, by=by, at=now)
    jobs.enqueue(send, refund_id=refund.pk)
    return refund


def send_stuck(*, now: datetime) -> int:
    """Enqueue again what a lost job left under way; answers how many. The key makes a repeat harmless."""
    waiting = Refund.objects.filter(
        status__in=(RefundStatus.REQUESTED, RefundStatus.PROCESSING), created_at__lt=now - STUCK_AFTER
    ).exclude(payment__provider=PaymentMethod.CASH, amount__gt=0)
    ids = list(waiting.order_by("pk").values_list("pk", flat=True)[:500])
    for pk in ids:
        jobs.enqueue(send, refund_id=pk, once_as=f"refund:{pk}")
    return len(ids)
