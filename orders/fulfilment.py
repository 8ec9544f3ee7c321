"""
What the shop does with a parcel, and how anybody cancels one: lock → check → change → announce.

Who may do what when is `orders.actions`; stock moves in `catalog.stock`, money in `orders.settlement`.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from catalog import operations as catalog_operations
from catalog import stock
from catalog.models import DeliveryMethod
from orders import actions, invoicing, placing, redeeming, settlement
from orders.actions import Action
from orders.emails import parcels as mails
from orders.models import Order, Parcel
from orders.payments import closing
from orders.states import Happening, ParcelStatus
from shop.core import jobs, transactions


class AlreadyAccepted(actions.NotNow):
    """The shop said so before."""


class NotCancellable(actions.NotNow):
    """The buyer's chance ends when it is packed, the shop's when it is shipped."""


@transaction.atomic
def accept(*, parcel: Parcel, by: User, now: datetime) -> Parcel:
    """
    The shop has seen the order and will pack it: the buyer reads so.

    :raises AlreadyAccepted: the second time.
    """
    parcel = actions.locked(parcel)
    actions.check(Action.ACCEPT, parcel, by=by)
    if parcel.events.filter(happening=Happening.ACCEPTED).exists():
        raise AlreadyAccepted(_("You have accepted this order before."))
    parcel.log(by=by, at=now, happening=Happening.ACCEPTED)
    return parcel


@transaction.atomic
def pack(*, parcel: Parcel, by: User, now: datetime, note: str = "") -> Parcel:
    """
    Packed and ready to be collected; from now on the buyer cannot cancel it.

    :param note: why the office did it for the shop; only the office reads it.
    """
    parcel = actions.locked(parcel)
    actions.check(Action.PACK, parcel, by=by)
    parcel.move_to(ParcelStatus.PACKED, by=by, at=now, note=note)
    jobs.enqueue(mails.send_packed, parcel_id=parcel.pk)
    return parcel


def pack_many(*, parcels: Sequence[Parcel], by: User, now: datetime) -> tuple[list[Parcel], list[Parcel]]:
    """
    Pack each of these on its own.

    :return: the packed ones, and those that somebody cancelled or packed meanwhile.
    """
    packed, left = [], []
    for parcel in parcels:
        try:
            packed.append(pack(parcel=parcel, by=by, now=now))
        except actions.NotNow:
            left.append(parcel)
    return packed, left


@transaction.atomic
def send_by_carrier(*, parcel: Parcel, by: User, now: datetime, note: str = "") -> Parcel:
    """No courier is to bring it but a parcel service: the shop may then read the address, until it is shipped."""
    parcel = actions.locked(parcel)
    actions.check(Action.SEND_BY_CARRIER, parcel, by=by)
    parcel.delivery_method = DeliveryMethod.CARRIER
    parcel.save(update_fields=["delivery_method"])
    parcel.log(by=by, at=now, happening=Happening.BY_CARRIER, note=note)
    return parcel


@transactions.retried
def ship_by_carrier(*, parcel: Parcel, carrier: str, tracking_number: str, by: User, now: datetime) -> Parcel:
    """Handed to a parcel service: its pieces leave the stock and the buyer gets the tracking number."""
    parcel = actions.locked(parcel)
    actions.check(Action.SHIP, parcel, by=by)
    parcel.move_to(ParcelStatus.SHIPPED, by=by, at=now, carrier=carrier, tracking_number=tracking_number)
    leave_shop(parcel, by=by, now=now)
    jobs.enqueue(mails.send_shipped, parcel_id=parcel.pk)
    return parcel


def leave_shop(parcel: Parcel, *, by: User, now: datetime) -> None:
    """Its pieces leave the stock and count as sold, its invoice is issued. In the caller's transaction."""
    stock.ship(placing.items_of([parcel]), by=by, at=now)
    count_sold(parcel, now=now)
    invoicing.issue(parcel=parcel, now=now)


def count_sold(parcel: Parcel, *, now: datetime, undone: bool = False) -> None:
    """
    What left the shop counts as sold, what came back no longer does. In the caller's transaction, after the stock.
    """
    units: Counter[int] = Counter()
    for line in parcel.lines.all():
        if line.product_id is not None:
            units[line.product_id] += -line.quantity if undone else line.quantity
    catalog_operations.count_sold(units, now=now)


@transaction.atomic
def mark_delivered(*, parcel: Parcel, by: User, now: datetime, note: str = "") -> Parcel:
    """The parcel service has delivered it, and collected the cash where it was to be paid so."""
    parcel = actions.locked(parcel)
    actions.check(Action.DELIVERED, parcel, by=by)
    parcel.move_to(ParcelStatus.DELIVERED, by=by, at=now, note=note, delivered_at=now)
    settlement.complete(parcel, by=by, now=now)
    jobs.enqueue(mails.send_delivered, parcel_id=parcel.pk)
    return parcel


def cancel_parcel(*, parcel: Parcel, by: User | None, reason: str, now: datetime) -> Parcel:
    """
    Cancel a parcel, give its stock back to everybody and its money to the buyer.

    :param by: None for a guest, who holds the secret link, and for the system.
    :raises NotCancellable: once packed (for the buyer) or shipped (for the shop).
    :raises actions.NotAllowed: for anybody else.
    """
    return cancel_parcels(parcels=[parcel], by=by, reason=reason, now=now)[0]


@transactions.retried
def cancel_parcels(*, parcels: Sequence[Parcel], by: User | None, reason: str, now: datetime) -> list[Parcel]:
    """Cancel several parcels of one order, all or none: see `cancel_parcel`."""
    mine = [actions.locked(parcel) for parcel in sorted(parcels, key=lambda parcel: parcel.pk)]
    for parcel in mine:
        try:
            actions.check(Action.CANCEL, parcel, by=by)
        except actions.NotNow as error:
            message = _("The parcel of %(shop)s is already “%(state)s” and can no longer be cancelled.")
            raise NotCancellable(
                message % {"shop": parcel.seller.name, "state": parcel.get_status_display()}
            ) from error
    items: list[stock.Item] = []
    for parcel in mine:
        _tell_cancelled(parcel, by=by)
        # A parcel that expired unpaid and came back to life with a late payment can be cancelled a second time.
        before = parcel.events.filter(to_status=ParcelStatus.CANCELLED).count()
        again = f":{before + 1}" if before else ""
        items += placing.items_of([parcel], suffix=again)
        parcel.move_to(ParcelStatus.CANCELLED, by=by, at=now, note=reason)
        settlement.give_back(parcel, reason=reason, source=f"cancel:parcel:{parcel.pk}{again}", by=by, now=now)
    if mine and not mine[0].order.parcels.exclude(status=ParcelStatus.CANCELLED).exists():
        redeeming.give_back(mine[0].order, now=now)
        closing.give_up_all(mine[0].order, note=reason, by=by, now=now)
        Order.objects.filter(pk=mine[0].order_id).update(expires_at=None)
    # Last and together: the hot rows stay locked for the shortest time, and in one order.
    stock.release(items, by=by, at=now)
    return mine


def _tell_cancelled(parcel: Parcel, *, by: User | None) -> None:
    """The shop is told unless it cancelled itself, or had never heard of the order since nobody paid."""
    jobs.enqueue(mails.send_cancelled, parcel_id=parcel.pk)
    if parcel.status != ParcelStatus.AWAITING_PAYMENT and (by is None or by.pk != parcel.seller.user_id):
        jobs.enqueue(mails.send_cancelled_to_shop, parcel_id=parcel.pk)
