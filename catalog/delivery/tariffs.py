"""What a parcel costs by the goods in it and by its weight: pure, and kept with the order as its explanation."""

from dataclasses import dataclass
from decimal import Decimal

from shop.core.money import ZERO

GRAMS = 1000


@dataclass(frozen=True, slots=True)
class Tariff:
    """
    :ivar base: covers a parcel of up to `included_g` grams, or of any weight where `per_kg` is nothing.
    :ivar per_kg: for each started kilogram above that.
    :ivar free_over: goods of this value travel for nothing.
    """

    base: Decimal
    free_over: Decimal | None = None
    included_g: int = 0
    per_kg: Decimal = ZERO

    def full(self, weight_g: int) -> Decimal:
        """The price before `free_over` is looked at."""
        return self.base + self.per_kg * self.further_kilos(weight_g)

    def price(self, goods: Decimal, weight_g: int) -> Decimal:
        """
        What the buyer pays.

        :param goods: the value of the parcel's goods as priced, before any coupon.
        """
        is_free = self.free_over is not None and goods >= self.free_over
        return ZERO if is_free else self.full(weight_g)

    def further_kilos(self, weight_g: int) -> int:
        """Started kilograms above what the base covers."""
        return -(-max(0, weight_g - self.included_g) // GRAMS)
