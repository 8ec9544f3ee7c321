"""The rows of an order that is being placed: order, parcels, lines, payments. Called by `orders.operations` alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from accounts.models import PARTS, User
from cart import pricing
from cart.contents import Group, PricedCart
from cart.pricing import LineQuote, ParcelQuote
from catalog import stock
from orders import handover, numbers, redeeming
from orders.emails import parcels as parcel_mails
from orders.emails import placing as mails
from orders.models import Order, OrderEvent, OrderLine, Parcel, ParcelEvent, Payment, PaymentMethod
from orders.states import ParcelStatus, PaymentStatus
from shop.core import crypto, jobs, money


@dataclass(frozen=True)
class Buyer:
    """Who orders, where it goes and how it is paid. `address` has the names of `accounts.models.PARTS`."""

    user: User | None
    email: str
    address: dict[str, str]
    note: str
    payment_method: str


@dataclass(frozen=True)
class Written:
    order: Order
    parcels: list[Parcel]
    items: list[stock.Item]


def write(priced: PricedCart, buyer: Buyer, *, now: datetime) -> Written:
    """
    Insert everything, and answer it with the pieces that are still to be reserved.

    :raises coupons.NotUsable: where the coupon's last use went to somebody else meanwhile.
    """
    coupon = priced.held.coupon if priced.held and priced.quote.coupon else None
    if coupon:
        redeeming.take(coupon, by=buyer.user, email=buyer.email)
    pays_first = is_paid_first(buyer.payment_method, priced.quote.total)
    order = _order(priced, buyer, pays_first=pays_first, now=now)
    if coupon:
        off = {"goods_off": priced.quote.discount_total, "delivery_off": priced.quote.delivery_off}
        redeeming.write(coupon, order, **off, now=now)
    rule = priced.quote.coupon
    of_marketplace = rule is not None and rule.seller_id is None
    parcels = [_parcel(order, group, pays_first=pays_first, of_marketplace=of_marketplace) for group in priced.parcels]
    Parcel.objects.bulk_create(parcels)
    OrderEvent.objects.create(order=order, at=now, by=buyer.user, kind=OrderEvent.PLACED)
    ParcelEvent.objects.bulk_create(
        ParcelEvent(subject=parcel, at=now, by=buyer.user, from_status="", to_status=parcel.status)
        for parcel in parcels
    )
    lines = [
        _line(order, parcel, group, quoted)
        for parcel, group in zip(parcels, priced.parcels, strict=True)
        for quoted in _quote_of(group).lines
    ]
    OrderLine.objects.bulk_create(lines)
    Payment.objects.bulk_create(payments_for(order, parcels, now=now))
    items = [stock.Item(line.variant_id, line.quantity, f"line:{line.pk}") for line in lines if line.variant_id]
    return Written(order, parcels, items)


def announce(order: Order, parcels: list[Parcel]) -> None:
    """The order is on: confirm it to the buyer and tell the shops, once this transaction has committed."""
    jobs.enqueue(mails.send_placed, order_id=order.pk)
    for parcel in parcels:
        jobs.enqueue(parcel_mails.send_new_order, parcel_id=parcel.pk)


def items_of(parcels: Iterable[Parcel], *, suffix: str = "") -> list[stock.Item]:
    """
    The pieces of parcels, for `catalog.stock`.

    :param suffix: sets the cause apart where a line meets the same station a second time.
    """
    return [
        stock.Item(line.variant_id, line.quantity, f"line:{line.pk}{suffix}")
        for parcel in parcels
        for line in parcel.lines.all()
        if line.variant_id is not None
    ]


def is_paid_first(method: str, total: Decimal) -> bool:
    """Whether the parcels wait for money. What costs nothing needs no payment."""
    return method != PaymentMethod.CASH and total > 0


def payments_for(order: Order, parcels: list[Parcel], *, now: datetime) -> list[Payment]:
    """One payment for an online order; for a cash order one per parcel, pending until its courier collects."""
    common: dict[str, Any] = {"order": order, "provider": order.payment_method, "currency": order.currency}
    common["created_at"] = now
    due = [parcel for parcel in parcels if parcel.total > 0]
    if order.payment_method == PaymentMethod.CASH:
        pending = PaymentStatus.PENDING
        return [Payment(**common, parcel=parcel, amount=parcel.total, status=pending) for parcel in due]
    total = sum((parcel.total for parcel in due), money.ZERO)
    return [Payment(**common, amount=total, status=PaymentStatus.CREATED)] if total else []


def _order(priced: PricedCart, buyer: Buyer, *, pays_first: bool, now: datetime) -> Order:
    quote = priced.quote
    return Order.objects.create(
        checkout_id=priced.cart.pk,
        number=numbers.next_number(),
        buyer=buyer.user,
        email=buyer.email,
        email_index=crypto.blind_index(buyer.email),
        phone_index=crypto.blind_index(buyer.address["phone"]) if buyer.address.get("phone") else "",
        note=buyer.note,
        language=get_language() or settings.LANGUAGE_CODE,
        payment_method=buyer.payment_method,
        currency=quote.currency,
        prices_include_tax=quote.prices_include_tax,
        items_total=quote.items_total,
        discount_total=quote.discount_total,
        delivery_total=quote.delivery_total,
        tax_total=quote.tax_total,
        total=quote.total,
        coupon_code=quote.coupon.code if quote.coupon else "",
        explanation=pricing.steps(quote),
        placed_at=now,
        expires_at=now + settings.PAYMENT_EXPIRES_AFTER if pays_first else None,
        **{name: buyer.address.get(name, "") for name in PARTS},
    )


def _parcel(order: Order, group: Group, *, pays_first: bool, of_marketplace: bool) -> Parcel:
    quote = _quote_of(group)
    choice = quote.delivery
    if choice is None:
        raise ValueError(f"{group.seller} does not deliver: the caller checks that.")
    return Parcel(
        order=order,
        seller=group.seller,
        status=ParcelStatus.AWAITING_PAYMENT if pays_first else ParcelStatus.PENDING,
        items_total=quote.items_total,
        discount_total=quote.discount_total,
        delivery_price=quote.delivery_price,
        delivery_tax_percent=choice.tax_percent,
        tax_total=quote.tax_total,
        total=quote.total,
        marketplace_share=quote.discount_total + quote.delivery_off if of_marketplace else money.ZERO,
        commission_rate=group.seller.commission_rate,
        commission=money.rounded(quote.net_goods * group.seller.commission_rate),
        delivery_name=choice.name,
        delivery_method=choice.method,
        arrives_from=choice.arrives_from,
        arrives_to=choice.arrives_to,
        area_id=choice.area_id,
        code_nonce=handover.new_nonce(),
    )


def _line(order: Order, parcel: Parcel, group: Group, quoted: LineQuote) -> OrderLine:
    line = quoted.line
    image = next((row.image for row in group.rows if row.line.variant_id == line.variant_id), None)
    return OrderLine(
        order=order,
        parcel=parcel,
        seller=group.seller,
        variant_id=line.variant_id,
        product_id=line.product_id,
        sku=line.sku,
        title=line.title,
        options_text=line.options_text[:200],
        image_name=image.name(image.widths[0]) if image else "",
        quantity=line.quantity,
        list_price=line.list_price,
        unit_price=line.unit_price,
        line_total=quoted.line_total,
        discount=quoted.discount,
        tax_percent=line.tax_percent,
        tax=quoted.tax,
    )


def _quote_of(group: Group) -> ParcelQuote:
    if group.quote is None:
        raise ValueError(f"Nothing of {group.seller} can be had: the caller passes parcels only.")
    return group.quote
