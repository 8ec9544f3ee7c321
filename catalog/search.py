"""
Writes what searches and filters read: a row of `SearchDocument` for each product that everybody sees.

Whoever changes a product, its price, category or seller calls `index`; stock alone goes through `availability`.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from catalog import fragments, indexing, lexicon, tiers
from catalog.models import Product, SearchDocument

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
        lexicon.learn_soon(indexing.write(ids[start : start + BATCH], now))
    if ids:
        fragments.forget_lists()


def index_seller(seller_id: int) -> None:
    """Index all products of a shop: it opened, closed or changed its name."""
    index(Product.objects.filter(seller=seller_id).values_list("pk", flat=True))


def rebuild(*, now: datetime | None = None, progress: Callable[[int, int], None] = lambda done, count: None) -> int:
    """
    Write every document, word and label anew and answer how many documents there are.

    In batches of their own transactions: it may be interrupted, and nobody waits for it. The best sellers first, so
    that they come to lie together in the table: a search of a common word then reads few pages.

    :param progress: told how many products are done, and of how many.
    """
    now = now or timezone.now()
    rows = Product.objects.on_sale_floor().order_by("-in_stock", "-units_sold", "-pk")
    ids = list(rows.values_list("pk", flat=True))
    SearchDocument.objects.exclude(product__in=Product.objects.on_sale_floor()).delete()
    counted = lexicon.Counts()
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            texts = indexing.write(ids[start : start + BATCH], now)
            lexicon.label(texts)
        counted.add(texts)
        progress(min(start + BATCH, len(ids)), len(ids))
    lexicon.store(counted, replace=True)
    tiers.place()
    fragments.forget_lists()
    return SearchDocument.objects.count()
