"""
A basket with the prices and the stock of this moment, as every page of the checkout shows it and as it is placed.

Nothing here writes: a quantity that cannot be had is shown and counted as what can, with a notice; the next POST of
the basket keeps it (`cart.operations.settle`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Address, Seller
from cart import drafts, pricing
from cart.models import Cart, CartLine
from cart.pricing import DeliveryChoice, ParcelQuote, PricedLine, Quote
from catalog import delivery, taxes
from catalog import pricing as catalog_pricing
from catalog.delivery import DeliveryOption
from catalog.models import ProductImage, Variant
from catalog.pricing import Price
from shop.core import money
from shop.core.money import ZERO

# Where parcels go until somebody says otherwise.
HOME_COUNTRY = "DE"


@dataclass(frozen=True)
class Destination:
    country: str
    postal_code: str = ""


@dataclass(frozen=True)
class Row:
    """
    One line of the basket.

    :ivar wanted: pieces that the buyer asked for.
    :ivar quantity: pieces that can be had of them; 0 where the line is sold out or no longer offered.
    """

    line: CartLine
    price: Price
    tax_percent: Decimal
    available: int
    image: ProductImage | None

    @property
    def is_offered(self) -> bool:
        return self.line.variant.is_active and self.line.variant.product.is_live

    @property
    def wanted(self) -> int:
        return self.line.quantity

    @property
    def quantity(self) -> int:
        return min(self.wanted, self.available) if self.is_offered else 0

    @property
    def seller(self) -> Seller:
        return self.line.variant.product.seller

    @property
    def title(self) -> str:
        return self.line.variant.product.title

    @property
    def line_total(self) -> Decimal:
        return self.price.unit_price * self.quantity

    @property
    def is_changed(self) -> bool:
        """Whether it is no longer what the buyer last agreed to."""
        return self.quantity != self.wanted or self.price.unit_price != self.line.price_seen

    def notices(self) -> list[str]:
        """What changed since the buyer last looked, a sentence each."""
        if not self.is_offered:
            return [_("“%(title)s” is no longer offered.") % {"title": self.title}]
        if not self.quantity:
            return [_("“%(title)s” is sold out.") % {"title": self.title}]
        found = []
        if self.quantity < self.wanted:
            text = ngettext(
                "Only %(left)d left. We set the quantity to %(left)d.",
                "Only %(left)d left. We set the quantity to %(left)d.",
                self.quantity,
            )
            found.append(text % {"left": self.quantity})
        if self.price.unit_price != self.line.price_seen:
            old, new = money.shown(self.line.price_seen), money.shown(self.price.unit_price)
            found.append(_("The price changed from %(old)s to %(new)s.") % {"old": old, "new": new})
        return found

    def priced_line(self) -> PricedLine:
        variant = self.line.variant
        return PricedLine(
            variant_id=variant.pk,
            product_id=variant.product_id,
            seller_id=variant.product.seller_id,
            sku=variant.sku,
            title=variant.product.title,
            options_text=variant.options_text,
            quantity=self.quantity,
            list_price=self.price.list_price,
            unit_price=self.price.unit_price,
            tax_percent=self.tax_percent,
        )


@dataclass(frozen=True)
class Group:
    """The lines of one seller: what becomes one parcel. `quote` is None where nothing in it can be had."""

    seller: Seller
    rows: tuple[Row, ...]
    options: tuple[DeliveryOption, ...]
    quote: ParcelQuote | None

    @property
    def choice(self) -> DeliveryChoice | None:
        return self.quote.delivery if self.quote else None


@dataclass(frozen=True)
class PricedCart:
    cart: Cart
    groups: tuple[Group, ...]
    quote: Quote
    destination: Destination

    @cached_property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def is_empty(self) -> bool:
        return not self.groups

    @property
    def parcels(self) -> list[Group]:
        """The groups that become parcels."""
        return [group for group in self.groups if group.quote]

    @property
    def own_goods(self) -> list[Row]:
        """Lines from the buyer's own shop, which cannot be ordered."""
        owner = self.cart.user_id
        return [row for row in self.rows if owner is not None and row.seller.user_id == owner]

    @property
    def undelivered(self) -> list[Seller]:
        """Sellers who do not deliver there."""
        return [group.seller for group in self.parcels if group.choice is None]

    @property
    def changed_rows(self) -> list[Row]:
        return [row for row in self.rows if row.is_changed]


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
    return PricedCart(cart, _groups(rows, options, quote), quote, destination)


def destination_of(cart: Cart) -> Destination:
    """Where the basket goes as far as we know: its draft, else the user's default address, else the home country."""
    address: Mapping[str, str] = drafts.of(cart).address
    if not address and cart.user_id:
        saved = Address.objects.filter(owner_id=cart.user_id).order_by("-is_default", "-id").first()
        address = saved.parts() if saved else {}
    if address:
        return Destination(address["country"], address["postal_code"])
    return Destination(HOME_COUNTRY)


def _lines(cart: Cart) -> list[CartLine]:
    lines = CartLine.objects.filter(cart=cart).select_related("variant__product__seller", "variant__stock")
    return list(lines.defer("variant__product__description", "variant__product__seller__story").order_by("id"))


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


def _options(
    sold: Sequence[PricedLine], destination: Destination, *, now: datetime
) -> dict[int, list[DeliveryOption]]:
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


def _groups(
    rows: Sequence[Row], options: Mapping[int, Sequence[DeliveryOption]], quote: Quote
) -> tuple[Group, ...]:
    quotes = {parcel.seller_id: parcel for parcel in quote.parcels}
    by_seller: dict[int, list[Row]] = {}
    for row in rows:
        by_seller.setdefault(row.seller.pk, []).append(row)
    return tuple(
        Group(own[0].seller, tuple(own), tuple(options.get(seller_id, ())), quotes.get(seller_id))
        for seller_id, own in by_seller.items()
    )
