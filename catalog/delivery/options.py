"""
The ways to bring a seller's parcel to a place, with price and days.

A seller's rates hold for an area. Where a seller has rates for a more specific area, these replace the rates for the
wider one. A rate that does not carry the weight is left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from accounts.models import Seller
from catalog.delivery import areas, days
from catalog.delivery.tariffs import Tariff
from catalog.models import DeliveryRate
from shop.core import money


@dataclass(frozen=True, slots=True)
class DeliveryOption:
    """
    One way to bring one seller's parcel.

    :ivar price: what the buyer pays: the list price, or nothing where the goods reach `free_over`.
    :ivar list_price: for the parcel's weight.
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
    tariff: Tariff
    weight_g: int = 0

    @property
    def arrives(self) -> str:
        return days.date_range(self.arrives_from, self.arrives_to)


def options(
    *,
    seller_ids: Iterable[int],
    country: str,
    postal_code: str,
    items_totals: Mapping[int, Decimal],
    now: datetime,
    weights: Mapping[int, int] | None = None,
) -> dict[int, list[DeliveryOption]]:
    """
    The delivery options of each seller to an address, in the sellers' own order. Two queries.

    :param items_totals: seller id → price of the goods, against which `free_over` is measured.
    :param weights: seller id → grams of the goods; what is missing weighs nothing.
    :returns: an entry for every seller asked for; an empty list where the seller does not deliver there.
    """
    nearest = [area.pk for area in areas.holding(country, postal_code)]
    wanted, grams = set(seller_ids), weights or {}
    rates = DeliveryRate.objects.filter(seller__in=wanted, area__in=nearest, is_active=True)
    by_seller: dict[int, list[DeliveryRate]] = {pk: [] for pk in wanted}
    rates = rates.select_related("seller", "area").defer("seller__payout_details", "seller__story")
    for rate in rates.order_by("position", "price", "id"):
        by_seller[rate.seller_id].append(rate)
    found = {}
    for seller_id, own in by_seller.items():
        weight, goods = grams.get(seller_id, 0), items_totals.get(seller_id, money.ZERO)
        closest = min((nearest.index(rate.area_id) for rate in own), default=-1)
        chosen = [rate for rate in own if rate.area_id == nearest[closest] and rate.bears(weight)]
        found[seller_id] = [_option(_rate(rate), goods, weight, now) for rate in chosen]
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
            found[rate.seller_id] = _option(rate, money.ZERO, 0, now)
    return found


class _Rate(NamedTuple):
    """A delivery rate with what its area and its seller add, in the order of `_ESTIMATES`."""

    rate_id: int
    seller_id: int
    area_id: int
    area_name: str
    country: str
    name: str
    method: str
    price: Decimal
    free_over: Decimal | None
    included_g: int
    per_kg: Decimal
    days_min: int
    days_max: int
    handling_days: int
    holiday_until: date | None


# One row per seller: of the area with the fewest prefixes (a whole country has none) the cheapest rate. By hand, as
# every page with cards asks for it.
_ESTIMATES = """
SELECT DISTINCT ON (r.seller_id) r.id, r.seller_id, a.id, a.name, a.country, r.name, r.method, r.price, r.free_over,
       r.included_g, r.per_kg, r.days_min, r.days_max, s.handling_days, s.holiday_until
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
        country=str(rate.area.country),
        name=rate.name,
        method=rate.method,
        price=rate.price,
        free_over=rate.free_over,
        included_g=rate.included_g,
        per_kg=rate.per_kg,
        days_min=rate.days_min,
        days_max=rate.days_max,
        handling_days=rate.seller.handling_days,
        holiday_until=rate.seller.holiday_until,
    )


def _option(rate: _Rate, goods: Decimal, weight_g: int, now: datetime) -> DeliveryOption:
    first, last = days.arrival(
        handling_days=rate.handling_days,
        holiday_until=rate.holiday_until,
        days_min=rate.days_min,
        days_max=rate.days_max,
        now=now,
        country=rate.country,
    )
    tariff = Tariff(rate.price, rate.free_over, rate.included_g, rate.per_kg)
    return DeliveryOption(
        rate_id=rate.rate_id,
        seller_id=rate.seller_id,
        area_id=rate.area_id,
        area_name=rate.area_name,
        name=rate.name,
        method=rate.method,
        price=tariff.price(goods, weight_g),
        list_price=tariff.full(weight_g),
        free_over=rate.free_over,
        arrives_from=first,
        arrives_to=last,
        tariff=tariff,
        weight_g=weight_g,
    )
