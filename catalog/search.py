"""
Writes what searches and filters read: a row of `SearchDocument` for each product that everybody sees.

Whoever changes a product, its price, category or seller calls `index`; stock alone goes through `availability`.
"""

import functools
import operator
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction
from django.db.models import Value
from django.utils import timezone

from catalog import documents, fragments, lexicon
from catalog.models import Product, SearchDocument
from shop.core import money

CONFIG = "english"
BATCH = 500


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
    columns = [field.name for field in SearchDocument._meta.concrete_fields if not field.primary_key]
    SearchDocument.objects.bulk_create(
        [_document(text, now) for text in texts],
        update_conflicts=True,
        unique_fields=["product"],
        update_fields=columns,
    )
    return texts


def _document(text: documents.Text, now: datetime) -> SearchDocument:
    product = text.product
    weighted = zip(text.weights, "ABCD", strict=True)
    vectors = [SearchVector(Value(words), weight=weight, config=CONFIG) for words, weight in weighted]
    price = product.price_at(now)
    return SearchDocument(
        product_id=product.pk,
        vector=functools.reduce(operator.add, vectors),
        seller_id=product.seller_id,
        category_path=product.category.path if product.category else "",
        brand=product.brand,
        facets=text.facets,
        price=price,
        discount_percent=money.percent_off(product.price_from, price),
        in_stock=product.in_stock,
        rating=product.rating_average,
        popularity=product.units_sold,
        published_at=product.published_at or product.created_at,
    )
