"""What the seller's desk reads: own products in saved views, variants with their stock, ledger, discounts, prices."""

from catalog.desk.access import discounts_editable_by, products_editable_by, variants_editable_by
from catalog.desk.ledger import ledger, movements
from catalog.desk.prices import discounts, price_history
from catalog.desk.products import LONGEST_SEARCH, SORTS, VIEWS, counts, named, products, whole, with_flags
from catalog.desk.stock import is_low, named_variants, stock_page, variants

__all__ = [
    "LONGEST_SEARCH",
    "SORTS",
    "VIEWS",
    "counts",
    "discounts",
    "discounts_editable_by",
    "is_low",
    "ledger",
    "movements",
    "named",
    "named_variants",
    "price_history",
    "products",
    "products_editable_by",
    "stock_page",
    "variants",
    "variants_editable_by",
    "whole",
    "with_flags",
]
