"""The steps of a return, told to whom they concern. Each function is a job; its arguments are ids."""

from typing import Any

from orders.emails import addressed
from orders.models import ReturnRequest
from shop.core import jobs


@jobs.job
def send_asked(*, request_id: int) -> None:
    """To the shop: somebody wants to send something back."""
    request = _request(request_id)
    facts = _facts(request) | {"order": request.parcel.order}
    path = f"/seller/returns/{request_id}/"
    addressed.to_shop("return_asked", request.parcel.seller, about=f"return:{request_id}", path=path, **facts)


@jobs.job
def send_approved(*, request_id: int) -> None:
    """To the buyer: where to send it."""
    _to_buyer("return_approved", request_id)


@jobs.job
def send_rejected(*, request_id: int) -> None:
    """To the buyer: why not."""
    _to_buyer("return_rejected", request_id)


@jobs.job
def send_received(*, request_id: int) -> None:
    """To the buyer: it arrived at the shop, and what becomes of the money."""
    _to_buyer("return_received", request_id)


def _to_buyer(name: str, request_id: int) -> None:
    request = _request(request_id)
    addressed.to_buyer(name, request.parcel.order, about=f"return:{request_id}", **_facts(request))


def _request(request_id: int) -> ReturnRequest:
    rows = ReturnRequest.objects.select_related("parcel__order__buyer", "parcel__seller__user", "refund")
    return rows.prefetch_related("lines__line").get(pk=request_id)


def _facts(request: ReturnRequest) -> dict[str, Any]:
    lines = sorted(request.lines.all(), key=lambda line: line.pk)
    return {"request": request, "parcel": request.parcel, "returned": lines}
