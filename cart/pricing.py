"""
What a basket costs: pure functions from lines and delivery choices to a frozen quote. No database, no clock.

The order of the steps is the shop's rule (docs/pricing.md): unit price as shown × quantity = line; a discount on
goods, spread over the lines by largest remainder; delivery per parcel; tax, rounded once per line and once per
delivery charge. Sums are never rounded. Nothing falls below zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from shop.core import money
from shop.core.money import ZERO


@dataclass(frozen=True)
class PricedLine:
    """One variant in a basket with its price of now. `tax_percent`: 19 means 19 %."""

    variant_id: int
    product_id: int
    seller_id: int
    sku: str
    title: str
    options_text: str
    quantity: int
    list_price: Decimal
    unit_price: Decimal
    tax_percent: Decimal


@dataclass(frozen=True)
class DeliveryChoice:
    """How one seller's parcel travels: price as shown, promised days, tax on the charge."""

    rate_id: int
    name: str
    method: str
    price: Decimal
    arrives_from: date
    arrives_to: date
    area_id: int | None
    tax_percent: Decimal


@dataclass(frozen=True)
class LineQuote:
    line: PricedLine
    line_total: Decimal
    discount: Decimal
    tax: Decimal


@dataclass(frozen=True)
class ParcelQuote:
    """One seller's part. `delivery` is None where nothing was chosen or nobody delivers: the charge is then zero."""

    seller_id: int
    lines: tuple[LineQuote, ...]
    items_total: Decimal
    discount_total: Decimal
    delivery: DeliveryChoice | None
    delivery_price: Decimal
    delivery_tax: Decimal
    tax_total: Decimal
    total: Decimal

    @property
    def net_goods(self) -> Decimal:
        """Goods after discount without their tax: what commission is taken of."""
        gross = self.items_total - self.discount_total
        return gross - sum((line.tax for line in self.lines), ZERO)


