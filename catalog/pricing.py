"""
What a variant costs now. The only source of unit prices: pages, the basket and placing an order all ask here.

List price → the best of the seller's discounts → unit price, rounded half up to whole cents, as shown. A discount
reaches one product, a category with everything below it, or the whole shop; they do not add up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Min, Q

from catalog import search
from catalog.models import Category, Discount, DiscountKind, Product, Variant
from shop.core import money

# So many products are refreshed in one transaction when a sale begins or ends; the next run does the rest.
MOST_AT_ONCE = 2000
# Product id → the discounts that reach it.
Reach = dict[int, Sequence[Discount]]


@dataclass(frozen=True, slots=True)
class Price:
    """
    The price of one variant at one moment, in the shop's currency.

    :ivar percent_off: what the discount takes off, in whole percent of the list price; 0 without a discount.
    :ivar ends_at: when the winning discount ends, if it ever does.
    :ivar compare_at: what the unit price is shown beside: the list price of a discounted variant, otherwise the
        recommended price where it is higher.
    """

    list_price: Decimal
    unit_price: Decimal
    percent_off: int = 0
    discount_id: int | None = None
    ends_at: datetime | None = None
    compare_at: Decimal | None = None

    @property
    def is_reduced(self) -> bool:
        return self.discount_id is not None


def prices(variants: Iterable[Variant], *, now: datetime) -> dict[int, Price]:
    """The price of each variant by its id. At most three queries, however many variants."""
    wanted = list(variants)
    reach = discounts_of({v.product_id: v.seller_id for v in wanted}, until=now)
    return {v.pk: best(v.price, v.compare_at_price, reach.get(v.product_id, ()), now=now) for v in wanted}


def best(list_price: Decimal, recommended: Decimal | None, discounts: Iterable[Discount], *, now: datetime) -> Price:
    """The price under the discount that leaves the least to pay; of equals the older one."""
    offers = [(reduced(list_price, d), d.pk, d) for d in discounts if is_running(d, now)]
    offers = [offer for offer in offers if offer[0] < list_price]
    if not offers:
        compare_at = recommended if recommended is not None and recommended > list_price else None
        return Price(list_price, list_price, compare_at=compare_at)
    unit_price, pk, discount = min(offers, key=lambda offer: offer[:2])
    return Price(list_price, unit_price, money.percent_off(list_price, unit_price), pk, discount.ends_at, list_price)


def reduced(list_price: Decimal, discount: Discount) -> Decimal:
    """The list price after a discount, in whole cents, never below zero."""
    if discount.kind == DiscountKind.PERCENT:
        return money.rounded(list_price - list_price * discount.value / 100)
    return max(money.ZERO, money.rounded(list_price - discount.value))


def is_running(discount: Discount, now: datetime) -> bool:
    """Whether the discount holds at this moment: from its start on, until just before its end."""
    started = discount.starts_at <= now and discount.removed_at is None
    return started and (discount.ends_at is None or now < discount.ends_at)


def discounts_of(seller_of: dict[int, int], *, until: datetime | None = None) -> Reach:
    """
    The discounts that reach each product (product id → seller id), oldest first, removed ones left out.

    :param until: leave out what starts later.
    """
    rows = Discount.objects.filter(seller_id__in=set(seller_of.values()), removed_at=None)
    rows = rows.filter(Q(product=None) | Q(product__in=seller_of))
    if until is not None:
        rows = rows.filter(Q(ends_at=None) | Q(ends_at__gt=until), starts_at__lte=until)
    found = [(d, d.reach_path) for d in rows.annotate(reach_path=F("category__path")).order_by("id")]
    paths = _category_paths(seller_of) if any(d.category_id for d, _top in found) else {}
    reach: Reach = {}
    for product_id, seller_id in seller_of.items():
        path = paths.get(product_id, "")
        own: list[Discount] = [d for d, top in found if d.seller_id == seller_id and _reaches(d, product_id, path, top)]
        if own:
            reach[product_id] = own
    return reach


def _reaches(discount: Discount, product_id: int, path: str, top: str | None) -> bool:
    if discount.product_id is not None:
        return discount.product_id == product_id
    return top is None or path == top or path.startswith(f"{top}/")


def _category_paths(product_ids: Iterable[int]) -> dict[int, str]:
    rows = Product.objects.filter(pk__in=list(product_ids), category__isnull=False)
    return dict(rows.values_list("pk", "category__path"))


def products_under(discount: Discount) -> Sequence[int]:
    """The ids of all products that a discount reaches, published or not: whose sale has to be refreshed."""
    rows = Product.objects.filter(seller_id=discount.seller_id)
    if discount.product_id is not None:
        rows = rows.filter(pk=discount.product_id)
    elif discount.category_id is not None:
        rows = rows.filter(category__in=Category.objects.below(discount.category.path))  # type: ignore[union-attr]
    return list(rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def refresh_sale(product_ids: Iterable[int], *, now: datetime) -> None:
    """
    Make `price_from`, `sale_price` and its window true again, and the search documents with them.

    The window is the time in which `sale_price` stays what it is: the running sale or, where none runs, the next one.
    Called by everything that changes a price or a discount, and by a periodic task when a window opens or closes.
    """
    rows = Product.objects.locked().filter(pk__in=set(product_ids)).order_by("pk")
    products = list(rows.only("pk", "seller_id", "price_from", "sale_price", "sale_starts_at", "sale_ends_at"))
    active = Variant.objects.filter(product__in=[p.pk for p in products], is_active=True)
    lowest = dict(active.order_by().values_list("product").annotate(Min("price")))
    reach = discounts_of({p.pk: p.seller_id for p in products})
    for product in products:
        product.price_from = lowest.get(product.pk, money.ZERO)
        sale = _sale(product.price_from, reach.get(product.pk, ()), now)
        product.sale_price, product.sale_starts_at, product.sale_ends_at = sale
    Product.objects.bulk_update(
        products, ["price_from", "sale_price", "sale_starts_at", "sale_ends_at"], batch_size=500
    )
    search.index([p.pk for p in products], now=now)


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
