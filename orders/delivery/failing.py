"""A try that failed, and the way back to the shop after the last one."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from catalog import stock
from orders import actions, fulfilment, placing, proofs, settlement
from orders.actions import Action
from orders.emails import parcels as mails
from orders.models import DeliveryAttempt, Parcel
from orders.states import MOST_ATTEMPTS, ParcelStatus
from shop.core import errors, jobs, transactions

# How far ahead the next attempt may be, in days.
LONGEST_WAIT = 14


class BadDate(errors.DomainError):
    """The next attempt must be on one of the coming days."""

    status = 422


@transaction.atomic
def fail(
    *, parcel: Parcel, reason: str, note: str, next_on: date | None, by: User, now: datetime, photo: str = ""
) -> Parcel:
    """
    It could not be handed over. The third time it goes back to the shop.

    :param next_on: the day of the next attempt, not asked for the third time.
    :param photo: storage name of a picture that `proofs.store` kept, or empty.
    :raises BadDate: where another attempt follows and its day is missing, past or too far away.
    """
    parcel = actions.locked(parcel)
    actions.check(Action.FAIL, parcel, by=by)
    number = parcel.attempts + 1
    next_on = _checked_day(next_on, now) if number < MOST_ATTEMPTS else None
    attempt = DeliveryAttempt.objects.create(
        parcel=parcel, courier=by.courier, number=number, at=now, reason=reason, note=note, next_on=next_on
    )
    proofs.keep(parcel=parcel, attempt=attempt, noted=proofs.Noted(photo=photo), by=by, now=now)
    parcel.move_to(
        ParcelStatus.ATTEMPT_FAILED, by=by, at=now, note=attempt.get_reason_display(),
        attempts=number, next_attempt_on=next_on, arrived_at=None,
    )  # fmt: skip
    if number == MOST_ATTEMPTS:
        parcel.move_to(ParcelStatus.RETURNING, by=by, at=now)
    jobs.enqueue(mails.send_could_not_deliver, attempt_id=attempt.pk)
    return parcel


def _checked_day(day: date | None, now: datetime) -> date:
    today = timezone.localdate(now)
    if day is None or not today < day <= today + timedelta(days=LONGEST_WAIT):
        message = _("Choose a day within the next two weeks, from tomorrow on.")
        raise BadDate(message, fields={"next_on": [message]})
    return day


@transactions.retried
def hand_back(*, parcel: Parcel, by: User, now: datetime) -> Parcel:
    """Back at the shop after the last attempt: the pieces are on its shelf again, the buyer's money goes back."""
    parcel = actions.locked(parcel)
    actions.check(Action.HAND_BACK, parcel, by=by)
    parcel.move_to(ParcelStatus.RETURNED, by=by, at=now)
    reason = _("The parcel could not be delivered.")
    settlement.give_back(parcel, reason=reason, source=f"return:parcel:{parcel.pk}", by=by, now=now)
    stock.take_back(placing.items_of([parcel]), by=by, at=now)
    fulfilment.count_sold(parcel, now=now, undone=True)
    return parcel
