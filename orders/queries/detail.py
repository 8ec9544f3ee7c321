"""One order as its buyer reads it: a card per parcel with its state in words, timeline, code and what can be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from catalog import delivery
from catalog.models import Review
from orders import actions, handover
from orders.actions import Action
from orders.models import Order, OrderLine, Parcel
from orders.queries import journey, lines
from orders.states import ParcelStatus as P

_EXPECTED = (P.AWAITING_PAYMENT, P.PENDING, P.PACKED, P.SHIPPED, P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED)


@dataclass(frozen=True)
class ParcelCard:
    """
    What a buyer sees of one parcel.

    :ivar code: the hand-over code, from "out for delivery" on; empty before, after and while it is locked.
    :ivar explains_code: whether a courier will ask for a code that is not shown yet.
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
    cash: Any


def loaded(orders: QuerySet[Order]) -> QuerySet[Order]:
    """With all that `cards` reads: seven queries however many parcels and lines there are."""
    parcels = ("parcels__seller", "parcels__courier__user", "parcels__events", "parcels__failed_attempts")
    return orders.prefetch_related(*parcels, "parcels__payments", lines.prefetched("parcels__lines"))


def cards(order: Order, *, viewer: User | None) -> list[ParcelCard]:
    """The parcels of a loaded order, oldest first; `viewer` is None for a guest with the link."""
    parcels = sorted(order.parcels.all(), key=lambda parcel: parcel.pk)
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
        arrival=arrival(parcel),
        sentence=sentence(parcel),
        steps=journey.steps(parcel),
        rows=rows,
        code=handover.code(parcel) if handover.is_shown(parcel) else "",
        explains_code=not parcel.by_carrier and parcel.status in (P.PENDING, P.PACKED, P.SHIPPED, P.ATTEMPT_FAILED),
        may_cancel=Action.CANCEL in actions.open_to(viewer, parcel),
        courier=parcel.courier.user.first_name if parcel.courier and parcel.status in _WITH_COURIER else "",
        cash=cash.amount if cash and parcel.status in _EXPECTED else None,
    )


_WITH_COURIER = (P.SHIPPED, P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED)


def _reviewed(order: Order) -> set[str]:
    purchases = [f"line:{line.pk}" for parcel in order.parcels.all() for line in parcel.lines.all()]
    return set(Review.objects.filter(purchase__in=purchases).values_list("purchase", flat=True))


def _may_review(line: OrderLine, parcel: Parcel, viewer: User | None, reviewed: set[str]) -> bool:
    delivered = parcel.status == P.DELIVERED and line.product_id is not None
    return viewer is not None and delivered and f"line:{line.pk}" not in reviewed


def arrival(parcel: Parcel) -> str:
    """When it arrives or arrived; empty where it will not."""
    if parcel.status == P.DELIVERED and parcel.delivered_at:
        return _("Delivered %(day)s") % {"day": formats.date_format(parcel.delivered_at, "D j M")}
    if parcel.status not in _EXPECTED:
        return ""
    if parcel.status == P.OUT_FOR_DELIVERY:
        return _("Arrives today")
    if parcel.next_attempt_on:
        return _("Next attempt %(day)s") % {"day": formats.date_format(parcel.next_attempt_on, "D j M")}
    return _("Arrives %(days)s") % {"days": delivery.date_range(parcel.arrives_from, parcel.arrives_to)}


def sentence(parcel: Parcel) -> str:
    """Where the parcel is, in a sentence."""
    if parcel.status == P.OUT_FOR_DELIVERY:
        return _on_the_road(parcel)
    if parcel.code_locked_at is not None and parcel.status in _EXPECTED:
        return _("The hand-over was stopped. Our office looks into it.")
    texts = {
        P.AWAITING_PAYMENT: _("Waiting for your payment."),
        P.PENDING: _("%(shop)s has your order and packs it next."),
        P.PACKED: _("Packed. A courier collects it at the shop."),
        P.SHIPPED: _("With the courier, who brings it to your door."),
        P.ATTEMPT_FAILED: _("We could not hand it over and come again."),
        P.DELIVERED: _("It was handed over. Enjoy it."),
        P.RETURNING: _("We could not hand it over. It goes back to the shop."),
        P.RETURNED: _("It is back at the shop."),
        P.CANCELLED: _("This parcel will not come."),
    }
    if parcel.by_carrier:
        texts[P.PACKED] = _("Packed. %(shop)s hands it to a parcel service.")
        texts[P.SHIPPED] = _("With %(carrier)s, on its way to you.")
    return texts[P(parcel.status)] % {"shop": parcel.seller.name, "carrier": parcel.carrier or _("a parcel service")}


def _on_the_road(parcel: Parcel) -> str:
    if parcel.code_locked_at is not None:
        return _("The code was wrong too often, so the hand-over was stopped. Our office calls you.")
    if parcel.arrived_at is not None:
        return _("The courier is at your door.")
    before = stops_before(parcel)
    if before == 0:
        return _("Out for delivery. You are the next stop.")
    return ngettext(
        "Out for delivery, %(count)d stop before you.", "Out for delivery, %(count)d stops before you.", before
    ) % {"count": before}


def stops_before(parcel: Parcel) -> int:
    """How many stops the courier's list (see `queries.courier`) has before this one."""
    code = parcel.order.postal_code
    earlier = Q(order__postal_code__lt=code) | Q(order__postal_code=code, pk__lt=parcel.pk)
    same_round = Parcel.objects.filter(courier=parcel.courier_id, status=P.OUT_FOR_DELIVERY)
    return same_round.filter(earlier).exclude(order=parcel.order_id).values("order").distinct().count()


def cancellable(cards: Iterable[ParcelCard]) -> list[Parcel]:
    return [card.parcel for card in cards if card.may_cancel]
