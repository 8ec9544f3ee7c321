"""
Who may do what with a parcel, and when: the one table that operations, pages, the API and the tests read.

A row says: this party may take this action while the parcel is in one of these states. Everything else is refused.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from django.utils.translation import gettext as _

from accounts.models import Courier, User
from accounts.roles import Permission
from orders.models import Order, Parcel
from orders.states import ParcelStatus as P
from shop.core import errors


class Party(StrEnum):
    """What somebody is to one parcel. One person may be several at once."""

    GUEST = "guest"  # nobody signed in: they hold the secret link
    BUYER = "buyer"
    SELLER = "seller"
    COURIER = "courier"  # the one who brings it
    CLAIMANT = "claimant"  # an active courier of its area, while nobody brings it
    OFFICE = "office"


class Action(StrEnum):
    ACCEPT = "accept"
    PACK = "pack"
    SEND_BY_CARRIER = "send-by-carrier"
    SHIP = "ship"
    DELIVERED = "delivered"
    CANCEL = "cancel"
    CLAIM = "claim"
    GIVE_BACK = "give-back"
    PICK_UP = "pick-up"
    START = "start"
    ARRIVE = "arrive"
    DELIVER = "deliver"
    FAIL = "fail"
    HAND_BACK = "hand-back"
    REASSIGN = "reassign"
    OVERRIDE = "override"


class NotAllowed(errors.DomainError):
    """Somebody of another role asked."""

    status = 403


class NotNow(errors.DomainError):
    """The right person, the wrong moment: the parcel is in another state."""


_UNPACKED = frozenset({P.AWAITING_PAYMENT, P.PENDING})
_UNSHIPPED = _UNPACKED | {P.PACKED}
_AT_COURIER = frozenset({P.SHIPPED, P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED, P.RETURNING})

_BY_SHOP = (Party.SELLER, Party.OFFICE)


def _for(parties: Iterable[Party], *states: P) -> dict[Party, frozenset[P]]:
    return dict.fromkeys(parties, frozenset(states))


ALLOWED: Mapping[Action, Mapping[Party, frozenset[P]]] = {
    Action.ACCEPT: _for(_BY_SHOP, P.PENDING),
    Action.PACK: _for(_BY_SHOP, P.PENDING),
    Action.SEND_BY_CARRIER: _for(_BY_SHOP, P.PENDING, P.PACKED),
    Action.SHIP: _for(_BY_SHOP, P.PACKED),
    Action.DELIVERED: _for(_BY_SHOP, P.SHIPPED),
    Action.CANCEL: {
        Party.GUEST: _UNPACKED,
        Party.BUYER: _UNPACKED,
        Party.SELLER: _UNSHIPPED,
        Party.OFFICE: _UNSHIPPED,
    },
    Action.CLAIM: _for([Party.CLAIMANT], P.PACKED),
    Action.GIVE_BACK: _for([Party.COURIER], P.PACKED),
    Action.PICK_UP: _for([Party.COURIER], P.PACKED),
    Action.START: _for([Party.COURIER], P.SHIPPED, P.ATTEMPT_FAILED),
    Action.ARRIVE: _for([Party.COURIER], P.OUT_FOR_DELIVERY),
    Action.DELIVER: _for([Party.COURIER], P.OUT_FOR_DELIVERY),
    Action.FAIL: _for([Party.COURIER], P.OUT_FOR_DELIVERY),
    Action.HAND_BACK: _for([Party.COURIER], P.RETURNING),
    Action.REASSIGN: {Party.OFFICE: _AT_COURIER | {P.PACKED}},
    Action.OVERRIDE: _for([Party.OFFICE], P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED),
}

# What the state alone does not say: whether the action fits this parcel.
_FITS: Mapping[Action, Callable[[Parcel], bool]] = {
    Action.SEND_BY_CARRIER: lambda parcel: parcel.courier_id is None and not parcel.by_carrier,
    Action.SHIP: lambda parcel: parcel.by_carrier,
    Action.DELIVERED: lambda parcel: parcel.by_carrier,
    Action.ARRIVE: lambda parcel: parcel.arrived_at is None,
    Action.REASSIGN: lambda parcel: not parcel.by_carrier,
    Action.OVERRIDE: lambda parcel: parcel.code_locked_at is not None,
}


def parties_of(user: User | None, parcel: Parcel) -> frozenset[Party]:
    """What `user` (None: a guest by link, or the system) is to this parcel."""
    if user is None:
        return frozenset({Party.GUEST})
    found = {
        Party.BUYER: parcel.order.buyer_id == user.pk,
        Party.SELLER: parcel.seller.user_id == user.pk and user.may(Permission.SELL),
        Party.OFFICE: user.may(Permission.MANAGE_ORDERS),
        **_on_the_road(user, parcel),
    }
    return frozenset(party for party, is_so in found.items() if is_so)


def _on_the_road(user: User, parcel: Parcel) -> dict[Party, bool]:
    """Nobody brings a parcel to themselves: they would be asked for a code that they can read."""
    if not user.may(Permission.DELIVER) or parcel.order.buyer_id == user.pk:
        return {}
    if parcel.courier is not None:
        return {Party.COURIER: parcel.courier.user_id == user.pk and parcel.courier.is_active}
    brings = Courier.objects.filter(user=user, is_active=True, areas=parcel.area_id)
    return {Party.CLAIMANT: not parcel.by_carrier and brings.exists()}


def check(action: Action, parcel: Parcel, *, by: User | None) -> None:
    """
    Whether `by` may take this action now; the parcel is locked by the caller.

    :raises NotAllowed: where no state would make it legal for this person.
    :raises NotNow: where another state would.
    """
    rows = ALLOWED[action]
    parties = parties_of(by, parcel) & rows.keys()
    if not parties:
        raise NotAllowed(_("This is not yours to do."))
    if not any(parcel.status in rows[party] for party in parties):
        raise NotNow(
            _("The parcel is now “%(state)s”, so this is not possible.") % {"state": parcel.get_status_display()}
        )
    if not _fits(action, parcel):
        raise NotNow(_("This does not fit how the parcel travels, or it was done before."))


def open_to(user: User | None, parcel: Parcel) -> frozenset[Action]:
    """The actions that `check` would let pass: what a page offers."""
    parties = parties_of(user, parcel)
    return frozenset(
        action
        for action, rows in ALLOWED.items()
        if any(parcel.status in rows[party] for party in parties & rows.keys()) and _fits(action, parcel)
    )


def _fits(action: Action, parcel: Parcel) -> bool:
    return action not in _FITS or _FITS[action](parcel)


def locked(parcel: Parcel) -> Parcel:
    """
    The parcel as it is now, locked together with its order (order first: the global order of docs/locking.md), with
    the people around it.
    """
    Order.objects.locked().get(pk=parcel.order_id)
    rows = Parcel.objects.locked().select_related("order", "seller__user", "courier__user", "area")
    return rows.get(pk=parcel.pk)
