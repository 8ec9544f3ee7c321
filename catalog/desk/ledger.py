"""The ledger of stock as a shop reads it."""

from django.core.paginator import Page
from django.db.models import Q, QuerySet

from accounts.models import Seller
from catalog.desk.products import words
from catalog.desk.stock import VARIANTS_PER_PAGE
from catalog.models import MovementKind, StockMovement, Variant
from shop.core import paging

# Nobody reads on from here; the history of one variant is complete.
MOST_MOVEMENTS = 2000


def ledger(variant: Variant, *, kind: str = "", page: str | None) -> Page[StockMovement]:
    """The movements of a variant, newest first; of one kind, or all."""
    rows = _of_kind(variant.movements.all(), kind).select_related("by").order_by("-at", "-pk")
    return paging.numbered(rows, page, size=VARIANTS_PER_PAGE)


def movements(seller: Seller, *, kind: str = "", text: str = "", page: str | None) -> Page[StockMovement]:
    """The newest movements of a whole shop, with variant and product. Two queries."""
    rows = _of_kind(StockMovement.objects.filter(variant__seller=seller), kind)
    for word in words(text):
        rows = rows.filter(Q(variant__product__title__icontains=word) | Q(variant__sku__icontains=word))
    newest = rows.select_related("by", "variant__product").defer("variant__product__description")
    return paging.numbered(newest.order_by("-at", "-pk")[:MOST_MOVEMENTS], page, size=VARIANTS_PER_PAGE)


def _of_kind(rows: QuerySet[StockMovement], kind: str) -> QuerySet[StockMovement]:
    return rows.filter(kind=kind) if kind in MovementKind.values else rows
