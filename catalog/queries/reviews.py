"""Reviews as readers and shops see them. What is hidden is nowhere in here but in the office."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page
from django.db.models import Avg, Count, Q, QuerySet

from accounts.models import Seller, SellerStatus
from catalog import fragments
from catalog.models import ProductStatus, Review
from shop.core import paging

PER_PAGE = 10
MOST_STARS = 5
STARS = range(MOST_STARS, 0, -1)

# The saved views of the shop's own list.
VIEWS = {"open": Q(seller_reply=""), "answered": ~Q(seller_reply=""), "all": Q()}


@dataclass(frozen=True)
class Rating:
    """What buyers think of a whole shop."""

    average: Decimal
    count: int


def of_product(product_id: int, *, page: int = 1, stars: int | None = None) -> list[dict[str, Any]]:
    """A page of reviews, the newest first, as plain values (times as ISO text). One query."""
    rows = Review.objects.shown().filter(product=product_id).order_by("-created_at", "-id")
    rows = rows.filter(stars=stars) if stars else rows
    start = (page - 1) * PER_PAGE
    found = rows.values("id", "author_name", "stars", "text", "seller_reply", "replied_at", "created_at")
    return [
        {**row, "created_at": row["created_at"].isoformat(), "replied_at": _iso(row["replied_at"])}
        for row in found[start : start + PER_PAGE]
    ]


def by_stars(product_id: int) -> list[int]:
    """How many reviews gave five stars, four, and so on down. One query."""
    counted = Counter(Review.objects.shown().filter(product=product_id).values_list("stars", flat=True))
    return [counted[stars] for stars in STARS]


def of_shop(seller_id: int) -> Rating:
    """Over all reviews of what a shop offers now; remembered until the next change of a list."""
    known = fragments.remembered_list(f"rating of shop {seller_id}", lambda: _of_shop(seller_id))
    return Rating(Decimal(known[0]), known[1])


def readable() -> QuerySet[Review]:
    """The reviews that everybody can read: shown, of a product that everybody sees."""
    rows = Review.objects.shown().filter(product__status=ProductStatus.PUBLISHED)
    return rows.filter(product__seller__status=SellerStatus.APPROVED).select_related("product__seller")


def of_seller(seller: Seller) -> QuerySet[Review]:
    """The reviews that a shop may answer."""
    return Review.objects.shown().filter(product__seller=seller).select_related("product")


def counts(seller: Seller) -> dict[str, int]:
    """How many reviews each view of the shop's list holds. One query."""
    figures = of_seller(seller).aggregate(**{name: Count("pk", filter=view) for name, view in VIEWS.items()})
    return {name: int(figures[name]) for name in VIEWS}


def page_of_seller(seller: Seller, *, view: str, page: str | None) -> Page[Review]:
    """A page of the shop's list, the newest first."""
    rows = of_seller(seller).filter(VIEWS[view]).order_by("-created_at", "-id")
    return paging.numbered(rows, page, size=PER_PAGE)


def _of_shop(seller_id: int) -> tuple[str, int]:
    rows = readable().filter(product__seller=seller_id)
    figures = rows.aggregate(average=Avg("stars"), count=Count("pk"))
    return str(round(Decimal(figures["average"] or 0), 2)), figures["count"]


def _iso(time: Any) -> str:
    return time.isoformat() if time else ""
