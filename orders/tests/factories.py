"""
Orders for tests, without the checkout: `ParcelFactory(status=ParcelStatus.PACKED, courier=...)` builds an order of one
line of two pieces, whose stock is reserved (or shipped) and explained by the ledger.
"""

import datetime
import secrets
import uuid
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.tests.factories import SellerFactory, UserFactory
from catalog.models import MovementKind, Stock, StockMovement
from catalog.tests.factories import AreaFactory, ProductFactory
from orders.models import Order, OrderLine, Parcel, Payment, PaymentMethod
from orders.states import ParcelStatus, PaymentStatus
from shop.core import crypto, money

_SHIPPED = {
    ParcelStatus.SHIPPED,
    ParcelStatus.OUT_FOR_DELIVERY,
    ParcelStatus.DELIVERED,
    ParcelStatus.ATTEMPT_FAILED,
    ParcelStatus.RETURNING,
    ParcelStatus.RETURNED,
}


class OrderFactory(DjangoModelFactory[Order]):
    """A cash order of €52.90: two pieces at €24.00 and €4.90 delivery."""

    class Meta:
        model = Order

    checkout_id = factory.LazyFunction(uuid.uuid4)
    number = factory.Sequence(lambda n: f"9000-{n:04d}")
    buyer = factory.SubFactory(UserFactory)
    email = factory.LazyAttribute(lambda o: o.buyer.email if o.buyer else "guest@example.com")
    email_index = factory.LazyAttribute(lambda o: crypto.blind_index(o.email))
    full_name = "Alice Anders"
    line1 = "Kastanienallee 7"
    postal_code = "10435"
    city = "Berlin"
    country = "DE"
    phone = "+4930901820000"
    phone_index = factory.LazyAttribute(lambda o: crypto.blind_index(o.phone) if o.phone else "")
    payment_method = PaymentMethod.CASH
    currency = "EUR"
    items_total = Decimal("48.00")
    delivery_total = Decimal("4.90")
    tax_total = Decimal("8.45")
    total = Decimal("52.90")
    placed_at = factory.LazyFunction(timezone.now)


class ParcelFactory(DjangoModelFactory[Parcel]):
    class Meta:
        model = Parcel

    order = factory.SubFactory(OrderFactory)
    seller = factory.SubFactory(SellerFactory)
    status = ParcelStatus.PENDING
    items_total = Decimal("48.00")
    delivery_price = Decimal("4.90")
    delivery_tax_percent = Decimal("19.00")
    tax_total = Decimal("8.45")
    total = Decimal("52.90")
    commission_rate = Decimal("0.080")
    commission = Decimal("3.23")
    delivery_name = "Standard"
    delivery_method = "courier"
    arrives_from = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=1))
    arrives_to = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=3))
    area = factory.SubFactory(AreaFactory)
    code_nonce = factory.LazyFunction(lambda: secrets.token_hex(16))

    @classmethod
    def _create(cls, model_class: type[Parcel], *args: Any, **kwargs: Any) -> Parcel:
        product = kwargs.pop("product", None) or ProductFactory(seller=kwargs["seller"])
        parcel = super()._create(model_class, *args, **kwargs)
        line = _line(parcel, product)
        if parcel.status != ParcelStatus.CANCELLED:
            _move(line, MovementKind.RESERVE, 0, line.quantity)
        if parcel.status in _SHIPPED:
            _move(line, MovementKind.SHIP, -line.quantity, -line.quantity)
        if parcel.order.payment_method == PaymentMethod.CASH:
            paid = parcel.status == ParcelStatus.DELIVERED
            Payment.objects.create(
                order=parcel.order,
                parcel=parcel,
                provider=PaymentMethod.CASH,
                status=PaymentStatus.CAPTURED if paid else PaymentStatus.PENDING,
                currency="EUR",
                amount=parcel.total,
                captured=parcel.total if paid else money.ZERO,
                created_at=parcel.order.placed_at,
            )
        return parcel


def _line(parcel: Parcel, product: Any) -> OrderLine:
    variant = product.variants.get()
    return OrderLine.objects.create(
        order=parcel.order,
        parcel=parcel,
        seller=parcel.seller,
        variant=variant,
        product=product,
        sku=variant.sku,
        title=product.title,
        quantity=2,
        list_price=Decimal("24.00"),
        unit_price=Decimal("24.00"),
        line_total=Decimal("48.00"),
        tax_percent=Decimal("19.00"),
        tax=Decimal("7.66"),
    )


def _move(line: OrderLine, kind: MovementKind, on_hand: int, reserved: int) -> None:
    stock = Stock.objects.get(variant=line.variant)
    stock.on_hand += on_hand
    stock.reserved += reserved
    stock.save()
    StockMovement.objects.create(
        variant=line.variant,
        kind=kind,
        source=f"line:{line.pk}",
        on_hand_delta=on_hand,
        reserved_delta=reserved,
        at=line.order.placed_at,
    )
