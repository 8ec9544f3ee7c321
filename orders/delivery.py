"""
What a courier does with a parcel, and what the office does about it: lock → check → change → announce.

Who may do what when is `orders.actions`; the code is `orders.handover`.
"""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Courier, User
from catalog import stock
from catalog.models import Area, DeliveryMethod
from orders import actions, fulfilment, handover, placing, settlement
from orders.actions import Action
from orders.emails import parcels as mails
from orders.models import DeliveryAttempt, Parcel
from orders.states import MOST_ATTEMPTS, Happening, ParcelStatus
from shop.core import errors, jobs, transactions

# How far ahead the next attempt may be, in days.
LONGEST_WAIT = 14


class Taken(errors.DomainError):
    """Another courier was faster, or the parcel is no longer there to claim."""


class WrongCode(errors.DomainError):
    """The digits do not match. `tries_left` is how many more there are."""

    status = 422

    def __init__(self, message: str, *, tries_left: int) -> None:
        super().__init__(message, fields={"code": [message]})
        self.tries_left = tries_left


class HandoverLocked(errors.DomainError):
    """Too many wrong codes: only the office opens the hand-over again."""


class BadDate(errors.DomainError):
    """The next attempt must be on one of the coming days."""

    status = 422


def in_areas_of(user: User) -> QuerySet[Parcel]:
    """Parcels for couriers in the areas of an active one, claimed or not; not those of their own orders."""
    mine = Area.objects.filter(couriers__user=user, couriers__is_active=True, pk=OuterRef("area_id"))
    for_couriers = Parcel.objects.filter(delivery_method=DeliveryMethod.COURIER)
    return for_couriers.filter(Exists(mine)).exclude(order__buyer=user)


def claimable_by(user: User) -> QuerySet[Parcel]:
    """Those of them that are packed and that nobody brings yet."""
    return in_areas_of(user).filter(status=ParcelStatus.PACKED, courier=None)


@transaction.atomic
def claim(*, parcel: Parcel, by: User, now: datetime.datetime) -> Parcel:
    """
    Take a packed parcel onto one's round. One conditional UPDATE decides: of two couriers one wins.

    :raises Taken: for the other one, and where the parcel is no longer packed.
    """
    parcel = Parcel.objects.select_related("order", "seller").get(pk=parcel.pk)
    if parcel.courier_id is not None or parcel.status != ParcelStatus.PACKED:
        raise Taken(_("Another courier took this parcel, or it is no longer there."))
    actions.check(Action.CLAIM, parcel, by=by)
    if not _take(parcel, by.courier, now):
        raise Taken(_("Another courier took this parcel a moment ago."))
    parcel.refresh_from_db(fields=["courier", "claimed_at"])
    parcel.log(by=by, at=now, happening=Happening.CLAIMED)
    return parcel


def _take(parcel: Parcel, courier: Courier, now: datetime.datetime) -> bool:
    """
    The one statement that decides. Having waited for a rival's UPDATE it looks at the row again, so only columns of
    this table may stand in its WHERE: a joined one would be read from before the wait.
    """
    free = Parcel.objects.filter(pk=parcel.pk, status=ParcelStatus.PACKED, courier=None)
    return free.update(courier=courier, claimed_at=now) == 1


@transactions.retried
def pick_up(*, parcel: Parcel, by: User, now: datetime.datetime) -> Parcel:
    """In the courier's hands: this is "shipped". Its pieces leave the stock."""
    parcel = actions.locked(parcel)
    actions.check(Action.PICK_UP, parcel, by=by)
    parcel.move_to(ParcelStatus.SHIPPED, by=by, at=now)
    fulfilment.leave_shop(parcel, by=by, now=now)
    jobs.enqueue(mails.send_shipped, parcel_id=parcel.pk)
    return parcel


@transaction.atomic
def start(*, parcel: Parcel, by: User, now: datetime.datetime) -> Parcel:
    """On the way to the door: the buyer now sees the hand-over code."""
    parcel = actions.locked(parcel)
    actions.check(Action.START, parcel, by=by)
    parcel.move_to(ParcelStatus.OUT_FOR_DELIVERY, by=by, at=now, arrived_at=None, next_attempt_on=None)
    jobs.enqueue(mails.send_out_for_delivery, parcel_id=parcel.pk)
    return parcel


def start_round(*, parcels: Sequence[Parcel], by: User, now: datetime.datetime) -> list[Parcel]:
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
def arrive(*, parcel: Parcel, by: User, now: datetime.datetime) -> Parcel:
    """At the door."""
    parcel = actions.locked(parcel)
    actions.check(Action.ARRIVE, parcel, by=by)
    parcel.arrived_at = now
    parcel.save(update_fields=["arrived_at"])
    parcel.log(by=by, at=now, happening=Happening.ARRIVED)
    return parcel


def deliver(*, parcel: Parcel, code: str, by: User, now: datetime.datetime) -> Parcel:
    """
    Hand the parcel over against the buyer's code; cash that is due counts as collected.

    A wrong code is remembered although this raises: after five the hand-over is locked and the office sees it.

    :raises WrongCode: with the number of tries that are left.
    :raises HandoverLocked: from the fifth wrong code on.
    """
    parcel = _hand_over(parcel, code, by=by, now=now)
    if parcel.status == ParcelStatus.DELIVERED:
        return parcel
    left = handover.MOST_TRIES - parcel.code_failures
    if left <= 0:
        raise HandoverLocked(_("The code was wrong five times. Do not hand the parcel over; the office was told."))
    text = ngettext(
        "That code does not match. %(left)d try left.", "That code does not match. %(left)d tries left.", left
    )
    raise WrongCode(text % {"left": left}, tries_left=left)


