"""The lines behind the figures of a shop's sales: what was sold in a time, on a day, of a product."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.core.paginator import Page
from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from accounts.models import Seller
from orders.models import OrderLine
from orders.states import ParcelStatus as P
from shop.core import paging
from shop.core.money import ZERO

PER_PAGE = 50
# What was never paid, was cancelled or came back is no sale.
NO_SALE = (P.AWAITING_PAYMENT, P.CANCELLED, P.RETURNED)


def midnight(day: date) -> datetime:
    """When a day begins by the calendar of whoever looks."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def lines(
    seller: Seller, *, days: int, now: datetime, day: date | None = None, product: int | None = None
) -> QuerySet[OrderLine]:
    """
    The lines sold in the last `days` days, today included.

    :param day: only those of this day.
    :param product: only those of the product of this id.
    """
    first = midnight(timezone.localdate(now) - timedelta(days=days - 1))
    rows = OrderLine.objects.filter(seller=seller, order__placed_at__gte=first).exclude(parcel__status__in=NO_SALE)
    if day is not None:
        rows = rows.filter(order__placed_at__gte=midnight(day), order__placed_at__lt=midnight(day + timedelta(days=1)))
    return rows.filter(product=product) if product is not None else rows


def page_of(rows: QuerySet[OrderLine], *, page: str | None) -> Page[OrderLine]:
    """Newest first, with order, parcel and the `amount` that each brought. Two queries."""
    newest = (
        rows.annotate(amount=F("line_total") - F("discount"))
        .select_related("order", "parcel")
        .order_by("-order__placed_at", "-pk")
    )
    return paging.numbered(newest, page, size=PER_PAGE)


def sums(rows: QuerySet[OrderLine]) -> tuple[int, Decimal]:
    """Pieces, and what they brought after discounts. One query."""
    found = rows.aggregate(pieces=Sum("quantity"), amount=Sum(F("line_total") - F("discount")))
    return found["pieces"] or 0, found["amount"] or ZERO
