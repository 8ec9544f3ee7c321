"""Own discounts and the history of prices."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Seller
from catalog.models import Discount, PriceChange, Product


def discounts(seller: Seller) -> Sequence[Discount]:
    """The discounts of a shop that run or are still to come, newest first; at most 200."""
    rows = Discount.objects.filter(Q(ends_at=None) | Q(ends_at__gt=Now()), seller=seller, removed_at=None)
    return list(rows.select_related("product", "category").order_by("-starts_at", "-pk")[:200])


def price_history(product: Product) -> Sequence[PriceChange]:
    """The last hundred changes of list prices, newest first."""
    rows = PriceChange.objects.filter(variant__product=product).select_related("variant", "by")
    return list(rows.order_by("-at", "-pk")[:100])


def lowest_of_30_days(product: Product, *, now: datetime) -> Decimal | None:
    """
    The lowest list price of the active variants in the last 30 days: what a reduction has to be measured by
    (Directive 98/6/EC, Article 6a). None where nothing is priced.
    """
    since = now - timedelta(days=30)
    rows = PriceChange.objects.filter(variant__product=product, variant__is_active=True)
    before = rows.filter(at__lt=since).order_by("variant", "-at", "-pk").distinct("variant")
    amounts = [*rows.filter(at__gte=since).values_list("new_price", flat=True), *(row.new_price for row in before)]
    return min((amount for amount in amounts if amount > 0), default=None)
