"""Today's work in an order that makes sense."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from orders.models import Parcel
from orders.queries.courier import pace
from orders.states import ParcelStatus as P

# More stops in one round are a mistake of somebody; the page stays quick all the same.
MOST_STOPS = 300
# In this order of the work; within it by postcode, which keeps neighbours together, at shops by shop.
_RANK = {P.OUT_FOR_DELIVERY: 1, P.ATTEMPT_FAILED: 2, P.SHIPPED: 2, P.PACKED: 3, P.RETURNING: 4}


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
        return pace.finish_about(self.todo, done_at=filter(None, map(_done_at, self.finished)), now=now)

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
    relevant = Q(status__in=_RANK) | Q(status=P.DELIVERED, delivered_at__gte=midnight)
    rows = parcels.filter(relevant).select_related("order", "seller", "area")
    failed = Max("failed_attempts__at", filter=Q(failed_attempts__at__gte=midnight))
    found = list(rows.annotate(failed_at=failed).order_by("id")[:MOST_STOPS])
    todo = [parcel for parcel in found if _is_due(parcel, today)]
    finished = [parcel for parcel in found if _is_finished(parcel, today)]
    return Round(
        todo=sorted(todo, key=_in_order),
        later=[parcel for parcel in found if parcel.status == P.ATTEMPT_FAILED and not _is_due(parcel, today)],
        finished=sorted(finished, key=lambda parcel: (_done_at(parcel) or now, parcel.pk)),
        to_start=sum(parcel.status in (P.SHIPPED, P.ATTEMPT_FAILED) for parcel in todo),
    )


def _done_at(parcel: Parcel) -> datetime | None:
    at: datetime | None = parcel.delivered_at or getattr(parcel, "failed_at", None)
    return at


def _is_due(parcel: Parcel, today: date) -> bool:
    if parcel.status == P.ATTEMPT_FAILED:
        return parcel.next_attempt_on is None or parcel.next_attempt_on <= today
    return parcel.status in _RANK


def _is_finished(parcel: Parcel, today: date) -> bool:
    failed = getattr(parcel, "failed_at", None) is not None
    return parcel.status == P.DELIVERED or (parcel.status == P.ATTEMPT_FAILED and failed and not _is_due(parcel, today))


def _in_order(parcel: Parcel) -> tuple[int, bool, bool, str, int]:
    """A code that did not match comes first: somebody has a parcel that is not theirs yet."""
    at_shop = parcel.status in (P.PACKED, P.RETURNING)
    place = f"{parcel.seller.town}/{parcel.seller_id:09d}" if at_shop else parcel.order.postal_code
    return _RANK[P(parcel.status)], parcel.code_failures == 0, parcel.arrived_at is None, place, parcel.pk


def open_parcels(parcels: QuerySet[Parcel]) -> QuerySet[Parcel]:
    """Those that still need the courier, today or another day."""
    return parcels.filter(status__in=_RANK)


def to_start(parcels: QuerySet[Parcel], *, now: datetime) -> list[Parcel]:
    """What lies in the car and goes out today."""
    return [parcel for parcel in round_of(parcels, now=now).todo if parcel.status in (P.SHIPPED, P.ATTEMPT_FAILED)]


def _midnight(now: datetime) -> datetime:
    return datetime.combine(timezone.localdate(now), time.min, tzinfo=timezone.get_current_timezone())
