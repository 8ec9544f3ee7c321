"""
What a provider reports, applied once.

The receipt is written under the provider's event id in the transaction of its effect, so a repeat changes nothing,
however many arrive at the same moment. Events may come in any order. Money that arrives late revives an expired order
if its stock can still be had, otherwise it is sent back; it is never lost in silence. An amount or a currency that does
not match never counts as paid: it is written down for the office.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from django.db import IntegrityError, transaction

from cart import coupons
from catalog import stock
from orders import placing, redeeming
from orders.emails import placing as mails
from orders.models import Order, OrderEvent, Parcel, ParcelEvent, Payment, WebhookReceipt
from orders.payments import clarifying, closing, online, providers, refunds
from orders.payments.protocol import Event, EventKind
from orders.states import ParcelStatus, PaymentStatus
from shop.core import jobs, money, transactions

_TAKEN = (PaymentStatus.CAPTURED, PaymentStatus.PARTLY_REFUNDED, PaymentStatus.REFUNDED)


class Outcome(StrEnum):
    """What became of a message; kept on its receipt."""

    PAID = "paid"
    LATE = "paid_late"
    DECLINED = "declined"
    REPEATED = "repeated"
    OUTDATED = "outdated"
    EXPIRED = "expired"
    NOTED = "noted"
    UNKNOWN = "unknown_payment"
    MISMATCH = "mismatch"


def receive(*, provider: str, body: bytes, headers: Mapping[str, str], now: datetime) -> Outcome:
    """
    Check a message and apply it.

    :raises KeyError: for a provider that we do not have.
    :raises protocol.BadWebhook: nothing was changed, not even a receipt written.
    """
    event = providers.provider(provider).parse_webhook(body, headers, now=now)
    return apply(provider, event, now=now)


@transactions.retried
def apply(provider: str, event: Event, *, now: datetime) -> Outcome:
    """An event that is known to be the provider's own: once, whatever it is about and however often it comes."""
    receipt = WebhookReceipt(provider=provider, event_id=event.id, kind=event.kind, received_at=now)
    try:
        with transaction.atomic():
            receipt.save()
    except IntegrityError:
        return Outcome.REPEATED
    receipt.outcome = _effect(provider, event, now=now)
    receipt.save(update_fields=["outcome"])
    return Outcome(receipt.outcome)


def _effect(provider: str, event: Event, *, now: datetime) -> Outcome:
    found = Payment.objects.filter(idempotency_key=event.key, provider=provider).first()
    if found is None:
        return Outcome.NOTED if event.kind is EventKind.NOTED else Outcome.UNKNOWN
    order = Order.objects.locked().get(pk=found.order_id)
    payment = Payment.objects.locked().get(pk=found.pk)
    if payment.status in _TAKEN:
        return Outcome.OUTDATED
    if event.kind is not EventKind.CAPTURED:
        return _unpaid(payment, event, now=now)
    if not _fits(payment, event):
        clarifying.flag(order, payment, event, now=now)
        return Outcome.MISMATCH
    return _paid(order, payment, event, now=now)


_ENDS = {
    EventKind.FAILED: (PaymentStatus.FAILED, Outcome.DECLINED),
    EventKind.EXPIRED: (PaymentStatus.EXPIRED, Outcome.EXPIRED),
}


def _unpaid(payment: Payment, event: Event, *, now: datetime) -> Outcome:
    """Nothing was taken: the order stays open for another try."""
    if event.kind is EventKind.NOTED:
        if event.reason and payment.status in closing.LIVE and payment.unclear_at is None:
            Payment.objects.filter(pk=payment.pk).update(failure=event.reason)
        return Outcome.NOTED
    status, outcome = _ENDS[event.kind]
    if not payment.may_move_to(status):
        return Outcome.OUTDATED
    payment.move_to(status, by=None, at=now, failure=event.reason)
    return outcome


def _fits(payment: Payment, event: Event) -> bool:
    known = payment.provider_reference
    return (event.amount, event.currency) == (payment.amount, payment.currency) and known in ("", event.reference)


def _paid(order: Order, payment: Payment, event: Event, *, now: datetime) -> Outcome:
    others = Payment.objects.filter(order=order).exclude(pk=payment.pk)
    paid_otherwise = others.filter(status__in=(*_TAKEN, PaymentStatus.PENDING), parcel__isnull=False).exists()
    paid_otherwise |= others.filter(status__in=_TAKEN, parcel=None).exists()
    late = payment.status not in closing.LIVE
    for other in others.filter(parcel=None, status__in=closing.LIVE):
        closing.give_up(other, note="paid otherwise", by=None, now=now)
    payment.move_to(
        PaymentStatus.CAPTURED,
        by=None,
        at=now,
        captured=payment.amount,
        captured_at=now,
        failure="",
        unclear_at=None,
        provider_reference=event.reference,
    )
    jobs.enqueue(mails.send_paid, payment_id=payment.pk)
    kept = [] if paid_otherwise else _deliverable(order, now=now)
    if not paid_otherwise:
        Order.objects.filter(pk=order.pk).update(expires_at=None, payment_method=payment.provider)
    _send_back_rest(payment, kept, now=now)
    return Outcome.LATE if late else Outcome.PAID


def _deliverable(order: Order, *, now: datetime) -> list[Parcel]:
    """The parcels that go to the shops now: those that waited, and those that time cancelled, if it is all there."""
    parcels = list(Parcel.objects.locked().filter(order=order).order_by("pk").prefetch_related("lines"))
    waiting = [parcel for parcel in parcels if parcel.status == ParcelStatus.AWAITING_PAYMENT]
    expired = _cancelled_by_time(order, parcels)
    ready = waiting + (expired if expired and _reserved_again(order, expired, now=now) else [])
    if ready:
        online.release_to_shops(order, ready, by=None, now=now)
    return ready


def _cancelled_by_time(order: Order, parcels: list[Parcel]) -> list[Parcel]:
    """Those that ended when the order expired, not those that a person cancelled."""
    expiry = order.events.filter(kind=OrderEvent.EXPIRED).first()
    if expiry is None:
        return []
    ended = ParcelEvent.objects.filter(subject__order=order, to_status=ParcelStatus.CANCELLED, by=None, at=expiry.at)
    ids = set(ended.values_list("subject_id", flat=True))
    return [parcel for parcel in parcels if parcel.pk in ids and parcel.status == ParcelStatus.CANCELLED]


def _reserved_again(order: Order, parcels: list[Parcel], *, now: datetime) -> bool:
    """Whether all of it, its coupon too, could be had once more."""
    try:
        with transaction.atomic():
            redeeming.take_again(order)
            stock.reserve(placing.items_of(parcels, suffix=":late"), by=None, at=now)
    except (stock.OutOfStock, coupons.NotUsable):
        return False
    return True


def _send_back_rest(payment: Payment, kept: list[Parcel], *, now: datetime) -> None:
    """What was paid for nothing: cancelled parcels, sold out meanwhile, or paid twice."""
    rest = payment.amount - sum((parcel.total for parcel in kept), money.ZERO)
    if rest > 0:
        refunds.request_refund(
            payment=payment,
            parcel=None,
            amount=rest,
            reason="paid for what was cancelled",
            source=f"late:payment:{payment.pk}",
            by=None,
            now=now,
        )
