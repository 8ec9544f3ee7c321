"""Jobs: which parcels wait for a courier, who takes one, and giving it back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Courier, User
from catalog.models import Area, DeliveryMethod
from orders import actions
from orders.actions import Action
from orders.models import Parcel
from orders.states import Happening, ParcelStatus
from shop.core import errors


class Taken(errors.DomainError):
    """Another courier was faster, or the parcel is no longer there to claim."""


def in_areas_of(user: User) -> QuerySet[Parcel]:
    """Parcels for couriers in the areas of an active one, claimed or not; not those of their own orders."""
    mine = Area.objects.filter(couriers__user=user, couriers__is_active=True, pk=OuterRef("area_id"))
    for_couriers = Parcel.objects.filter(delivery_method=DeliveryMethod.COURIER)
    return for_couriers.filter(Exists(mine)).exclude(order__buyer=user)


def claimable_by(user: User) -> QuerySet[Parcel]:
    """Those of them that are packed and that nobody brings yet."""
    return in_areas_of(user).filter(status=ParcelStatus.PACKED, courier=None)


@transaction.atomic
def claim(*, parcel: Parcel, by: User, now: datetime) -> Parcel:
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


def _take(parcel: Parcel, courier: Courier, now: datetime) -> bool:
    """
    The one statement that decides. Having waited for a rival's UPDATE it looks at the row again, so only columns of
    this table may stand in its WHERE: a joined one would be read from before the wait.
    """
    free = Parcel.objects.filter(pk=parcel.pk, status=ParcelStatus.PACKED, courier=None)
    return free.update(courier=courier, claimed_at=now) == 1


@transaction.atomic
def give_back(*, parcel: Parcel, by: User, now: datetime) -> Parcel:
    """A claimed parcel that still lies at the shop is for every courier of its area again."""
    parcel = actions.locked(parcel)
    actions.check(Action.GIVE_BACK, parcel, by=by)
    parcel.courier = parcel.claimed_at = None
    parcel.save(update_fields=["courier", "claimed_at"])
    parcel.log(by=by, at=now, happening=Happening.GIVEN_BACK)
    return parcel
