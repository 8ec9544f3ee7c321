"""The stored columns of a product that lists and search read: its lowest price, its sale, what that is measured by."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Min, Q

from catalog import search
from catalog.models import Discount, Product, Variant
from catalog.pricing import charged
from catalog.pricing.price import best
from catalog.pricing.reach import discounts_of
from shop.core import money

# So many products are refreshed in one transaction when a sale begins or ends; the next run does the rest.
MOST_AT_ONCE = 2000
COLUMNS = ("price_from", "sale_price", "sale_starts_at", "sale_ends_at", "sale_was")


@transaction.atomic
def refresh_sale(product_ids: Iterable[int], *, now: datetime) -> None:
    """
    Make `price_from`, `sale_price`, its window and what it is compared with true again; then the search documents.

    The window is the time in which `sale_price` stays what it is: the running sale or, where none runs, the next one.
    Called by everything that changes a price or a discount, and by a periodic task when a window opens or closes.
    """
    rows = Product.objects.locked().filter(pk__in=set(product_ids)).order_by("pk")
    products = list(rows.only("pk", "seller_id", *COLUMNS))
    active = Variant.objects.filter(product__in=[p.pk for p in products], is_active=True)
    lowest = dict(active.order_by().values_list("product").annotate(Min("price")))
    reach = discounts_of({p.pk: p.seller_id for p in products})
    for product in products:
        product.price_from = lowest.get(product.pk, money.ZERO)
        sale = _sale(product.price_from, reach.get(product.pk, ()), now)
        product.sale_price, product.sale_starts_at, product.sale_ends_at = sale
    _compare(products, now)
    Product.objects.bulk_update(products, COLUMNS, batch_size=500)
    search.index([p.pk for p in products], now=now)


def _compare(products: Sequence[Product], now: datetime) -> None:
    """Set `sale_was`: what the cheapest variant cost before the sale; a coming sale is looked at as it begins."""
    moments = {p.pk: max(now, p.sale_starts_at or now) for p in products if p.sale_price is not None}
    rows = Variant.objects.filter(product__in=moments, is_active=True).order_by("product", "price", "pk")
    cheapest = list(rows.distinct("product"))
    found: dict[int, Decimal] = {}
    for at in sorted(set(moments.values())):
        group = [variant for variant in cheapest if moments[variant.product_id] == at]
        before = charged.lowest_before(group, at=at)
        found |= {variant.product_id: before[variant.pk] for variant in group if variant.pk in before}
    for product in products:
        product.sale_was = found.get(product.pk)


def products_at_an_edge(*, now: datetime) -> list[int]:
    """
    The products whose stored sale is no longer what it was: its window has closed, or it has opened and the search
    document does not know yet.
    """
    closed = Q(sale_ends_at__lte=now)
    opened = Q(sale_starts_at__lte=now, sale_price__isnull=False) & ~Q(search_document__price=F("sale_price"))
    rows = Product.objects.on_sale_floor().filter(closed | (opened & Q(search_document__isnull=False)))
    return list(rows.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])


def _sale(
    list_price: Decimal, discounts: Sequence[Discount], now: datetime
) -> tuple[Decimal | None, datetime | None, datetime | None]:
    edges = sorted({e for d in discounts for e in (d.starts_at, d.ends_at) if e is not None and e > now})
    at = next((e for e in (now, *edges) if best(list_price, None, discounts, now=e).is_reduced), None)
    if at is None:
        return None, None, None
    price = best(list_price, None, discounts, now=at)
    since = next(d.starts_at for d in discounts if d.pk == price.discount_id) if at == now else at
    later = (e for e in edges if e > at)
    until = next((e for e in later if best(list_price, None, discounts, now=e).unit_price != price.unit_price), None)
    return price.unit_price, since, until
