"""
Everything a product page shows.

What decides the purchase (variants, prices, stock, delivery) is read for every page. What stands around it (pictures,
reviews, similar products, the way through the categories) is remembered until the next change of a search document.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from catalog import fragments, pictures, pricing
from catalog.models import Product, ProductImage, Stock, Variant
from catalog.pricing import Price
from catalog.queries import listing, reviews, similar


@dataclass(frozen=True)
class Offer:
    """A variant with its price and its stock in pieces."""

    variant: Variant
    price: Price
    available: int


@dataclass(frozen=True)
class Around:
    """
    :ivar trail: (name, url) from the root category to the product's.
    :ivar photos: as columns of ProductImage, with the `options` of the variant they show.
    :ivar stars: reviews by stars, from five down to one.
    """

    trail: list[tuple[str, str]]
    photos: list[dict[str, Any]]
    reviews: list[dict[str, Any]]
    stars: list[int]
    similar: list[int]

    def images(self, chosen: Variant | None, *, alt: str) -> list[pictures.Shown]:
        """The pictures, those of the chosen variant first."""
        wanted = chosen.options if chosen else {}
        photos = [dict(photo) for photo in self.photos]
        photos.sort(key=lambda photo: pictures.mismatch(photo.pop("options", None), wanted))
        shown = (pictures.shown(ProductImage(**photo), alt=alt) for photo in photos)
        return [image for image in shown if image is not None]


def find(product_id: int) -> Product | None:
    """The product, whoever may see it, with its shop and category. One query."""
    rows = Product.objects.select_related("seller", "category").defer("seller__payout_details")
    return rows.filter(pk=product_id).first()


def offers(product: Product, *, now: datetime) -> list[Offer]:
    """The variants on offer, in the seller's order. Two queries, and four more where there is a discount."""
    variants = list(product.variants.filter(is_active=True).select_related("stock").order_by("position", "id"))
    prices = pricing.announced(variants, now=now)
    return [Offer(variant, prices[variant.pk], _available(variant)) for variant in variants]


def chosen(offers: Sequence[Offer], variant_id: str) -> tuple[Offer | None, bool]:
    """
    The offer that the address names, otherwise the first that can be bought, otherwise the first.

    :returns: the offer and whether the address named one that is not there.
    """
    named = next((offer for offer in offers if str(offer.variant.pk) == variant_id), None)
    fallback = next((offer for offer in offers if offer.available), next(iter(offers), None))
    return named or fallback, bool(variant_id) and named is None


def around(product: Product) -> Around:
    """Warm: no query, unless the product is not live, when nothing is remembered."""
    if not product.is_live:
        return _around(product)
    known = fragments.remembered_list(f"around {product.pk}", lambda: vars(_around(product)))
    return Around(**{**known, "trail": [(name, url) for name, url in known["trail"]]})


def _around(product: Product) -> Around:
    trail = listing.trail(product.category.path) if product.category else []
    columns = ("key", "widths", "width", "height", "alt", "variant_id")
    return Around(
        trail=[(category.name, category.get_absolute_url()) for category in trail],
        photos=list(product.images.order_by("position", "id").values(*columns, options=F("variant__options"))),
        reviews=reviews.of_product(product.pk),
        stars=reviews.by_stars(product.pk),
        similar=similar.ids(product),
    )


def _available(variant: Variant) -> int:
    try:
        return max(0, variant.stock.available)
    except Stock.DoesNotExist:
        return 0
