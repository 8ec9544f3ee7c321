"""What the API says to couriers: where to bring a parcel while it is on its way, and the cash they collected."""

from datetime import date, datetime
from decimal import Decimal

from ninja import Schema
from pydantic import Field

from accounts.models import User
from orders.actions import Action
from orders.api.parcel_schemas import PackedLineOut, PlaceOut, packed
from orders.models import CashCount, FailureReason, Parcel
from orders.queries import courier
from shop.core import money
from shop.core.money import MoneyOut

COURIER_ACTIONS = frozenset(
    {
        Action.GIVE_BACK,
        Action.PICK_UP,
        Action.START,
        Action.ARRIVE,
        Action.DELIVER,
        Action.FAIL,
        Action.HAND_BACK,
    }
)


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
            lines=[packed(line) for line in parcel.lines.all()],
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


class CodeIn(Schema):
    code: str = Field(description="The four digits that the buyer reads out.", examples=["0427"])
    note: str = Field("", description="The buyer reads it.", json_schema_extra={"maxLength": 300})


class FailureIn(Schema):
    reason: str = Field(json_schema_extra={"enum": [*FailureReason.values]})
    note: str = Field("", json_schema_extra={"maxLength": 300})
    next_on: date | None = Field(None, description="Day of the next attempt; not asked the third time.")


class CountIn(Schema):
    counted: Decimal = Field(ge=0, description="What lies in the drawer.", examples=["152.90"])
    note: str = Field("", description="Why it is not what was collected.", json_schema_extra={"maxLength": 300})


class CountOut(Schema):
    """What was handed in; `difference` is below zero where money is missing."""

    id: int
    status: str
    expected: MoneyOut
    counted: MoneyOut
    difference: MoneyOut
    counted_at: datetime

    @classmethod
    def of(cls, count: CashCount) -> "CountOut":
        return cls(
            id=count.pk,
            status=count.status,
            expected=money.as_json(count.expected, count.currency),
            counted=money.as_json(count.counted, count.currency),
            difference=money.as_json(count.difference, count.currency),
            counted_at=count.at,
        )


class CollectedOut(Schema):
    number: str
    amount: MoneyOut
    at: datetime | None


class DrawerOut(Schema):
    """Cash that was collected and not handed in yet, and what was handed in before."""

    total: MoneyOut
    collected: list[CollectedOut]
    counts: list[CountOut]

    @classmethod
    def of(cls, drawer: courier.Drawer) -> "DrawerOut":
        rows = [
            CollectedOut(
                number=payment.order.number,
                amount=money.as_json(payment.captured, payment.currency),
                at=payment.captured_at,
            )
            for payment in drawer.collected
        ]
        counts = [CountOut.of(count) for count in drawer.counts]
        return cls(total=money.as_json(drawer.total), collected=rows, counts=counts)
