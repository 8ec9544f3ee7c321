"""What the catalogue knows of people: taken along with "download my data", without a name after "delete my account"."""

from typing import Any

from accounts.models import User
from catalog.models import Review, ReviewReport


def reviews(user: User) -> list[dict[str, Any]]:
    rows = Review.objects.filter(author=user).select_related("product").order_by("-created_at", "-id")
    return [
        {"product": row.product.title, "stars": row.stars, "text": row.text, "written_at": row.created_at}
        for row in rows
    ]


def reports(user: User) -> list[dict[str, Any]]:
    rows = ReviewReport.objects.filter(reporter=user).order_by("-created_at", "-id")
    return [dict(row) for row in rows.values("review_id", "reason", "text", "created_at", "settled_at")]


def erase(user: User) -> None:
    """What was reported about a review stays for the office to judge, and nobody knows by whom."""
    ReviewReport.objects.filter(reporter=user).update(reporter=None)


SECTIONS = {"reviews": reviews, "reports of reviews": reports}
HANDED_OUT = {"catalog.Review.author": "reviews", "catalog.ReviewReport.reporter": "reports of reviews"}
_SHOPS = "a record of the shop: in its history, and in its own export at /seller/export/"
LEFT_OUT = {
    "catalog.ReviewReport.settled_by": "the office's decision; who took it is in its staff log",
    "catalog.Discount.created_by": _SHOPS,
    "catalog.PriceChange.by": _SHOPS,
    "catalog.StockMovement.by": _SHOPS,
    "catalog.Import.by": f"{_SHOPS}; deleted after two weeks",
}
