"""
Placing an order: exactly once, at the price that was shown, with stock that is really there.

The order of the locks is that of docs/locking.md: cart → order → parcel → stock by key, the hot stock rows last. What
can be read and checked before the first lock is.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import User
from cart import coupons, drafts, queries
from cart import operations as cart_operations
from cart.contents import Destination, PricedCart
from cart.drafts import Draft
from cart.models import Cart, CartState
from catalog import stock
from orders import placing, redeeming
from orders.emails import placing as mails
from orders.models import Order, OrderEvent, Parcel, Payment
from orders.payments import closing
from orders.states import ParcelStatus
from shop.core import errors, jobs, lists, money, transactions


class EmptyCart(errors.DomainError):
    """Nothing in this basket can be ordered."""


class OwnGoods(errors.DomainError):
    """Sellers cannot order from their own shop."""


class Incomplete(errors.DomainError):
    """The first step of the checkout is missing."""

    status = 422


class NotDelivered(errors.DomainError):
    """A seller does not deliver to this address."""


class UnknownMethod(errors.DomainError):
    """A payment method that this shop does not take."""

    status = 422


class NotDue(errors.DomainError):
    """It is not time to expire this order."""


class Changed(errors.DomainError):
    """
    The basket is not what the buyer saw: prices, stock or delivery changed.

    :ivar old_total: what the buyer had agreed to, if that is known.
    :ivar new_total: what it is now.
    :ivar changes: sentences, one per change.
    """

    def __init__(self, *, old_total: Decimal | None, new_total: Decimal, changes: Mapping[str, list[str]]) -> None:
        self.old_total, self.new_total = old_total, new_total
        self.changes = [text for texts in changes.values() for text in texts]
        fields = {name: list(texts) for name, texts in changes.items()}
        fields["total"] = [money.shown(new_total)]
        super().__init__(_("Something changed since you looked. Check it, then order again."), fields=fields)


@dataclass(frozen=True)
class Placed:
    """`created` is False where this basket had become an order before: it is that one."""

    order: Order
    created: bool


def place_order(
    *,
    cart_id: uuid.UUID,
    by: User | None,
    payment_method: str,
    expected_total: Decimal | None,
    now: datetime,
    details: Draft | None = None,
    expected_version: int | None = None,
) -> Placed:
    """
    Turn a basket into an order. However often and from wherever it is called for one basket, there is one order.

    Does not start an online payment, which is a call to somebody else: see `orders.payments.start`.

    :param details: contact, address and delivery choices; by default the draft that the basket keeps.
    :param expected_total: what the buyer was shown. None where nobody was shown a total (a program): then no line may
        differ from the price and quantity that the basket recorded.
    :param expected_version: the version of the basket that the buyer was shown.
    :raises Cart.DoesNotExist: for no basket of `by`; a guest's basket has no user.
    :raises Changed, stock.OutOfStock: ask the buyer again, after `cart.operations.settle`.
    :raises EmptyCart, OwnGoods, Incomplete, NotDelivered, UnknownMethod: nothing was written.
    """
    wish = _Wish(by, payment_method, expected_total, expected_version, details)
    cart = Cart.objects.get(pk=cart_id, user=by)
    try:
        prepared = _prepare(cart, wish, now=now)
    except errors.DomainError:
        # Perhaps this very basket was ordered a moment ago: then that is the answer, not what the order left behind.
        existing = Order.objects.filter(checkout_id=cart_id).first()
        if existing is None:
            raise
        return Placed(existing, created=False)
    try:
        return _place(prepared, wish, now=now)
    except coupons.NotUsable as error:
        # Its last use went to somebody else while this order was on its way.
        without = _prepared(cart, wish, now=now).priced.quote.total
        changes = {"coupon": [error.message]}
        raise Changed(old_total=expected_total, new_total=without, changes=changes) from error


@dataclass(frozen=True)
class _Wish:
    by: User | None
    payment_method: str
    expected_total: Decimal | None
    expected_version: int | None
    details: Draft | None


@dataclass(frozen=True)
class _Prepared:
    priced: PricedCart
    buyer: placing.Buyer


def _prepare(cart: Cart, wish: _Wish, *, now: datetime) -> _Prepared:
    """Price the basket and check everything that needs no lock."""
    prepared = _prepared(cart, wish, now=now)
    _check(prepared.priced, wish.details or drafts.of(cart), wish)
    return prepared


def _prepared(cart: Cart, wish: _Wish, *, now: datetime) -> _Prepared:
    if wish.payment_method not in settings.PAYMENT_METHODS:
        message = _("Choose one of the ways to pay.")
        raise UnknownMethod(message, fields={"payment_method": [message]})
    draft = wish.details or drafts.of(cart)
    if not draft.is_complete:
        raise Incomplete(_("Tell us where the parcels go first."))
    destination = Destination(draft.address["country"], draft.address["postal_code"])
    priced = queries.priced(cart, now=now, destination=destination, chosen=draft.delivery)
    buyer = placing.Buyer(wish.by, draft.email, dict(draft.address), draft.note, wish.payment_method)
    return _Prepared(priced, buyer)


def _check(priced: PricedCart, draft: Draft, wish: _Wish) -> None:
    if priced.own_goods:
        titles = lists.joined(lists.quoted(row.title) for row in priced.own_goods)
        raise OwnGoods(_("%(titles)s: from your own shop, which you cannot order from.") % {"titles": titles})
    if priced.is_empty:
        raise EmptyCart(_("Your basket is empty."))
    changes = _changes(priced, draft, wish)
    if changes:
        raise Changed(old_total=wish.expected_total, new_total=priced.quote.total, changes=changes)
    if not priced.parcels:
        raise EmptyCart(_("Nothing in your basket can be had any more."))
    if priced.undelivered:
        names = lists.joined(seller.name for seller in priced.undelivered)
        raise NotDelivered(_("%(names)s: does not deliver to this address.") % {"names": names})


def _changes(priced: PricedCart, draft: Draft, wish: _Wish) -> dict[str, list[str]]:
    """What is not as the buyer saw it, by place; empty where it is."""
    changes: dict[str, list[str]] = {}
    was_shown = wish.expected_total == priced.quote.total and wish.expected_version in (None, priced.cart.version)
    if wish.expected_total is None or not was_shown:
        changes |= {f"lines.{row.line.pk}": [str(notice) for notice in row.notices()] for row in priced.changed_rows}
        if priced.held is not None and priced.held.refusal:
            changes["coupon"] = [priced.held.refusal]
    for group in priced.parcels:
        wished = draft.delivery.get(group.seller.pk)
        if wished is not None and group.choice is not None and group.choice.rate_id != wished:
            text = _("%(seller)s changed its delivery: now “%(name)s” for %(price)s.")
            values = {"seller": group.seller.name, "name": group.choice.name}
            values["price"] = money.shown(group.choice.price)
            changes[f"delivery.{group.seller.pk}"] = [text % values]
    if wish.expected_total is not None and not was_shown and not changes:
        values = {"old": money.shown(wish.expected_total), "new": money.shown(priced.quote.total)}
        moved = wish.expected_total != priced.quote.total
        text = _("The total changed from %(old)s to %(new)s.") if moved else _("You changed the basket in another tab.")
        changes["basket"] = [text % values]
    return changes


@transactions.retried
def _place(prepared: _Prepared, wish: _Wish, *, now: datetime) -> Placed:
    cart = cart_operations.locked(prepared.priced.cart.pk)
    existing = Order.objects.filter(checkout_id=cart.pk).first()
    if existing is not None:
        return Placed(existing, created=False)
    if cart.state != CartState.OPEN or cart.user_id != (wish.by.pk if wish.by else None):
        raise cart_operations.NotOpen(_("This basket went into another one."))
    if cart.version != prepared.priced.cart.version:
        prepared = _prepare(cart, wish, now=now)
    written = placing.write(prepared.priced, prepared.buyer, now=now)
    cart_operations.mark_ordered(cart=cart, now=now)
    if written.order.expires_at is None:
        placing.announce(written.order, written.parcels)
    # The hot rows last: what everybody wants is locked for the shortest time.
    stock.reserve(written.items, by=wish.by, at=now)
    return Placed(written.order, created=True)


@transactions.retried
def expire_order(*, order_id: int, now: datetime) -> Order:
    """
    Cancel an order that was not paid in time and give its stock back to everybody.

    :raises NotDue: where it waits for no money, its time is not up yet, or the office looks into its payment.
    """
    order = Order.objects.locked().get(pk=order_id)
    if order.expires_at is None or order.expires_at > now or order.is_unclear:
        raise NotDue(_("This order does not wait for a payment, or its time is not up."))
    awaiting = Parcel.objects.locked().filter(order=order, status=ParcelStatus.AWAITING_PAYMENT).order_by("pk")
    parcels = list(awaiting.prefetch_related("lines"))
    for parcel in parcels:
        parcel.move_to(ParcelStatus.CANCELLED, by=None, at=now, note=_("Not paid in time."))
    closing.give_up_all(order, note="", by=None, now=now)
    Order.objects.filter(pk=order.pk).update(expires_at=None)
    OrderEvent.objects.create(order=order, at=now, kind=OrderEvent.EXPIRED)
    jobs.enqueue(mails.send_expired, order_id=order.pk)
    redeeming.give_back(order, now=now)
    stock.release(placing.items_of(parcels, suffix=":expired"), by=None, at=now)
    return order


def expire_due(*, now: datetime, limit: int = 500) -> int:
    """Expire every order whose time is up, each in a transaction of its own, and answer how many there were."""
    unclear = Payment.objects.filter(order=OuterRef("pk"), unclear_at__isnull=False)
    late = Order.objects.filter(~Exists(unclear), expires_at__lte=now)
    due = late.order_by("expires_at", "id").values_list("pk", flat=True)
    expired = 0
    for order_id in list(due[:limit]):
        try:
            expire_order(order_id=order_id, now=now)
        except NotDue:
            # Paid, or expired by another worker, a moment ago.
            continue
        expired += 1
    return expired
