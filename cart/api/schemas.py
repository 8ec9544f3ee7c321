"""What the API says about a basket."""

from datetime import date

from ninja import Schema
from pydantic import Field

from cart.contents import Group, PricedCart, Row
from cart.models import LARGEST_QUANTITY
from catalog.delivery import DeliveryOption
from shop.core import money
from shop.core.money import MoneyOut

LARGEST_ID = 2**63 - 1


class CouponIn(Schema):
    code: str = Field(min_length=1, max_length=100, examples=["SPRING-10"])


class CouponOut(Schema):
    """`refusal` says why it takes nothing off now; empty where it holds."""

    code: str
    refusal: str

    @classmethod
    def of(cls, priced: PricedCart) -> "CouponOut | None":
        held = priced.held
        return cls(code=held.coupon.code, refusal=held.refusal) if held else None


class LineIn(Schema):
    variant: int = Field(ge=1, le=LARGEST_ID)
    quantity: int = Field(1, ge=1, le=LARGEST_QUANTITY)


class QuantityIn(Schema):
    quantity: int = Field(ge=0, le=LARGEST_QUANTITY, description="0 removes the line")


class LineOut(Schema):
    """`quantity` is what can be had of it now; 0 where it is sold out or gone."""

    id: int
    variant: int
    sku: str
    title: str
    quantity: int
    unit_price: MoneyOut
    line_total: MoneyOut

    @classmethod
    def of(cls, row: Row) -> "LineOut":
        return cls(
            id=row.line.pk,
            variant=row.line.variant_id,
            sku=row.line.variant.sku,
            title=row.title,
            quantity=row.quantity,
            unit_price=money.as_json(row.price.unit_price),
            line_total=money.as_json(row.line_total),
        )


class TotalsOut(Schema):
    items: MoneyOut
    discount: MoneyOut
    delivery: MoneyOut
    tax: MoneyOut
    total: MoneyOut


class DeliveryOut(Schema):
    """A way in which one shop's parcel can come. `rate` goes into `delivery` of an order, under the shop's id."""

    seller: int
    rate: int
    shop: str
    name: str
    price: MoneyOut
    arrives_from: date
    arrives_to: date
    chosen: bool

    @classmethod
    def of(cls, group: Group, option: DeliveryOption) -> "DeliveryOut":
        return cls(
            seller=group.seller.pk,
            rate=option.rate_id,
            shop=group.seller.name,
            name=option.name,
            price=money.as_json(option.price),
            arrives_from=option.arrives_from,
            arrives_to=option.arrives_to,
            chosen=group.choice is not None and group.choice.rate_id == option.rate_id,
        )


class CartOut(Schema):
    """
    `id` is null before anything was put in. `deliveries` are those to your default address, or in the home country.
    `notices` say what changed since the basket was last written.
    """

    id: str | None
    lines: list[LineOut]
    totals: TotalsOut
    deliveries: list[DeliveryOut]
    notices: list[str]
    coupon: CouponOut | None

    @classmethod
    def of(cls, priced: PricedCart | None) -> "CartOut":
        if priced is None:
            nothing = money.as_json(money.ZERO)
            totals = TotalsOut(items=nothing, discount=nothing, delivery=nothing, tax=nothing, total=nothing)
            return cls(id=None, lines=[], totals=totals, deliveries=[], notices=[], coupon=None)
        quote = priced.quote
        return cls(
            id=str(priced.cart.pk),
            lines=[LineOut.of(row) for row in priced.rows],
            totals=TotalsOut(
                items=money.as_json(quote.items_total),
                discount=money.as_json(quote.discount_total + quote.delivery_off),
                delivery=money.as_json(quote.delivery_total + quote.delivery_off),
                tax=money.as_json(quote.tax_total),
                total=money.as_json(quote.total),
            ),
            deliveries=[DeliveryOut.of(group, option) for group in priced.parcels for option in group.options],
            notices=[str(notice) for row in priced.rows for notice in row.notices()],
            coupon=CouponOut.of(priced),
        )
