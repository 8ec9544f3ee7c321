"""Own products in saved views."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page
from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Seller
from catalog.models import Product, ProductImage, ProductStatus, Stock, Variant
from shop.core import paging

PRODUCTS_PER_PAGE = 25
LONGEST_SEARCH = 200

# Variants on offer with as many pieces left as their mark, or fewer.
_ACTIVE_LOW = Stock.objects.filter(variant__is_active=True, on_hand__lte=F("reserved") + F("low_at"))
_STARTED = Q(sale_starts_at=None) | Q(sale_starts_at__lte=Now())
_GOING_ON = Q(sale_ends_at=None) | Q(sale_ends_at__gt=Now())
_ON_SALE = Q(sale_price__isnull=False) & _STARTED & _GOING_ON
# What `operations.missing_for_publishing` asks of a product itself, as a condition.
_LACKS = Q(title="") | Q(price_from__lte=0) | Q(category=None) | Q(category__is_active=False) | Q(has_picture=False)
_THERE = ~Q(status=ProductStatus.ARCHIVED)

# The saved views of the products list: address → (label, condition). The order is that of the tabs.
VIEWS: dict[str, tuple[Any, Q]] = {
    "all": (_("All"), _THERE),
    "live": (_("Live"), Q(status=ProductStatus.PUBLISHED)),
    "draft": (_("Drafts"), Q(status=ProductStatus.DRAFT)),
    "unfinished": (_("Unfinished"), Q(status=ProductStatus.DRAFT) & _LACKS),
    "offline": (_("Offline"), Q(status=ProductStatus.UNPUBLISHED)),
    "low": (_("Low"), _THERE & Q(is_low=True)),
    "sold_out": (_("Sold out"), _THERE & Q(in_stock=False)),
    "on_sale": (_("On sale"), _THERE & _ON_SALE),
    "deleted": (_("Deleted"), Q(status=ProductStatus.ARCHIVED)),
}
# Those whose condition reads what `with_flags` adds.
FLAGGED = ("unfinished", "low")
SORTS = {
    "": ("-updated_at", "-pk"),
    "title": ("title", "pk"),
    "-title": ("-title", "-pk"),
    "price": ("price_from", "pk"),
    "-price": ("-price_from", "-pk"),
    "sold": ("units_sold", "pk"),
    "-sold": ("-units_sold", "-pk"),
}


def counts(seller: Seller) -> dict[str, int]:
    """How many products each saved view holds. Two queries; the first reads an index alone."""
    rows = Product.objects.filter(seller=seller)
    plain = {name: condition for name, (_label, condition) in VIEWS.items() if name not in FLAGGED}
    figures = rows.aggregate(**{name: Count("pk", filter=condition) for name, condition in plain.items()})
    figures |= _flagged(seller)
    return {name: int(figures[name]) for name in VIEWS}


def _flagged(seller: Seller) -> dict[str, int]:
    """
    The views whose condition looks beyond the product, begun at the few rows that can fulfil it: asked of product after
    product they would take most of the page's time.
    """
    unfinished = with_flags(Product.objects.filter(seller=seller)).filter(VIEWS["unfinished"][1]).values("pk")
    low = _ACTIVE_LOW.filter(variant__seller=seller).exclude(variant__product__status=ProductStatus.ARCHIVED)
    found = Seller.objects.filter(pk=seller.pk).values_list(
        _number(unfinished.order_by()), _number(low.order_by().values("variant__product").distinct())
    )
    return dict(zip(FLAGGED, found.get(), strict=True))


def _number(rows: QuerySet[Any, Any]) -> Func:
    """How many rows, as a value within another query."""
    return Func(ArraySubquery(rows), function="cardinality", output_field=IntegerField())


def products(seller: Seller, *, view: str, text: str, sort: str, page: str | None) -> Page[Product]:
    """A page of own products, with their variants, stock and pictures. Six queries, however many rows."""
    own = Product.objects.filter(seller=seller)
    rows = (with_flags(own) if view in FLAGGED else own).filter(VIEWS[view][1])
    for word in words(text):
        sku = Variant.objects.filter(product=OuterRef("pk"), sku__icontains=word)
        rows = rows.filter(Q(title__icontains=word) | Q(brand__icontains=word) | Exists(sku))
    ids = rows.order_by(*SORTS.get(sort, SORTS[""])).values_list("pk", flat=True)
    found = paging.numbered(ids, page, size=PRODUCTS_PER_PAGE)
    # Flags and texts of the page's rows alone: of all a shop's products they would take seconds.
    found.object_list = named(seller, list(found.object_list))
    return found


def named(seller: Seller, ids: Sequence[int]) -> list[Product]:
    """Own products by id, in the order of the ids: the rows of a page that was posted, wherever they stand now."""
    rows = with_flags(Product.objects.filter(seller=seller, pk__in=ids)).prefetch_related(*whole())
    place = {pk: index for index, pk in enumerate(ids)}
    return sorted(rows, key=lambda product: place[product.pk])


def words(text: str) -> list[str]:
    """The words of a search field, as many as are sensible."""
    return text[:LONGEST_SEARCH].replace("\0", "").split()[:8]


def whole() -> "list[Prefetch[Any]]":
    """What `authoring.data_of` and the lists read of a product."""
    variants = Variant.objects.select_related("stock").order_by("position", "pk")
    images = ProductImage.objects.order_by("position", "pk")
    return [Prefetch("variants", variants), Prefetch("images", images)]


def with_flags(rows: QuerySet[Product]) -> QuerySet[Product]:
    """With `is_low`: whether a variant on offer has as many pieces left as its mark, or fewer; and `has_picture`."""
    return rows.annotate(
        is_low=Exists(_ACTIVE_LOW.filter(variant__product=OuterRef("pk"))),
        has_picture=Exists(ProductImage.objects.filter(product=OuterRef("pk"))),
    )
