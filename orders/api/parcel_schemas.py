"""What the API says to shops about their parcels: of the buyer a name and an area, nothing more."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from accounts.models import User
from orders import actions
from orders.actions import Action
from orders.models import Parcel
from orders.queries import seller
from shop.core import money
from shop.core.money import MoneyOut


class PlaceOut(Schema):
    full_name: str
    line1: str
    line2: str
    postal_code: str
    city: str
    region: str
    country: str

    @classmethod
    def of(cls, order: Any) -> "PlaceOut":
        return cls(**{name: str(getattr(order, name) or "") for name in cls.model_fields})


class PackedLineOut(Schema):
    sku: str
    title: str
    options: str
    quantity: int


class SoldLineOut(PackedLineOut):
    unit_price: MoneyOut
    line_total: MoneyOut


class ShopParcelOut(Schema):
    """A parcel as its shop sees it. `address` is there while the shop writes the label of a parcel service."""

    id: int
    number: str
    status: str
    placed_at: datetime
    arrives_from: date
    arrives_to: date
    delivery_method: str
    buyer: str
    area: str
    address: PlaceOut | None
    lines: list[SoldLineOut]
    total: MoneyOut
    courier: str | None
    carrier: str
    tracking_number: str
    actions: list[str] = Field(description="What you may do with it now; each is an address below this one.")

    @classmethod
    def of(cls, parcel: Parcel, *, viewer: User) -> "ShopParcelOut":
        order = parcel.order
        return cls(
            id=parcel.pk,
            number=order.number,
            status=parcel.status,
            placed_at=order.placed_at,
            arrives_from=parcel.arrives_from,
            arrives_to=parcel.arrives_to,
            delivery_method=parcel.delivery_method,
            buyer=order.full_name,
            area=seller.place(parcel),
            address=PlaceOut.of(order) if seller.shows_address(parcel) else None,
            lines=[_sold(line, order.currency) for line in parcel.lines.all()],
            total=money.as_json(parcel.total, order.currency),
            courier=parcel.courier.user.first_name if parcel.courier else None,
            carrier=parcel.carrier,
            tracking_number=parcel.tracking_number,
            actions=sorted(actions.open_to(viewer, parcel) & SHOP_ACTIONS),
        )


class ShopParcelPage(Schema):
    results: list[ShopParcelOut]
    next: str | None


class ShipIn(Schema):
    carrier: str = Field(json_schema_extra={"minLength": 1, "maxLength": 60}, examples=["DHL"])
    tracking_number: str = Field("", json_schema_extra={"maxLength": 60})


class ReasonIn(Schema):
    reason: str = Field(description="The buyer reads it.", json_schema_extra={"minLength": 1, "maxLength": 300})


SHOP_ACTIONS = frozenset(
    {Action.ACCEPT, Action.PACK, Action.SEND_BY_CARRIER, Action.SHIP, Action.DELIVERED, Action.CANCEL}
)


def packed(line: Any) -> PackedLineOut:
    return PackedLineOut(sku=line.sku, title=line.title, options=line.options_text, quantity=line.quantity)


def _sold(line: Any, currency: str) -> SoldLineOut:
    return SoldLineOut(
        **packed(line).model_dump(),
        unit_price=money.as_json(line.unit_price, currency),
        line_total=money.as_json(line.line_total, currency),
    )
