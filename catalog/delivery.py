"""
What delivery costs and when it arrives. The product page, the basket and the checkout all ask here.

A seller's rates hold for an area: a country, or the part of it whose postcodes start with a prefix. Where a seller has
rates for a more specific area, these replace the rates for the wider one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db import connection
from django.utils import formats, timezone

from accounts.models import Seller
from catalog.models import Area, DeliveryRate
from shop.core import money

# Orders placed until then are handled the same working day (local time of the shop).
CUT_OFF = time(14)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DeliveryOption:
    """
    One way to bring one seller's parcel.

    :ivar price: what the buyer pays: the list price, or nothing where the goods reach `free_over`.
    :ivar arrives_from: first day on which it may arrive; `arrives_to` is the last. Both are working days.
    """

    rate_id: int
    seller_id: int
    area_id: int
    area_name: str
    name: str
    method: str
    price: Decimal
    list_price: Decimal
    free_over: Decimal | None
    arrives_from: date
    arrives_to: date

    @property
    def arrives(self) -> str:
        return date_range(self.arrives_from, self.arrives_to)


def area_for(*, country: str, postal_code: str) -> Area | None:
    """The area of an address: of those whose prefix fits, the one with the longest; None where we do not deliver."""
    return next(iter(_areas(country, postal_code)), None)


def options(
    *,
    seller_ids: Iterable[int],
    country: str,
    postal_code: str,
    items_totals: Mapping[int, Decimal],
    now: datetime,
) -> dict[int, list[DeliveryOption]]:
    """
    The delivery options of each seller to an address, in the sellers' own order. Two queries.

    :param items_totals: seller id → price of the goods, against which `free_over` is measured.
    :returns: an entry for every seller asked for; an empty list where the seller does not deliver there.
    """
    nearest = [area.pk for area in _areas(country, postal_code)]
    wanted = set(seller_ids)
    rates = DeliveryRate.objects.filter(seller__in=wanted, area__in=nearest, is_active=True)
    by_seller: dict[int, list[DeliveryRate]] = {pk: [] for pk in wanted}
    rates = rates.select_related("seller", "area").defer("seller__payout_details", "seller__story")
    for rate in rates.order_by("position", "price", "id"):
        by_seller[rate.seller_id].append(rate)
    found = {}
    for seller_id, own in by_seller.items():
        closest = min((nearest.index(rate.area_id) for rate in own), default=None)
        chosen = [_rate(rate) for rate in own if closest is not None and rate.area_id == nearest[closest]]
        found[seller_id] = [_option(rate, items_totals.get(seller_id, money.ZERO), now) for rate in chosen]
    return found


def estimate(seller: Seller, *, now: datetime, country: str = "DE") -> DeliveryOption | None:
    """What a product page says before an address is known: the cheapest rate to the widest area of the country."""
    return estimates([seller.pk], now=now, country=country).get(seller.pk)


def estimates(seller_ids: Iterable[int], *, now: datetime, country: str = "DE") -> dict[int, DeliveryOption]:
    """`estimate` for a page of cards, in one query; sellers who do not deliver to the country are left out."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(_ESTIMATES, [list(set(seller_ids)), country])
        for rate in map(_Rate._make, cursor.fetchall()):
            found[rate.seller_id] = _option(rate, money.ZERO, now)
    return found


def date_range(first: date, last: date) -> str:
    """Days as people read them: "Tue 24 Nov", "Tue 24 – Wed 25 Nov", "Mon 30 Nov – Wed 2 Dec"."""
    end = formats.date_format(last, "D j M")
    if first == last:
        return end
    start = formats.date_format(first, "D j" if first.month == last.month else "D j M")
    return f"{start} – {end}"


