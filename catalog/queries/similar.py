"""Things like this one: the nearest categories first, then what has most facts in common at a like price."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import log
from typing import Any

from django.db.models import IntegerField, Value

from catalog.models import Product, SearchDocument

SIMILAR = 6
# The best sellers of a category that are compared; more of them change the outcome little and cost more.
COMPARED = 40
LEVELS = 3
# What a step nearer in the tree is worth beside having all facts in common (2) and the same price (1).
_STEP = 2.0
_FACTS = 2.0
# Four times the price, or a quarter of it, is another kind of thing.
_FAR = log(4)


def ids(product: Product) -> list[int]:
    """The most similar products in stock. One query over the product's own document and its neighbours."""
    path = product.category.path if product.category else ""
    steps = path.split("/")
    paths = ["/".join(steps[:depth]) for depth in range(len(steps), 0, -1)][:LEVELS] if path else []
    if not paths:
        return []
    rows = _neighbours(product.pk, paths)
    nothing: tuple[list[str], Decimal] = ([], product.price_from)
    own = next(((facets, price) for pk, facets, price, _level in rows if pk == product.pk), nothing)
    best: dict[int, float] = {}
    for place, (pk, facets, price, level) in enumerate(rows):
        if pk != product.pk:
            worth = _STEP * (LEVELS - level) + _likeness(own, (facets, price)) - place / 10_000
            best[pk] = max(worth, best.get(pk, worth))
    return sorted(best, key=lambda pk: (-best[pk], -pk))[:SIMILAR]


def _neighbours(product_id: int, paths: Sequence[str]) -> list[Any]:
    columns = ("pk", "facets", "price")
    documents = SearchDocument.objects.order_by()
    own = documents.filter(pk=product_id).annotate(level=_number(LEVELS)).values_list(*columns, "level")
    in_stock = documents.filter(in_stock=True).exclude(pk=product_id).order_by("-popularity", "-product")
    near = [
        in_stock.below(path).annotate(level=_number(level)).values_list(*columns, "level")[:COMPARED]
        for level, path in enumerate(paths)
    ]
    return list(own.union(*near, all=True))


def _likeness(one: tuple[Iterable[str], Decimal], other: tuple[Iterable[str], Decimal]) -> float:
    mine, theirs = set(one[0]), set(other[0])
    shared = len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0
    prices = float(one[1]), float(other[1])
    apart = abs(log(prices[0] / prices[1])) if min(prices) > 0 else _FAR
    return _FACTS * shared + max(0.0, 1 - apart / _FAR)


def _number(value: int) -> Value:
    return Value(value, output_field=IntegerField())
