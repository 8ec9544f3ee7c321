"""What everybody may read: categories, the listing, a product. No token is needed."""

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from catalog import filters as listing_filters
from catalog.api.schemas import CategoriesOut, CategoryOut, ProductDetailOut, ProductOut, ProductsOut
from catalog.filters import Filters
from catalog.models import Category
from catalog.queries import cards, feed
from catalog.queries import product as product_queries
from shop.core import http, money, paging, ratelimit

router = Router(tags=["Catalogue"])
CATEGORIES_PER_PAGE = 200
LARGEST_ID = 2**63 - 1

Values = Annotated[list[str], Field(default_factory=list, max_length=listing_filters.MOST_VALUES)]
Amount = Annotated[Decimal | None, Field(default=None, ge=0, le=money.LARGEST)]


class ListingQuery(Schema):
    """Values of one filter are alternatives; filters narrow each other. Facts are filtered by `attr_<name>=<value>`."""

    q: str = Field("", max_length=10_000, description='words, "a phrase", -without, one OR other')
    category: Values = Field(description="paths; each with everything below it")
    brand: Values
    seller: Values = Field(description="slugs")
    min_price: Amount
    max_price: Amount
    rating: int | None = Field(None, ge=1, le=5, description="at least so many stars")
    in_stock: bool = False
    on_sale: bool = False
    sort: Literal["relevance", "newest", "price", "-price", "rating", "popular", "discount"] = "relevance"
    cursor: str | None = Field(None, max_length=400)
    limit: int = Field(24, ge=1, le=100)


@router.get(
    "categories/",
    response={200: CategoriesOut, **http.refusals(422, 429)},
    operation_id="list_categories",
    summary="The tree of categories",
)
def categories(request: HttpRequest, cursor: str | None = None) -> CategoriesOut:
    """The category tree, parents before children."""
    rows = Category.objects.active()
    page = paging.keyset(rows, order=("path",), cursor=cursor, size=CATEGORIES_PER_PAGE)
    return CategoriesOut(results=[CategoryOut.of(row) for row in page.rows], next=page.next)


@router.get(
    "products/",
    response={200: ProductsOut, **http.refusals(422, 429)},
    operation_id="list_products",
    summary="Search, filter and sort products",
)
def products(request: HttpRequest, query: Query[ListingQuery]) -> ProductsOut:
    """The products that everybody sees."""
    if query.q.strip():
        ratelimit.hit(request, "search", key=http.client_ip(request))
    ids, after = feed.page(_filters(request, query), cursor=query.cursor, size=query.limit)
    rows = cards.rows(ids, now=timezone.now())
    return ProductsOut(results=[ProductOut.of(row) for row in rows], next=after)


@router.get(
    "products/{int:product_id}/",
    response={200: ProductDetailOut, **http.refusals(404)},
    operation_id="get_product",
    summary="One product with its variants",
)
def product(request: HttpRequest, product_id: int) -> ProductDetailOut:
    """A product that everybody sees, with its variants."""
    now = timezone.now()
    found = product_queries.find(product_id) if product_id <= LARGEST_ID else None
    rows = cards.rows([product_id], now=now) if found is not None and found.is_live else []
    if found is None or not rows:
        raise Http404
    images = product_queries.around(found).images(None, alt=found.title)
    return ProductDetailOut.whole(rows[0], found, images, product_queries.offers(found, now=now))


def _filters(request: HttpRequest, query: ListingQuery) -> Filters:
    """As the pages read them; what the schema has typed comes from the schema."""
    filters, _notices = listing_filters.read(request.GET)
    low, high = query.min_price, query.max_price
    if low is not None and high is not None and low > high:
        low, high = high, low
    return replace(
        filters,
        min_price=low,
        max_price=high,
        rating=query.rating,
        in_stock=query.in_stock,
        on_sale=query.on_sale,
        sort=query.sort,
    )
