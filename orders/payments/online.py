"""Paying online: opening the provider's page after the order was placed, and paying again or otherwise."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from orders import placing
from orders.models import Order, Parcel, Payment
from orders.payments import charging, closing
from orders.payments.closing import LIVE
from orders.payments.protocol import Started
from orders.states import ParcelStatus, PaymentStatus
from shop.core import errors, money, transactions


class NothingToPay(errors.DomainError):
    """The order was paid, cancelled, or is paid at the door."""


def start(*, order: Order, now: datetime) -> str:
    """
    Open the provider's page for the payment that an order waits for, and answer its address; "" where it waits for
    none. Never inside a transaction: it calls the provider. Twice gives the same page.

    :raises protocol.Refused, protocol.Unreachable: the order stays; the payment page offers to try again.
    """
    payment = order.payments.filter(parcel=None, status__in=LIVE).select_related("order").first()
    if payment is None:
        return ""
    if payment.redirect_url:
        return payment.redirect_url
    return reopen(payment, now=now)


def reopen(payment: Payment, *, now: datetime) -> str:
    """
    Open the provider's page of a payment and keep its address; under the same key it is the same page again.

    :raises protocol.Refused, protocol.Unreachable:
    """
    started = charging.opened(payment)
    _keep(payment, started, now=now)
    return started.redirect_url


@transaction.atomic
def _keep(payment: Payment, started: Started, *, now: datetime) -> None:
    """The webhook may have been faster: then only what it does not know is added."""
    Order.objects.locked().get(pk=payment.order_id)
    payment = Payment.objects.locked().get(pk=payment.pk)
    columns = {"provider_reference": started.reference, "redirect_url": started.redirect_url}
    if payment.status == PaymentStatus.CREATED:
        payment.move_to(PaymentStatus.PENDING, by=None, at=now, **columns)
    else:
        Payment.objects.filter(pk=payment.pk).update(**columns)


def due(order: Order) -> Decimal:
    """What an order still waits for."""
    waiting = Parcel.objects.filter(order=order, status=ParcelStatus.AWAITING_PAYMENT)
    return sum((parcel.total for parcel in waiting), money.ZERO)


@transactions.retried
def choose(*, order: Order, method: str, by: User | None, now: datetime) -> Order:
    """
    Pay an order that still waits for its money again, or in another way. The same way again goes on with the payment
    that is open. An open payment of another way is given up; should its money arrive all the same, it is sent back.

    :raises NothingToPay:
    """
    order = Order.objects.locked().get(pk=order.pk)
    waiting = list(Parcel.objects.locked().filter(order=order, status=ParcelStatus.AWAITING_PAYMENT).order_by("pk"))
    if not waiting or order.expires_at is None or order.expires_at <= now or order.is_unclear:
        raise NothingToPay(_("This order is not waiting for a payment any more."))
    live = Payment.objects.locked().filter(order=order, parcel=None, status__in=LIVE).first()
    if live is not None and live.provider == method:
        return order
    if live is not None:
        closing.give_up(live, note="another way was chosen", by=by, now=now)
    order.payment_method = method
    total = sum((parcel.total for parcel in waiting), money.ZERO)
    if not placing.is_paid_first(method, total):
        order.expires_at = None
    order.save(update_fields=["payment_method", "expires_at"])
    Payment.objects.bulk_create(placing.payments_for(order, waiting, now=now))
    if order.expires_at is None:
        release_to_shops(order, waiting, by=by, now=now)
    return order


def release_to_shops(order: Order, parcels: list[Parcel], *, by: User | None, now: datetime) -> None:
    """The money is there, or will be at the door: the shops may pack."""
    for parcel in parcels:
        parcel.move_to(ParcelStatus.PENDING, by=by, at=now)
    placing.announce(order, parcels)
