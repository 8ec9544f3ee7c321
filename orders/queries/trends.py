"""How it went in the last 30 days, as charts with their tables: orders, sales, delivery time, cancellations."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db.models import Avg, Count, F, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from orders.models import Order, Parcel
from orders.states import ParcelStatus
from shop.core import charts, dates, money

DAYS = 30
# Nobody decides by the last five minutes of a month, and a month of a large shop is long to add up.
KEPT_SECONDS = 300

# Of days, written as the cache can keep them.
Series = Mapping[str, Any]


def all_charts(*, now: datetime) -> list[charts.Chart]:
    """Of the last 30 days, today included."""
    today = timezone.localdate(now)
    days = [today - timedelta(days=ago) for ago in reversed(range(DAYS))]
    key = f"office:trends:{today}:{timezone.get_current_timezone_name()}"
    found = cache.get(key)
    if found is None:
        found = _read(timezone.make_aware(datetime.combine(days[0], datetime.min.time())))
        cache.set(key, found, KEPT_SECONDS)
    units: list[tuple[str, str, Callable[[Any], str]]] = [
        ("orders", _("Orders per day"), "{:g}".format),
        ("sales", _("Sales per day"), lambda value: money.shown(Decimal(str(value)))),
        ("hours", _("Hours from order to door"), "{:.0f}".format),
        ("cancelled", _("Cancelled parcels, by the day of the order"), "{:g}".format),
    ]
    return [_chart(title, days, found[name], unit) for name, title, unit in units]


def _chart(title: str, days: list[date], values: Series, unit: Callable[[Any], str]) -> charts.Chart:
    labels = [dates.shown(day, "j M") for day in days]
    heights = [float(values.get(day.isoformat(), 0)) for day in days]
    head = [_("Day"), title]
    return charts.over_time(title=title, labels=labels, values=heights, unit=unit, head=head, width=charts.HALF)


def _read(start: datetime) -> dict[str, dict[str, Any]]:
    """Three statements. Days on which nothing happened are not in the answer."""
    orders = Order.objects.filter(placed_at__gte=start).annotate(day=TruncDate("placed_at")).values("day")
    sold = list(orders.annotate(orders=Count("pk"), sales=Sum("total")).order_by())
    lost = Parcel.objects.filter(status=ParcelStatus.CANCELLED, order__placed_at__gte=start)
    lost_by_day = lost.annotate(day=TruncDate("order__placed_at")).values("day").annotate(parcels=Count("pk"))
    arrived = Parcel.objects.filter(delivered_at__gte=start).annotate(day=TruncDate("delivered_at")).values("day")
    took = arrived.annotate(took=Avg(F("delivered_at") - F("order__placed_at")))
    return {
        "orders": {str(row["day"]): row["orders"] for row in sold},
        "sales": {str(row["day"]): str(row["sales"]) for row in sold},
        "hours": {str(row["day"]): max(0, round(row["took"].total_seconds() / 3600)) for row in took.order_by()},
        "cancelled": {str(row["day"]): row["parcels"] for row in lost_by_day.order_by()},
    }
