"""One thing of a wish list at one moment, and what is to be said about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog import pictures
from catalog.models import ProductImage, Variant
from catalog.pricing import Price
from shop.core import money

# So many pieces or fewer are worth saying.
LOW_STOCK = 5


@dataclass(frozen=True)
class Wish:
    """A variant that somebody saved, and what it cost then."""

    variant_id: int
    price_seen: Decimal


@dataclass(frozen=True)
class SavedRow:
    """:ivar price_seen: what it cost when it was saved."""

    variant: Variant
    price: Price
    price_seen: Decimal
    image: ProductImage | None

    @property
    def available(self) -> int:
        stock = getattr(self.variant, "stock", None)
        return max(0, stock.available) if stock else 0

    @property
    def is_offered(self) -> bool:
        return self.variant.is_active and self.variant.product.is_live

    @property
    def can_be_had(self) -> bool:
        return self.is_offered and self.available > 0

    @property
    def was(self) -> Decimal | None:
        return self.price.list_price if self.price.is_reduced else None

    @property
    def title(self) -> str:
        return self.variant.product.title

    @property
    def picture(self) -> pictures.Shown | None:
        return pictures.shown(self.image, alt=self.title)

    @property
    def saving(self) -> str:
        """What it costs less than on the day it was saved; empty where it does not."""
        fall = self.price_seen - self.price.unit_price
        if not self.is_offered or fall <= 0:
            return ""
        return _("%(amount)s less than when you saved it") % {"amount": money.shown(fall)}

    def notices(self) -> Iterator[str]:
        if not self.is_offered:
            yield _("No longer offered.")
        elif not self.available:
            yield _("Sold out.")
        elif self.available <= LOW_STOCK:
            yield ngettext("Only %(n)d left.", "Only %(n)d left.", self.available) % {"n": self.available}
