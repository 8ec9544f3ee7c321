"""
The explanation of a price: its steps as plain values, kept with the order, shown to people and executed again.

Each step but the last names the seller whose parcel it belongs to; `coupon` belongs to that of its shop or to none.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from cart.pricing.replaying import Replay
from cart.pricing.values import DeliveryChoice, LineQuote, ParcelQuote, Quote

Step = dict[str, Any]


def steps(quote: Quote) -> list[Step]:
    """What was done to reach the total, one entry per amount."""
    found: list[Step] = []
    for parcel in quote.parcels:
        found += _parcel(parcel)
    if quote.coupon:
        coupon = quote.coupon
        held = [parcel for parcel in quote.parcels if coupon.holds_for(parcel.seller_id)]
        goods = sum(parcel.items_total for parcel in held)
        found.append(
            {"step": "coupon", "code": coupon.code, "kind": coupon.kind, "value": str(coupon.value)}
            | {"minimum": str(coupon.minimum), "seller_id": coupon.seller_id, "of": str(goods)}
            | {"amount": str(quote.discount_total + quote.delivery_off)}
        )
    included = quote.prices_include_tax
    return [*found, {"step": "total", "amount": str(quote.total), "prices_include_tax": included}]


def replay(steps: Sequence[Mapping[str, Any]]) -> Decimal:
    """
    Execute a stored explanation again and answer its total.

    :raises ValueError: where a step does not give the amount that it claims.
    """
    run = Replay()
    for step in steps:
        run.take(step)
    return run.total


def _parcel(parcel: ParcelQuote) -> list[Step]:
    included = parcel.prices_include_tax
    found: list[Step] = []
    for entry in parcel.lines:
        found += [_line(entry), *_share(entry)]
        base = entry.line_total - entry.discount
        found.append(_tax(base, entry.line.tax_percent, entry.tax, included=included))
    if parcel.delivery:
        found.append(_delivery(parcel, parcel.delivery))
        if parcel.delivery_off:
            found.append({"step": "delivery_discount", "amount": str(parcel.delivery_off)})
        percent = parcel.delivery.tax_percent
        found.append(_tax(parcel.delivery_price, percent, parcel.delivery_tax, included=included))
    found.append({"step": "parcel", "amount": str(parcel.total)})
    return [step | {"seller_id": parcel.seller_id} for step in found]


def _line(entry: LineQuote) -> Step:
    line = entry.line
    return {
        "step": "line",
        "sku": line.sku,
        "title": line.title,
        "quantity": line.quantity,
        "list_price": str(line.list_price),
        "unit_price": str(line.unit_price),
        "amount": str(entry.line_total),
    }


def _share(entry: LineQuote) -> list[Step]:
    """This line's part of the coupon, where it has one."""
    return [{"step": "discount", "sku": entry.line.sku, "amount": str(entry.discount)}] if entry.discount else []


def _delivery(parcel: ParcelQuote, choice: DeliveryChoice) -> Step:
    step: Step = {"step": "delivery", "name": choice.name, "amount": str(choice.price)}
    if choice.tariff is None:
        return step
    tariff = choice.tariff
    return step | {
        "base": str(tariff.base),
        "free_over": None if tariff.free_over is None else str(tariff.free_over),
        "included_g": tariff.included_g,
        "per_kg": str(tariff.per_kg),
        "weight_g": choice.weight_g,
        "of": str(parcel.items_total),
    }


def _tax(base: Decimal, percent: Decimal, amount: Decimal, *, included: bool) -> Step:
    return {"step": "tax", "of": str(base), "percent": str(percent), "amount": str(amount), "included": included}
