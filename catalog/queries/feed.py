"""The listing for programs: the same filters and orders, in keyset pages that cost the same at any depth."""

from collections.abc import Sequence

from catalog.filters import Filters
from catalog.models import SearchDocument
from catalog.queries import ranking, searching
from shop.core import paging

_ORDERS: dict[str, Sequence[str]] = {
    "newest": ("-published_at", "-pk"),
    "price": ("price", "pk"),
    "-price": ("-price", "-pk"),
    "rating": ("-rating", "-popularity", "-pk"),
    "popular": ("-popularity", "-pk"),
    "discount": ("-discount_percent", "-pk"),
}
_RANKED = "best matches"
_SALES = ("-in_stock", "-popularity", "-pk")


def page(filters: Filters, *, cursor: str | None, size: int) -> tuple[list[int], str | None]:
    """
    The ids after a cursor, and the cursor of the next page or None on the last.

    The best matches for words have no column to continue at: their cursor counts, down to `ranking.MOST_COUNTED`.

    :raises paging.BadCursor: for a cursor that does not fit this order.
    """
    wanted = searching.asked(filters)
    if wanted.is_ranked:
        return _ranked(wanted, cursor, size)
    where = wanted.condition
    # Composed of constants; every value is a parameter.
    rows = SearchDocument.objects.extra(where=[where.sql], params=[*where.params])  # noqa: S610
    rows = rows.defer("vector", "facets")
    found = paging.keyset(rows, order=_ORDERS.get(filters.sort, _SALES), cursor=cursor, size=size)
    return [document.pk for document in found.rows], found.next


def _ranked(wanted: ranking.Wanted, cursor: str | None, size: int) -> tuple[list[int], str | None]:
    offset = int(paging.decoded(cursor, _RANKED)[0]) if cursor else 0
    ids, total = searching.best(wanted, offset=offset, limit=size)
    end = offset + len(ids)
    return ids, paging.encoded([end], _RANKED) if ids and end < total else None
