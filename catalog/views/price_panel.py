"""The price filter of a listing: bands that fit the result, as links, and two fields for any other bounds."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.filters import Filters
from catalog.queries.found import Found
from shop.core import money


def group(filters: Filters, found: Found) -> dict[str, Any]:
    symbol = {"symbol": money.SYMBOLS.get(settings.CURRENCY, settings.CURRENCY).strip()}
    bounds = [
        {"label": _("From %(symbol)s") % symbol, "name": "min_price", "value": filters.min_price or ""},
        {"label": _("To %(symbol)s") % symbol, "name": "max_price", "value": filters.max_price or ""},
    ]
    selected = int(filters.min_price is not None or filters.max_price is not None)
    return {
        "label": _("Price"),
        "name": "price",
        "kind": "range",
        "bounds": bounds,
        "links": _bands(filters, found),
        "selected": selected,
        "open": True,
    }


def words(low: Decimal | None, high: Decimal | None) -> str:
    """ "Up to €20.00", "From €50.00", "€20.00 – €49.99"."""
    if low is None and high is not None:
        return _("Up to %(price)s") % {"price": money.shown(high)}
    if high is None and low is not None:
        return _("From %(price)s") % {"price": money.shown(low)}
    return f"{money.shown(low or money.ZERO)} – {money.shown(high or money.ZERO)}"


def _bands(filters: Filters, found: Found) -> list[dict[str, Any]]:
    """A band that is chosen leads back to all prices; one that holds nothing leads nowhere."""
    links = []
    for band in found.prices:
        low, high = (Decimal(text) if text is not None else None for text in (band.low, band.high))
        is_chosen = (filters.min_price, filters.max_price) == (low, high)
        target = replace(filters, min_price=None if is_chosen else low, max_price=None if is_chosen else high)
        links.append(
            {
                "label": words(low, high),
                "url": target.query() if band.count != 0 or is_chosen else "",
                "count": band.count,
                "current": is_chosen,
            }
        )
    return links
