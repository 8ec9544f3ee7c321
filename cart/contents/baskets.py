"""The basket as a whole: one group per shop, where it goes, what it costs."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _
from django_countries import countries

from accounts.models import Seller
from cart.contents.rows import Row
from cart.coupons import Held
from cart.models import Cart
from cart.pricing import DeliveryChoice, ParcelQuote, Quote
from catalog import delivery
from catalog.delivery import DeliveryOption
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
    """
    :ivar nearby: ids of sellers who deliver to parts of the country, while the postcode is not known.
    :ivar held: the basket's coupon, whether it holds or not; None without one.
    """

    cart: Cart
    groups: tuple[Group, ...]
    quote: Quote
    destination: Destination
    nearby: frozenset[int] = frozenset()
    held: Held | None = None

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
            rows.append((self.coupon_label, -quote.discount_total))
        rows.append((self.delivery_label, self._delivery_words or quote.delivery_total + quote.delivery_off))
        if quote.delivery_off:
            rows.append((self.coupon_label, -quote.delivery_off))
        if not quote.prices_include_tax:
            rows.append((_("Tax"), quote.tax_total))
        return rows

    @property
    def coupon_label(self) -> str:
        return _("Coupon %(code)s") % {"code": self.held.coupon.code if self.held else ""}

    @property
    def coupon_note(self) -> str:
        """What is to be said of a coupon that is given and takes nothing off."""
        if self.held is None or self.quote.coupon:
            return ""
        text = _("%(code)s takes nothing off this basket. It stays unused.") % {"code": self.held.coupon.code}
        return self.held.refusal or text

    @property
    def _delivery_words(self) -> str:
        if self.undelivered:
            known_later = all(seller.pk in self.nearby for seller in self.undelivered)
            return _("Depends on the postcode") if known_later else _("Not possible")
        return "" if self.quote.delivery_total + self.quote.delivery_off else _("Free")

    @property
    def delivery_label(self) -> str:
        return _("Delivery to %(country)s") % {"country": self.destination.country_name}

    @property
    def tax_note(self) -> str:
        """The tax inside the total; where it comes on top, it is a row of its own."""
        if not self.quote.prices_include_tax:
            return ""
        return _("Includes %(tax)s of tax.") % {"tax": money.shown(self.quote.tax_total)}

    @property
    def changed_rows(self) -> list[Row]:
        return [row for row in self.rows if row.is_changed]
