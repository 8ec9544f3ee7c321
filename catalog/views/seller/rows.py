"""The rows of the products list. They read what `desk.products` has fetched and ask nothing."""

from datetime import datetime
from typing import Any

from catalog import pictures
from catalog.forms import listed
from catalog.models import Product, ProductStatus, Variant


def of(product: Product, now: datetime, form: listed.ListForm, *, most: int) -> dict[str, Any]:
    """:param most: a product with more variants has no fields here but a link to all of them."""
    variants = [variant for variant in product.variants.all() if variant.is_active]
    images = list(product.images.all())
    price = product.price_at(now)
    fields = [of_variant(variant, form) for variant in variants]
    fields = [one for one in fields if one["stock"]]
    return {
        "product": product,
        "image": pictures.shown(images[0] if images else None),
        "skus": [variant.sku for variant in variants[:2]],
        "more": max(0, len(variants) - 2),
        "price": price,
        "was": product.price_from if price < product.price_from else None,
        "left": sum(variant.stock.available for variant in variants),
        "is_low": product.is_low,  # type: ignore[attr-defined]  # annotated by desk.products
        "is_deleted": product.status == ProductStatus.ARCHIVED,
        "variants": len(variants),
        "only": fields[0] if len(variants) == 1 and fields else None,
        "several": fields if len(variants) > 1 else [],
        "has_too_many": len(variants) > most,
        "is_open": any(one["has_errors"] for one in fields),
    }


def of_variant(variant: Variant, form: listed.ListForm) -> dict[str, Any]:
    """A variant with its fields; a field is None where the page has none for it."""
    names = {name: form.bound(name, variant) for name in ("price", "price_was", "stock", "was")}
    stock = variant.stock
    return {
        "variant": variant,
        **names,
        "has_errors": any(field is not None and field.errors for field in names.values()),
        "reserved": stock.reserved,
        "left": stock.available,
        "is_low": stock.available <= stock.low_at,
    }
