"""When the round will be over."""

import datetime

import pytest

from orders.models import Parcel
from orders.queries.courier import pace
from orders.states import ParcelStatus as P

NOW = datetime.datetime(2026, 11, 24, 14, 2, tzinfo=datetime.UTC)


def _stops(*orders: int, status=P.OUT_FOR_DELIVERY) -> list[Parcel]:
    return [Parcel(status=status, order_id=order, seller_id=order % 2) for order in orders]


def _times(*minutes: int) -> list[datetime.datetime]:
    return [NOW - datetime.timedelta(minutes=minute) for minute in minutes]


@pytest.mark.parametrize(
    ("_case", "todo", "done_at", "expected"),
    [
        ("nothing left", [], _times(10, 20), None),
        ("nobody knows the pace yet", _stops(1, 2), [], "15:25"),
        ("two gaps say nothing", _stops(1, 2), _times(5, 10, 15), "15:25"),
        ("six minutes a stop", _stops(1, 2, 3), _times(0, 6, 12, 18), "15:20"),
        ("a long lunch changes nothing", _stops(1, 2, 3), _times(0, 6, 12, 90, 96), "15:20"),
        ("never faster than three minutes", _stops(1, 2, 3), _times(0, 1, 2, 3, 4), "15:15"),
        ("never slower than half an hour", _stops(1), _times(0, 60, 120, 180), "15:35"),
        ("one door for two parcels of an order", _stops(1, 1), [], "15:15"),
        ("one counter for two parcels of a shop", _stops(1, 3, status=P.PACKED), [], "15:15"),
    ],
)
def test_finish_is_told_from_how_today_went(_case, todo, done_at, expected):
    finish = pace.finish_about(todo, done_at=done_at, now=NOW)

    assert (finish and f"{finish:%H:%M}") == expected
