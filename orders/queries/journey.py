"""
What happened to a parcel and what comes next, as a list of steps for the timeline.

It only renders the events (`ParcelEvent`) and the failed attempts; the parcel comes with its order, both prefetched.
Buyer, shop and courier read the same words. What the office notes for itself stays in the admin.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.models import DeliveryAttempt, Parcel, ParcelEvent
from orders.states import Happening
from orders.states import ParcelStatus as P
from shop.core import dates

_BY_COURIER = (P.PENDING, P.PACKED, P.SHIPPED, P.OUT_FOR_DELIVERY, P.DELIVERED)
_BY_CARRIER = (P.PENDING, P.PACKED, P.SHIPPED, P.DELIVERED)
_TITLES: dict[str, str | Promise] = {
    P.PENDING: gettext_lazy("Paid"),
    P.SHIPPED: gettext_lazy("Left the shop"),
}
_TROUBLE = (P.ATTEMPT_FAILED, P.CANCELLED)
_ENDS = (P.DELIVERED, P.CANCELLED, P.RETURNED)
# What the office does is its own business.
_HIDDEN = (Happening.REASSIGNED,)


@dataclass(frozen=True)
class Step:
    """One entry of `{% timeline %}`: `state` is done, now, next or failed; `at` is None for what is to come."""

    title: str
    state: str
    at: datetime | None = None
    note: str = ""


def steps(parcel: Parcel) -> list[Step]:
    """Everything from the order to the end, oldest first, then what is still to come."""
    return [*_marked(parcel, list(_past(parcel))), *_future(parcel)]


def _past(parcel: Parcel) -> Iterator[Step]:
    yield Step(_("Order placed"), "done", parcel.order.placed_at)
    attempts = {attempt.at: attempt for attempt in parcel.failed_attempts.all()} if parcel.attempts else {}
    for event in sorted(parcel.events.all(), key=lambda event: (event.at, event.pk)):
        if event.happening and event.happening not in _HIDDEN:
            yield Step(event.get_happening_display(), "done", event.at)
        elif event.from_status and event.from_status != event.to_status:
            state = "failed" if event.to_status in _TROUBLE else "done"
            note = _note(parcel, event, attempts.get(event.at))
            yield Step(_title(event.to_status), state, event.at, note)


def _marked(parcel: Parcel, past: list[Step]) -> list[Step]:
    """The last step is where the parcel stands now, unless it has ended or is in trouble."""
    last = past[-1]
    if parcel.status not in _ENDS and last.state == "done":
        past[-1] = Step(last.title, "now", last.at, last.note)
    return past


def _future(parcel: Parcel) -> Iterator[Step]:
    if parcel.status in _ENDS:
        return
    if parcel.status == P.RETURNING:
        yield Step(str(P.RETURNED.label), "next")
        return
    route = _BY_CARRIER if parcel.by_carrier else _BY_COURIER
    reached = P.SHIPPED if parcel.status == P.ATTEMPT_FAILED else parcel.status
    index = route.index(P(reached)) + 1 if reached in route else 0
    for status in route[index:]:
        yield Step(_title(status), "next", note=_expected(parcel, status))


def _title(status: str) -> str:
    return str(_TITLES.get(status, P(status).label))


def _note(parcel: Parcel, event: ParcelEvent, attempt: DeliveryAttempt | None) -> str:
    if event.to_status == P.CANCELLED:
        return event.note and _(event.note)  # ours are translated, a person's words stay
    if event.to_status == P.ATTEMPT_FAILED and attempt is not None:
        return attempt.get_reason_display()
    if event.to_status == P.SHIPPED and parcel.carrier:
        return " · ".join(filter(None, (parcel.carrier, parcel.tracking_number)))
    return ""


def _expected(parcel: Parcel, status: str) -> str:
    if status == P.OUT_FOR_DELIVERY and parcel.next_attempt_on:
        return dates.shown(parcel.next_attempt_on, "l j F")
    return ""