@dataclass(frozen=True)
class Quote:
    """The whole basket. Each total is the sum over the parcels."""

    currency: str
    prices_include_tax: bool
    parcels: tuple[ParcelQuote, ...]
    items_total: Decimal
    discount_total: Decimal
    delivery_total: Decimal
    tax_total: Decimal
    total: Decimal

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The explanation of the price as plain values, kept with the order; `replay` executes it again."""
        return [step for parcel in self.parcels for step in _steps(parcel)] + [
            {"step": "total", "amount": str(self.total), "prices_include_tax": self.prices_include_tax}
        ]


def quote(
    lines: Sequence[PricedLine],
    deliveries: Mapping[int, DeliveryChoice],
    *,
    currency: str,
    discount: Decimal = ZERO,
    prices_include_tax: bool = True,
) -> Quote:
    """
    Price a basket.

    :param lines: in any order; the parcels come in the order in which their sellers first appear.
    :param deliveries: the chosen delivery by seller id.
    :param discount: an amount off the goods of the whole basket; what exceeds the goods is ignored.
    :raises ValueError: for a quantity below one or a negative amount.
    """
    _check(lines, deliveries, discount)
    line_totals = [line.unit_price * line.quantity for line in lines]
    shares = money.split(min(discount, sum(line_totals, ZERO)), line_totals) if lines else []
    by_seller: dict[int, list[LineQuote]] = {}
    for line, line_total, share in zip(lines, line_totals, shares, strict=True):
        tax = _tax(line_total - share, line.tax_percent, included=prices_include_tax)
        by_seller.setdefault(line.seller_id, []).append(LineQuote(line, line_total, share, tax))
    parcels = tuple(
        _parcel(seller_id, tuple(own), deliveries.get(seller_id), included=prices_include_tax)
        for seller_id, own in by_seller.items()
    )
    return Quote(
        currency=currency,
        prices_include_tax=prices_include_tax,
        parcels=parcels,
        items_total=sum((parcel.items_total for parcel in parcels), ZERO),
        discount_total=sum((parcel.discount_total for parcel in parcels), ZERO),
        delivery_total=sum((parcel.delivery_price for parcel in parcels), ZERO),
        tax_total=sum((parcel.tax_total for parcel in parcels), ZERO),
        total=sum((parcel.total for parcel in parcels), ZERO),
    )


def replay(steps: Sequence[Mapping[str, Any]]) -> Decimal:
    """
    Execute a stored explanation again and answer its total.

    :raises ValueError: where a step does not give the amount that it claims.
    """
    total = ZERO
    for step in steps:
        amount = Decimal(step["amount"])
        match step["step"]:
            case "line":
                expected = Decimal(step["unit_price"]) * step["quantity"]
                total += amount
            case "discount":
                expected, total = amount, total - amount
            case "delivery":
                expected, total = amount, total + amount
            case "tax":
                expected = _tax(Decimal(step["of"]), Decimal(step["percent"]), included=step["included"])
                total += ZERO if step["included"] else amount
            case "total":
                expected = total
            case other:
                raise ValueError(f"Unknown step {other!r}.")
        if amount != expected:
            raise ValueError(f"Step {dict(step)} should give {expected}.")
    return total


def _check(lines: Sequence[PricedLine], deliveries: Mapping[int, DeliveryChoice], discount: Decimal) -> None:
    if any(line.quantity < 1 for line in lines):
        raise ValueError("A line needs at least one piece.")
    amounts = [discount, *(line.unit_price for line in lines), *(choice.price for choice in deliveries.values())]
    if min(amounts) < 0:
        raise ValueError("Amounts cannot be negative.")


def _tax(amount: Decimal, percent: Decimal, *, included: bool) -> Decimal:
    return money.included_tax(amount, percent) if included else money.percent_of(amount, percent)


def _parcel(
    seller_id: int, lines: tuple[LineQuote, ...], delivery: DeliveryChoice | None, *, included: bool
) -> ParcelQuote:
    items_total = sum((line.line_total for line in lines), ZERO)
    discount_total = sum((line.discount for line in lines), ZERO)
    charge = delivery.price if delivery else ZERO
    delivery_tax = _tax(charge, delivery.tax_percent, included=included) if delivery else ZERO
    tax_total = sum((line.tax for line in lines), ZERO) + delivery_tax
    return ParcelQuote(
        seller_id=seller_id,
        lines=lines,
        items_total=items_total,
        discount_total=discount_total,
        delivery=delivery,
        delivery_price=charge,
        delivery_tax=delivery_tax,
        tax_total=tax_total,
        total=items_total - discount_total + charge + (ZERO if included else tax_total),
    )


def _steps(parcel: ParcelQuote) -> list[dict[str, Any]]:
    """A parcel's part of the explanation. Taxes are inside the prices where `included` is true."""
    included = parcel.total == parcel.items_total - parcel.discount_total + parcel.delivery_price
    steps: list[dict[str, Any]] = []
    for entry in parcel.lines:
        line = asdict(entry.line)
        names = ("sku", "title", "quantity", "seller_id")
        steps.append(
            {"step": "line", **{name: line[name] for name in names}, "amount": str(entry.line_total)}
            | {"list_price": str(entry.line.list_price), "unit_price": str(entry.line.unit_price)}
        )
        if entry.discount:
            steps.append({"step": "discount", "sku": entry.line.sku, "amount": str(entry.discount)})
        base = entry.line_total - entry.discount
        steps.append(_tax_step(base, entry.line.tax_percent, entry.tax, included=included))
    if parcel.delivery:
        steps.append({"step": "delivery", "name": parcel.delivery.name, "amount": str(parcel.delivery_price)})
        percent = parcel.delivery.tax_percent
        steps.append(_tax_step(parcel.delivery_price, percent, parcel.delivery_tax, included=included))
    return steps


def _tax_step(base: Decimal, percent: Decimal, amount: Decimal, *, included: bool) -> dict[str, Any]:
    return {"step": "tax", "of": str(base), "percent": str(percent), "amount": str(amount), "included": included}
