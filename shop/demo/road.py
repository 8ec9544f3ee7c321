"""What becomes of a parcel: packed by its shop, brought by a courier or a parcel service, step by step in time."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from orders import delivery, fulfilment, handover
from orders.models import Parcel
from shop.demo.plan import Ending

_BROUGHT = ("pack", "claim", "pick_up", "start")
_TRIED = (*_BROUGHT, "fail")
BY_COURIER: dict[Ending, tuple[str, ...]] = {
    Ending.PENDING: (),
    Ending.PACKED: ("pack",),
    Ending.CLAIMED: ("pack", "claim"),
    Ending.SHIPPED: ("pack", "claim", "pick_up"),
    Ending.OUT: _BROUGHT,
    Ending.FAILED: _TRIED,
    Ending.OUT_AGAIN: (*_TRIED, "start_again"),
    Ending.RETURNING: (*_TRIED, "start_again", "fail", "start_again", "fail"),
    Ending.RETURNED: (*_TRIED, "start_again", "fail", "start_again", "fail", "hand_back"),
    Ending.DELIVERED: (*_BROUGHT, "arrive", "deliver"),
    Ending.DELIVERED_TODAY: (*_BROUGHT, "arrive", "deliver"),
    Ending.LOCKED: (*_BROUGHT, "arrive", "mistype"),
}
BY_CARRIER: dict[Ending, tuple[str, ...]] = {
    Ending.PENDING: (),
    Ending.PACKED: ("pack",),
    Ending.SHIPPED: ("pack", "ship"),
    Ending.DELIVERED: ("pack", "ship", "arrived"),
}
# How many of the last steps happen this morning.
THIS_MORNING = {Ending.OUT: 1, Ending.OUT_AGAIN: 1, Ending.DELIVERED_TODAY: 3, Ending.LOCKED: 3}
# Steps that wait for the next morning, with the hours and minutes after which they begin there.
_IN_THE_MORNING = {"pack": time(9, 30), "pick_up": time(7, 30), "start_again": time(8, 15), "hand_back": time(9, 0)}
# Minutes after the step before, at least and at most.
_AFTER = {
    "claim": (20, 240),
    "start": (10, 45),
    "arrive": (25, 400),
    "deliver": (1, 5),
    "mistype": (1, 5),
    "fail": (25, 400),
    "ship": (60, 300),
}
# The share of parcels whose shop says that it has seen the order, before it packs.
ACCEPTED = 0.3
CARRIERS = ("DHL", "DPD", "Hermes", "GLS")
ROUND_STARTS = time(8, 15)
SUNDAY = 6


@dataclass(frozen=True)
class Trip:
    """A parcel, who packs and brings it, and until when its story may be told."""

    parcel: Parcel
    shop: User
    courier: User | None
    placed: datetime
    now: datetime
    reason: str = ""


def travel(trip: Trip, ending: Ending, random: Random) -> None:
    """Let a pending parcel go as far as its ending says."""
    steps = (BY_CARRIER if trip.courier is None else BY_COURIER)[ending]
    handling = trip.parcel.seller.handling_days
    moments = times(steps, ending, placed=trip.placed, now=trip.now, handling=handling, random=random)
    for step, at in zip(steps, moments, strict=True):
        _STEPS[step](trip, at, random)


def times(
    steps: Sequence[str], ending: Ending, *, placed: datetime, now: datetime, handling: int, random: Random
) -> list[datetime]:
    """
    When each step happens: in working hours where there is time for that, always after the last and before now.

    :param handling: working days that the shop takes to pack.
    """
    now = timezone.localtime(now)
    natural, at = [], placed
    for step in steps:
        at = _next(step, at, random, days=max(1, handling) if step == "pack" else 1)
        natural.append(at)
    late = THIS_MORNING.get(ending, 0)
    if not late:
        return _squeezed(natural, placed, now - timedelta(minutes=3))
    dawn = min(datetime.combine(now.date(), ROUND_STARTS, now.tzinfo), now - timedelta(minutes=50))
    dawn = max(dawn, placed + (now - placed) * 0.6)
    begun = dawn + min(timedelta(minutes=random.randrange(10)), (now - dawn) * 0.1)
    span = min((now - begun) * 0.95, timedelta(hours=5))
    shares = sorted(random.uniform(0.2, 0.95) for _ in range(late - 1))
    return [*_squeezed(natural[:-late], placed, dawn), begun, *(begun + span * share for share in shares)]


def _next(step: str, after: datetime, random: Random, *, days: int) -> datetime:
    if step in _IN_THE_MORNING:
        day = timezone.localtime(after) + timedelta(days=days)
        while day.weekday() == SUNDAY:
            day += timedelta(days=1)
        begin = datetime.combine(day.date(), _IN_THE_MORNING[step], day.tzinfo)
        return begin + timedelta(minutes=random.randrange(40))
    if step == "arrived":
        return after + timedelta(days=random.choice((1, 1, 2)), minutes=random.randrange(200))
    return after + timedelta(minutes=random.randint(*_AFTER[step]))


def _squeezed(moments: list[datetime], start: datetime, end: datetime) -> list[datetime]:
    """The same steps closer together, where they would not be over by the end."""
    if not moments or moments[-1] <= end:
        return moments
    share = (end - start) / (moments[-1] - start)
    return [start + (moment - start) * share for moment in moments]


def _pack(trip: Trip, at: datetime, random: Random) -> None:
    if random.random() < ACCEPTED:
        fulfilment.accept(parcel=trip.parcel, by=trip.shop, now=trip.placed + (at - trip.placed) * 0.3)
    fulfilment.pack(parcel=trip.parcel, by=trip.shop, now=at)


def _ship(trip: Trip, at: datetime, random: Random) -> None:
    number = "".join(random.choice("0123456789") for _ in range(12))
    fulfilment.ship_by_carrier(
        parcel=trip.parcel, carrier=random.choice(CARRIERS), tracking_number=f"00{number}", by=trip.shop, now=at
    )


def _arrived(trip: Trip, at: datetime, random: Random) -> None:
    fulfilment.mark_delivered(parcel=trip.parcel, by=trip.shop, now=at)


def _deliver(trip: Trip, at: datetime, random: Random) -> None:
    code = handover.code(Parcel.objects.get(pk=trip.parcel.pk))
    delivery.deliver(parcel=trip.parcel, code=code, by=_courier(trip), now=at)


def _mistype(trip: Trip, at: datetime, random: Random) -> None:
    """Somebody at the door reads the wrong digits from the phone, five times: the office has to look."""
    code = handover.code(Parcel.objects.get(pk=trip.parcel.pk))
    wrong = f"{(int(code) + 1) % 10 ** len(code):0{len(code)}d}"
    for _number in range(handover.MOST_TRIES):
        with suppress(delivery.WrongCode, delivery.HandoverLocked):
            delivery.deliver(parcel=trip.parcel, code=wrong, by=_courier(trip), now=at)


def _fail(trip: Trip, at: datetime, random: Random) -> None:
    next_on = timezone.localdate(at) + timedelta(days=1)
    next_on += timedelta(days=next_on.weekday() == SUNDAY)
    delivery.fail(
        parcel=trip.parcel, reason=trip.reason or "nobody_home", note="", next_on=next_on, by=_courier(trip), now=at
    )


def _by_courier(operation: Callable[..., Parcel]) -> Callable[[Trip, datetime, Random], None]:
    def step(trip: Trip, at: datetime, random: Random) -> None:
        operation(parcel=trip.parcel, by=_courier(trip), now=at)

    return step


def _courier(trip: Trip) -> User:
    if trip.courier is None:
        raise ValueError(f"No courier brings {trip.parcel}.")
    return trip.courier


_STEPS: dict[str, Callable[[Trip, datetime, Random], None]] = {
    "pack": _pack,
    "claim": _by_courier(delivery.claim),
    "pick_up": _by_courier(delivery.pick_up),
    "start": _by_courier(delivery.start),
    "start_again": _by_courier(delivery.start),
    "arrive": _by_courier(delivery.arrive),
    "deliver": _deliver,
    "mistype": _mistype,
    "fail": _fail,
    "hand_back": _by_courier(delivery.hand_back),
    "ship": _ship,
    "arrived": _arrived,
}
