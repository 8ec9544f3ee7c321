"""What a seller says about the shop, and what its parcels cost: everything that pages and search repeat elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Seller, User
from catalog import fragments, pictures, search
from catalog.models import Area, DeliveryRate, Product, ProductImage
from shop.core import errors, money

MOST_RATES = 40
LONGEST_DAYS = 60


class BadShop(errors.DomainError):
    """Something about the shop cannot stand. `fields` says what: "name", "rates.2.name"."""

    status = 422


@dataclass(frozen=True, slots=True)
class RateData:
    """
    A delivery rate as it is written down. Money in the shop's currency, days are working days.

    :ivar id: the rate that this changes, or None for a new one.
    :ivar included_g: grams that the price covers; each started kilogram above costs `per_kg`.
    :ivar max_g: grams at most, None for any weight.
    """

    area: Area
    method: str
    name: str
    price: Decimal
    free_over: Decimal | None = None
    days_min: int = 1
    days_max: int = 3
    id: int | None = None
    included_g: int = 0
    per_kg: Decimal = money.ZERO
    max_g: int | None = None


@transaction.atomic
def update_shop(
    *, seller: Seller, name: str, story: str, town: str, handling_days: int, holiday_until: date | None,
    by: User | None, now: datetime,
) -> Seller:  # fmt: skip
    """
    Change what buyers read about a shop. Its address (slug) stays, so that links keep working.

    :raises BadShop: without a name.
    """
    if not name.strip():
        raise BadShop(_("Give your shop a name."), fields={"name": [_("Give your shop a name.")]})
    seller = Seller.objects.select_for_update(of=("self",), no_key=True).get(pk=seller.pk)
    renamed = seller.name != name
    seller.name, seller.story, seller.town = name, story, town
    seller.handling_days, seller.holiday_until = handling_days, holiday_until
    seller.save(update_fields=["name", "story", "town", "handling_days", "holiday_until"])
    if renamed:
        products = Product.objects.on_sale_floor().filter(seller=seller)
        search.index(list(products.values_list("pk", flat=True)), now=now)
    return seller


@transaction.atomic
def set_banner(*, seller: Seller, image: ProductImage | None, by: User | None) -> None:
    """
    The wide picture of the storefront; None takes it away.

    :param image: an upload of this shop that waits (`pictures.store`).
    """
    old = list(ProductImage.objects.filter(banner_of=seller))
    pictures.discard([one for one in old if image is None or one.pk != image.pk])
    if image is not None:
        ProductImage.objects.filter(pk=image.pk, seller=seller, product=None).update(banner_of=seller)
    fragments.forget_lists()


@transaction.atomic
def set_rates(*, seller: Seller, rates: Sequence[RateData], by: User | None) -> list[DeliveryRate]:
    """
    Make the delivery rates of a shop what is given, in this order; those that are not named are removed.

    :raises BadShop: two of one name for the same area, days in the wrong order, too many rates.
    """
    _check(rates)
    old = {row.pk: row for row in seller.delivery_rates.select_for_update(no_key=True).order_by("pk")}
    staying = {rate.id for rate in rates}
    seller.delivery_rates.filter(pk__in=[pk for pk in old if pk not in staying]).delete()
    for row in old.values():
        # Two rates may swap their names: step out of the way first.
        if row.pk in staying:
            DeliveryRate.objects.filter(pk=row.pk).update(name=f"~{row.pk}")
    return [_write(seller, old.get(rate.id or 0), rate, position) for position, rate in enumerate(rates)]


def _write(seller: Seller, row: DeliveryRate | None, rate: RateData, position: int) -> DeliveryRate:
    row = row or DeliveryRate(seller=seller)
    row.area, row.method, row.name, row.position = rate.area, rate.method, rate.name, position
    row.price, row.free_over = rate.price, rate.free_over
    row.included_g, row.per_kg, row.max_g = rate.included_g, rate.per_kg, rate.max_g
    row.days_min, row.days_max, row.is_active = rate.days_min, rate.days_max, True
    row.save()
    return row


def _check(rates: Sequence[RateData]) -> None:
    faults: dict[str, list[str]] = {}
    if len(rates) > MOST_RATES:
        faults["rates"] = [_("Use at most %(most)d delivery rates.") % {"most": MOST_RATES}]
    seen: set[tuple[int, str]] = set()
    for index, rate in enumerate(rates):
        if (rate.area.pk, rate.name.casefold()) in seen:
            faults[f"rates.{index}.name"] = [_("There is a rate of this name for the same area.")]
        seen.add((rate.area.pk, rate.name.casefold()))
        if not 0 <= rate.days_min <= rate.days_max <= LONGEST_DAYS:
            faults[f"rates.{index}.days_max"] = [_("The last day cannot come before the first.")]
        if rate.included_g and not rate.per_kg:
            faults[f"rates.{index}.per_kg"] = [_("Say what a further kilogram costs, or leave the grams empty.")]
        if rate.max_g is not None and rate.max_g < max(1, rate.included_g):
            faults[f"rates.{index}.max_g"] = [_("The heaviest parcel cannot weigh less than what the price covers.")]
    if faults:
        raise BadShop(_("Some values are missing or wrong."), fields=faults)
