from catalog.models.category import Category, FormerPath, TaxRate
from catalog.models.delivery import Area, DeliveryMethod, DeliveryRate
from catalog.models.price import Discount, DiscountKind, PriceChange
from catalog.models.product import (
    Product,
    ProductEvent,
    ProductImage,
    ProductStatus,
    Variant,
    lowest_price,
)
from catalog.models.review import ReportReason, Review, ReviewEvent, ReviewReport, ReviewStatus
from catalog.models.search import FacetLabel, KeptWord, SearchDocument, SearchWord, Synonym
from catalog.models.stock import MovementKind, Stock, StockMovement
from catalog.models.transfer import (
    ColumnMemory,
    Import,
    ImportEvent,
    ImportFault,
    ImportItem,
    ImportStatus,
    ItemKind,
    ItemState,
    UnknownCategory,
)

__all__ = [
    "Area",
    "Category",
    "ColumnMemory",
    "DeliveryMethod",
    "DeliveryRate",
    "Discount",
    "DiscountKind",
    "FacetLabel",
    "FormerPath",
    "Import",
    "ImportEvent",
    "ImportFault",
    "ImportItem",
    "ImportStatus",
    "ItemKind",
    "ItemState",
    "KeptWord",
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
    "Synonym",
    "TaxRate",
    "UnknownCategory",
    "Variant",
    "lowest_price",
]
