"""
Writes what searches and filters read: a row of `SearchDocument` for each product that everybody sees.

Whoever changes a product, its price, category or seller calls `index`; stock alone goes through `availability`.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from catalog import documents, fragments, lexicon
from catalog.models import Product, SearchDocument
from shop.core import money

BATCH = 500
# By hand and not through the ORM: a third of the time for a large import.
_UPSERT = """
INSERT INTO catalog_searchdocument (
    product_id, vector, seller_id, category_path, brand, facets, price, discount_percent, in_stock, rating,
    popularity, published_at
)
SELECT product_id,
       setweight(to_tsvector('english', a), 'A') || setweight(to_tsvector('english', b), 'B')
           || setweight(to_tsvector('english', c), 'C') || setweight(to_tsvector('english', d), 'D'),
       seller_id, category_path, brand, facets, price, discount_percent, in_stock, rating, popularity, published_at
FROM unnest(
    %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::text[], %s::jsonb[],
    %s::numeric[], %s::smallint[], %s::boolean[], %s::numeric[], %s::integer[], %s::timestamptz[]
) AS t (
    product_id, a, b, c, d, seller_id, category_path, brand, facets, price, discount_percent, in_stock, rating,
    popularity, published_at
)
ON CONFLICT (product_id) DO UPDATE SET
    vector = EXCLUDED.vector, seller_id = EXCLUDED.seller_id, category_path = EXCLUDED.category_path,
    brand = EXCLUDED.brand, facets = EXCLUDED.facets, price = EXCLUDED.price,
    discount_percent = EXCLUDED.discount_percent, in_stock = EXCLUDED.in_stock, rating = EXCLUDED.rating,
    popularity = EXCLUDED.popularity, published_at = EXCLUDED.published_at
"""


@transaction.atomic
def index(product_ids: Iterable[int], *, now: datetime | None = None) -> None:
    """
    Make the search documents of these products true: written for what everybody sees, removed for everything else.

    Cheap to repeat; a handful of statements per 500 products.
    """
    now = now or timezone.now()
    ids = sorted(set(product_ids))
    for start in range(0, len(ids), BATCH):
        lexicon.learn_soon(_write(ids[start : start + BATCH], now))
    if ids:
        fragments.forget_lists()


def index_seller(seller_id: int) -> None:
    """Index all products of a shop: it opened, closed or changed its name."""
    index(Product.objects.filter(seller=seller_id).values_list("pk", flat=True))


def rebuild(*, now: datetime | None = None, progress: Callable[[int, int], None] = lambda done, count: None) -> int:
    """
    Write every document, word and label anew and answer how many documents there are.

    In batches of their own transactions: it may be interrupted, and nobody waits for it.

    :param progress: told how many products are done, and of how many.
    """
    now = now or timezone.now()
    ids = list(Product.objects.on_sale_floor().order_by("pk").values_list("pk", flat=True))
    SearchDocument.objects.exclude(product__in=Product.objects.on_sale_floor()).delete()
    counts: Counter[str] = Counter()
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            texts = _write(ids[start : start + BATCH], now)
            lexicon.label(texts)
        counts.update(word for text in texts for word in text.words)
        progress(min(start + BATCH, len(ids)), len(ids))
    lexicon.store(counts, replace=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalog_searchdocument")
    fragments.forget_lists()
    return SearchDocument.objects.count()


def _write(ids: list[int], now: datetime) -> list[documents.Text]:
    texts = documents.of(ids)
    SearchDocument.objects.filter(product__in=set(ids) - {text.product.pk for text in texts}).delete()
    if texts:
        rows = [_row(text, now) for text in texts]
        with connection.cursor() as cursor:
            cursor.execute(_UPSERT, [list(column) for column in zip(*rows, strict=True)])
    return texts


def _row(text: documents.Text, now: datetime) -> tuple[Any, ...]:
    """The values of a document in the order of `_UPSERT`."""
    product = text.product
    price = product.price_at(now)
    return (
        product.pk,
        *text.weights,
        product.seller_id,
        product.category.path if product.category else "",
        product.brand,
        json.dumps(text.facets),
        price,
        money.percent_off(product.price_from, price),
        product.in_stock,
        product.rating_average,
        product.units_sold,
        product.published_at or product.created_at,
    )
