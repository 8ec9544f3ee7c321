"""
The parts of a listing's one query that count its candidates: rows of group, value, label, how many beside the other
filters, how many with no filter at all.

What is only counted takes one pass together; what is grouped takes one pass for each of its columns.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from catalog.filters import ATTRIBUTE, HIGHEST_RATING
from catalog.queries import bands
from catalog.queries.matching import TABLE, Condition

# Values of facts that are looked at before the useful facts are chosen.
MOST_FACT_VALUES = 300
# "1 star and up" would say nothing, "5 stars and up" would need a perfect average.
_STARS = range(2, HIGHEST_RATING)
# About how many documents there are.
_PRODUCTS = f"SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = '{TABLE}'::regclass"
_PRICE_BAND = f"width_bucket(price::float8, ARRAY{list(bands.EDGES)}::float8[])::text"


def of(columns: Mapping[str, str]) -> list[Condition]:
    """
    The counts of a listing.

    :param columns: filter that is set → its column of the candidates.
    """
    facts = [name for name in columns if name.startswith(ATTRIBUTE)]
    return [
        _numbers(columns),
        _grouped("category", columns, value="category_path"),
        _grouped("brand", columns, value="brand", label="brand", having="brand <> ''"),
        _sellers(columns),
        _grouped("price", columns, value=_PRICE_BAND),
        *(_fact(name, columns) for name in facts),
        _most_common_facts(columns, facts),
    ]


def _numbers(columns: Mapping[str, str]) -> Condition:
    """The counts of one value each."""
    counted = list(_single(columns))
    numbers = ", ".join(
        f"count(*) FILTER (WHERE {where} AND {others}), count(*) FILTER (WHERE {where})"
        for _group, _value, where, others in counted
    )
    names = ", ".join(f"n{place}, b{place}" for place in range(len(counted)))
    values = ", ".join(f"('{row[0]}', %s::text, '', n{place}, b{place})" for place, row in enumerate(counted))
    values += ", ('depth', '', '', tier, products)"
    return Condition(
        f"SELECT v.* FROM (SELECT {numbers}, max(tier), ({_PRODUCTS}) FROM c) AS numbers ({names}, tier, products),"
        f" LATERAL (VALUES {values}) AS v (g, value, label, number, base) WHERE base > 0",
        tuple(value for _group, value, _where, _others in counted),
    )


def _single(columns: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Group, value, what is counted, the filters beside it."""
    every = _others(columns, "")
    yield "all", "", "TRUE", "TRUE"
    yield "found", "", "TRUE", every
    yield "exact", "", "is_exact", every
    yield from (("rating", str(stars), f"rating >= {stars}", _others(columns, "rating")) for stars in _STARS)
    yield "in_stock", "1", "in_stock", _others(columns, "in_stock")
    yield "on_sale", "1", "discount_percent > 0", _others(columns, "on_sale")
    yield from (("without", name, "TRUE", _others(columns, name)) for name in columns)


def _grouped(
    group: str,
    columns: Mapping[str, str],
    own: str = "",
    *,
    value: str,
    label: str = "''",
    source: str = "c",
    having: str = "TRUE",
    params: tuple[object, ...] = (),
) -> Condition:
    return Condition(
        f"SELECT '{group}', {value}, {label}, count(*) FILTER (WHERE {_others(columns, own or group)}), count(*)"
        f" FROM {source} WHERE {having} GROUP BY 2",
        params,
    )


def _sellers(columns: Mapping[str, str]) -> Condition:
    """Counted first and named then: few shops for many products."""
    counted = _grouped("seller", columns, value="seller_id")
    return Condition(
        f"SELECT g, slug, name, number, base FROM ({counted.sql}) AS counted (g, seller_id, label, number, base)"
        " JOIN accounts_seller s ON s.id = seller_id"
    )


def _fact(name: str, columns: Mapping[str, str]) -> Condition:
    """The values of a fact that a filter is set for."""
    having = "starts_with(fact, %s)"
    return _grouped("fact", columns, name, value="fact", source=_facts(columns), having=having, params=(_prefix(name),))


def _most_common_facts(columns: Mapping[str, str], counted: Sequence[str]) -> Condition:
    """The most common values of the facts that no filter is set for."""
    having = "NOT (fact ^@ ANY(%s))" if counted else "TRUE"
    params = ([_prefix(name) for name in counted],) if counted else ()
    select = _grouped("fact", columns, value="fact", source=_facts(columns), having=having, params=params)
    return Condition(f"({select.sql} ORDER BY 5 DESC, 2 LIMIT {MOST_FACT_VALUES})", select.params)


def _facts(columns: Mapping[str, str]) -> str:
    """Each fact of each candidate."""
    return f"(SELECT {', '.join(['unnest(facets) AS fact', *columns.values()])} FROM c) AS facts"


def _others(columns: Mapping[str, str], own: str) -> str:
    return _all(column for name, column in columns.items() if name != own)


def _all(columns: Iterable[str]) -> str:
    return " AND ".join(columns) or "TRUE"


def _prefix(group: str) -> str:
    return f"{group.removeprefix(ATTRIBUTE)}="
