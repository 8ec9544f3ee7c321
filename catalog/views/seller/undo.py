"""What a page offers to undo: the rows that its address names after the redirect."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.translation import ngettext_lazy

from accounts.models import Seller
from catalog import bulk
from catalog.forms import listed
from catalog.models import Product, ProductStatus

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Deed:
    """Something that is done to many products: what does it, what it leaves them in, and what takes it back."""

    do: Callable[..., tuple[list[Product], list[str]]]
    leaves: ProductStatus
    undo: str
    done: Any


DEEDS = {
    "publish": Deed(
        bulk.publish, ProductStatus.PUBLISHED, "offline",
        ngettext_lazy("%(count)d product is live.", "%(count)d products are live.", "count"),
    ),
    "offline": Deed(
        bulk.take_offline, ProductStatus.UNPUBLISHED, "publish",
        ngettext_lazy("%(count)d product is offline. Open orders go on.",
                      "%(count)d products are offline. Open orders go on.", "count"),
    ),
    "archive": Deed(
        bulk.archive, ProductStatus.ARCHIVED, "restore",
        ngettext_lazy("%(count)d product is deleted. You can undo this for 30 days.",
                      "%(count)d products are deleted. You can undo this for 30 days.", "count"),
    ),
    "restore": Deed(
        bulk.restore, ProductStatus.PUBLISHED, "",
        ngettext_lazy("%(count)d product is back.", "%(count)d products are back.", "count"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """What was done, in words, and what to press to take it back."""

    text: str
    action: str
    ids: list[int]


def of_deed(seller: Seller, query: QueryDict) -> Offer | None:
    """The undo of what the address says was done: for those of the products that are still as it left them."""
    deed = DEEDS.get(query.get("did", ""))
    if deed is None or not deed.undo:
        return None
    wanted = listed.ids(query.get("ids", "").split(","))
    found = list(seller.products.filter(pk__in=wanted, status=deed.leaves).order_by("pk").values_list("pk", flat=True))
    return Offer(deed.done % {"count": len(found)}, deed.undo, found) if found else None


def row_of(rows: QuerySet[M], text: str) -> M | None:
    """The row of this id among those that can be undone; None for anything else."""
    is_id = text.isascii() and text.isdigit() and len(text) < 18
    return rows.filter(pk=text).first() if is_id else None
