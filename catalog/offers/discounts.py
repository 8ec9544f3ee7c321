"""Discounts of a product, a category or the whole shop, followed by what lists and search show."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Seller, User
from catalog import pricing
from catalog.models import Category, Discount, DiscountKind, Product, ProductStatus, Variant
from catalog.offers.faults import BadOffer
from shop.core import money


def proposed_discount(
    *,
    seller: Seller,
    kind: str,
    value: Decimal,
    product: Product | None = None,
    category: Category | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    by: User | None,
    now: datetime,
) -> Discount:
    """
    A discount that would be added, checked and not saved: off one product, a category, or (neither) the whole shop.

    :param value: percent (20 means 20 %) or an amount in the shop's currency, by `kind`.
    :param starts_at: None, and what is past, mean now: nobody was charged less before.
    :param ends_at: None to hold until it is removed.
    :raises BadOffer: where nothing would come off, or all of it, or the window is over before it starts.
    """
    start = max(starts_at or now, now)
    discount = Discount(
        seller=seller, product=product, category=category, kind=kind, value=value, starts_at=start, ends_at=ends_at,
        created_by=by,
    )  # fmt: skip
    _check_value(discount)
    if ends_at is not None and ends_at <= start:
        raise BadOffer(_("The end must be later than the start, and still to come."), field="ends_at")
    _check_effect(discount, pricing.products_under(discount))
    return discount


@transaction.atomic
def add_discount(
    *,
    seller: Seller,
    kind: str,
    value: Decimal,
    product: Product | None = None,
    category: Category | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    by: User | None,
    now: datetime,
) -> Discount:
    """
    Take something off one product, a category with everything below it, or (neither) the whole shop.

    Parameters and refusals are those of `proposed_discount`.
    """
    discount = proposed_discount(
        seller=seller, kind=kind, value=value, product=product, category=category, starts_at=starts_at,
        ends_at=ends_at, by=by, now=now,
    )  # fmt: skip
    discount.save(force_insert=True)
    after = {"seller": seller.pk, "kind": kind, "value": value}
    audit.record(by=by, action="add", about=discount, at=now, after=after)
    pricing.refresh_sale(pricing.products_under(discount), now=now)
    return discount


def _check_value(discount: Discount) -> None:
    value = discount.value
    if not value.is_finite() or value <= 0 or value > money.LARGEST or value != money.rounded(value):
        raise BadOffer(_("The discount must be above zero, with at most two decimals."), field="value")
    if discount.kind == DiscountKind.PERCENT and value >= 100:
        raise BadOffer(_("The discount must be less than 100 %."), field="value")


def _check_effect(discount: Discount, product_ids: Sequence[int]) -> None:
    """What is reached must still cost something, and (one product) less than before."""
    variants = Variant.objects.filter(product__in=product_ids, is_active=True)
    variants = variants.exclude(product__status=ProductStatus.ARCHIVED)
    lowest = variants.filter(price__gt=0).aggregate(lowest=Min("price"))["lowest"]
    if lowest is None:
        if discount.product_id is not None:
            raise BadOffer(_("Set a price first."), field="value")
        return
    sale_price = pricing.reduced(lowest, discount)
    if sale_price >= lowest and discount.product_id is not None:
        text = _("The sale price must be lower than %(price)s.")
        raise BadOffer(text % {"price": money.shown(lowest)}, field="value")
    if sale_price <= money.ZERO:
        text = _("The discount must be lower than %(price)s, the lowest price it reaches.")
        raise BadOffer(text % {"price": money.shown(lowest)}, field="value")


@transaction.atomic
def remove_discount(*, discount: Discount, by: User | None, now: datetime) -> Discount:
    """End a discount now; removing a removed one changes nothing."""
    discount = Discount.objects.select_for_update(no_key=True).get(pk=discount.pk)
    if discount.removed_at is None:
        discount.removed_at = now
        discount.save(update_fields=["removed_at"])
        audit.record(by=by, action="end", about=discount, at=now)
        pricing.refresh_sale(pricing.products_under(discount), now=now)
    return discount


@transaction.atomic
def restore_discount(*, discount: Discount, by: User | None, now: datetime) -> Discount:
    """
    Undo a removal.

    :raises BadOffer: where its time is over.
    """
    discount = Discount.objects.select_for_update(no_key=True).get(pk=discount.pk)
    if discount.ends_at is not None and discount.ends_at <= now:
        raise BadOffer(_("The time of this discount is over."), field="ends_at")
    if discount.removed_at is not None:
        discount.removed_at = None
        discount.save(update_fields=["removed_at"])
        audit.record(by=by, action="restore", about=discount, at=now)
        pricing.refresh_sale(pricing.products_under(discount), now=now)
    return discount
