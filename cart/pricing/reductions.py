"""What a coupon takes off: the rule alone, without its windows and limits (`cart.coupons`)."""

from dataclasses import dataclass
from decimal import Decimal

from shop.core import money
from shop.core.money import ZERO

PERCENT, AMOUNT, FREE_DELIVERY = "percent", "amount", "free_delivery"


@dataclass(frozen=True)
class Reduction:
    """
    :ivar kind: a value of `cart.models.CouponKind`.
    :ivar value: percent or amount; nothing for free delivery.
    :ivar minimum: value of the goods that it holds for, below which it takes off nothing.
    :ivar seller_id: only this shop's goods and parcel; None for all.
    """

    code: str
    kind: str
    value: Decimal
    minimum: Decimal = ZERO
    seller_id: int | None = None

    def holds_for(self, seller_id: int) -> bool:
        return self.seller_id in (None, seller_id)

    def off_goods(self, goods: Decimal) -> Decimal:
        """What it takes off goods of this value, all of which it holds for. Never more than they cost."""
        if goods < self.minimum or self.kind == FREE_DELIVERY:
            return ZERO
        return money.percent_of(goods, self.value) if self.kind == PERCENT else min(self.value, goods)

    def off_delivery(self, price: Decimal, goods: Decimal) -> Decimal:
        """What it takes off the delivery of a parcel that it holds for. `goods`: of all such parcels."""
        return price if self.kind == FREE_DELIVERY and goods >= self.minimum else ZERO
