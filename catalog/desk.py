"""What the seller's desk reads: own products in saved views, variants with their stock, the ledger of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Seller, User
from accounts.roles import Permission
from catalog.models import Discount, PriceChange, Product, ProductImage, ProductStatus, Stock, StockMovement, Variant
from shop.core import paging

PRODUCTS_PER_PAGE = 25
VARIANTS_PER_PAGE = 50
LONGEST_SEARCH = 200

_ACTIVE = Stock.objects.filter(variant__product=OuterRef("pk"), variant__is_active=True)
_STARTED = Q(sale_starts_at=None) | Q(sale_starts_at__lte=Now())
_GOING_ON = Q(sale_ends_at=None) | Q(sale_ends_at__gt=Now())
_ON_SALE = Q(sale_price__isnull=False) & _STARTED & _GOING_ON
_THERE = ~Q(status=ProductStatus.ARCHIVED)

# The saved views of the products list: address → (label, condition). The order is that of the tabs.
VIEWS: dict[str, tuple[Any, Q]] = {
    "all": (_("All"), _THERE),
    "live": (_("Live"), Q(status=ProductStatus.PUBLISHED)),
    "draft": (_("Drafts"), Q(status=ProductStatus.DRAFT)),
    "offline": (_("Offline"), Q(status=ProductStatus.UNPUBLISHED)),
    "low": (_("Low"), _THERE & Q(is_low=True)),
    "sold_out": (_("Sold out"), _THERE & Q(in_stock=False)),
    "on_sale": (_("On sale"), _THERE & _ON_SALE),
    "deleted": (_("Deleted"), Q(status=ProductStatus.ARCHIVED)),
}
SORTS = {
    "": ("-updated_at", "-pk"),
    "title": ("title", "pk"),
    "-title": ("-title", "-pk"),
    "price": ("price_from", "pk"),
    "-price": ("-price_from", "-pk"),
}


@dataclass(frozen=True, slots=True)
class StockRow:
    """A variant and its pieces, for the stock table."""

    variant: Variant
    on_hand: int
    reserved: int
    is_low: bool

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved


def products_editable_by(user: User) -> QuerySet[Product]:
    """The products that a person may change: all of them for an admin, their own shop's for a seller."""
    rows = Product.objects.select_related("seller", "category").defer("seller__payout_details")
    return rows if user.may(Permission.MANAGE_CATALOGUE) else rows.filter(seller__user=user)


def variants_editable_by(user: User) -> QuerySet[Variant]:
    """As `products_editable_by`, for variants that are on offer."""
    rows = Variant.objects.filter(is_active=True).exclude(product__status=ProductStatus.ARCHIVED)
    rows = rows.select_related("product", "stock")
    return rows if user.may(Permission.MANAGE_CATALOGUE) else rows.filter(seller__user=user)


def discounts_editable_by(user: User) -> QuerySet[Discount]:
    """As `products_editable_by`, for discounts."""
    rows = Discount.objects.select_related("seller")
    return rows if user.may(Permission.MANAGE_CATALOGUE) else rows.filter(seller__user=user)


def counts(seller: Seller) -> dict[str, int]:
    """How many products each saved view holds. One query."""
    rows = _with_flags(Product.objects.filter(seller=seller))
    figures = rows.aggregate(**{name: Count("pk", filter=condition) for name, (_label, condition) in VIEWS.items()})
    return {name: int(figures[name]) for name in VIEWS}


def products(seller: Seller, *, view: str, text: str, sort: str, page: str | None) -> Page[Product]:
    """A page of own products, with their variants, stock and pictures. Five queries, however many rows."""
    rows = _with_flags(Product.objects.filter(seller=seller)).filter(VIEWS[view][1])
    for word in text[:LONGEST_SEARCH].replace("\0", "").split()[:8]:
        sku = Variant.objects.filter(product=OuterRef("pk"), sku__icontains=word)
        rows = rows.filter(Q(title__icontains=word) | Q(brand__icontains=word) | Exists(sku))
    rows = rows.order_by(*SORTS.get(sort, SORTS[""])).prefetch_related(*whole())
    return paging.numbered(rows, page, size=PRODUCTS_PER_PAGE)


def whole() -> "list[Prefetch[Any]]":
    """What `authoring.data_of` and the lists read of a product."""
    variants = Variant.objects.select_related("stock").order_by("position", "pk")
    images = ProductImage.objects.order_by("position", "pk")
    return [Prefetch("variants", variants), Prefetch("images", images)]


def _with_flags(rows: QuerySet[Product]) -> QuerySet[Product]:
    return rows.annotate(is_low=Exists(_ACTIVE.filter(on_hand__lte=F("reserved") + F("low_at"))))


def stock_rows(seller: Seller, *, view: str, text: str, page: str | None) -> Page[StockRow]:
    """A page of own variants with their stock: all, "low" or "sold_out". Two queries."""
    rows = Variant.objects.filter(seller=seller, is_active=True).exclude(product__status=ProductStatus.ARCHIVED)
    if view == "low":
        rows = rows.filter(stock__on_hand__lte=F("stock__reserved") + F("stock__low_at"))
    elif view == "sold_out":
        rows = rows.filter(stock__on_hand=F("stock__reserved"))
    for word in text[:LONGEST_SEARCH].replace("\0", "").split()[:8]:
        rows = rows.filter(Q(product__title__icontains=word) | Q(sku__icontains=word))
    rows = rows.select_related("product", "stock").order_by("product__title", "product_id", "position", "pk")
    found = paging.numbered(rows, page, size=VARIANTS_PER_PAGE)
    found.object_list = [_stock_row(variant) for variant in found.object_list]
    return found


def _stock_row(variant: Variant) -> StockRow:
    stock = variant.stock
    return StockRow(variant, stock.on_hand, stock.reserved, stock.available <= stock.low_at)


def ledger(variant: Variant, *, page: str | None) -> Page[StockMovement]:
    """The movements of a variant, newest first."""
    rows = variant.movements.select_related("by").order_by("-at", "-pk")
    return paging.numbered(rows, page, size=VARIANTS_PER_PAGE)


def discounts(seller: Seller) -> Sequence[Discount]:
    """The discounts of a shop that run or are still to come, newest first; at most 200."""
    rows = Discount.objects.filter(Q(ends_at=None) | Q(ends_at__gt=Now()), seller=seller, removed_at=None)
    return list(rows.select_related("product", "category").order_by("-starts_at", "-pk")[:200])


def price_history(product: Product) -> Sequence[PriceChange]:
    """The last hundred changes of list prices, newest first."""
    rows = PriceChange.objects.filter(variant__product=product).select_related("variant", "by")
    return list(rows.order_by("-at", "-pk")[:100])


def lowest_of_30_days(product: Product, *, now: datetime) -> Decimal | None:
    """
    The lowest list price of the active variants in the last 30 days: what a reduction has to be measured by
    (Directive 98/6/EC, Article 6a). None where nothing is priced.
    """
    since = now - timedelta(days=30)
    rows = PriceChange.objects.filter(variant__product=product, variant__is_active=True)
    before = rows.filter(at__lt=since).order_by("variant", "-at", "-pk").distinct("variant")
    amounts = [*rows.filter(at__gte=since).values_list("new_price", flat=True), *(row.new_price for row in before)]
    return min((amount for amount in amounts if amount > 0), default=None)
