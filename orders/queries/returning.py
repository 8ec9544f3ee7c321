"""What buyers and shops see of returns: what can be sent back, the steps of one, a shop's lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders import returns
from orders.models import Order, OrderLine, Parcel, ReturnLine, ReturnRequest
from orders.queries import lines
from orders.states import ReturnStatus
from shop.core import dates

PER_PAGE = 25
VIEWS: dict[str, tuple[str | Promise, tuple[ReturnStatus, ...]]] = {
    "asked": (gettext_lazy("To answer"), (ReturnStatus.REQUESTED,)),
    "coming": (gettext_lazy("On their way back"), (ReturnStatus.APPROVED,)),
    "received": (gettext_lazy("Waiting for the refund"), (ReturnStatus.RECEIVED,)),
    "ended": (gettext_lazy("Ended"), (ReturnStatus.REFUNDED, ReturnStatus.REJECTED)),
}
FIRST_VIEW = "asked"
_COUNTED = ("asked", "coming", "received")


@dataclass(frozen=True)
class Offer:
    """A line that may be sent back, and how many pieces of it at most."""

    line: OrderLine
    parcel: Parcel
    most: int
    row: dict[str, Any]


@dataclass(frozen=True)
class Card:
    """
    A return as its buyer and its shop see it.

    :ivar steps: for `{% timeline %}`.
    :ivar rows: line, quantity, reason, note, photo address and (once received) whether it went back on the shelf.
    """

    request: ReturnRequest
    steps: list[dict[str, Any]]
    rows: list[dict[str, Any]]


def offers(order: Order, *, now: datetime) -> list[Offer]:
    """The lines of a loaded order that may still be sent back."""
    open_parcels = [parcel for parcel in order.parcels.all() if returns.is_open(parcel, now)]
    found = []
    for parcel in sorted(open_parcels, key=lambda parcel: parcel.pk):
        parcel.order = order
        left = returns.returnable(parcel)
        found += [
            Offer(line, parcel, left[line.pk], lines.row(line, linked=False))
            for line in parcel.lines.all()
            if left[line.pk]
        ]
    return found


def may_return(parcels: Iterable[Parcel], *, now: datetime) -> bool:
    """Whether the order page offers it; how many pieces are left is asked on the page itself."""
    return any(returns.is_open(parcel, now) for parcel in parcels)


def loaded(rows: QuerySet[ReturnRequest]) -> QuerySet[ReturnRequest]:
    """With all that `card` reads."""
    around = rows.select_related("parcel__order", "parcel__seller__user", "refund")
    bought = ReturnLine.objects.select_related("line__product").order_by("pk")
    return around.prefetch_related(Prefetch("lines", bought), "events")


def of_order(order: Order) -> list[Card]:
    """The returns of an order, the newest first."""
    return [card(one) for one in loaded(ReturnRequest.objects.filter(parcel__order=order)).order_by("-pk")]


def card(request: ReturnRequest) -> Card:
    rows = [
        lines.row(line.line, priced=False, linked=False)
        | {
            "quantity": line.quantity,
            "reason": line.get_reason_display(),
            "note": line.note,
            "photo": f"/seller/returns/{request.pk}/photo/{line.pk}/" if line.photo else "",
            "restock": line.restock,
            "return_line": line.pk,
        }
        for line in request.lines.all()
    ]
    return Card(request, _steps(request), rows)


def _steps(request: ReturnRequest) -> list[dict[str, Any]]:
    at = {event.to_status: event for event in sorted(request.events.all(), key=lambda event: (event.at, event.pk))}
    words = {
        ReturnStatus.REQUESTED: _("Asked"),
        ReturnStatus.APPROVED: _("The shop takes it back"),
        ReturnStatus.RECEIVED: _("The shop has received it"),
        ReturnStatus.REFUNDED: _("Money sent back"),
    }
    way = list(words)
    if request.status == ReturnStatus.REJECTED:
        words[ReturnStatus.REJECTED] = _("The shop does not take it back")
        way = [ReturnStatus.REQUESTED, ReturnStatus.REJECTED]
    return [
        {
            "title": words[status],
            "at": at[status].at if status in at else None,
            "note": at[status].note if status in at else "",
            "state": _mark(status, request, status in at),
        }
        for status in way
    ]


def _mark(status: ReturnStatus, request: ReturnRequest, is_done: bool) -> str:
    if status == ReturnStatus.REJECTED:
        return "failed"
    if request.status == status:
        return "now"
    return "done" if is_done else "next"


def listed(mine: QuerySet[ReturnRequest], view: str) -> QuerySet[ReturnRequest]:
    rows = mine.filter(status__in=VIEWS[view][1]).select_related("parcel__order").prefetch_related("lines__line")
    return rows.order_by("-id" if view == "ended" else "id")


def counts(mine: QuerySet[ReturnRequest]) -> dict[str, int]:
    sums = {name: Count("pk", filter=Q(status__in=VIEWS[name][1])) for name in _COUNTED}
    return mine.exclude(status__in=VIEWS["ended"][1]).aggregate(**sums)


def last_instructions(parcel: Parcel) -> str:
    """What the shop wrote the last time: most shops have one address for what comes back."""
    answered = (ReturnStatus.APPROVED, ReturnStatus.RECEIVED, ReturnStatus.REFUNDED)
    before = ReturnRequest.objects.filter(parcel__seller=parcel.seller_id, status__in=answered)
    found = before.order_by("-pk").first()
    return found.instructions if found else ""


def day(moment: datetime) -> str:
    return dates.shown(timezone.localtime(moment), "j F Y")
