"""What the API says about orders to the people who placed them."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Annotated

from ninja import Schema
from pydantic import AwareDatetime, Field

from accounts.api.schemas import AddressIn
from orders.models import Order, Parcel
from orders.queries import checkout
from orders.queries.checkout import Standing
from orders.states import PaymentStatus
from shop.core import money
from shop.core.money import MoneyOut

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]


class MoneyIn(Schema):
    amount: Amount
    currency: str


class OrderIn(Schema):
    """
    One of `address` and `address_id`. `delivery` names a rate by seller id (both are in the basket's `deliveries`);
    what is left out takes the shop's first. `expected_total` is what you showed the buyer: with another total nothing
    is placed. Without it nothing is placed where a price or quantity changed since the basket was last written.
    """

    cart: uuid.UUID
    address: AddressIn | None = None
    address_id: Id | None = None
    delivery: dict[Id, Id] = {}
    payment_method: str = Field(examples=["cash", "sandbox"])
    expected_total: MoneyIn | Amount | None = Field(None, description="As `totals.total` says it, or the bare amount.")
    coupon: str | None = Field(None, max_length=100, description="Given to the basket before it is placed.")
    note: str = Field("", json_schema_extra={"maxLength": 300})


class ParcelLineOut(Schema):
    sku: str
    title: str
    options: str
    quantity: int
    unit_price: MoneyOut
    line_total: MoneyOut


class ParcelOut(Schema):
    id: int
    seller: str
    status: str
    arrives_from: date
    arrives_to: date
    lines: list[ParcelLineOut]

    @classmethod
    def of(cls, parcel: Parcel, currency: str) -> "ParcelOut":
        lines = [
            ParcelLineOut(
                sku=line.sku,
                title=line.title,
                options=line.options_text,
                quantity=line.quantity,
                unit_price=money.as_json(line.unit_price, currency),
                line_total=money.as_json(line.line_total, currency),
            )
            for line in sorted(parcel.lines.all(), key=lambda line: line.pk)
        ]
        return cls(
            id=parcel.pk,
            seller=parcel.seller.name,
            status=parcel.status,
            arrives_from=parcel.arrives_from,
            arrives_to=parcel.arrives_to,
            lines=lines,
        )


class PaymentOut(Schema):
    """`redirect_url` is where the buyer pays; empty where nothing is to be paid online now."""

    status: str
    redirect_url: str

    @classmethod
    def of(cls, order: Order) -> "PaymentOut":
        """The latest online payment; of a cash order one that is still open, else the first."""
        found = sorted(order.payments.all(), key=lambda payment: payment.pk)
        online = [payment for payment in found if payment.parcel_id is None]
        if online:
            waits = checkout.standing(order, online[-1]) is Standing.CHECKING
            return cls(status=online[-1].status, redirect_url=online[-1].redirect_url if waits else "")
        still_open = [payment for payment in found if payment.status == PaymentStatus.PENDING]
        status = (still_open or found)[0].status if found else PaymentStatus.CAPTURED
        return cls(status=status, redirect_url="")


class OrderOut(Schema):
    number: str
    checkout_id: uuid.UUID
    status: str
    placed_at: AwareDatetime
    total: MoneyOut
    parcels: list[ParcelOut]
    payment: PaymentOut

    @classmethod
    def of(cls, order: Order) -> "OrderOut":
        return cls(
            number=order.number,
            checkout_id=order.checkout_id,
            status=order.status,
            placed_at=order.placed_at,
            total=money.as_json(order.total, order.currency),
            parcels=[
                ParcelOut.of(parcel, order.currency)
                for parcel in sorted(order.parcels.all(), key=lambda parcel: parcel.pk)
            ],
            payment=PaymentOut.of(order),
        )


class OrderPage(Schema):
    results: list[OrderOut]
    next: str | None
