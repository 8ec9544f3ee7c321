"""Own variants with their pieces."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page
from django.db.models import F, Q, QuerySet

from accounts.models import Seller
from catalog.desk.products import words
from catalog.models import ProductStatus, Variant
from shop.core import paging

VARIANTS_PER_PAGE = 50


def variants(seller: Seller) -> QuerySet[Variant]:
    """Those on offer of products that are not deleted, with product and stock."""
    rows = Variant.objects.filter(seller=seller, is_active=True).exclude(product__status=ProductStatus.ARCHIVED)
    return rows.select_related("product", "stock").defer("product__description", "product__attributes")


def is_low() -> Q:
    """Variants of which as many or fewer are left than their mark: the view "low" and the tile of the desk."""
    return Q(stock__on_hand__lte=F("stock__reserved") + F("stock__low_at"))


def stock_page(seller: Seller, *, view: str, text: str, product: int | None = None, page: str | None) -> Page[Variant]:
    """
    A page of own variants with their stock: all, "low" or "sold_out". Two queries.

    :param product: the id of the one product whose variants are wanted.
    """
    rows = variants(seller)
    if view == "low":
        rows = rows.filter(is_low())
    elif view == "sold_out":
        rows = rows.filter(stock__on_hand=F("stock__reserved"))
    if product is not None:
        rows = rows.filter(product=product)
    for word in words(text):
        rows = rows.filter(Q(product__title__icontains=word) | Q(sku__icontains=word))
    found: Any = rows.order_by("product__title", "product_id", "position", "pk")
    return paging.numbered(found, page, size=VARIANTS_PER_PAGE)


def named_variants(seller: Seller, ids: Sequence[int]) -> list[Variant]:
    """Own variants by id, in the order of the ids."""
    place = {pk: index for index, pk in enumerate(ids)}
    return sorted(variants(seller).filter(pk__in=ids), key=lambda variant: place[variant.pk])
