"""From the shop to the door."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from orders import actions, fulfilment
from orders.actions import Action
from orders.emails import parcels as mails
from orders.models import Parcel
from orders.states import Happening, ParcelStatus
from shop.core import jobs, transactions


@transactions.retried
def pick_up(*, parcel: Parcel, by: User, now: datetime) -> Parcel:
    """In the courier's hands: this is "shipped". Its pieces leave the stock."""
    parcel = actions.locked(parcel)
    actions.check(Action.PICK_UP, parcel, by=by)
    parcel.move_to(ParcelStatus.SHIPPED, by=by, at=now)
    fulfilment.leave_shop(parcel, by=by, now=now)
    jobs.enqueue(mails.send_shipped, parcel_id=parcel.pk)
    return parcel


@transaction.atomic
def start(*, parcel: Parcel, by: User, now: datetime) -> Parcel:
    """On the way to the door: the buyer now sees the hand-over code."""
    parcel = actions.locked(parcel)
    actions.check(Action.START, parcel, by=by)
    parcel.move_to(ParcelStatus.OUT_FOR_DELIVERY, by=by, at=now, arrived_at=None, next_attempt_on=None)
    jobs.enqueue(mails.send_out_for_delivery, parcel_id=parcel.pk)
    return parcel


def start_round(*, parcels: Sequence[Parcel], by: User, now: datetime) -> list[Parcel]:
    """
    Everything that lies in the car goes out at once, so that each buyer sees how many stops come before theirs.

    :return: the parcels that set off; one that changed meanwhile stays behind.
    """
    started = []
    for parcel in parcels:
        try:
            started.append(start(parcel=parcel, by=by, now=now))
        except actions.NotNow:
            continue
    return started


@transaction.atomic
def arrive(*, parcel: Parcel, by: User, now: datetime) -> Parcel:
    """At the door."""
    parcel = actions.locked(parcel)
    actions.check(Action.ARRIVE, parcel, by=by)
    parcel.arrived_at = now
    parcel.save(update_fields=["arrived_at"])
    parcel.log(by=by, at=now, happening=Happening.ARRIVED)
    return parcel
