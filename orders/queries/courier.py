"""
What a courier sees: the round of today, one stop, jobs to claim, the cash of today.

Addresses and phone numbers are there for parcels that still have to reach somebody, and for nobody else's parcels.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from orders import actions
from orders.actions import Action
from orders.models import DeliveryAttempt, Parcel, Payment, PaymentMethod
from orders.queries import lines
from orders.states import ParcelStatus as P
from orders.states import PaymentStatus
from shop.core.money import ZERO

MOST_JOBS = 50
# More stops in one round are a mistake of somebody; the page stays quick all the same.
MOST_STOPS = 300
# An honest guess for the bar: drive, ring, hand over.
MINUTES_PER_STOP = 10
_TO_THE_DOOR = (P.PACKED, P.SHIPPED, P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED)
# In this order of the work; within it by postcode, which keeps neighbours together.
_RANK = {P.OUT_FOR_DELIVERY: 1, P.ATTEMPT_FAILED: 2, P.SHIPPED: 2, P.PACKED: 3, P.RETURNING: 4}
# The one big button of each state. Being at the door changes it: see `_main_action`.
_MAIN = {
    P.PACKED: Action.PICK_UP,
    P.SHIPPED: Action.START,
    P.ATTEMPT_FAILED: Action.START,
    P.OUT_FOR_DELIVERY: Action.ARRIVE,
    P.RETURNING: Action.HAND_BACK,
}


@dataclass(frozen=True)
class Stop:
    """
    One parcel of the round.

    :ivar address: the order, whose address and phone are shown; None once it is no longer on its way to somebody.
    :ivar main: the action of the one big button, or None where there is nothing to do.
    :ivar cash: what to collect at the door, or None.
    """

    parcel: Parcel
    address: Any
    main: Action | None
    offered: frozenset[Action]
    cash: Decimal | None

    @classmethod
    def of(cls, parcel: Parcel, *, viewer: User) -> "Stop":
        offered = actions.open_to(viewer, parcel)
        on_its_way = parcel.status in _TO_THE_DOOR
        due = parcel.cash_due if on_its_way else None
        return cls(
            parcel=parcel,
            address=parcel.order if on_its_way else None,
            main=_main_action(parcel, offered),
            offered=offered,
            cash=due.amount if due else None,
        )

    @property
    def may_fail(self) -> bool:
        return Action.FAIL in self.offered

    @property
    def navigate(self) -> str:
        """A `geo:` link (RFC 5870 with the query of Android), which opens the phone's map."""
        order = self.parcel.order
        return "geo:0,0?q=" + quote(f"{order.line1}, {order.postal_code} {order.city}, {order.country.name}")

    @property
    def call(self) -> str:
        return f"tel:{self.parcel.order.phone}" if self.parcel.order.phone else ""


def _main_action(parcel: Parcel, offered: frozenset[Action]) -> Action | None:
    at_door = parcel.status == P.OUT_FOR_DELIVERY and parcel.arrived_at is not None
    main = Action.DELIVER if at_door else _MAIN.get(P(parcel.status))
    locked = main == Action.DELIVER and parcel.code_locked_at is not None
    return main if main in offered and not locked else None


