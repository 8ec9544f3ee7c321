"""What the tests of "after the sale" share: a parcel that went all the way, paid in cash or by card."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from orders import fulfilment, refunding, returns
from orders.models import OrderLine, Parcel, Payment, PaymentMethod, Refund, ReturnRequest, SandboxCharge
from orders.payments import sandbox
from orders.states import ParcelStatus, PaymentStatus
from orders.tests.factories import OrderFactory, ParcelFactory


def delivered(bruno: User, buyer: User | None = None, *, card: bool = False, at: datetime | None = None) -> Parcel:
    """Two pieces at €24.00 and €4.90 delivery, sent by parcel service: €52.90, commission €3.23."""
    parcel = packed(bruno, buyer, card=card)
    at = at or timezone.now()
    fulfilment.ship_by_carrier(parcel=parcel, carrier="DHL", tracking_number="", by=bruno, now=at)
    fulfilment.mark_delivered(parcel=parcel, by=bruno, now=at)
    return Parcel.objects.select_related("order", "seller").get(pk=parcel.pk)


def packed(bruno: User, buyer: User | None = None, *, card: bool = False) -> Parcel:
    order = OrderFactory(buyer=buyer, payment_method=PaymentMethod.SANDBOX if card else PaymentMethod.CASH)
    parcel: Parcel = ParcelFactory(
        order=order, seller=bruno.seller, status=ParcelStatus.PACKED, delivery_method="carrier"
    )
    if card:
        pay_by_card(parcel)
    return parcel


def pay_by_card(parcel: Parcel) -> Payment:
    now = timezone.now()
    key = uuid.uuid4()
    SandboxCharge.objects.create(
        reference=f"sbx_{key.hex[:20]}", idempotency_key=key, amount=parcel.total, currency="EUR", created_at=now,
        decision=sandbox.APPROVED, decided_at=now,
    )  # fmt: skip
    return Payment.objects.create(
        order=parcel.order, provider=PaymentMethod.SANDBOX, currency="EUR", amount=parcel.total, captured=parcel.total,
        status=PaymentStatus.CAPTURED, created_at=now, captured_at=now, provider_reference=f"sbx_{key.hex[:20]}",
    )  # fmt: skip


def line_of(parcel: Parcel) -> OrderLine:
    return parcel.lines.get()


def refund(parcel: Parcel, by: User, pieces: int = 1, **wish: Any) -> Refund:
    """Money for so many pieces of its one line goes back."""
    wished = refunding.Wish({line_of(parcel).pk: pieces} if pieces else {}, **wish)
    return refunding.refund(parcel=parcel, wish=wished, reason="because", key=uuid.uuid4(), by=by, now=timezone.now())


def asked(parcel: Parcel, buyer: User | None, pieces: int = 1, *, at: datetime | None = None) -> ReturnRequest:
    item = returns.Item(line_of(parcel).pk, pieces, "does_not_fit", "too small")
    return returns.ask(parcel=parcel, items=[item], by=buyer, now=at or timezone.now())


def money(text: str) -> Decimal:
    return Decimal(text)
