"""
When the round will be over, told from how today has gone so far.

The pace is the median time between two doors of today, which one long lunch does not change; before there are three
of them, and beyond sensible bounds, a stop counts as ten minutes.
"""

import itertools
import statistics
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from orders.models import Parcel
from orders.states import ParcelStatus as P

USUAL = timedelta(minutes=10)
LEAST, MOST = timedelta(minutes=3), timedelta(minutes=30)
# Fewer gaps say nothing about a day.
LEAST_GAPS = 3
_AT_THE_SHOP = (P.PACKED, P.RETURNING)


def finish_about(todo: Sequence[Parcel], *, done_at: Iterable[datetime], now: datetime) -> datetime | None:
    """To the next full five minutes; None where nothing is left."""
    if not todo:
        return None
    end = timezone.localtime(now) + pace(done_at) * doors(todo)
    late = timedelta(minutes=end.minute % 5, seconds=end.second, microseconds=end.microsecond)
    return end - late + timedelta(minutes=5 if late else 0)


def pace(done_at: Iterable[datetime]) -> timedelta:
    """Minutes per stop, from when the stops of today were done."""
    moments = sorted(done_at)
    gaps = [(late - early).total_seconds() for early, late in itertools.pairwise(moments) if late > early]
    if len(gaps) < LEAST_GAPS:
        return USUAL
    return min(max(timedelta(seconds=statistics.median(gaps)), LEAST), MOST)


def doors(parcels: Iterable[Parcel]) -> int:
    """Places to go to: the parcels of one order share a door, those to fetch at one shop a counter."""
    return len(
        {
            ("shop", parcel.seller_id) if parcel.status in _AT_THE_SHOP else ("order", parcel.order_id)
            for parcel in parcels
        }
    )
