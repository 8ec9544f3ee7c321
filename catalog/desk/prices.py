"""Own discounts and the history of prices."""

from collections.abc import Sequence

from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Seller
from catalog.models import Discount, PriceChange, Product


def discounts(seller: Seller) -> Sequence[Discount]:
    """The discounts of a shop that run or are still to come, newest first; at most 200."""
    rows = Discount.objects.filter(Q(ends_at=None) | Q(ends_at__gt=Now()), seller=seller, removed_at=None)
    return list(rows.select_related("product__category", "category").order_by("-starts_at", "-pk")[:200])


def price_history(product: Product) -> Sequence[PriceChange]:
    """The last hundred changes of list prices, newest first."""
    rows = PriceChange.objects.filter(variant__product=product).select_related("variant", "by")
    return list(rows.order_by("-at", "-pk")[:100])