@transaction.atomic
def _hand_over(parcel: Parcel, code: str, *, by: User, now: datetime.datetime) -> Parcel:
    """Delivered, or one more failure counted; the lock on the row makes each try count once."""
    parcel = actions.locked(parcel)
    actions.check(Action.DELIVER, parcel, by=by)
    if parcel.code_locked_at is not None:
        raise HandoverLocked(_("The hand-over is locked. Call the office."))
    if handover.matches(parcel, code):
        parcel.move_to(ParcelStatus.DELIVERED, by=by, at=now, delivered_at=now)
        settlement.complete(parcel, by=by, now=now)
        jobs.enqueue(mails.send_delivered, parcel_id=parcel.pk)
        return parcel
    parcel.code_failures += 1
    if parcel.code_failures >= handover.MOST_TRIES:
        parcel.code_locked_at = now
        parcel.log(by=by, at=now, happening=Happening.CODE_LOCKED)
    parcel.save(update_fields=["code_failures", "code_locked_at"])
    return parcel


@transaction.atomic
def fail(
    *, parcel: Parcel, reason: str, note: str, next_on: datetime.date | None, by: User, now: datetime.datetime
) -> Parcel:
    """
    It could not be handed over. The third time it goes back to the shop.

    :param next_on: the day of the next attempt, not asked for the third time.
    :raises BadDate: where another attempt follows and its day is missing, past or too far away.
    """
    parcel = actions.locked(parcel)
    actions.check(Action.FAIL, parcel, by=by)
    number = parcel.attempts + 1
    next_on = _checked_day(next_on, now) if number < MOST_ATTEMPTS else None
    attempt = DeliveryAttempt.objects.create(
        parcel=parcel, courier=by.courier, number=number, at=now, reason=reason, note=note, next_on=next_on
    )
    parcel.move_to(
        ParcelStatus.ATTEMPT_FAILED, by=by, at=now, note=attempt.get_reason_display(),
        attempts=number, next_attempt_on=next_on, arrived_at=None,
    )  # fmt: skip
    if number == MOST_ATTEMPTS:
        parcel.move_to(ParcelStatus.RETURNING, by=by, at=now)
    jobs.enqueue(mails.send_could_not_deliver, attempt_id=attempt.pk)
    return parcel


def _checked_day(day: datetime.date | None, now: datetime.datetime) -> datetime.date:
    today = timezone.localdate(now)
    if day is None or not today < day <= today + datetime.timedelta(days=LONGEST_WAIT):
        message = _("Choose a day within the next two weeks, from tomorrow on.")
        raise BadDate(message, fields={"next_on": [message]})
    return day


@transactions.retried
def hand_back(*, parcel: Parcel, by: User, now: datetime.datetime) -> Parcel:
    """Back at the shop after the last attempt: the pieces are on its shelf again, the buyer's money goes back."""
    parcel = actions.locked(parcel)
    actions.check(Action.HAND_BACK, parcel, by=by)
    parcel.move_to(ParcelStatus.RETURNED, by=by, at=now)
    reason = _("The parcel could not be delivered.")
    settlement.give_back(parcel, reason=reason, source=f"return:parcel:{parcel.pk}", by=by, now=now)
    stock.take_back(placing.items_of([parcel]), by=by, at=now)
    fulfilment.count_sold(parcel, now=now, undone=True)
    return parcel


@transaction.atomic
def reassign(*, parcel: Parcel, courier: Courier | None, reason: str, by: User, now: datetime.datetime) -> Parcel:
    """
    The office gives the parcel to another courier, or (None) a packed one back to everybody.

    :raises Taken: where it is that courier's already, or has left the shop and needs somebody.
    """
    parcel = actions.locked(parcel)
    actions.check(Action.REASSIGN, parcel, by=by)
    if courier == parcel.courier:
        raise Taken(_("That courier has the parcel already."))
    if courier is None and parcel.status != ParcelStatus.PACKED:
        raise Taken(_("The parcel has left the shop: choose who brings it."))
    before, parcel.courier = parcel.courier, courier
    parcel.claimed_at = now if courier else None
    parcel.arrived_at = None
    parcel.save(update_fields=["courier", "claimed_at", "arrived_at"])
    note = f"{before or '–'} → {courier or '–'}: {reason}"
    parcel.log(by=by, at=now, happening=Happening.REASSIGNED, note=note)
    return parcel


@transaction.atomic
def override_handover(*, parcel: Parcel, reason: str, by: User, now: datetime.datetime) -> Parcel:
    """
    The office opens a locked hand-over. The buyer gets a new code, so that the tries so far say nothing about it.
    """
    parcel = actions.locked(parcel)
    actions.check(Action.OVERRIDE, parcel, by=by)
    parcel.code_failures = 0
    parcel.code_locked_at = None
    parcel.code_nonce = handover.new_nonce()
    parcel.save(update_fields=["code_failures", "code_locked_at", "code_nonce"])
    parcel.log(by=by, at=now, happening=Happening.CODE_OPENED, note=reason)
    return parcel
