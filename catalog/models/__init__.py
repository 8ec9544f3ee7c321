from catalog.models.category import Category, TaxRate
from catalog.models.delivery import Area, DeliveryMethod, DeliveryRate
from catalog.models.price import Discount, DiscountKind, PriceChange
from catalog.models.product import (
    Product,
    ProductEvent,
    ProductImage,
    ProductStatus,
    SearchDocument,
    Variant,
    lowest_price,
)
from catalog.models.review import ReportReason, Review, ReviewEvent, ReviewReport, ReviewStatus
from catalog.models.search import FacetLabel, SearchWord
from catalog.models.stock import MovementKind, Stock, StockMovement

__all__ = [
    "Area",
    "Category",
    "DeliveryMethod",
    "DeliveryRate",
    "Discount",
    "DiscountKind",
    "FacetLabel",
    "MovementKind",
    "PriceChange",
    "Product",
    "ProductEvent",
    "ProductImage",
    "ProductStatus",
    "ReportReason",
    "Review",
    "ReviewEvent",
    "ReviewReport",
    "ReviewStatus",
    "SearchDocument",
    "SearchWord",
    "Stock",
    "StockMovement",
    "TaxRate",
    "Variant",
    "lowest_price",
]
