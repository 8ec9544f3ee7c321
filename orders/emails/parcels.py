"""
What happens to a parcel, told to whom it concerns. Each function is a job; its arguments are ids.

The hand-over code is in none of them: mails are forwarded and read on shared screens. They link to the page that
shows it.
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from orders.emails import addressed
from orders.models import DeliveryAttempt, Parcel, ParcelEvent
from orders.states import ParcelStatus
from shop.core import jobs


@jobs.job
def send_new_order(*, parcel_id: int) -> None:
    """To the shop: there is something to pack."""
    parcel = _parcel(parcel_id)
    _to_shop("parcel_new", parcel, about=_last(parcel, ParcelStatus.PENDING))


@jobs.job
def send_packed(*, parcel_id: int) -> None:
    """To the buyer: it is packed, and can no longer be cancelled."""
    _to_buyer("parcel_packed", _parcel(parcel_id))


@jobs.job
def send_shipped(*, parcel_id: int) -> None:
    """To the buyer: it left the shop, with a parcel service or with one of our couriers."""
    _to_buyer("parcel_shipped", _parcel(parcel_id))


@jobs.job
def send_out_for_delivery(*, parcel_id: int) -> None:
    """To the buyer: it comes today; where to read the hand-over code."""
    parcel = _parcel(parcel_id)
    about = _last(parcel, ParcelStatus.OUT_FOR_DELIVERY)
    _to_buyer("parcel_out_for_delivery", parcel, about=about, cash=parcel.cash_due)


@jobs.job
def send_delivered(*, parcel_id: int) -> None:
    """To the buyer: it arrived."""
    _to_buyer("parcel_delivered", _parcel(parcel_id))


@jobs.job
def send_could_not_deliver(*, attempt_id: int) -> None:
    """To the buyer: why not, and when somebody comes again or that it goes back."""
    attempt = DeliveryAttempt.objects.get(pk=attempt_id)
    parcel = _parcel(attempt.parcel_id)
    _to_buyer("parcel_could_not_deliver", parcel, about=f"attempt:{attempt_id}", attempt=attempt)


@jobs.job
def send_cancelled(*, parcel_id: int) -> None:
    """To the buyer: what was cancelled, why, and what becomes of the money."""
    parcel = _parcel(parcel_id)
    about = _last(parcel, ParcelStatus.CANCELLED)
    _to_buyer(
        "parcel_cancelled", parcel, about=about, reason=_reason(parcel), paid_back=parcel.refunds.promised().exists()
    )


@jobs.job
def send_cancelled_to_shop(*, parcel_id: int) -> None:
    """To the shop, where somebody else cancelled: stop packing."""
    parcel = _parcel(parcel_id)
    _to_shop("parcel_cancelled_shop", parcel, about=_last(parcel, ParcelStatus.CANCELLED), reason=_reason(parcel))


def _reason(parcel: Parcel) -> str | Promise:
    """What whoever cancelled wrote; jobs carry ids only, so it is read here. Ours is translated when the mail is."""
    event = _newest(parcel, ParcelStatus.CANCELLED)
    return gettext_lazy(event.note) if event and event.note else ""


def _last(parcel: Parcel, status: ParcelStatus) -> str:
    """Names the move that a mail is about, since a parcel may come into the same state again."""
    event = _newest(parcel, status)
    return f"parcel:{parcel.pk}:{event.pk}" if event else f"parcel:{parcel.pk}"


def _newest(parcel: Parcel, status: ParcelStatus) -> ParcelEvent | None:
    return parcel.events.filter(to_status=status, happening="").order_by("-at", "-id").first()


def _parcel(parcel_id: int) -> Parcel:
    rows = Parcel.objects.select_related("order__buyer", "seller__user", "area").prefetch_related("lines")
    return rows.get(pk=parcel_id)


def _to_buyer(name: str, parcel: Parcel, *, about: str = "", **context: Any) -> None:
    about = about or f"parcel:{parcel.pk}"
    addressed.to_buyer(name, parcel.order, about=about, parcel=parcel, lines=_lines(parcel), **context)


def _to_shop(name: str, parcel: Parcel, *, about: str, **context: Any) -> None:
    """The shop reads a name and an area, never an address."""
    facts = {"parcel": parcel, "order": parcel.order, "lines": _lines(parcel), **context}
    addressed.to_shop(name, parcel.seller, about=about, path=f"/seller/parcels/{parcel.pk}/", **facts)


def _lines(parcel: Parcel) -> list[Any]:
    return sorted(parcel.lines.all(), key=lambda line: line.pk)
