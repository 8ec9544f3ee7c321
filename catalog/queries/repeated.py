"""
The columns of a product that repeat what its variants, discounts and reviews say, checked over all products.

For `manage.py reconcile`; each function answers one sentence per breach.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice

from django.db.models import Avg, Count, F, Min, Q
from django.utils import timezone

from catalog import pricing
from catalog.models import Product, ReviewStatus, Variant
from shop.core.money import ZERO

_BATCH = 500


def prices_from() -> list[str]:
    """`price_from` is the lowest list price of the active variants."""
    lowest = Min("variants__price", filter=Q(variants__is_active=True), default=ZERO)
    wrong = Product.objects.annotate(lowest=lowest).exclude(price_from=F("lowest")).order_by("pk")
    rows = wrong.values_list("pk", "price_from", "lowest")
    return [f"product {pk}: from {stored}, its variants say {lowest}" for pk, stored, lowest in rows]


def ratings() -> list[str]:
    """Average and number of the reviews that everybody sees."""
    shown = Q(reviews__status=ReviewStatus.PUBLISHED)
    rows = Product.objects.annotate(stars=Avg("reviews__stars", filter=shown), count=Count("reviews", filter=shown))
    wanted = rows.filter(Q(rating_count__gt=0) | Q(count__gt=0)).order_by("pk")
    return [
        f"product {pk}: rated {average} by {count}, its reviews say {stars} by {real}"
        for pk, average, count, stars, real in wanted.values_list(
            "pk", "rating_average", "rating_count", "stars", "count"
        )
        if (average, count) != (round(Decimal(str(stars or 0)), 2), real)
    ]


def sale_prices() -> list[str]:
    """
    What a list shows as the price now is what the cheapest variant costs now. A sale whose window has just begun or
    ended is left out: the job at the window's edge is on its way.
    """
    now = timezone.now()
    moving = set(pricing.products_at_an_edge(now=now))
    found: list[str] = []
    for batch in _batches(Product.objects.on_sale_floor().order_by("pk").iterator()):
        paid = _lowest_paid(batch, now)
        found += [
            f"product {product.pk}: shown at {_shown(product, now)}, costs {paid[product.pk]}"
            for product in batch
            if product.pk not in moving and product.pk in paid and _shown(product, now) != paid[product.pk]
        ]
    return found


def _batches(products: Iterator[Product]) -> Iterator[list[Product]]:
    while batch := list(islice(products, _BATCH)):
        yield batch


def _lowest_paid(products: Sequence[Product], now: datetime) -> dict[int, Decimal]:
    """The unit price of the variant with the lowest list price, by product id."""
    variants = list(Variant.objects.filter(product__in=products, is_active=True).order_by("price", "pk"))
    prices = pricing.prices(variants, now=now)
    return {variant.product_id: prices[variant.pk].unit_price for variant in reversed(variants)}


def _shown(product: Product, now: datetime) -> Decimal:
    started = product.sale_starts_at is None or product.sale_starts_at <= now
    ended = product.sale_ends_at is not None and product.sale_ends_at <= now
    on_sale = product.sale_price is not None and started and not ended
    return product.sale_price if on_sale and product.sale_price is not None else product.price_from
