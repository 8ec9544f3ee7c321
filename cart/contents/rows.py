"""One line of a basket at one moment, and what is to be said about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Seller
from cart.models import CartLine
from cart.pricing import PricedLine
from catalog import pictures
from catalog.models import ProductImage
from catalog.pricing import Price
from shop.core import money


@dataclass(frozen=True)
class Notice:
    """A sentence about one line (0: about the basket), shown beside it (`text`) or anywhere else (`str(notice)`)."""

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
            weight_g=variant.weight_g,
        )
