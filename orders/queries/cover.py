"""What runs low in a shop, and for how long it lasts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from accounts.models import Seller
from catalog import desk
from catalog.models import Variant
from orders.queries import sales

MOST_LOW = 8
PACE_DAYS = 30


@dataclass(frozen=True)
class LowRow:
    """:ivar days_of_cover: how long what is left lasts at the pace of the last 30 days; None where none sold."""

    variant: Variant
    left: int
    days_of_cover: int | None


def running_low(shop: Seller, *, now: datetime) -> list[LowRow]:
    """The emptiest first. Two queries."""
    rows = desk.variants(shop).filter(desk.is_low()).annotate(left=F("stock__on_hand") - F("stock__reserved"))
    found = list(rows.order_by("left", "id")[:MOST_LOW])
    sold = sales.units_sold([row.pk for row in found], since=now - timedelta(days=PACE_DAYS))
    return [LowRow(row, row.left, _cover(row.left, sold.get(row.pk, 0))) for row in found]


def _cover(left: int, sold: int) -> int | None:
    return left * PACE_DAYS // sold if sold else None
