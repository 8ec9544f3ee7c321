"""
Finding baskets: whose is this one, which is the current one, how many things are in it, what they cost now.

A user's baskets are found by `user`, a guest's through the ids that the session keeps. An anonymous visitor never
matches by a missing user: without an id in the session there is nothing to see.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest

from accounts import addresses
from accounts.models import Address
from cart import drafts, pricing
from cart.contents import Destination, Group, PricedCart, Row
from cart.models import Cart, CartLine, CartState
from cart.pricing import DeliveryChoice, PricedLine, Quote
from catalog import delivery, taxes
from catalog import pricing as catalog_pricing
from catalog.delivery import DeliveryOption
from catalog.models import ProductImage, Variant
from shop.core.money import ZERO

# The ids of the baskets that this visitor filled as a guest, oldest first; ordered ones stay, for their confirmation.
SESSION_KEY = "carts"
COUNT_SECONDS = 600


def session_ids(request: HttpRequest) -> list[uuid.UUID]:
    """The baskets that this session owns, oldest first. What is no id is passed over."""
    ids = []
    for text in request.session.get(SESSION_KEY, ()):
        try:
            ids.append(uuid.UUID(text))
        except (ValueError, TypeError, AttributeError):
            continue
    return ids


def visible_to(request: HttpRequest) -> QuerySet[Cart]:
    """The baskets of this visitor in any state: the user's own, and those that the session filled as a guest."""
    own = Q(pk__in=session_ids(request), user=None)
    if request.user.is_authenticated:
        own |= Q(user=request.user)
    return Cart.objects.filter(own)


def current(request: HttpRequest) -> Cart | None:
    """The open basket of this visitor, or None before something was put into one."""
    if request.user.is_authenticated:
        return of_user(request.user)
    return guest_cart(request)


def guest_cart(request: HttpRequest) -> Cart | None:
    """The open basket that this session filled as a guest; the newest, should there be several."""
    ids = session_ids(request)
    if not ids:
        return None
    found = {cart.pk: cart for cart in Cart.objects.open().filter(pk__in=ids, user=None)}
    return next((found[pk] for pk in reversed(ids) if pk in found), None)


def of_user(user: Any) -> Cart | None:
    """The one open basket of a user. None for a guest: an anonymous user never equals a missing owner."""
    if not user.is_authenticated:
        return None
    return Cart.objects.open().filter(user=user).first()


def basket_count(request: HttpRequest) -> int:
    """How many things are in the basket, for the header: from Redis, and without any look-up where there is none."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return _counted(f"user:{user.pk}", Q(cart__user=user))
    ids = session_ids(request)
    return _counted(f"cart:{ids[-1]}", Q(cart=ids[-1], cart__user=None)) if ids else 0


def count(cart: Cart) -> int:
    """How many things are in this basket, from the database."""
    return CartLine.objects.filter(cart=cart).aggregate(pieces=Sum("quantity"))["pieces"] or 0


def remember_count(cart: Cart, pieces: int) -> None:
    """Keep the count for the header. Writers overwrite, readers only fill a gap, so that no reader sets back."""
    cache.set(_key(f"user:{cart.user_id}" if cart.user_id else f"cart:{cart.pk}"), pieces, COUNT_SECONDS)


def _counted(owner: str, own: Q) -> int:
    known = cache.get(_key(owner))
    if isinstance(known, int):
        return known
    lines = CartLine.objects.filter(own, cart__state=CartState.OPEN)
    pieces: int = lines.aggregate(pieces=Sum("quantity"))["pieces"] or 0
    cache.add(_key(owner), pieces, COUNT_SECONDS)
    return pieces


def _key(owner: str) -> str:
    return f"basket-count:{owner}"


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
    quote = pricing.quote(sold, picked, currency=settings.CURRENCY)
    unserved = [seller_id for seller_id, own in options.items() if not own]
    nearby = delivery.estimates(unserved, now=now, country=destination.country) if unserved else {}
    found = frozenset(nearby) if destination.is_rough else frozenset()
    return PricedCart(cart, _groups(rows, options, quote), quote, destination, found)


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
    images = _images(variants)
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


def _images(variants: Sequence[Variant]) -> dict[int, ProductImage]:
    """The picture of each variant, otherwise the first of its product, by variant id."""
    by_product: dict[int | None, list[ProductImage]] = {}
    pictures = ProductImage.objects.filter(product__in={variant.product_id for variant in variants})
    for picture in pictures.order_by("position", "id") if variants else ():
        by_product.setdefault(picture.product_id, []).append(picture)
    found = {}
    for variant in variants:
        own = by_product.get(variant.product_id, [])
        if own:
            found[variant.pk] = next((picture for picture in own if picture.variant_id == variant.pk), own[0])
    return found


def _options(sold: Sequence[PricedLine], destination: Destination, *, now: datetime) -> dict[int, list[DeliveryOption]]:
    totals: dict[int, Decimal] = {}
    for line in sold:
        totals[line.seller_id] = totals.get(line.seller_id, ZERO) + line.unit_price * line.quantity
    if not totals:
        return {}
    return delivery.options(
        seller_ids=list(totals),
        country=destination.country,
        postal_code=destination.postal_code,
        items_totals=totals,
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
