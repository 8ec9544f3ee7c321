"""
Parts of orders on several pages: parcels on their way on `/` and `/user-info/`, the last orders there, how a total came
about.
"""

from typing import Any

from django import template

from orders import queries
from orders.models import Order, Parcel
from orders.queries import customer, explained, whereabouts

register = template.Library()


@register.inclusion_tag("orders/_explanation.html")
def explanation(order: Order, parcel: Parcel | None = None) -> dict[str, Any]:
    """How a total came about, to be opened; for a shop only its own parcel."""
    return {"order": order, "parcel": parcel, "parts": explained.of(order, parcel=parcel)}


@register.inclusion_tag("orders/_on_their_way.html", takes_context=True)
def parcels_on_their_way(context: template.Context, most: int = 4, level: int = 2) -> dict[str, Any]:
    """The parcels of whoever is signed in that are still to arrive, the next one first; often nothing."""
    orders = queries.orders_visible_to(context["request"].user)
    parcels = customer.on_their_way(orders, most=most)
    return {"rows": [{"parcel": parcel, "arrival": whereabouts.arrival(parcel)} for parcel in parcels], "level": level}


@register.inclusion_tag("orders/_last_orders.html", takes_context=True)
def last_orders(context: template.Context, most: int = 3, level: int = 2) -> dict[str, Any]:
    """The newest orders of whoever is signed in."""
    orders = queries.orders_visible_to(context["request"].user)
    return {"rows": customer.last(orders, most=most), "level": level, "row_level": level + 1}
