"""What the API says about parcels: to shops a name and an area, to couriers where to bring it, to both nothing more."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from accounts.models import User
from orders import actions
from orders.actions import Action
from orders.models import FailureReason, Parcel
from orders.queries import courier, seller
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


class StopOut(Schema):
    """A parcel as its courier sees it. Address, phone and note are gone once it is no longer on its way to somebody."""

    id: int
    number: str
    status: str
    shop: str
    shop_town: str
    name: str
    address: PlaceOut | None
    phone: str
    note: str
    cash_due: MoneyOut | None
    arrives_to: date
    attempts: int
    next_attempt_on: date | None
    lines: list[PackedLineOut]
    actions: list[str] = Field(description="What you may do with it now; each is an address below this one.")

    @classmethod
    def of(cls, parcel: Parcel, *, viewer: User) -> "StopOut":
        stop = courier.Stop.of(parcel, viewer=viewer)
        order, shown = parcel.order, stop.address is not None
        return cls(
            id=parcel.pk,
            number=order.number,
            status=parcel.status,
            shop=parcel.seller.name,
            shop_town=parcel.seller.town,
            name=order.full_name,
            address=PlaceOut.of(order) if shown else None,
            phone=order.phone if shown else "",
            note=order.note if shown else "",
            cash_due=money.as_json(stop.cash, order.currency) if stop.cash is not None else None,
            arrives_to=parcel.arrives_to,
            attempts=parcel.attempts,
            next_attempt_on=parcel.next_attempt_on,
            lines=[_packed(line) for line in parcel.lines.all()],
            actions=sorted(stop.offered & COURIER_ACTIONS),
        )


class StopPage(Schema):
    results: list[StopOut]
    next: str | None


class JobOut(Schema):
    """A parcel that waits for a courier: where it is, roughly where it goes, and by when."""

    id: int
    shop: str
    shop_town: str
    area: str
    arrives_to: date

    @classmethod
    def of(cls, parcel: Parcel) -> "JobOut":
        area = parcel.area.name if parcel.area else ""
        return cls(
            id=parcel.pk, shop=parcel.seller.name, shop_town=parcel.seller.town, area=area, arrives_to=parcel.arrives_to
        )


class JobPage(Schema):
    results: list[JobOut]
    next: str | None


class ShipIn(Schema):
    carrier: str = Field(json_schema_extra={"minLength": 1, "maxLength": 60}, examples=["DHL"])
    tracking_number: str = Field("", json_schema_extra={"maxLength": 60})


class ReasonIn(Schema):
    reason: str = Field(description="The buyer reads it.", json_schema_extra={"minLength": 1, "maxLength": 300})


class CodeIn(Schema):
    code: str = Field(description="The four digits that the buyer reads out.", examples=["0427"])


class FailureIn(Schema):
    reason: str = Field(json_schema_extra={"enum": [*FailureReason.values]})
    note: str = Field("", json_schema_extra={"maxLength": 300})
    next_on: date | None = Field(None, description="Day of the next attempt; not asked the third time.")


SHOP_ACTIONS = frozenset(
    {Action.ACCEPT, Action.PACK, Action.SEND_BY_CARRIER, Action.SHIP, Action.DELIVERED, Action.CANCEL}
)
COURIER_ACTIONS = frozenset(
    {Action.PICK_UP, Action.START, Action.ARRIVE, Action.DELIVER, Action.FAIL, Action.HAND_BACK}
)


def _packed(line: Any) -> PackedLineOut:
    return PackedLineOut(sku=line.sku, title=line.title, options=line.options_text, quantity=line.quantity)


def _sold(line: Any, currency: str) -> SoldLineOut:
    return SoldLineOut(
        **_packed(line).model_dump(),
        unit_price=money.as_json(line.unit_price, currency),
        line_total=money.as_json(line.line_total, currency),
    )
