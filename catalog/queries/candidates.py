"""
The matching rows that a listing looks at, as the first part of its one query.

Few matches are all looked at. Of more than `ranking.MOST_COUNTED`, the best sellers are: then a listing says "more
than", and gives no counts that would be wrong. Where the words are common, only the indexes of the best sellers are
read (`catalog.tiers`).
"""

from collections.abc import Mapping

from catalog.models.search import LAST_TIER
from catalog.queries import matching, ranking
from catalog.queries.matching import TABLE, Condition
from catalog.queries.ranking import Wanted

_COLUMNS = (
    "product_id, seller_id, category_path, brand, facets, price, rating, in_stock, discount_percent, popularity,"
    " published_at"
)


def of(wanted: Wanted, columns: Mapping[str, str], *, tier: int, is_narrow: bool = False) -> Condition:
    """
    The rows, one more than are counted; with their score, whether they have all the words, and each filter as a column.

    :param columns: filter → name of its column.
    :param is_narrow: only the rows that all filters let through.
    """
    groups = matching.by_group(wanted.filters)
    flags = [Condition(f"{groups[name].sql} AS {column}", groups[name].params) for name, column in columns.items()]
    score, exact = ranking.score(wanted), wanted.is_exact
    selected = [
        Condition(_COLUMNS),
        *flags,
        Condition(f"{score.sql} AS score", score.params),
        Condition(f"{exact.sql} AS is_exact", exact.params),
    ]
    source = _best(wanted, tier=tier, is_narrow=is_narrow)
    sql = f"SELECT {', '.join(part.sql for part in selected)} FROM ({source.sql}) AS source"
    return Condition(sql, (*(value for part in selected for value in part.params), *source.params))


def _best(wanted: Wanted, *, tier: int, is_narrow: bool) -> Condition:
    """The best sellers of the matches. Those of a category are chosen in its index, and only then read."""
    where = wanted.condition if is_narrow else wanted.matches
    nearest = f" AND tier <= {tier}" if tier < LAST_TIER else ""
    first = f"ORDER BY {ranking.SALES} LIMIT {ranking.MOST_COUNTED + 1}"
    stretch = matching.stretch(wanted.filters, is_narrow=is_narrow)
    if stretch is None:
        return Condition(
            f"SELECT {_COLUMNS}, vector, norms FROM {TABLE} WHERE {where.sql}{nearest} {first}", where.params
        )
    chosen = f"SELECT product_id FROM {TABLE} WHERE {where.sql} AND {stretch.sql} {first}"
    return Condition(
        f"SELECT {_COLUMNS}, vector, norms FROM ({chosen}) AS chosen JOIN {TABLE} USING (product_id)",
        (*where.params, *stretch.params),
    )
