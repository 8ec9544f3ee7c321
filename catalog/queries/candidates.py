"""
The matching rows that a listing looks at, as the first part of its one query.

Few matches are all looked at. Of more than `ranking.MOST_COUNTED`, the best sellers are: then a listing says "more
than", and gives no counts that would be wrong. Where the words are common, the tiers of best sellers are read one after
the other, each in an index of its own, until there are enough (`catalog.tiers`).
"""

from collections.abc import Mapping

from catalog.models.search import TIERS
from catalog.queries import keys, matching, ranking
from catalog.queries.matching import TABLE, Condition
from catalog.queries.ranking import Wanted

_COLUMNS = (
    "product_id, seller_id, category_path, brand, facets, price, rating, in_stock, discount_percent, popularity,"
    " published_at"
)
_FIRST = f"ORDER BY {ranking.BEST_SELLER} LIMIT {{}}"


def of(wanted: Wanted, columns: Mapping[str, str], *, is_common: bool, is_narrow: bool = False) -> Condition:
    """
    The rows, one more than are counted; with their score, whether they have all the words, and each filter as a column.
    What a filter hides has no score.

    :param columns: filter → name of its column.
    :param is_common: whether too many matches must be expected to read them all.
    :param is_narrow: only the rows that all filters let through.
    """
    groups = matching.by_group(wanted.filters)
    flags = [Condition(f"{groups[name].sql} AS {column}", groups[name].params) for name, column in columns.items()]
    score, exact = ranking.score(wanted), wanted.is_exact
    shown = matching.ALWAYS if is_narrow or not columns else matching.all_of(groups[name] for name in columns)
    selected = [
        Condition(_COLUMNS),
        *flags,
        Condition(f"CASE WHEN {shown.sql} THEN {score.sql} ELSE 0 END AS score", (*shown.params, *score.params)),
        Condition(f"{exact.sql} AS is_exact", exact.params),
    ]
    source = _best(wanted, is_common=is_common, is_narrow=is_narrow)
    sql = f"SELECT {', '.join(part.sql for part in selected)} FROM ({source.sql}) AS source"
    return Condition(sql, (*(value for part in selected for value in part.params), *source.params))


def _best(wanted: Wanted, *, is_common: bool, is_narrow: bool) -> Condition:
    """The best sellers of the matches. Those of a category are chosen in its index, and only then read."""
    where = wanted.condition if is_narrow else wanted.matches
    most = ranking.MOST_COUNTED + 1
    stretch = matching.stretch(wanted.filters, is_narrow=is_narrow)
    if stretch is not None:
        chosen = f"SELECT product_id FROM {TABLE} WHERE {where.sql} AND {stretch.sql} {_FIRST.format(most)}"
        return Condition(
            f"SELECT {_COLUMNS}, vector, norms FROM ({chosen}) AS chosen JOIN {TABLE} USING (product_id)",
            (*where.params, *stretch.params),
        )
    matches = f"SELECT {_COLUMNS}, vector, norms FROM {TABLE} WHERE {where.sql}"
    if wanted.filters.words.is_blank:  # an index in this order answers
        return Condition(f"{matches} ORDER BY {ranking.SALES} LIMIT {most}", where.params)
    if not is_common:
        return Condition(f"{matches} {_FIRST.format(most)}", where.params)
    # One after the other: the next tier is read only while the ones before it leave room.
    indexed = keys.of(wanted.filters, is_narrow=is_narrow)
    tiers = [f"({matches} AND {indexed.sql} AND tier = {tier} {_FIRST.format(most)})" for tier in range(len(TIERS))]
    return Condition(f"{' UNION ALL '.join(tiers)} LIMIT {most}", (*where.params, *indexed.params) * len(tiers))
