"""
The sums. The order of the steps is the shop's rule (docs/pricing.md): unit price as shown × quantity = line; a coupon
on goods, spread over the lines by largest remainder; delivery per parcel; a coupon on delivery; tax, rounded once per
line and once per delivery charge. Sums are never rounded. Nothing falls below zero.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from cart.pricing.reductions import Reduction
from cart.pricing.values import DeliveryChoice, LineQuote, ParcelQuote, PricedLine, Quote
from shop.core import money
from shop.core.money import ZERO


def quote(
    lines: Sequence[PricedLine],
    deliveries: Mapping[int, DeliveryChoice],
    *,
    currency: str,
    coupon: Reduction | None = None,
    prices_include_tax: bool = True,
) -> Quote:
    """
    Price a basket.

    :param lines: in any order; the parcels come in the order in which their sellers first appear.
    :param deliveries: the chosen delivery by seller id.
    :raises ValueError: for a quantity below one or a negative amount.
    """
    _check(lines, deliveries, coupon)
    goods = goods_of(lines, coupon)
    by_seller: dict[int, list[LineQuote]] = {}
    for line, share in zip(lines, _shares(lines, coupon, goods), strict=True):
        line_total = line.unit_price * line.quantity
        tax = tax_on(line_total - share, line.tax_percent, included=prices_include_tax)
        by_seller.setdefault(line.seller_id, []).append(LineQuote(line, line_total, share, tax))
    parcels = tuple(
        _parcel(
            seller_id,
            tuple(own),
            deliveries.get(seller_id),
            coupon if coupon and coupon.holds_for(seller_id) else None,
            goods,
            included=prices_include_tax,
        )
        for seller_id, own in by_seller.items()
    )
    return _whole(parcels, currency, coupon, included=prices_include_tax)


def goods_of(lines: Sequence[PricedLine], coupon: Reduction | None) -> Decimal:
    """The value of the goods that a coupon holds for."""
    held = (line for line in lines if coupon and coupon.holds_for(line.seller_id))
    return sum((line.unit_price * line.quantity for line in held), ZERO)


def tax_on(amount: Decimal, percent: Decimal, *, included: bool) -> Decimal:
    """The tax in or, where it is not included, on top of an amount."""
    return money.included_tax(amount, percent) if included else money.percent_of(amount, percent)


def spread(off: Decimal, totals: Sequence[Decimal]) -> list[Decimal]:
    """A coupon's amount over the lines that it holds for, by largest remainder."""
    return money.split(off, totals) if off else [ZERO] * len(totals)


def _check(lines: Sequence[PricedLine], deliveries: Mapping[int, DeliveryChoice], coupon: Reduction | None) -> None:
    if any(line.quantity < 1 for line in lines):
        raise ValueError("A line needs at least one piece.")
    amounts = [*(line.unit_price for line in lines), *(choice.price for choice in deliveries.values())]
    if min([ZERO, coupon.value if coupon else ZERO, *amounts]) < 0:
        raise ValueError("Amounts cannot be negative.")


def _shares(lines: Sequence[PricedLine], coupon: Reduction | None, goods: Decimal) -> list[Decimal]:
    if coupon is None:
        return [ZERO] * len(lines)
    held = [coupon.holds_for(line.seller_id) for line in lines]
    totals = [line.unit_price * line.quantity for line, is_held in zip(lines, held, strict=True) if is_held]
    shares = iter(spread(coupon.off_goods(goods), totals))
    return [next(shares) if is_held else ZERO for is_held in held]


def _parcel(
    seller_id: int,
    lines: tuple[LineQuote, ...],
    delivery: DeliveryChoice | None,
    coupon: Reduction | None,
    goods: Decimal,
    *,
    included: bool,
) -> ParcelQuote:
    items_total = sum((line.line_total for line in lines), ZERO)
    discount_total = sum((line.discount for line in lines), ZERO)
    listed = delivery.price if delivery else ZERO
    off = coupon.off_delivery(listed, goods) if coupon else ZERO
    charge = listed - off
    delivery_tax = tax_on(charge, delivery.tax_percent, included=included) if delivery else ZERO
    tax_total = sum((line.tax for line in lines), ZERO) + delivery_tax
    return ParcelQuote(
        seller_id=seller_id,
        lines=lines,
        items_total=items_total,
        discount_total=discount_total,
        delivery=delivery,
        delivery_price=charge,
        delivery_off=off,
        delivery_tax=delivery_tax,
        tax_total=tax_total,
        total=items_total - discount_total + charge + (ZERO if included else tax_total),
        prices_include_tax=included,
    )


def _whole(parcels: tuple[ParcelQuote, ...], currency: str, coupon: Reduction | None, *, included: bool) -> Quote:
    discount_total = sum((parcel.discount_total for parcel in parcels), ZERO)
    delivery_off = sum((parcel.delivery_off for parcel in parcels), ZERO)
    return Quote(
        currency=currency,
        prices_include_tax=included,
        parcels=parcels,
        items_total=sum((parcel.items_total for parcel in parcels), ZERO),
        discount_total=discount_total,
        delivery_total=sum((parcel.delivery_price for parcel in parcels), ZERO),
        delivery_off=delivery_off,
        tax_total=sum((parcel.tax_total for parcel in parcels), ZERO),
        total=sum((parcel.total for parcel in parcels), ZERO),
        coupon=coupon if discount_total or delivery_off else None,
    )