@dataclass(frozen=True)
class Round:
    """
    Today's work. `done` of `total` stops are behind the courier.

    :ivar todo: the stops that are left, the next one first.
    :ivar later: failed attempts whose next day is still to come.
    :ivar to_start: how many lie in the car and are not on their way yet.
    """

    todo: list[Parcel]
    later: list[Parcel]
    finished: list[Parcel]
    to_start: int

    @property
    def done(self) -> int:
        return len(self.finished)

    @property
    def delivered(self) -> list[Parcel]:
        """The finished ones that reached somebody, the last one first."""
        return [parcel for parcel in reversed(self.finished) if parcel.status == P.DELIVERED]

    @property
    def total(self) -> int:
        return len(self.finished) + len(self.todo)

    def finish_about(self, now: datetime) -> datetime | None:
        """When the last stop is likely done, to ten minutes; None where nothing is left."""
        if not self.todo:
            return None
        end = timezone.localtime(now) + timedelta(minutes=MINUTES_PER_STOP * len(self.todo))
        return end.replace(minute=end.minute // 10 * 10, second=0, microsecond=0)

    def same_door(self, parcel: Parcel) -> list[Parcel]:
        """The other parcels of the same order that are on their way in this round."""
        return [
            one
            for one in self.todo
            if one.order_id == parcel.order_id and one.pk != parcel.pk and one.status == P.OUT_FOR_DELIVERY
        ]

    def place_of(self, parcel: Parcel) -> int | None:
        """Which stop of the round this is, counted from 1; None where it is not one of today."""
        ids = [one.pk for one in self.todo]
        return len(self.finished) + ids.index(parcel.pk) + 1 if parcel.pk in ids else None


def round_of(parcels: QuerySet[Parcel], *, now: datetime) -> Round:
    """The courier's parcels sorted into the round of this day. One query."""
    today, midnight = timezone.localdate(now), _midnight(now)
    failed_today = DeliveryAttempt.objects.filter(parcel=OuterRef("pk"), at__gte=midnight)
    relevant = Q(status__in=_RANK) | Q(status=P.DELIVERED, delivered_at__gte=midnight)
    rows = parcels.filter(relevant).select_related("order", "seller", "area")
    found = list(rows.annotate(failed_today=Exists(failed_today)).order_by("id")[:MOST_STOPS])
    todo = [parcel for parcel in found if _is_due(parcel, today)]
    return Round(
        todo=sorted(todo, key=_in_order),
        later=[parcel for parcel in found if parcel.status == P.ATTEMPT_FAILED and not _is_due(parcel, today)],
        finished=[parcel for parcel in found if _is_finished(parcel, today)],
        to_start=sum(parcel.status in (P.SHIPPED, P.ATTEMPT_FAILED) for parcel in todo),
    )


def _is_due(parcel: Parcel, today: date) -> bool:
    if parcel.status == P.ATTEMPT_FAILED:
        return parcel.next_attempt_on is None or parcel.next_attempt_on <= today
    return parcel.status in _RANK


def _is_finished(parcel: Parcel, today: date) -> bool:
    failed: bool = getattr(parcel, "failed_today", False)
    return parcel.status == P.DELIVERED or (parcel.status == P.ATTEMPT_FAILED and failed and not _is_due(parcel, today))


def _in_order(parcel: Parcel) -> tuple[int, bool, str, int]:
    return _RANK[P(parcel.status)], parcel.arrived_at is None, parcel.order.postal_code, parcel.pk


def open_parcels(parcels: QuerySet[Parcel]) -> QuerySet[Parcel]:
    """Those that still need the courier, today or another day."""
    return parcels.filter(status__in=_RANK)


def to_start(parcels: QuerySet[Parcel], *, now: datetime) -> list[Parcel]:
    """What lies in the car and goes out today."""
    return [parcel for parcel in round_of(parcels, now=now).todo if parcel.status in (P.SHIPPED, P.ATTEMPT_FAILED)]


def loaded(parcels: QuerySet[Parcel]) -> QuerySet[Parcel]:
    """With all that a stop shows."""
    rows = parcels.select_related("order", "seller", "area", "courier")
    return rows.prefetch_related(lines.prefetched(), "payments")


def rows(parcel: Parcel) -> list[dict[str, Any]]:
    """What is in the parcel, without prices and links."""
    return [lines.row(line, priced=False, linked=False) for line in parcel.lines.all()]


def jobs(claimable: QuerySet[Parcel]) -> list[Parcel]:
    """What waits to be claimed, promised first on top. A page shows area and shop of it, nothing of the buyer."""
    return list(claimable.select_related("seller", "area").order_by("arrives_to", "id")[:MOST_JOBS])


@dataclass(frozen=True)
class Drawer:
    collected: list[Payment]
    total: Decimal


def drawer(courier: User, *, now: datetime) -> Drawer:
    """The cash that this courier collected today."""
    rows = Payment.objects.filter(
        provider=PaymentMethod.CASH,
        status=PaymentStatus.CAPTURED,
        parcel__courier__user=courier,
        captured_at__gte=_midnight(now),
    )
    found = list(rows.select_related("order").order_by("-captured_at", "-id"))
    return Drawer(found, _sum(payment.captured for payment in found))


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)


def _midnight(now: datetime) -> datetime:
    return datetime.combine(timezone.localdate(now), time.min, tzinfo=timezone.get_current_timezone())
