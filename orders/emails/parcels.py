"""
What happens to a parcel, told to whom it concerns. Each function is a job; its arguments are ids.

The hand-over code is in none of them: mails are forwarded and read on shared screens. They link to the page that
shows it.
"""

from typing import Any

from django.utils import translation

from orders import tracking
from orders.models import DeliveryAttempt, Order, Parcel
from orders.states import ParcelStatus
from shop.core import jobs, mail


@jobs.job
def send_new_order(*, parcel_id: int) -> None:
    """To the shop: there is something to pack."""
    parcel = _parcel(parcel_id)
    _to_shop("parcel_new", parcel)


@jobs.job
def send_shipped(*, parcel_id: int) -> None:
    """To the buyer: it left the shop, with a parcel service or with one of our couriers."""
    _to_buyer("parcel_shipped", _parcel(parcel_id))


@jobs.job
def send_out_for_delivery(*, parcel_id: int) -> None:
    """To the buyer: it comes today; where to read the hand-over code."""
    parcel = _parcel(parcel_id)
    _to_buyer("parcel_out_for_delivery", parcel, cash=parcel.cash_due)


@jobs.job
def send_delivered(*, parcel_id: int) -> None:
    """To the buyer: it arrived."""
    _to_buyer("parcel_delivered", _parcel(parcel_id))


@jobs.job
def send_could_not_deliver(*, attempt_id: int) -> None:
    """To the buyer: why not, and when somebody comes again or that it goes back."""
    attempt = DeliveryAttempt.objects.get(pk=attempt_id)
    _to_buyer("parcel_could_not_deliver", _parcel(attempt.parcel_id), attempt=attempt)


@jobs.job
def send_cancelled(*, parcel_id: int) -> None:
    """To the buyer: what was cancelled, why, and what becomes of the money."""
    parcel = _parcel(parcel_id)
    _to_buyer("parcel_cancelled", parcel, reason=_reason(parcel), paid_back=parcel.refunds.exists())


@jobs.job
def send_cancelled_to_shop(*, parcel_id: int) -> None:
    """To the shop, where somebody else cancelled: stop packing."""
    parcel = _parcel(parcel_id)
    _to_shop("parcel_cancelled_shop", parcel, reason=_reason(parcel))


def _reason(parcel: Parcel) -> str:
    """What whoever cancelled wrote; jobs carry ids only, so it is read here."""
    event = parcel.events.filter(to_status=ParcelStatus.CANCELLED).order_by("-at", "-id").first()
    return event.note if event else ""


def _parcel(parcel_id: int) -> Parcel:
    rows = Parcel.objects.select_related("order__buyer", "seller__user", "area").prefetch_related("lines")
    return rows.get(pk=parcel_id)


def order_url(order: Order) -> str:
    """Where a buyer follows the order: its page, or for a guest the secret link."""
    return mail.absolute(tracking.page_of(order))


def _to_buyer(name: str, parcel: Parcel, **context: Any) -> None:
    order = parcel.order
    facts = {"parcel": parcel, "order": order, "lines": _lines(parcel), "url": order_url(order), **context}
    with translation.override(order.language):
        mail.send(name, to=order.email, context=facts)


def _to_shop(name: str, parcel: Parcel, **context: Any) -> None:
    """The shop reads a name and an area, never an address."""
    url = mail.absolute(f"/seller/parcels/{parcel.pk}/")
    facts = {"parcel": parcel, "order": parcel.order, "lines": _lines(parcel), "url": url, **context}
    mail.send(name, to=parcel.seller.user.email, context=facts)


def _lines(parcel: Parcel) -> list[Any]:
    return sorted(parcel.lines.all(), key=lambda line: line.pk)
