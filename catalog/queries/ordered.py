"""
A page of more products than are looked at, in another order than the best: by price, by date, by stars.

Either the order's own index is walked until the page is met, or all matches are sorted: whichever reads less. How many
match is known from how deep the best sellers of them lay: 2,400 in the first 1/64 are about 154,000 in all.
"""

from collections.abc import Iterator

from catalog.models.search import TIERS
from catalog.queries import candidates, matching, ranking
from catalog.queries.facets import Counts
from catalog.queries.matching import TABLE, Condition
from catalog.queries.ranking import Wanted

# So many times more rows are walked than should do: matches may be rarer at this end of the order.
_PATIENCE = 2


def ids(wanted: Wanted, counts: Counts, *, start: int, limit: int) -> list[int]:
    """The products at these places of the order that is asked for."""
    order = ranking.ORDERS.get(wanted.filters.sort, ranking.SALES)
    found: list[int] = []
    for source in _sources(wanted, counts, order, start + limit):
        sql = f"SELECT product_id FROM ({source.sql}) AS source ORDER BY {order} LIMIT %s OFFSET %s"
        found = [row[0] for row in matching.rows(sql, (*source.params, limit, start))]
        if len(found) == limit:
            break
    return found


def _sources(wanted: Wanted, counts: Counts, order: str, needed: int) -> Iterator[Condition]:
    """Each inner limit keeps the planner from the other way. A category is sorted within its index at once."""
    where = wanted.condition
    if covered := matching.stretch(wanted.filters):
        sorted_ = matching.all_of([where, covered])
        yield Condition(f"SELECT * FROM {TABLE} WHERE {sorted_.sql} OFFSET 0", sorted_.params)
        return
    depth = next((row for row in counts.rows if row.group == "depth"), None)
    products = max(1, depth.base if depth else 0)
    match = min(products, ranking.MOST_COUNTED * TIERS[depth.count or 0]) if depth else products
    steps = needed * products // match
    if steps <= match:
        near = matching.along(wanted.filters)
        walked = f"SELECT * FROM {TABLE} WHERE {near.sql} ORDER BY {order} LIMIT {_PATIENCE * steps + needed}"
        sql = f"SELECT * FROM ({walked}) AS walked WHERE {where.sql}"
        yield Condition(sql, (*near.params, *where.params))
    yield candidates.all_of_them(wanted, is_common=ranking.is_common(wanted))
