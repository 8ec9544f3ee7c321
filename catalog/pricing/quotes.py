"""The prices of many variants in a handful of queries."""

from collections.abc import Iterable
from datetime import datetime

from catalog.models import Variant
from catalog.pricing import charged
from catalog.pricing.price import Price, best
from catalog.pricing.reach import discounts_of


def prices(variants: Iterable[Variant], *, now: datetime) -> dict[int, Price]:
    """The price of each variant by its id. At most three queries, however many variants."""
    wanted = list(variants)
    reach = discounts_of({v.product_id: v.seller_id for v in wanted}, until=now)
    return {v.pk: best(v.price, v.compare_at_price, reach.get(v.product_id, ()), now=now) for v in wanted}


def announced(variants: Iterable[Variant], *, now: datetime) -> dict[int, Price]:
    """As `prices`, each reduction measured by what was charged before it. Three more queries where there is one."""
    wanted = list(variants)
    found = prices(wanted, now=now)
    reduced = [variant for variant in wanted if found[variant.pk].is_reduced]
    before = charged.lowest_before(reduced, at=now)
    return found | {pk: found[pk].announced_against(amount) for pk, amount in before.items()}
