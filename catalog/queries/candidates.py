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
_MATCHES = f"SELECT {_COLUMNS}, vector, norms FROM {TABLE}"


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
    """The best sellers of the matches."""
    filters, most = wanted.filters, ranking.MOST_COUNTED + 1
    has_words = not filters.words.is_blank
    if is_common if has_words else keys.suffice(filters, is_narrow=is_narrow):
        return _in_tiers(wanted, most, is_narrow=is_narrow)
    where = wanted.condition if is_narrow else wanted.matches
    order = ranking.BEST_SELLER if has_words else ranking.SALES  # an index in this order answers
    return Condition(f"{_MATCHES} WHERE {where.sql} ORDER BY {order} LIMIT {most}", where.params)


def _in_tiers(wanted: Wanted, most: int, *, is_narrow: bool) -> Condition:
    """One tier after the other: the next is read only while the ones before it leave room."""
    filters = wanted.filters
    groups = matching.by_group(filters, is_tiered=True).values() if is_narrow else []
    indexed = keys.of(filters, is_narrow=is_narrow)
    where = matching.all_of([matching.matches(filters, wanted.step, is_tiered=True), *groups, indexed])
    first = f"ORDER BY {ranking.BEST_SELLER} LIMIT {most}"
    tiers = [f"({_MATCHES} WHERE {where.sql} AND tier = {tier} {first})" for tier in range(len(TIERS))]
    return Condition(f"{' UNION ALL '.join(tiers)} LIMIT {most}", where.params * len(tiers))
