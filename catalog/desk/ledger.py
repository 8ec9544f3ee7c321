"""The ledger of stock as a shop reads it."""

from django.core.paginator import Page

from catalog.desk.stock import VARIANTS_PER_PAGE
from catalog.models import StockMovement, Variant
from shop.core import paging


def ledger(variant: Variant, *, page: str | None) -> Page[StockMovement]:
    """The movements of a variant, newest first."""
    rows = variant.movements.select_related("by").order_by("-at", "-pk")
    return paging.numbered(rows, page, size=VARIANTS_PER_PAGE)
