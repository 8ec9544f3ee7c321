"""
Product.in_stock and the same column of its search document follow the stock, in the transaction that moved it.

Two last pieces of two variants may leave at the same moment: each transaction takes its stock first and then the
product's lock, so the second one reads what the first committed. Products are therefore always locked after stock.
"""

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef

from catalog import fragments
from catalog.models import Product, SearchDocument, Stock


def refresh(product_ids: Collection[int]) -> None:
    """Make `in_stock` of these products true: whether an active variant has a piece that nobody reserved."""
    ids = set(product_ids)
    if not ids:
        return
    list(Product.objects.locked().filter(pk__in=ids).order_by("pk").values_list("pk"))
    # By ids that were read first: a condition inside the UPDATE is planned badly where a table has just been filled.
    pieces = Stock.objects.filter(variant__product_id__in=ids, variant__is_active=True, on_hand__gt=F("reserved"))
    there = set(pieces.values_list("variant__product_id", flat=True))
    changed = 0
    for found, in_stock in ((there, True), (ids - there, False)):
        Product.objects.filter(pk__in=found, in_stock=not in_stock).update(in_stock=in_stock)
        changed += SearchDocument.objects.filter(pk__in=found, in_stock=not in_stock).update(in_stock=in_stock)
    if changed:
        fragments.forget_lists()


def breaches() -> list[str]:
    """For `manage.py reconcile`: products whose `in_stock` is not what their stock says."""
    pieces = Stock.objects.filter(
        variant__product_id=OuterRef("pk"), variant__is_active=True, on_hand__gt=F("reserved")
    )
    wrong = Product.objects.annotate(has_pieces=Exists(pieces)).exclude(in_stock=F("has_pieces")).order_by("pk")
    return [f"product {product.pk}: in_stock is {product.in_stock}, the stock says otherwise" for product in wrong]
