"""Parts of orders on the seller's stock pages: the open orders that hold pieces, the order behind a movement."""

from collections.abc import Collection, Iterable
from typing import Any

from django import template

from catalog.models import StockMovement
from orders.models import OrderLine
from orders.states import ParcelStatus as P

register = template.Library()

MOST_HELD = 20
# Until they are shipped, orders hold pieces on the shelf.
_HOLDING = (P.AWAITING_PAYMENT, P.PENDING, P.PACKED)


@register.inclusion_tag("seller/_held.html")
def orders_holding(variant_ids: Collection[int]) -> dict[str, Any]:
    """The open orders of these variants, oldest first. One query; none for no variants."""
    if not variant_ids:
        return {"lines": []}
    rows = OrderLine.objects.filter(variant__in=variant_ids, parcel__status__in=_HOLDING)
    lines = list(rows.select_related("order", "parcel").order_by("pk")[: MOST_HELD + 1])
    return {"lines": lines[:MOST_HELD], "has_more": len(lines) > MOST_HELD}


@register.simple_tag
def order_lines_of(movements: Iterable[StockMovement]) -> str:
    """Give each movement that an order caused its `line`. One query. Draws nothing."""
    rows = list(movements)
    ids = {row.pk: int(number) for row in rows if (number := row.source.removeprefix("line:")).isdecimal()}
    found = OrderLine.objects.select_related("order").in_bulk(set(ids.values())) if ids else {}
    for row in rows:
        row.line = found.get(ids.get(row.pk, 0))  # type: ignore[attr-defined]  # for the template alone
    return ""
