"""Rows of the search table: a product's texts become a vector, its columns what filters read."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from catalog import documents
from catalog.models import SearchDocument
from catalog.models.search import LAST_TIER
from shop.core import money

# By hand and not through the ORM: a third of the time for a large import.
_COLUMNS = """
    product_id, vector, norms, tier, seller_id, category_path, brand, facets, price, discount_percent, in_stock, rating,
    popularity, published_at
"""
_TYPES = {
    "product_id": "bigint", "a": "text", "b": "text", "c": "text", "d": "text", "norms": "text", "seller_id": "bigint",
    "category_path": "text", "brand": "text", "facets": "text", "price": "numeric", "discount_percent": "smallint",
    "in_stock": "boolean", "rating": "numeric", "popularity": "integer", "published_at": "timestamptz",
}  # fmt: skip
_INSERT = f"""
INSERT INTO catalog_searchdocument ({_COLUMNS})
SELECT product_id,
       setweight(to_tsvector('english', a), 'A') || setweight(to_tsvector('english', b), 'B')
           || setweight(to_tsvector('english', c), 'C') || setweight(to_tsvector('english', d), 'D'),
       norms::real[], {LAST_TIER}, seller_id, category_path, brand, facets::text[], price, discount_percent, in_stock,
       rating, popularity, published_at
"""
_ARRAYS = ", ".join(f"%s::{kind}[]" for kind in _TYPES.values())
_UPSERT = f"""
{_INSERT} FROM unnest({_ARRAYS}) AS t ({", ".join(_TYPES)})
ON CONFLICT (product_id) DO UPDATE SET
    vector = EXCLUDED.vector, norms = EXCLUDED.norms, seller_id = EXCLUDED.seller_id,
    category_path = EXCLUDED.category_path, brand = EXCLUDED.brand, facets = EXCLUDED.facets, price = EXCLUDED.price,
    discount_percent = EXCLUDED.discount_percent, in_stock = EXCLUDED.in_stock, rating = EXCLUDED.rating,
    popularity = EXCLUDED.popularity, published_at = EXCLUDED.published_at
"""
_COPIED = f"CREATE TEMPORARY TABLE IF NOT EXISTS copied_documents ({', '.join(f'{n} {t}' for n, t in _TYPES.items())})"


def write(ids: list[int], now: datetime) -> list[documents.Text]:
    """Write the documents of those of the products that everybody sees, remove the others'; answer their texts."""
    texts = documents.of(ids)
    SearchDocument.objects.filter(product__in=set(ids) - {text.product.pk for text in texts}).delete()
    if texts:
        rows = [_row(text, now) for text in texts]
        with connection.cursor() as cursor:
            cursor.execute(_UPSERT, [list(column) for column in zip(*rows, strict=True)])
    return texts


def copy(rows: Iterable[Sequence[Any]]) -> None:
    """Write many new documents at once; rows in the order of `_TYPES`, arrays as lists."""
    with connection.cursor() as cursor:
        cursor.execute(_COPIED)
    written = ([_array(v) if isinstance(v, list) else v for v in row] for row in rows)
    copy_into("copied_documents", written)
    with connection.cursor() as cursor:
        cursor.execute(f"{_INSERT} FROM copied_documents")
        cursor.execute("TRUNCATE copied_documents")


def copy_into(table: str, rows: Iterable[Sequence[Any]]) -> None:
    """COPY rows into a table, named with or without its columns."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as target:
        for row in rows:
            target.write_row(row)


def _row(text: documents.Text, now: datetime) -> tuple[Any, ...]:
    """The values of a document in the order of `_TYPES`."""
    product = text.product
    price = product.price_at(now)
    return (
        product.pk,
        *text.weights,
        _array(text.norms),
        product.seller_id,
        product.category.path if product.category else "",
        product.brand,
        _array(text.facets),
        price,
        money.percent_off(product.was_at(now) or price, price),
        product.in_stock,
        product.rating_average,
        product.units_sold,
        product.published_at or product.created_at,
    )


def _array(values: Iterable[object]) -> str:
    """An array as PostgreSQL writes it: arrays of arrays would all have to be of one length."""
    quoted = (str(value).replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "{" + ",".join(f'"{value}"' for value in quoted) + "}"
