"""
Product cards as HTML, kept in Redis.

A card is kept under a digest of exactly the values it shows, price, stock and dates included: these are read from the
database for every page, and only the rendering is saved (it, not the SQL, is what a listing costs).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from catalog import delivery, fragments
from catalog.queries import cards
from shop.core import money
from shop.templatetags import ui_card

# The pictures of a phone's first row must not wait.
FIRST_ROW = 2
# A row of fewer looks like a shop that closes.
FEWEST = 4
PER_SHELF = 6


def rendered(
    product_ids: Iterable[int], *, now: datetime, level: int = 2, eager: int = FIRST_ROW
) -> dict[int, SafeString]:
    """
    The cards of these products. Two queries (products, delivery rates), one look into Redis.

    :param level: the heading level of the titles.
    :param eager: how many of the first pictures load at once.
    """
    rows = cards.rows(product_ids, now=now)
    estimates = delivery.estimates([row.seller_id for row in rows], now=now)
    return from_rows(rows, estimates, level=level, eager=eager)


def from_rows(
    rows: Sequence[cards.Row], estimates: Mapping[int, delivery.DeliveryOption], *, level: int, eager: int
) -> dict[int, SafeString]:
    """The cards of rows that were read before, with the deliveries of their sellers. One look into Redis."""
    arrivals = {seller_id: option.arrives for seller_id, option in estimates.items()}
    wanted = [(row, arrivals.get(row.seller_id, ""), level, place < eager) for place, row in enumerate(rows)]
    around = (settings.CURRENCY, settings.MEDIA_URL)
    names = [fragments.digest(*card, *around) for card in wanted]
    known = fragments.pieces(dict(zip(names, wanted, strict=True)), _html)
    return {row.id: known[name] for row, name in zip(rows, names, strict=True)}


def shelf(ids: Iterable[int], html: Mapping[int, SafeString]) -> list[SafeString]:
    """The cards of a row, in this order; none where they are too few to make one."""
    found = [html[pk] for pk in ids if pk in html][:PER_SHELF]
    return found if len(found) >= FEWEST else []


def as_card(row: cards.Row, *, arrival: str) -> Mapping[str, Any]:
    """A row as the card component takes it."""
    return {
        "id": row.id,
        "sku": row.sku,
        "url": row.url,
        "title": row.title,
        "shop": row.seller_name,
        "price": row.price,
        "was": row.was,
        "percent_off": money.percent_off(row.was, row.price) if row.was else None,
        "from_price": row.has_dearer,
        "unit_price": "",
        "image": row.image,
        "stock": "sold_out" if row.available <= 0 else "low" if row.available <= cards.LOW_STOCK else "in_stock",
        "left": row.available,
        "arrival": arrival,
    }


def _html(wanted: tuple[cards.Row, str, int, bool]) -> str:
    row, arrival, level, eager = wanted
    card = as_card(row, arrival=arrival)
    return ui_card.card(card, level=level, eager=eager)
