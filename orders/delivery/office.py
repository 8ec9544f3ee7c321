"""What the office does about deliveries: who brings what, and a locked hand-over."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Courier, User
from orders import actions, handover
from orders.actions import Action
from orders.delivery.claiming import Taken
from orders.models import Parcel
from orders.states import Happening, ParcelStatus


@transaction.atomic
def assign(*, parcel: Parcel, courier: Courier, by: User, now: datetime) -> Parcel:
    """
    The office gives a parcel that nobody brings to a courier.

    :raises Taken: where a courier claimed it meanwhile: their work is taken away with a reason only (`reassign`).
    """
    parcel = actions.locked(parcel)
    actions.check(Action.REASSIGN, parcel, by=by)
    if parcel.courier is not None:
        raise Taken(_("%(courier)s took this parcel meanwhile.") % {"courier": parcel.courier})
    return _give(parcel, courier, note=f"– → {courier}", by=by, now=now)


@transaction.atomic
def reassign(*, parcel: Parcel, courier: Courier | None, reason: str, by: User, now: datetime) -> Parcel:
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
    return _give(parcel, courier, note=f"{parcel.courier or '–'} → {courier or '–'}: {reason}", by=by, now=now)


def _give(parcel: Parcel, courier: Courier | None, *, note: str, by: User, now: datetime) -> Parcel:
    if courier is not None and not courier.is_active:
        raise Taken(_("%(courier)s brings no parcels at present.") % {"courier": courier})
    if courier is not None and courier.user_id == parcel.order.buyer_id:
        raise Taken(_("Nobody brings a parcel to themselves. Choose another courier."))
    parcel.courier = courier
    parcel.claimed_at = now if courier else None
    parcel.arrived_at = None
    parcel.save(update_fields=["courier", "claimed_at", "arrived_at"])
    parcel.log(by=by, at=now, happening=Happening.REASSIGNED, note=note[:500])
    return parcel


@transaction.atomic
def override_handover(*, parcel: Parcel, reason: str, by: User, now: datetime) -> Parcel:
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
