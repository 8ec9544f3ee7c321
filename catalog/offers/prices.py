"""The list price of a variant, each change with its history."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from catalog import pricing
from catalog.models import PriceChange, Product, Variant
from catalog.offers.faults import BadOffer
from shop.core import money, states


class PriceChanged(states.ChangedMeanwhile):
    """The price is no longer what the editor saw. `current` is what it is."""

    def __init__(self, message: str, *, current: Decimal) -> None:
        super().__init__(message)
        self.current = current


@transaction.atomic
def set_price(
    *, variant: Variant, price: Decimal, expected: Decimal | None = None, by: User | None, now: datetime
) -> Variant:
    """
    Set the list price of a variant, in the shop's currency. The same price again changes nothing.

    :param expected: what the person saw before; None to set it whatever it was.
    :raises BadOffer: zero, negative, too large, or parts of a cent.
    :raises PriceChanged: where it was no longer `expected`.
    """
    _check_price(price)
    product = Product.objects.locked().get(pk=variant.product_id)
    variant = Variant.objects.select_for_update(no_key=True).get(pk=variant.pk)
    if variant.price == price:
        return variant
    if expected is not None and expected != variant.price:
        raise _changed(variant.price, price)
    PriceChange.objects.create(variant=variant, old_price=variant.price, new_price=price, at=now, by=by)
    audit.record(by=by, action="price", about=variant, at=now, before={"price": variant.price}, after={"price": price})
    variant.price = price
    variant.save(update_fields=["price"])
    product.version += 1
    product.save(update_fields=["version", "updated_at"])
    pricing.refresh_sale([variant.product_id], now=now)
    return variant


def _check_price(price: Decimal) -> None:
    if not price.is_finite() or not money.ZERO < price <= money.LARGEST or price != money.rounded(price):
        raise BadOffer(_("The price must be an amount above zero, such as 12.50."), field="price")


def _changed(current: Decimal, wanted: Decimal) -> PriceChanged:
    text = _("The price changed to %(current)s while you edited. Your %(wanted)s was not saved. Save again?")
    return PriceChanged(text % {"current": money.shown(current), "wanted": money.shown(wanted)}, current=current)
