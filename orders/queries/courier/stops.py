"""One stop: where, what, what to collect, and the one thing to do next."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet

from accounts.models import User
from orders import actions
from orders.actions import Action
from orders.models import Parcel
from orders.queries import lines
from orders.states import ParcelStatus as P

_TO_THE_DOOR = (P.PACKED, P.SHIPPED, P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED)
# The one big button of each state. Being at the door changes it: see `_main_action`.
_MAIN = {
    P.PACKED: Action.PICK_UP,
    P.SHIPPED: Action.START,
    P.ATTEMPT_FAILED: Action.START,
    P.OUT_FOR_DELIVERY: Action.ARRIVE,
    P.RETURNING: Action.HAND_BACK,
}
# What the big button becomes, in this order, while the phone has no signal.
_WAY = (Action.PICK_UP, Action.START, Action.ARRIVE, Action.DELIVER)


@dataclass(frozen=True)
class Stop:
    """
    One parcel of the round.

    :ivar address: the order, whose address and phone are shown; None once it is no longer on its way to somebody.
    :ivar main: the action of the one big button, or None where there is nothing to do.
    :ivar cash: what to collect at the door, or None.
    """

    parcel: Parcel
    address: Any
    main: Action | None
    offered: frozenset[Action]
    cash: Decimal | None

    @classmethod
    def of(cls, parcel: Parcel, *, viewer: User) -> "Stop":
        offered = actions.open_to(viewer, parcel)
        on_its_way = parcel.status in _TO_THE_DOOR
        due = parcel.cash_due if on_its_way else None
        return cls(
            parcel=parcel,
            address=parcel.order if on_its_way else None,
            main=_main_action(parcel, offered),
            offered=offered,
            cash=due.amount if due else None,
        )

    @property
    def may_fail(self) -> bool:
        return Action.FAIL in self.offered

    @property
    def may_give_back(self) -> bool:
        return Action.GIVE_BACK in self.offered

    @property
    def ahead(self) -> tuple[Action, ...]:
        """The steps after the next one, for a phone that cannot ask what comes next."""
        return _WAY[_WAY.index(self.main) + 1 :] if self.main in _WAY else ()

    @property
    def navigate(self) -> str:
        """A `geo:` link (RFC 5870 with the query of Android), which opens the phone's map."""
        order = self.parcel.order
        return "geo:0,0?q=" + quote(f"{order.line1}, {order.postal_code} {order.city}, {order.country.name}")

    @property
    def call(self) -> str:
        return f"tel:{self.parcel.order.phone}" if self.parcel.order.phone else ""


def _main_action(parcel: Parcel, offered: frozenset[Action]) -> Action | None:
    at_door = parcel.status == P.OUT_FOR_DELIVERY and parcel.arrived_at is not None
    main = Action.DELIVER if at_door else _MAIN.get(P(parcel.status))
    locked = main == Action.DELIVER and parcel.code_locked_at is not None
    return main if main in offered and not locked else None


def loaded(parcels: QuerySet[Parcel]) -> QuerySet[Parcel]:
    """With all that a stop shows."""
    rows = parcels.select_related("order", "seller", "area", "courier")
    return rows.prefetch_related(lines.prefetched(), "payments")


def rows(parcel: Parcel) -> list[dict[str, Any]]:
    """What is in the parcel, without prices and links."""
    return [lines.row(line, priced=False, linked=False) for line in parcel.lines.all()]
