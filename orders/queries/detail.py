"""One order as its buyer reads it: a card per parcel with its state in words, timeline, code and what can be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from accounts.models import User
from catalog.models import Review
from orders import actions, carriers, handover
from orders.actions import Action
from orders.models import Order, OrderLine, Parcel, Proof
from orders.queries import journey, lines, whereabouts
from orders.states import ParcelStatus as P


@dataclass(frozen=True)
class ParcelCard:
    """
    What a buyer sees of one parcel.

    :ivar code: the hand-over code, from "out for delivery" on; empty before, after and while it is locked.
    :ivar explains_code: whether a courier will ask for a code that is not shown yet.
    :ivar noted: what the courier wrote down or photographed at the door.
    :ivar follow_url: where the parcel service shows it, or empty.
    :ivar cash: the amount to have ready at the door, or None.
    """

    parcel: Parcel
    arrival: str
    sentence: str
    steps: list[journey.Step]
    rows: list[dict[str, Any]]
    code: str
    explains_code: bool
    may_cancel: bool
    courier: str
    noted: list[Proof]
    follow_url: str
    cash: Any


def loaded(orders: QuerySet[Order]) -> QuerySet[Order]:
    """With all that `cards` reads but what happened at the door: seven queries however many parcels and lines."""
    parcels = ("parcels__seller", "parcels__courier__user", "parcels__events", "parcels__payments")
    return orders.prefetch_related(*parcels, lines.prefetched("parcels__lines"))


def cards(order: Order, *, viewer: User | None) -> list[ParcelCard]:
    """The parcels of a loaded order, oldest first; `viewer` is None for a guest with the link."""
    parcels = sorted(order.parcels.all(), key=lambda parcel: parcel.pk)
    # Tries and what was noted at the door: two queries, and none for an order that is still at its shops.
    prefetch_related_objects([p for p in parcels if p.status not in _AT_THE_SHOP], "failed_attempts", "proofs")
    reviewed = _reviewed(order) if viewer else set()
    return [_card(parcel, order, viewer=viewer, reviewed=reviewed) for parcel in parcels]


def _card(parcel: Parcel, order: Order, *, viewer: User | None, reviewed: set[str]) -> ParcelCard:
    parcel.order = order
    rows = [
        lines.row(line) | {"may_review": _may_review(line, parcel, viewer, reviewed)} for line in parcel.lines.all()
    ]
    cash = parcel.cash_due
    return ParcelCard(
        parcel=parcel,
        arrival=whereabouts.arrival(parcel),
        sentence=whereabouts.sentence(parcel),
        steps=journey.steps(parcel),
        rows=rows,
        code=handover.code(parcel) if handover.is_shown(parcel) else "",
        explains_code=not parcel.by_carrier and parcel.status in (P.PENDING, P.PACKED, P.SHIPPED, P.ATTEMPT_FAILED),
        may_cancel=Action.CANCEL in actions.open_to(viewer, parcel),
        courier=parcel.courier.user.first_name if parcel.courier and parcel.status in _WITH_COURIER else "",
        noted=_noted(parcel),
        follow_url=carriers.link(parcel.carrier, parcel.tracking_number),
        cash=cash.amount if cash and parcel.status in whereabouts.EXPECTED else None,
    )


_AT_THE_SHOP = (P.AWAITING_PAYMENT, P.PENDING, P.PACKED)
_WITH_COURIER = (P.SHIPPED, P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED)


def _noted(parcel: Parcel) -> list[Proof]:
    if parcel.status in _AT_THE_SHOP:
        return []
    return [proof for proof in parcel.proofs.all() if proof.note or proof.picture]


def _reviewed(order: Order) -> set[str]:
    purchases = [f"line:{line.pk}" for parcel in order.parcels.all() for line in parcel.lines.all()]
    return set(Review.objects.filter(purchase__in=purchases).values_list("purchase", flat=True))


def _may_review(line: OrderLine, parcel: Parcel, viewer: User | None, reviewed: set[str]) -> bool:
    delivered = parcel.status == P.DELIVERED and line.product_id is not None
    return viewer is not None and delivered and f"line:{line.pk}" not in reviewed


def cancellable(cards: Iterable[ParcelCard]) -> list[Parcel]:
    return [card.parcel for card in cards if card.may_cancel]


def cancelled(cards: Iterable[ParcelCard]) -> Decimal:
    """What the parcels would have cost that will not come."""
    return sum((card.parcel.total for card in cards if card.parcel.status == P.CANCELLED), Decimal(0))
