"""Bought things as the `{% line %}` component and the small pictures of lists show them."""

from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Prefetch, QuerySet

from catalog.models import ProductStatus
from orders.models import OrderLine

# Orders keep the name of the smallest file; every picture of the shop is 4:5.
WIDTH, HEIGHT = 240, 300


def prefetched(path: str = "lines") -> "Prefetch[str, QuerySet[OrderLine], str]":
    """The lines with their products, in the order in which they were bought."""
    rows = OrderLine.objects.select_related("product").defer("product__description", "product__attributes")
    return Prefetch(path, queryset=rows.order_by("id"))


def image(line: OrderLine) -> dict[str, Any] | None:
    """The picture as it was when it was bought, or None."""
    if not line.image_name:
        return None
    return {"src": default_storage.url(line.image_name), "width": WIDTH, "height": HEIGHT, "alt": line.title}


def row(line: OrderLine, *, priced: bool = True, linked: bool = True) -> dict[str, Any]:
    """A line; `priced=False` for who packs or carries it, `linked=False` where no link should lead away."""
    live = line.product is not None and line.product.status == ProductStatus.PUBLISHED
    shown = {
        "id": line.pk,
        "title": line.title,
        "url": line.product.get_absolute_url() if linked and live and line.product else "",
        "image": image(line) or False,
        "options": line.options_text,
        "quantity": line.quantity,
        "sku": line.sku,
    }
    if priced:
        shown |= {"unit_price": line.unit_price if line.quantity > 1 else None, "amount": line.line_total}
    return shown
