"""The lines of a basket: put in, change, take out, put back, and keep what a page has told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cart import queries
from cart.contents import Notice, PricedCart
from cart.models import LARGEST_QUANTITY, MOST_LINES, Cart, CartLine
from cart.operations.baskets import changed, locked_open
from catalog import pricing
from catalog.models import Variant
from shop.core import errors


class NotForSale(errors.DomainError):
    """The product is not offered, or no longer."""


class SoldOut(errors.DomainError):
    """There is not one piece to be had."""


class BasketFull(errors.DomainError):
    """More different things than one basket takes."""


class BadQuantity(errors.DomainError):
    """Not a number of pieces."""

    status = 422


@dataclass(frozen=True)
class Kept:
    """What became of a wish for a quantity. `line` is None where it was removed."""

    line: CartLine | None
    wanted: int
    quantity: int

    @property
    def is_clamped(self) -> bool:
        return self.quantity < self.wanted


@dataclass(frozen=True)
class Change:
    """
    What a page had shown of a line and what somebody typed over it; so two tabs lose nothing of each other.

    :ivar was: the quantity that the basket had when the page was made; None where that is not known.
    :ivar seen: the unit price on the page, which thereby counts as seen.
    """

    was: int | None
    to: int
    seen: Decimal | None = None


@transaction.atomic
def add(*, cart: Cart, variant: Variant, quantity: int, by: User | None, now: datetime) -> Kept:
    """
    Put pieces into a basket, beside those that are already in it. More than there are becomes what there is.

    :raises BadQuantity: below one.
    :raises NotForSale, SoldOut, BasketFull, NotOpen:
    """
    if quantity < 1:
        raise _bad_quantity()
    cart = locked_open(cart)
    _check_offered(variant)
    line = CartLine.objects.filter(cart=cart, variant=variant).first()
    if line is None and CartLine.objects.filter(cart=cart).count() >= MOST_LINES:
        raise BasketFull(_("A basket holds %(most)d different things. Order some first.") % {"most": MOST_LINES})
    wanted = quantity + (line.quantity if line else 0)
    possible = _possible(variant, wanted)
    price = pricing.prices([variant], now=now)[variant.pk].unit_price
    line, _made = CartLine.objects.update_or_create(
        cart=cart,
        variant=variant,
        defaults={"quantity": possible, "price_seen": price},
        create_defaults={"quantity": possible, "price_seen": price, "added_at": now},
    )
    changed(cart, now=now)
    return Kept(line, wanted, possible)


@transaction.atomic
def set_quantity(*, cart: Cart, line_id: int, quantity: int, by: User | None, now: datetime) -> Kept:
    """
    Set the pieces of one line; 0 removes it. More than there are becomes what there is.

    :raises CartLine.DoesNotExist: for a line of another basket.
    :raises BadQuantity: below zero.
    :raises SoldOut, NotForSale, NotOpen: a line that cannot be had can only be removed.
    """
    if quantity < 0:
        raise _bad_quantity()
    cart = locked_open(cart)
    line = CartLine.objects.select_related("variant__product__seller", "variant__stock").get(cart=cart, pk=line_id)
    if quantity == 0:
        line.delete()
        changed(cart, now=now)
        return Kept(None, 0, 0)
    _check_offered(line.variant)
    line.quantity = _possible(line.variant, quantity)
    line.price_seen = pricing.prices([line.variant], now=now)[line.variant_id].unit_price
    line.save(update_fields=["quantity", "price_seen"])
    changed(cart, now=now)
    return Kept(line, quantity, line.quantity)


def remove(*, cart: Cart, line_id: int, by: User | None, now: datetime) -> Kept:
    """Take a line out. `restore` puts it back."""
    return set_quantity(cart=cart, line_id=line_id, quantity=0, by=by, now=now)


@transaction.atomic
def restore(*, cart: Cart, variant: Variant, quantity: int, by: User | None, now: datetime) -> Kept:
    """
    Undo a removal. Where the line came back meanwhile, in another tab, it stays as it is.

    :raises NotForSale, SoldOut, BasketFull, NotOpen:
    """
    cart = locked_open(cart)
    line = CartLine.objects.filter(cart=cart, variant=variant).first()
    if line is not None:
        return Kept(line, line.quantity, line.quantity)
    return add(cart=cart, variant=variant, quantity=quantity, by=by, now=now)


@transaction.atomic
def set_quantities(*, cart: Cart, changes: Mapping[int, Change], by: User | None, now: datetime) -> list[Notice]:
    """
    Keep what was typed on the basket page: changes by line id.

    Only what differs from what the page had shown counts as typed. Where another tab changed the same line
    meanwhile, the newer state stays and the person is told.

    :return: what the person should read before going on: only what the page did not show yet.
    """
    cart = locked_open(cart)
    notices: list[Notice] = []
    for line in CartLine.objects.filter(cart=cart, pk__in=changes).select_related("variant__product").order_by("pk"):
        change = changes[line.pk]
        if change.seen is not None:
            line.price_seen = change.seen
        if change.to not in (change.was, line.quantity):
            if change.was not in (None, line.quantity):
                notices.append(Notice(line.pk, line.variant.product.title, _other_tab(line.quantity)))
            elif change.to == 0:
                line.delete()
                continue
            else:
                line.quantity = min(change.to, LARGEST_QUANTITY)
        line.save(update_fields=["quantity", "price_seen"])
    changed(cart, now=now)
    return notices + _settle_rows(cart, queries.priced(cart, now=now), now=now)


@transaction.atomic
def settle(*, cart: Cart, now: datetime) -> list[Notice]:
    """
    Keep what a page just told the buyer: quantities become what can be had, prices count as seen, lines that cannot
    be had at all go, and so does a coupon that does not hold. Afterwards the basket is as it was shown, and placing it
    compares with that.

    :return: what changed.
    """
    cart = locked_open(cart)
    priced = queries.priced(cart, now=now)
    notices = _settle_rows(cart, priced, now=now)
    if priced.held is not None and priced.held.refusal:
        cart.coupon = None
        cart.save(update_fields=["coupon"])
        changed(cart, now=now)
        notices.append(Notice(0, _("Coupon"), priced.held.refusal))
    return notices


def _settle_rows(cart: Cart, priced: PricedCart, *, now: datetime) -> list[Notice]:
    rows = priced.changed_rows
    notices = [notice for row in rows for notice in row.notices()]
    for row in rows:
        if row.quantity:
            kept = {"quantity": row.quantity, "price_seen": row.price.unit_price}
            CartLine.objects.filter(pk=row.line.pk).update(**kept)
        else:
            row.line.delete()
    if rows:
        changed(cart, now=now)
    return notices


def _other_tab(quantity: int) -> str:
    text = _("You changed this in another tab to %(quantity)d. Change it again if you want.")
    return text % {"quantity": quantity}


def _check_offered(variant: Variant) -> None:
    if not (variant.is_active and variant.product.is_live):
        raise NotForSale(_("“%(title)s” is no longer offered.") % {"title": variant.product.title})


def _possible(variant: Variant, wanted: int) -> int:
    stock = getattr(variant, "stock", None)
    available = stock.available if stock else 0
    if available < 1:
        raise SoldOut(_("“%(title)s” is sold out.") % {"title": variant.product.title})
    return min(wanted, available, LARGEST_QUANTITY)


def _bad_quantity() -> BadQuantity:
    message = _("Enter a whole number, such as 1.")
    return BadQuantity(message, fields={"quantity": [message]})
