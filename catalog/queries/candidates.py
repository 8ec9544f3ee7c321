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
    " published_at, tier"
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


def all_of_them(wanted: Wanted, *, is_common: bool) -> Condition:
    """Every row that matches, in no order: for an order that no index walks to in time."""
    if _is_tiered(wanted, is_common=is_common, is_narrow=True):
        return _in_tiers(wanted, "", is_narrow=True)
    where = wanted.condition
    return Condition(f"SELECT {_COLUMNS} FROM {TABLE} WHERE {where.sql} OFFSET 0", where.params)


def _best(wanted: Wanted, *, is_common: bool, is_narrow: bool) -> Condition:
    """The best sellers of the matches. A tier is read only while those before it leave room."""
    most = ranking.MOST_COUNTED + 1
    if _is_tiered(wanted, is_common=is_common, is_narrow=is_narrow):
        tiers = _in_tiers(wanted, f" ORDER BY {ranking.BEST_SELLER} LIMIT {most}", is_narrow=is_narrow)
        return Condition(f"{tiers.sql} LIMIT {most}", tiers.params)
    where = wanted.condition if is_narrow else wanted.matches
    # Without words an index in this order answers.
    order = ranking.SALES if wanted.filters.words.is_blank else ranking.BEST_SELLER
    return Condition(f"{_MATCHES} WHERE {where.sql} ORDER BY {order} LIMIT {most}", where.params)


def _is_tiered(wanted: Wanted, *, is_common: bool, is_narrow: bool) -> bool:
    return is_common if not wanted.filters.words.is_blank else keys.suffice(wanted.filters, is_narrow=is_narrow)


def _in_tiers(wanted: Wanted, first: str, *, is_narrow: bool) -> Condition:
    """:param first: what of each tier."""
    filters = wanted.filters
    groups = matching.by_group(filters, is_tiered=True).values() if is_narrow else []
    indexed = keys.of(filters, is_narrow=is_narrow)
    where = matching.all_of([matching.matches(filters, wanted.step, is_tiered=True), *groups, indexed])
    tiers = [f"({_MATCHES} WHERE {where.sql} AND tier = {tier}{first})" for tier in range(len(TIERS))]
    return Condition(" UNION ALL ".join(tiers), where.params * len(tiers))
