"""
What a product page says to machines: JSON-LD (schema.org) in a script element of a data type.

A data block is no script: it is never executed, and so the content security policy does not concern it.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from catalog import pictures
from catalog.models import Product
from catalog.queries.product import Offer

# As in django.utils.html.json_script: no value can end the element or start another one.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def data_block(data: dict[str, Any]) -> SafeString:
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return SafeString(f'<script type="application/ld+json">{text}</script>')


def product(product: Product, offer: Offer, images: Sequence[pictures.Shown]) -> dict[str, Any]:
    """The product and the offer of the chosen variant."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.title,
        "url": f"{settings.BASE_URL}{product.get_absolute_url()}",
        "sku": offer.variant.sku,
        "description": product.description[:500],
        "image": [absolute(image.src) for image in images],
        "offers": _offer(product, offer),
    }
    if product.brand:
        data["brand"] = {"@type": "Brand", "name": product.brand}
    if product.rating_count:
        data["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": f"{product.rating_average:.1f}",
            "reviewCount": product.rating_count,
        }
    return data


def _offer(product: Product, offer: Offer) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "url": f"{settings.BASE_URL}{product.get_absolute_url()}",
        "price": f"{offer.price.unit_price:f}",
        "priceCurrency": settings.CURRENCY,
        "availability": f"https://schema.org/{'InStock' if offer.available else 'OutOfStock'}",
        "seller": {"@type": "Organization", "name": product.seller.name},
    }


def absolute(url: str) -> str:
    """The full address of a picture, wherever it is stored."""
    return f"{settings.BASE_URL}{url}" if url.startswith("/") else url
