"""A wish list with the prices and the stock of this moment."""

from collections.abc import Sequence
from datetime import datetime

from cart.contents.saved import SavedRow, Wish
from cart.queries.prices import images_of
from catalog import pricing
from catalog.models import Variant


def rows(wishes: Sequence[Wish], *, now: datetime) -> list[SavedRow]:
    """In the order of the list, without what has vanished. Four queries, however long the list is."""
    found = Variant.objects.filter(pk__in=[wish.variant_id for wish in wishes])
    found = found.select_related("product__seller", "stock").defer("product__description", "product__seller__story")
    variants = {variant.pk: variant for variant in found}
    prices = pricing.prices(list(variants.values()), now=now) if variants else {}
    images = images_of(list(variants.values()))
    return [
        SavedRow(variants[wish.variant_id], prices[wish.variant_id], wish.price_seen, images.get(wish.variant_id))
        for wish in wishes
        if wish.variant_id in variants
    ]
