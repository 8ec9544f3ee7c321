"""
Days of arrival: working days, without weekends and public holidays.

Packing follows the holidays of the shop's own region (`HOLIDAYS_REGION`), the way to the door those that the whole
country of the address has.
"""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from catalog.delivery import calendars
from shop.core import dates

SATURDAY = 5


def arrival(
    *,
    handling_days: int,
    holiday_until: date | None,
    days_min: int,
    days_max: int,
    now: datetime,
    country: str = "",
) -> tuple[date, date]:
    """
    First and last day of arrival for an order placed now.

    Packing starts today, or on the next working day after the cut-off, on weekends, on public holidays and after the
    seller's holiday (whose last day `holiday_until` is). Then the handling days, then the days on the way.

    :param country: of the address; empty for the shop's own region.
    """
    local, home = timezone.localtime(now), settings.HOLIDAYS_REGION
    start = local.date() + timedelta(days=1 if local.time() >= time(settings.ORDER_CUT_OFF_HOUR) else 0)
    if holiday_until is not None and holiday_until >= start:
        start = holiday_until + timedelta(days=1)
    shipped = working_days_after(start, handling_days, home)
    there = home if country in ("", home.partition("-")[0]) else country
    return working_days_after(shipped, days_min, there), working_days_after(shipped, days_max, there)


def working_days_after(day: date, count: int, region: str) -> date:
    """`count` working days later; 0 means the day itself, or the next working day where it is none."""
    day = _next_working(day, region)
    for _step in range(count):
        day = _next_working(day + timedelta(days=1), region)
    return day


def date_range(first: date, last: date) -> str:
    """Days as people read them: "Tue 24 Nov", "Tue 24 – Wed 25 Nov", "Mon 30 Nov – Wed 2 Dec"."""
    end = dates.shown(last, "D j M")
    if first == last:
        return end
    start = dates.shown(first, "D j" if first.month == last.month else "D j M")
    return f"{start} – {end}"


def _next_working(day: date, region: str) -> date:
    while day.weekday() >= SATURDAY or day in calendars.holidays(region, day.year):
        day += timedelta(days=1)
    return day
