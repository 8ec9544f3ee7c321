"""
What a product page says to machines: JSON-LD (schema.org) in a script element of a data type.

A data block is no script: it is never executed, and so the content security policy does not concern it.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString

from catalog import pictures
from catalog.models import Product
from catalog.queries.product import Offer

# As in django.utils.html.json_script: no value can end the element or start another one.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def data_block(data: dict[str, Any]) -> SafeString:
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return SafeString(f'<script type="application/ld+json">{text}</script>')


def page(
    product: Product, offer: Offer, images: Sequence[pictures.Shown], trail: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Everything about a product's page: the product, and the way to it through the categories."""
    return {"@context": "https://schema.org", "@graph": [_product(product, offer, images), _breadcrumb(product, trail)]}


def _product(product: Product, offer: Offer, images: Sequence[pictures.Shown]) -> dict[str, Any]:
    """The product and the offer of the chosen variant."""
    data: dict[str, Any] = {
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
    until = offer.price.ends_at
    ends = {"priceValidUntil": timezone.localdate(until).isoformat()} if until else {}
    return {
        "@type": "Offer",
        "url": f"{settings.BASE_URL}{product.get_absolute_url()}",
        "price": f"{offer.price.unit_price:f}",
        "priceCurrency": settings.CURRENCY,
        "availability": f"https://schema.org/{'InStock' if offer.available else 'OutOfStock'}",
        "itemCondition": "https://schema.org/NewCondition",
        "seller": {"@type": "Organization", "name": product.seller.name},
        **ends,
    }


def _breadcrumb(product: Product, trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    steps = [*trail, (product.title, product.get_absolute_url())]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": f"{settings.BASE_URL}{url}"}
            for place, (name, url) in enumerate(steps, start=1)
        ],
    }


def absolute(url: str) -> str:
    """The full address of a picture, wherever it is stored."""
    return f"{settings.BASE_URL}{url}" if url.startswith("/") else url
