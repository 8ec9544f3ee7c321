"""What buyers see of their orders: the history, one order with its parcels, what is on its way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from orders.models import Order, Parcel
from orders.queries import lines
from orders.states import ParcelStatus as P
from shop.core import lists

PER_PAGE = 10
MOST_PICTURES = 4
EARLIEST_YEAR = 2000
ENDED = (P.DELIVERED, P.CANCELLED, P.RETURNED)
# The saved views of the history: what the query says → its words.
VIEWS: dict[str, str | Promise] = {
    "": gettext_lazy("All"),
    "open": gettext_lazy("On their way"),
    "delivered": gettext_lazy("Delivered"),
    "cancelled": gettext_lazy("Cancelled"),
}


@dataclass(frozen=True)
class HistoryRow:
    order: Order
    pictures: list[dict[str, Any] | None]
    more: int
    shops: str

    @classmethod
    def of(cls, order: Order) -> "HistoryRow":
        parcels = list(order.parcels.all())
        bought = [line for parcel in parcels for line in parcel.lines.all()]
        pictures = [lines.image(line) for line in bought[:MOST_PICTURES]]
        shops = lists.joined(parcel.seller.name for parcel in parcels)
        return cls(order, pictures, max(0, len(bought) - MOST_PICTURES), shops)


def history(orders: QuerySet[Order], *, view: str = "", year: int | None = None) -> QuerySet[Order]:
    """Newest first, with what a row shows. An unknown view shows all."""
    parcels = Parcel.objects.filter(order=OuterRef("pk"))
    if view == "open":
        orders = orders.filter(Exists(parcels.exclude(status__in=ENDED)))
    elif view == "delivered":
        orders = orders.exclude(Exists(parcels.exclude(status__in=ENDED)))
        orders = orders.filter(Exists(parcels.filter(status=P.DELIVERED)))
    elif view == "cancelled":
        orders = orders.exclude(Exists(parcels.exclude(status__in=(P.CANCELLED, P.RETURNED))))
    if year is not None:
        orders = orders.filter(placed_at__gte=_new_year(year), placed_at__lt=_new_year(year + 1))
    rows = orders.prefetch_related("parcels__seller", lines.prefetched("parcels__lines"))
    return rows.order_by("-placed_at", "-id")


def years(orders: QuerySet[Order]) -> list[int]:
    """The years in which something was bought, newest first."""
    return [day.year for day in orders.datetimes("placed_at", "year", order="DESC")]


def read_year(text: str) -> int | None:
    """The year of a query string; None for anything else."""
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return year if EARLIEST_YEAR <= year < timezone.now().year + 1 else None


def on_their_way(orders: QuerySet[Order], *, most: int) -> list[Parcel]:
    """Parcels that are still to arrive, the next one first."""
    rows = Parcel.objects.filter(order__in=orders).exclude(status__in=(*ENDED, P.AWAITING_PAYMENT, P.RETURNING))
    return list(rows.select_related("order", "seller").order_by("arrives_to", "id")[:most])


def last(orders: QuerySet[Order], *, most: int) -> list[HistoryRow]:
    """The newest orders."""
    return [HistoryRow.of(order) for order in history(orders)[:most]]


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=timezone.get_current_timezone())
