"""
The price of one variant under its discounts: pure, no database.

List price → the best of the seller's discounts → unit price, rounded half up to whole cents, as shown. Discounts do not
add up.
"""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from catalog.models import Discount, DiscountKind
from shop.core import money


@dataclass(frozen=True, slots=True)
class Price:
    """
    The price of one variant at one moment, in the shop's currency.

    :ivar percent_off: what the discount takes off, in whole percent of the list price; 0 without a discount.
    :ivar ends_at: when the winning discount ends, if it ever does.
    :ivar compare_at: what the unit price is shown beside: of a discounted variant what was charged before, otherwise
        the recommended price where it is higher.
    :ivar lowest_before: of an announced reduction: the lowest price of the 30 days before it (`charged`); None where
        nobody asked for it.
    """

    list_price: Decimal
    unit_price: Decimal
    percent_off: int = 0
    discount_id: int | None = None
    ends_at: datetime | None = None
    compare_at: Decimal | None = None
    lowest_before: Decimal | None = None

    @property
    def is_reduced(self) -> bool:
        return self.discount_id is not None

    @property
    def was(self) -> Decimal | None:
        """What a reduction may be announced against, where there is something to announce."""
        return self.compare_at if self.is_reduced else None

    def announced_against(self, before: Decimal) -> "Price":
        """The same price, its reduction measured by the lowest price of the 30 days before."""
        against = before if before > self.unit_price else None
        percent = money.percent_off(before, self.unit_price) if against else 0
        return dataclasses.replace(self, compare_at=against, percent_off=percent, lowest_before=before)


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
