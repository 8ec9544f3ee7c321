"""The basket for programs, under `/api/cart/`: always that of the token's owner."""

from datetime import date, datetime

from django.http import Http404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from accounts.api import BearerAuth
from accounts.api.auth import ApiRequest
from cart import contents, operations, queries
from cart.contents import Group, PricedCart, Row
from cart.models import LARGEST_QUANTITY, Cart, CartLine
from catalog.delivery import DeliveryOption
from catalog.models import Variant
from shop.core import http, money
from shop.core.money import MoneyOut

router = Router(auth=BearerAuth(), tags=["Basket"])
_WRITES = http.refusals(400, 401, 404, 409, 422, 429)
LARGEST_ID = 2**63 - 1


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

    @classmethod
    def of(cls, priced: PricedCart | None) -> "CartOut":
        if priced is None:
            nothing = money.as_json(money.ZERO)
            totals = TotalsOut(items=nothing, discount=nothing, delivery=nothing, tax=nothing, total=nothing)
            return cls(id=None, lines=[], totals=totals, deliveries=[], notices=[])
        quote = priced.quote
        return cls(
            id=str(priced.cart.pk),
            lines=[LineOut.of(row) for row in priced.rows],
            totals=TotalsOut(
                items=money.as_json(quote.items_total),
                discount=money.as_json(quote.discount_total),
                delivery=money.as_json(quote.delivery_total),
                tax=money.as_json(quote.tax_total),
                total=money.as_json(quote.total),
            ),
            deliveries=[DeliveryOut.of(group, option) for group in priced.parcels for option in group.options],
            notices=[str(notice) for row in priced.rows for notice in row.notices()],
        )


@router.get("", response={200: CartOut, **http.refusals(401, 429)}, operation_id="cart", summary="Your basket")
def cart(request: ApiRequest) -> CartOut:
    return _answer(queries.of_user(request.user), now=timezone.now())


@router.post("lines/", response={201: CartOut, **_WRITES}, operation_id="add_line", summary="Put something in")
def add(request: ApiRequest, data: LineIn) -> Status[CartOut]:
    """More than there is becomes what there is, with a notice."""
    now = timezone.now()
    variant = Variant.objects.select_related("product__seller", "stock").filter(pk=data.variant).first()
    if variant is None:
        raise Http404
    own = operations.open_cart(user=request.user, now=now)
    kept = operations.add(cart=own, variant=variant, quantity=data.quantity, by=request.user, now=now)
    return Status(201, _answer(own, kept, now=now))


@router.patch(
    "lines/{int:line_id}/", response={200: CartOut, **_WRITES}, operation_id="change_line", summary="Set a quantity"
)
def change(request: ApiRequest, line_id: int, data: QuantityIn) -> CartOut:
    return _set(request, line_id, data.quantity)


@router.delete(
    "lines/{int:line_id}/", response={200: CartOut, **_WRITES}, operation_id="remove_line", summary="Take a line out"
)
def remove(request: ApiRequest, line_id: int) -> CartOut:
    return _set(request, line_id, 0)


def _set(request: ApiRequest, line_id: int, quantity: int) -> CartOut:
    now = timezone.now()
    own = queries.of_user(request.user)
    if own is None or not 0 < line_id <= LARGEST_ID:
        raise Http404
    try:
        kept = operations.set_quantity(cart=own, line_id=line_id, quantity=quantity, by=request.user, now=now)
    except CartLine.DoesNotExist as error:
        raise Http404 from error
    return _answer(own, kept, now=now)


def _answer(own: Cart | None, kept: operations.Kept | None = None, *, now: datetime) -> CartOut:
    found = CartOut.of(queries.priced(own, now=now) if own else None)
    if kept is not None and kept.is_clamped:
        found.notices.append(contents.only_left(kept.quantity))
    return found
