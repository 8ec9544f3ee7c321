"""When the steps of a parcel happen."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from shop.demo import road
from shop.demo.plan import Ending

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=BERLIN)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("hours", [2, 60, 400])
@pytest.mark.parametrize("ending", road.BY_COURIER)
def test_steps_follow_each_other_and_are_over(ending, hours, seed):
    placed = NOW - timedelta(hours=hours)

    moments = road.times(road.BY_COURIER[ending], ending, placed=placed, now=NOW, handling=2, random=Random(seed))

    assert moments == sorted(moments)
    assert all(placed < moment < NOW for moment in moments)


@pytest.mark.parametrize("hour", [0, 3, 10, 23])
def test_the_round_is_of_this_morning_where_it_is_day(hour):
    now = NOW.replace(hour=hour)

    steps = road.BY_COURIER[Ending.OUT]
    moments = road.times(steps, Ending.OUT, placed=now - timedelta(hours=70), now=now, handling=1, random=Random(1))

    assert now - moments[-1] < timedelta(hours=16)
    assert moments[-1] < now
    if hour >= 10:
        assert moments[-1].date() == now.date()


def test_nobody_packs_on_sunday():
    saturday = datetime(2026, 11, 14, 17, 0, tzinfo=BERLIN)

    (packed,) = road.times(("pack",), Ending.PACKED, placed=saturday, now=NOW, handling=1, random=Random(1))

    assert packed.strftime("%a %H") == "Mon 09" or packed.strftime("%a %H") == "Mon 10"
