"""The hand-over against the buyer's four digits."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from orders import actions, handover, proofs, settlement
from orders.actions import Action
from orders.emails import parcels as mails
from orders.models import Parcel
from orders.states import Happening, ParcelStatus
from shop.core import errors, jobs


class WrongCode(errors.DomainError):
    """The digits do not match. `tries_left` is how many more there are."""

    status = 422

    def __init__(self, message: str, *, tries_left: int) -> None:
        super().__init__(message, fields={"code": [message]})
        self.tries_left = tries_left


class HandoverLocked(errors.DomainError):
    """Too many wrong codes: only the office opens the hand-over again."""


def deliver(
    *, parcel: Parcel, code: str, by: User, now: datetime, noted: proofs.Noted = proofs.NOTHING, remark: str = ""
) -> Parcel:
    """
    Hand the parcel over against the buyer's code; cash that is due counts as collected.

    A wrong code is remembered although this raises: after five the hand-over is locked and the office sees it.

    :param noted: what the courier saw at the door; the buyer reads it.
    :param remark: for the office, on the event.
    :raises WrongCode: with the number of tries that are left.
    :raises HandoverLocked: from the fifth wrong code on.
    """
    parcel = _hand_over(parcel, code, by=by, now=now, noted=noted, remark=remark)
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
def _hand_over(parcel: Parcel, code: str, *, by: User, now: datetime, noted: proofs.Noted, remark: str) -> Parcel:
    """Delivered, or one more failure counted; the lock on the row makes each try count once."""
    parcel = actions.locked(parcel)
    actions.check(Action.DELIVER, parcel, by=by)
    if parcel.code_locked_at is not None:
        raise HandoverLocked(_("The hand-over is locked. Call the office."))
    if handover.matches(parcel, code):
        parcel.move_to(ParcelStatus.DELIVERED, by=by, at=now, note=remark, delivered_at=now)
        proofs.keep(parcel=parcel, noted=noted, by=by, now=now)
        settlement.complete(parcel, by=by, now=now)
        jobs.enqueue(mails.send_delivered, parcel_id=parcel.pk)
        return parcel
    parcel.code_failures += 1
    if parcel.code_failures >= handover.MOST_TRIES:
        parcel.code_locked_at = now
        parcel.log(by=by, at=now, happening=Happening.CODE_LOCKED)
    parcel.save(update_fields=["code_failures", "code_locked_at"])
    return parcel
