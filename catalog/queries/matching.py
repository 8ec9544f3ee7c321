"""
Filters as conditions on the search table, in SQL: the one place that says what a filter means.

Written by hand because the facet counts need each condition apart, as a column; every value is a parameter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from catalog import documents
from catalog.filters import ATTRIBUTE, Filters
from catalog.queries import compiling, terms
from catalog.queries.compiling import Step
from catalog.queries.terms import Terms

TABLE = "catalog_searchdocument"


@dataclass(frozen=True)
class Condition:
    """A piece of SQL and its parameters."""

    sql: str
    params: tuple[Any, ...] = ()


ALWAYS = Condition("TRUE")
# Filters whose columns the index of categories includes.
COVERED = frozenset({"category", "price", "rating", "in_stock", "on_sale"})


def rows(sql: str, params: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a query, as plain values."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def execute(sql: str, params: Sequence[Any] = ()) -> None:
    """Run a statement that answers no rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def matches(filters: Filters, step: Step = Step.ALL, *, is_tiered: bool = False) -> Condition:
    """
    The words, and the category or shop whose page this is: what the filters then narrow.

    :param is_tiered: whether the index of a tier leads, see `keys`.
    """
    conditions = []
    if not filters.words.is_blank:
        conditions.append(of_words(filters.words, step))
    column = _columns(filters, is_tiered)
    if filters.scope:
        conditions.append(_below([filters.scope], column))
    if filters.shop:
        conditions.append(_of_sellers([filters.shop], column))
    return all_of(conditions)


def of_words(query: Terms, step: Step = Step.ALL) -> Condition:
    return Condition("vector @@ to_tsquery('english', %s)", (compiling.tsquery(query, step),))


def has_any(tsquery: str) -> bool:
    """Whether any product matches."""
    sql = f"SELECT EXISTS (SELECT FROM {TABLE} WHERE vector @@ to_tsquery('english', %s))"
    return bool(rows(sql, (tsquery,))[0][0])


def by_group(filters: Filters, *, is_tiered: bool = False) -> Mapping[str, Condition]:
    """The condition of each filter that is set, by its parameter's name; values of one filter are alternatives."""
    found: dict[str, Condition] = {}
    column = _columns(filters, is_tiered)
    if filters.categories:
        found["category"] = _below(filters.categories, column)
    if filters.brands:
        found["brand"] = _of_brands(filters.brands, column)
    if filters.sellers:
        found["seller"] = _of_sellers(filters.sellers, column)
    if filters.min_price is not None or filters.max_price is not None:
        found["price"] = _priced(filters, column)
    if filters.rating:
        found["rating"] = Condition("rating >= %s", (filters.rating,))
    if filters.in_stock:
        found["in_stock"] = Condition("in_stock")
    if filters.on_sale:
        found["on_sale"] = Condition("discount_percent > 0")
    for name, values in filters.attributes:
        keys = [documents.facet_key(name, value) for value in values]
        found[ATTRIBUTE + name] = Condition("facets && %s::text[]", (keys,))
    return found


def along(filters: Filters) -> Condition:
    """The filter on the column that the order goes by, so that its index is walked from there."""
    name = {"price": "price", "-price": "price", "rating": "rating", "discount": "on_sale"}.get(filters.sort, "")
    return by_group(replace(filters, words=terms.typed(""))).get(name, ALWAYS)


def all_of(conditions: Iterable[Condition]) -> Condition:
    return _joined(" AND ", conditions)


def any_of(conditions: Iterable[Condition]) -> Condition:
    return _joined(" OR ", conditions)


def _joined(word: str, conditions: Iterable[Condition]) -> Condition:
    parts = list(conditions)
    if not parts:
        return ALWAYS
    sql = word.join(part.sql for part in parts)
    return Condition(f"({sql})", tuple(value for part in parts for value in part.params))


def stretch(filters: Filters) -> Condition | None:
    """
    The stretch of the index of categories in which everything lies and that answers alone, without the table. None
    where there is no single one, or where words or filters ask for more than stands in that index.
    """
    paths = [filters.scope] if filters.scope else [*filters.categories]
    if len(paths) != 1 or not filters.words.is_blank or filters.shop or not COVERED.issuperset(by_group(filters)):
        return None
    return in_scope(paths[0])


def in_scope(path: str) -> Condition:
    """One stretch of the index of categories, a little more than `path` and below: what "or" cannot be read from."""
    return Condition("category_path ~>=~ %s AND category_path ~<~ %s", (path, f"{path}0"))  # "0" comes after "/"


def _columns(filters: Filters, is_tiered: bool) -> Mapping[str, str]:
    """Beside words and in tiers so that no index of theirs is read: half the catalogue may lie in one."""
    if filters.words.is_blank and not is_tiered:
        return {"path": "category_path", "brand": "brand", "seller": "seller_id", "price": "price"}
    return {
        "path": "(category_path || '')",
        "brand": "(brand || '')",
        "seller": "(seller_id + 0)",
        "price": "(price + 0)",
    }


def _below(paths: Iterable[str], column: Mapping[str, str]) -> Condition:
    name = column["path"]
    return any_of(Condition(f"({name} = %s OR {name} LIKE %s)", (path, f"{_literal(path)}/%")) for path in paths)


def _of_brands(brands: Sequence[str], column: Mapping[str, str]) -> Condition:
    if len(brands) == 1:  # one value: the index gives its best sellers in order
        return Condition(f"{column['brand']} = %s", (brands[0],))
    return Condition(f"{column['brand']} = ANY(%s)", (list(brands),))


def _of_sellers(slugs: Sequence[str], column: Mapping[str, str]) -> Condition:
    name = column["seller"]
    if len(slugs) == 1:
        return Condition(f"{name} = (SELECT id FROM accounts_seller WHERE slug = %s)", (slugs[0],))
    return Condition(f"{name} IN (SELECT id FROM accounts_seller WHERE slug = ANY(%s))", (list(slugs),))


def _priced(filters: Filters, column: Mapping[str, str]) -> Condition:
    bounds = []
    if filters.min_price is not None:
        bounds.append(Condition(f"{column['price']} >= %s", (filters.min_price,)))
    if filters.max_price is not None:
        bounds.append(Condition(f"{column['price']} <= %s", (filters.max_price,)))
    return all_of(bounds)


def _literal(text: str) -> str:
    """The text with the signs of LIKE taken literally."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
