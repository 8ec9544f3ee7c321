"""A basket with prices, stock, taxes and delivery of this moment, in a number of queries that no line raises."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.conf import settings

from accounts import addresses
from accounts.models import Address
from cart import coupons, drafts, pricing
from cart.contents import Destination, Group, PricedCart, Row
from cart.coupons import Held
from cart.models import Cart, CartLine
from cart.pricing import DeliveryChoice, PricedLine, Quote
from catalog import delivery, pictures, taxes
from catalog import pricing as catalog_pricing
from catalog.delivery import DeliveryOption
from catalog.models import ProductImage, Variant
from shop.core import registry
from shop.core.money import ZERO


def priced(
    cart: Cart,
    *,
    now: datetime,
    destination: Destination | None = None,
    chosen: Mapping[int, int] | None = None,
) -> PricedCart:
    """
    Price a basket as of now.

    :param destination: where it goes; by default what its draft or the user's default address says.
    :param chosen: delivery rate by seller id; by default the draft's. A rate that is gone falls back to the first.
    """
    draft = drafts.of(cart)
    destination = destination or destination_of(cart)
    lines = _lines(cart)
    percents = taxes.percents([line.variant.product.category_id for line in lines], country=destination.country)
    rows = _rows(lines, percents, now=now)
    sold = [row.priced_line() for row in rows if row.quantity]
    options = _options(sold, destination, now=now)
    wishes = draft.delivery if chosen is None else chosen
    picked = {
        seller_id: _choice(own, wishes.get(seller_id), percents[None]) for seller_id, own in options.items() if own
    }
    held = _held(cart, sold, email=draft.email, now=now)
    quote = pricing.quote(
        sold,
        picked,
        currency=settings.CURRENCY,
        coupon=held.reduction if held else None,
        prices_include_tax=settings.PRICES_INCLUDE_TAX,
    )
    unserved = [seller_id for seller_id, own in options.items() if not own]
    nearby = delivery.estimates(unserved, now=now, country=destination.country) if unserved else {}
    found = frozenset(nearby) if destination.is_rough else frozenset()
    return PricedCart(cart, _groups(rows, options, quote), quote, destination, found, held)


def _held(cart: Cart, sold: Sequence[PricedLine], *, email: str, now: datetime) -> Held | None:
    """The basket's coupon and whether it holds. Up to two queries more, and none without a coupon."""
    coupon = cart.coupon
    if coupon is None:
        return None
    uses = registry.coupon_uses(coupon.pk, cart.user_id, email) if coupon.per_user_limit is not None else 0
    return Held(coupon, coupons.refusal(coupon, sold, uses=uses, now=now))


def destination_of(cart: Cart) -> Destination:
    """Where the basket goes as far as we know: its draft, else the user's default address, else the home country."""
    address: Mapping[str, str] = drafts.of(cart).address
    if not address and cart.user_id:
        saved = Address.objects.filter(owner_id=cart.user_id).order_by("-is_default", "-id").first()
        address = saved.parts() if saved else {}
    if address:
        return Destination(address["country"], address["postal_code"])
    return Destination(addresses.HOME)


def _lines(cart: Cart) -> list[CartLine]:
    found = CartLine.objects.filter(cart=cart).select_related("variant__product__seller", "variant__stock")
    lines = list(found.defer("variant__product__description", "variant__product__seller__story").order_by("id"))
    for line in lines:
        line.cart = cart
    return lines


def _rows(lines: Sequence[CartLine], percents: Mapping[int | None, Decimal], *, now: datetime) -> list[Row]:
    variants = [line.variant for line in lines]
    prices = catalog_pricing.prices(variants, now=now) if variants else {}
    images = images_of(variants)
    return [
        Row(
            line=line,
            price=prices[line.variant_id],
            tax_percent=percents[line.variant.product.category_id],
            available=stock.available if (stock := getattr(line.variant, "stock", None)) else 0,
            image=images.get(line.variant_id),
        )
        for line in lines
    ]


def images_of(variants: Sequence[Variant]) -> dict[int, ProductImage]:
    """The picture that stands best for each variant, by variant id: see `catalog.pictures.mismatch`."""
    by_product: dict[int | None, list[ProductImage]] = {}
    pictures = ProductImage.objects.filter(product__in={variant.product_id for variant in variants})
    for picture in pictures.select_related("variant").order_by("position", "id") if variants else ():
        by_product.setdefault(picture.product_id, []).append(picture)
    found = {}
    for variant in variants:
        own = by_product.get(variant.product_id, [])
        if own:
            found[variant.pk] = min(own, key=lambda picture: _mismatch(picture, variant))
    return found


def _mismatch(picture: ProductImage, variant: Variant) -> int:
    return pictures.mismatch(picture.variant.options if picture.variant else None, variant.options)


def _options(sold: Sequence[PricedLine], destination: Destination, *, now: datetime) -> dict[int, list[DeliveryOption]]:
    totals: dict[int, Decimal] = {}
    weights: dict[int, int] = {}
    for line in sold:
        totals[line.seller_id] = totals.get(line.seller_id, ZERO) + line.unit_price * line.quantity
        weights[line.seller_id] = weights.get(line.seller_id, 0) + line.weight_g * line.quantity
    if not totals:
        return {}
    return delivery.options(
        seller_ids=list(totals),
        country=destination.country,
        postal_code=destination.postal_code,
        items_totals=totals,
        weights=weights,
        now=now,
    )


def _choice(options: Sequence[DeliveryOption], wish: int | None, tax_percent: Decimal) -> DeliveryChoice:
    option = next((option for option in options if option.rate_id == wish), options[0])
    return DeliveryChoice(
        rate_id=option.rate_id,
        name=option.name,
        method=option.method,
        price=option.price,
        arrives_from=option.arrives_from,
        arrives_to=option.arrives_to,
        area_id=option.area_id,
        tax_percent=tax_percent,
        tariff=option.tariff,
        weight_g=option.weight_g,
    )


def _groups(rows: Sequence[Row], options: Mapping[int, Sequence[DeliveryOption]], quote: Quote) -> tuple[Group, ...]:
    quotes = {parcel.seller_id: parcel for parcel in quote.parcels}
    by_seller: dict[int, list[Row]] = {}
    for row in rows:
        by_seller.setdefault(row.seller.pk, []).append(row)
    return tuple(
        Group(own[0].seller, tuple(own), tuple(options.get(seller_id, ())), quotes.get(seller_id))
        for seller_id, own in by_seller.items()
    )
