"""
Changing a basket. Each operation locks it, checks it, changes it, raises its version and tells the header.

A basket that was ordered or merged does not change any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cart import contents, drafts, queries
from cart.models import LARGEST_QUANTITY, MOST_LINES, Cart, CartLine, CartState
from catalog import pricing
from catalog.models import Variant
from shop.core import errors


class NotOpen(errors.DomainError):
    """The basket was ordered or merged meanwhile."""


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
    """A quantity that somebody typed over the one that the page had shown; so two tabs lose nothing of each other."""

    was: int
    to: int


def open_cart(*, user: User | None, now: datetime) -> Cart:
    """The open basket of a user, made if there is none; for a guest always a new one."""
    if user is None:
        return Cart.objects.create(created_at=now, changed_at=now)
    existing = queries.of_user(user)
    if existing is not None:
        return existing
    try:
        with transaction.atomic():
            return Cart.objects.create(user=user, created_at=now, changed_at=now)
    except IntegrityError:
        # The same person in another tab was faster.
        return Cart.objects.open().get(user=user)


@transaction.atomic
def add(*, cart: Cart, variant: Variant, quantity: int, by: User | None, now: datetime) -> Kept:
    """
    Put pieces into a basket, beside those that are already in it. More than there are becomes what there is.

    :raises BadQuantity: below one.
    :raises NotForSale, SoldOut, BasketFull, NotOpen:
    """
    if quantity < 1:
        raise _bad_quantity()
    cart = _locked(cart)
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
    _changed(cart, now=now)
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
    cart = _locked(cart)
    line = CartLine.objects.select_related("variant__product__seller", "variant__stock").get(cart=cart, pk=line_id)
    if quantity == 0:
        line.delete()
        _changed(cart, now=now)
        return Kept(None, 0, 0)
    _check_offered(line.variant)
    line.quantity = _possible(line.variant, quantity)
    line.price_seen = pricing.prices([line.variant], now=now)[line.variant_id].unit_price
    line.save(update_fields=["quantity", "price_seen"])
    _changed(cart, now=now)
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
    cart = _locked(cart)
    line = CartLine.objects.filter(cart=cart, variant=variant).first()
    if line is not None:
        return Kept(line, line.quantity, line.quantity)
    return add(cart=cart, variant=variant, quantity=quantity, by=by, now=now)


@transaction.atomic
def set_quantities(
    *, cart: Cart, changes: Mapping[int, Change], by: User | None, now: datetime
) -> dict[int, list[str]]:
    """
    Keep what was typed on the basket page: changes by line id.

    Only what differs from what the page had shown counts as typed. Where another tab changed the same line
    meanwhile, the newer state stays and the person is told. The prices that the page showed count as seen.

    :return: sentences by line id that the person should read.
    """
    cart = _locked(cart)
    notices: dict[int, list[str]] = {}
    before = {line.pk: line for line in CartLine.objects.filter(cart=cart)}
    for line_id, change in sorted(changes.items()):
        line = before.get(line_id)
        if line is None or change.was == change.to or line.quantity == change.to:
            continue
        if line.quantity != change.was:
            text = _("You changed this in another tab to %(quantity)d. Change it again if you want.")
            notices.setdefault(line_id, []).append(text % {"quantity": line.quantity})
        elif change.to == 0:
            line.delete()
        else:
            CartLine.objects.filter(pk=line_id).update(quantity=min(change.to, LARGEST_QUANTITY))
    _changed(cart, now=now)
    for line_id, texts in settle(cart=cart, now=now).items():
        notices.setdefault(line_id, []).extend(texts)
    return notices


@transaction.atomic
def settle(*, cart: Cart, now: datetime) -> dict[int, list[str]]:
    """
    Keep what a page just told the buyer: quantities become what can be had, prices count as seen, lines that cannot
    be had at all go. Afterwards the basket is as it was shown, and placing it compares with that.

    :return: what changed, a list of sentences by line id.
    """
    cart = _locked(cart)
    changed = contents.priced(cart, now=now).changed_rows
    notices = {row.line.pk: row.notices() for row in changed}
    for row in changed:
        if row.quantity:
            kept = {"quantity": row.quantity, "price_seen": row.price.unit_price}
            CartLine.objects.filter(pk=row.line.pk).update(**kept)
        else:
            row.line.delete()
    if changed:
        _changed(cart, now=now)
    return notices


@transaction.atomic
def merge(*, guest_cart: Cart, user: User, now: datetime) -> Cart:
    """
    Give a guest's basket to the user who just logged in: it becomes theirs, or its lines join the one they have.

    Quantities of the same thing add up, within what one basket takes; what cannot be had shows on the next look.
    """
    own = queries.of_user(user)
    locked = {cart.pk: cart for cart in _locked_rows([guest_cart.pk, *([own.pk] if own else [])])}
    guest = locked.get(guest_cart.pk)
    if guest is None or guest.user_id is not None:
        return own or open_cart(user=user, now=now)
    if own is None or own.pk not in locked:
        guest.user = user
        _changed(guest, now=now)
        return guest
    _join(source=guest, target=own)
    guest.state, guest.user = CartState.MERGED, user
    guest.save(update_fields=["state", "user"])
    _changed(own, now=now)
    return own


@transaction.atomic
def keep_checkout(*, cart: Cart, draft: drafts.Draft, now: datetime) -> Cart:
    """Remember contact, address and delivery choices, sealed, so that the next step and the next visit know them."""
    cart = _locked(cart)
    cart.draft = drafts.plain(draft)
    cart.changed_at = now
    cart.save(update_fields=["sealed_draft", "changed_at"])
    return cart


def mark_ordered(*, cart: Cart, now: datetime) -> None:
    """For `orders.operations.place_order`, which holds the lock: this basket is used up. Its draft is forgotten."""
    cart.state, cart.sealed_draft, cart.changed_at = CartState.ORDERED, "", now
    cart.save(update_fields=["state", "sealed_draft", "changed_at"])
    transaction.on_commit(lambda: queries.remember_count(cart, 0))


def locked(cart_id: Any) -> Cart:
    """
    The basket of this id in any state, locked until the transaction ends.

    :raises Cart.DoesNotExist:
    """
    return Cart.objects.locked().get(pk=cart_id)


def _locked(cart: Cart) -> Cart:
    for row in _locked_rows([cart.pk]):
        return row
    raise NotOpen(_("This basket was already ordered. What you add now goes into a new one."))


def _locked_rows(ids: Iterable[Any]) -> list[Cart]:
    return list(Cart.objects.open().locked().filter(pk__in=set(ids)).order_by("pk"))


def _changed(cart: Cart, *, now: datetime) -> None:
    cart.version, cart.changed_at = cart.version + 1, now
    cart.save(update_fields=["version", "changed_at", "user"])
    pieces = queries.count(cart)
    transaction.on_commit(lambda: queries.remember_count(cart, pieces))


def _join(*, source: Cart, target: Cart) -> None:
    there = {line.variant_id: line for line in target.lines.all()}
    room = MOST_LINES - len(there)
    for line in source.lines.order_by("id"):
        known = there.get(line.variant_id)
        if known is not None:
            known.quantity = min(known.quantity + line.quantity, LARGEST_QUANTITY)
            known.save(update_fields=["quantity"])
        elif room > 0:
            room -= 1
            CartLine.objects.filter(pk=line.pk).update(cart=target)


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