def arrival(
    *, handling_days: int, holiday_until: date | None, days_min: int, days_max: int, now: datetime
) -> tuple[date, date]:
    """
    First and last day of arrival for an order placed now.

    Packing starts today, or on the next working day after the cut-off, on weekends and after the seller's holiday
    (whose last day `holiday_until` is). Then the handling days, then the days on the way; all are working days.
    """
    local = timezone.localtime(now)
    start = local.date() + timedelta(days=1 if local.time() >= CUT_OFF else 0)
    if holiday_until is not None and holiday_until >= start:
        start = holiday_until + timedelta(days=1)
    shipped = _working_days_after(_working_days_after(start, 0), handling_days)
    return _working_days_after(shipped, days_min), _working_days_after(shipped, days_max)


def _working_days_after(day: date, count: int) -> date:
    """`count` working days later (Monday to Friday); 0 means the day itself, or Monday where it is a weekend."""
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    for _step in range(count):
        day += timedelta(days=3 if day.weekday() == SATURDAY - 1 else 1)
    return day


class _Rate(NamedTuple):
    """A delivery rate with what its area and its seller add, in the order of `_ESTIMATES`."""

    rate_id: int
    seller_id: int
    area_id: int
    area_name: str
    name: str
    method: str
    price: Decimal
    free_over: Decimal | None
    days_min: int
    days_max: int
    handling_days: int
    holiday_until: date | None


# One row per seller: of the area with the fewest prefixes (a whole country has none) the cheapest rate. By hand, as
# every page with cards asks for it.
_ESTIMATES = """
SELECT DISTINCT ON (r.seller_id) r.id, r.seller_id, a.id, a.name, r.name, r.method, r.price, r.free_over,
       r.days_min, r.days_max, s.handling_days, s.holiday_until
FROM catalog_deliveryrate r
JOIN catalog_area a ON a.id = r.area_id
JOIN accounts_seller s ON s.id = r.seller_id
WHERE r.seller_id = ANY(%s) AND a.country = %s AND r.is_active
ORDER BY r.seller_id, cardinality(a.postcode_prefixes), r.price, r.days_max, r.id
"""


def _rate(rate: DeliveryRate) -> _Rate:
    return _Rate(
        rate_id=rate.pk,
        seller_id=rate.seller_id,
        area_id=rate.area_id,
        area_name=rate.area.name,
        name=rate.name,
        method=rate.method,
        price=rate.price,
        free_over=rate.free_over,
        days_min=rate.days_min,
        days_max=rate.days_max,
        handling_days=rate.seller.handling_days,
        holiday_until=rate.seller.holiday_until,
    )


def _option(rate: _Rate, items_total: Decimal, now: datetime) -> DeliveryOption:
    first, last = arrival(
        handling_days=rate.handling_days,
        holiday_until=rate.holiday_until,
        days_min=rate.days_min,
        days_max=rate.days_max,
        now=now,
    )
    is_free = rate.free_over is not None and items_total >= rate.free_over
    return DeliveryOption(
        rate_id=rate.rate_id,
        seller_id=rate.seller_id,
        area_id=rate.area_id,
        area_name=rate.area_name,
        name=rate.name,
        method=rate.method,
        price=money.ZERO if is_free else rate.price,
        list_price=rate.price,
        free_over=rate.free_over,
        arrives_from=first,
        arrives_to=last,
    )


def _areas(country: str, postal_code: str) -> list[Area]:
    """The areas that hold an address, the most specific first."""
    code = _bare(postal_code)
    fitting = []
    for area in Area.objects.filter(country=country):
        prefixes = [_bare(prefix) for prefix in area.postcode_prefixes]
        lengths = [len(prefix) for prefix in prefixes if code.startswith(prefix)]
        if lengths or not prefixes:
            fitting.append((-max(lengths, default=0), area.pk, area))
    return [area for _length, _pk, area in sorted(fitting, key=lambda entry: entry[:2])]


def _bare(postal_code: str) -> str:
    """Postcodes forgive case, spaces and dashes."""
    return "".join(c for c in postal_code.upper() if c.isalnum())
