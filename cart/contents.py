"""
A basket with the prices and the stock of one moment, as every page of the checkout shows it and as it is placed.

`cart.queries.priced` makes it. Nothing here writes: a quantity that cannot be had is shown and counted as what can,
with a notice; the next POST of the basket keeps it (`cart.operations.settle`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_countries import countries

from accounts.models import Seller
from cart.models import Cart, CartLine
from cart.pricing import DeliveryChoice, ParcelQuote, PricedLine, Quote
from catalog import delivery, pictures
from catalog.delivery import DeliveryOption
from catalog.models import ProductImage
from catalog.pricing import Price
from shop.core import money


@dataclass(frozen=True)
class Destination:
    country: str
    postal_code: str = ""

    @property
    def is_rough(self) -> bool:
        """Whether only the country is known: some shops deliver to parts of it."""
        return not self.postal_code

    @property
    def country_name(self) -> str:
        return str(countries.name(self.country))


@dataclass(frozen=True)
class Notice:
    """A sentence about one line, to be shown beside it (`text`) or anywhere else (`str(notice)`)."""

    line_id: int
    title: str
    text: str

    def __str__(self) -> str:
        return f"{self.title}: {self.text}"


def only_left(quantity: int) -> str:
    text = ngettext(
        "Only %(left)d left. We set the quantity to %(left)d.",
        "Only %(left)d left. We set the quantity to %(left)d.",
        quantity,
    )
    return text % {"left": quantity}


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
    def picture(self) -> pictures.Shown | None:
        return pictures.shown(self.image, alt=self.title)

    @property
    def is_own(self) -> bool:
        """Whether the buyer is the seller: such goods cannot be ordered."""
        owner = self.line.cart.user_id
        return owner is not None and self.seller.user_id == owner

    @property
    def line_total(self) -> Decimal:
        return self.price.unit_price * self.quantity

    @property
    def is_changed(self) -> bool:
        """Whether it is no longer what the buyer last agreed to."""
        return self.quantity != self.wanted or self.price.unit_price != self.line.price_seen

    def notices(self) -> list["Notice"]:
        """What changed since the buyer last looked."""
        return [Notice(self.line.pk, self.title, text) for text in self._news()]

    def _news(self) -> Iterator[str]:
        if not self.is_offered:
            yield _("No longer offered.")
        elif not self.quantity:
            yield _("Sold out.")
        else:
            if self.quantity < self.wanted:
                yield only_left(self.quantity)
            if self.price.unit_price != self.line.price_seen:
                old, new = money.shown(self.line.price_seen), money.shown(self.price.unit_price)
                yield _("The price changed from %(old)s to %(new)s.") % {"old": old, "new": new}

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

    @property
    def arrival(self) -> str:
        """ "Arrives Tue 24 – Wed 25 Nov"; empty where nobody delivers."""
        if self.choice is None:
            return ""
        days = delivery.date_range(self.choice.arrives_from, self.choice.arrives_to)
        return _("Arrives %(days)s") % {"days": days}

    @property
    def missing_for_free(self) -> Decimal | None:
        """What this shop's goods lack for free delivery, if it offers that and it is not far."""
        option = next((one for one in self.options if self.choice and one.rate_id == self.choice.rate_id), None)
        if option is None or option.free_over is None or self.quote is None or not option.price:
            return None
        return option.free_over - self.quote.items_total


@dataclass(frozen=True)
class PricedCart:
    """`nearby` are the ids of sellers who deliver to parts of the country, while the postcode is not known."""

    cart: Cart
    groups: tuple[Group, ...]
    quote: Quote
    destination: Destination
    nearby: frozenset[int] = frozenset()

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
        return [row for row in self.rows if row.is_own]

    @property
    def undelivered(self) -> list[Seller]:
        """Sellers who do not deliver there."""
        return [group.seller for group in self.parcels if group.choice is None]

    @property
    def delivery_notes(self) -> list[str]:
        """Why the delivery of some shops is not in the total."""
        place = {"country": self.destination.country_name}
        return [
            _("%(shop)s: the delivery depends on your postcode.") % {"shop": seller.name}
            if seller.pk in self.nearby
            else _("%(shop)s does not deliver to %(country)s.") % {"shop": seller.name, **place}
            for seller in self.undelivered
        ]

    @property
    def totals(self) -> list[tuple[str, Decimal | str]]:
        """The sums above the total, as the totals component draws them."""
        quote = self.quote
        rows: list[tuple[str, Decimal | str]] = [(_("Items"), quote.items_total)]
        if quote.discount_total:
            rows.append((_("Discount"), -quote.discount_total))
        rows.append((self.delivery_label, self._delivery_words or quote.delivery_total))
        return rows

    @property
    def _delivery_words(self) -> str:
        if self.undelivered:
            known_later = all(seller.pk in self.nearby for seller in self.undelivered)
            return _("Depends on the postcode") if known_later else _("Not possible")
        return "" if self.quote.delivery_total else _("Free")

    @property
    def delivery_label(self) -> str:
        return _("Delivery to %(country)s") % {"country": self.destination.country_name}

    @property
    def tax_note(self) -> str:
        return _("Includes %(tax)s of tax.") % {"tax": money.shown(self.quote.tax_total)}

    @property
    def changed_rows(self) -> list[Row]:
        return [row for row in self.rows if row.is_changed]
