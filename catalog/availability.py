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
    pieces = Stock.objects.filter(
        variant__product_id=OuterRef("pk"), variant__is_active=True, on_hand__gt=F("reserved")
    )
    products = Product.objects.filter(pk__in=ids)
    products.filter(Exists(pieces), in_stock=False).update(in_stock=True)
    products.filter(~Exists(pieces), in_stock=True).update(in_stock=False)
    documents = SearchDocument.objects.filter(product_id__in=ids)
    changed = documents.filter(product__in_stock=True, in_stock=False).update(in_stock=True)
    changed += documents.filter(product__in_stock=False, in_stock=True).update(in_stock=False)
    if changed:
        fragments.forget_lists()


def breaches() -> list[str]:
    """For `manage.py reconcile`: products whose `in_stock` is not what their stock says."""
    pieces = Stock.objects.filter(
        variant__product_id=OuterRef("pk"), variant__is_active=True, on_hand__gt=F("reserved")
    )
    wrong = Product.objects.annotate(has_pieces=Exists(pieces)).exclude(in_stock=F("has_pieces")).order_by("pk")
    return [f"product {product.pk}: in_stock is {product.in_stock}, the stock says otherwise" for product in wrong]
