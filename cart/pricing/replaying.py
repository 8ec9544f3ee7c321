"""Executing a stored explanation again, step by step, as the rules of `docs/pricing.md` say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cart.pricing.quoting import spread, tax_on
from cart.pricing.reductions import Reduction
from catalog.delivery import Tariff
from shop.core.money import ZERO


@dataclass
class _Charge:
    """A line or a delivery, and what the coupon took off it."""

    seller_id: int | None
    amount: Decimal
    off: Decimal = ZERO


class Replay:
    """The state while steps are executed. `total` is what they gave so far."""

    def __init__(self) -> None:
        self.total = self._parcel = ZERO
        self._lines: list[_Charge] = []
        self._deliveries: list[_Charge] = []

    def take(self, step: Mapping[str, Any]) -> None:
        """:raises ValueError: where a step does not give the amount that it claims."""
        amount = Decimal(step["amount"])
        before = self.total
        expected = self._expected(step, amount)
        self._parcel += self.total - before
        if amount != expected:
            raise ValueError(f"Step {dict(step)} should give {expected}.")
        if step["step"] == "parcel":
            self._parcel = ZERO

    def _expected(self, step: Mapping[str, Any], amount: Decimal) -> Decimal:
        """What this step must give, and its effect on the total."""
        match step["step"]:
            case "line":
                self._lines.append(_Charge(step.get("seller_id"), amount))
                self.total += amount
                return Decimal(step["unit_price"]) * int(step["quantity"])
            case "delivery":
                self._deliveries.append(_Charge(step.get("seller_id"), amount))
                self.total += amount
                return _delivery(step, amount)
            case "discount" | "delivery_discount" as kind:
                charges = self._lines if kind == "discount" else self._deliveries
                charges[-1].off = amount
                self.total -= amount
                return amount
            case "tax":
                self.total += ZERO if step["included"] else amount
                return tax_on(Decimal(step["of"]), Decimal(step["percent"]), included=step["included"])
            case "parcel":
                return self._parcel
            case "coupon":
                return self._coupon(step)
            case "total":
                return self.total
            case other:
                raise ValueError(f"Unknown step {other!r}.")

    def _coupon(self, step: Mapping[str, Any]) -> Decimal:
        """The whole of a coupon: its shares are those that its rule gives, on each line and each delivery."""
        rule = Reduction(
            str(step["code"]), str(step["kind"]), Decimal(step["value"]), Decimal(step["minimum"]), step["seller_id"]
        )
        lines = [charge for charge in self._lines if charge.seller_id is not None and rule.holds_for(charge.seller_id)]
        goods = sum((charge.amount for charge in lines), ZERO)
        shares = spread(rule.off_goods(goods), [charge.amount for charge in lines])
        deliveries = [one for one in self._deliveries if one.seller_id is not None and rule.holds_for(one.seller_id)]
        free = [rule.off_delivery(one.amount, goods) for one in deliveries]
        claimed = [charge.off for charge in (*self._lines, *self._deliveries) if charge.off]
        if [share for share in (*shares, *free) if share] != claimed or goods != Decimal(step["of"]):
            raise ValueError(f"Step {dict(step)} should spread {[str(share) for share in (*shares, *free)]}.")
        return sum((*shares, *free), ZERO)


def _delivery(step: Mapping[str, Any], amount: Decimal) -> Decimal:
    """From its tariff, where the step keeps one."""
    if "base" not in step:
        return amount
    free_over = None if step["free_over"] is None else Decimal(step["free_over"])
    tariff = Tariff(Decimal(step["base"]), free_over, int(step["included_g"]), Decimal(step["per_kg"]))
    return tariff.price(Decimal(step["of"]), int(step["weight_g"]))
