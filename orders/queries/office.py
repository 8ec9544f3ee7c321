"""
What the office must look at: each problem is one condition, read by the number on the overview, by the list behind it
and by the filter of that list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from orders.models import Order, OrderEvent, Parcel, Payment, PaymentMethod, Refund, ReturnRequest
from orders.states import ParcelStatus, PaymentStatus, RefundStatus, ReturnStatus
from shop.core import counting

STUCK_AFTER = timedelta(hours=24)
RECENT = timedelta(days=7)


@dataclass(frozen=True)
class Problem:
    """:ivar condition: of the rows of the list that it belongs to, at a time."""

    label: str | Promise
    condition: Callable[[datetime], Q]


PARCELS = {
    "stuck": Problem(
        gettext_lazy("Not packed for more than 24 hours"),
        lambda now: Q(status=ParcelStatus.PENDING, order__placed_at__lt=now - STUCK_AFTER),
    ),
    "unclaimed": Problem(
        gettext_lazy("No courier after more than 24 hours"),
        lambda now: Q(
            status=ParcelStatus.PACKED,
            courier=None,
            delivery_method="courier",
            order__placed_at__lt=now - STUCK_AFTER,
        ),
    ),
    "failed": Problem(
        gettext_lazy("Could not be delivered"),
        lambda now: Q(status__in=(ParcelStatus.ATTEMPT_FAILED, ParcelStatus.RETURNING)),
    ),
    "locked": Problem(
        gettext_lazy("Hand-over locked"),
        lambda now: Q(
            code_locked_at__isnull=False, status__in=(ParcelStatus.OUT_FOR_DELIVERY, ParcelStatus.ATTEMPT_FAILED)
        ),
    ),
}
PAYMENTS = {
    "unclear": Problem(gettext_lazy("Payment unclear"), lambda now: Q(unclear_at__isnull=False)),
    "trouble": Problem(
        gettext_lazy("Declined or expired in the last 7 days"),
        lambda now: (
            Q(status__in=(PaymentStatus.FAILED, PaymentStatus.EXPIRED), created_at__gte=now - RECENT) & Q(parcel=None)
        ),
    ),
}
_UNDER_WAY = (RefundStatus.REQUESTED, RefundStatus.PROCESSING)
PAYMENTS["cash_out"] = Problem(
    gettext_lazy("Cash not handed in for more than a day"),
    lambda now: Q(
        provider=PaymentMethod.CASH,
        status=PaymentStatus.CAPTURED,
        captured_at__lt=now - STUCK_AFTER,
        parcel__courier__isnull=False,
        cash_count_item=None,
    ),
)
REFUNDS = {
    "failed": Problem(gettext_lazy("Refund failed"), lambda now: Q(status=RefundStatus.FAILED)),
    "proposed": Problem(gettext_lazy("Refund proposed by a shop"), lambda now: Q(status=RefundStatus.PROPOSED)),
    "by_hand": Problem(
        gettext_lazy("Cash to pay back"),
        lambda now: Q(status__in=_UNDER_WAY, payment__provider=PaymentMethod.CASH, amount__gt=0),
    ),
    "slow": Problem(
        gettext_lazy("Refund under way for more than a day"),
        lambda now: (
            Q(status__in=_UNDER_WAY, created_at__lt=now - STUCK_AFTER) & ~Q(payment__provider=PaymentMethod.CASH)
        ),
    ),
}
RETURNS = {
    "unanswered": Problem(
        gettext_lazy("Return not answered for two days"),
        lambda now: Q(status=ReturnStatus.REQUESTED, created_at__lt=now - 2 * STUCK_AFTER),
    ),
    "unpaid": Problem(gettext_lazy("Return received, money not sent"), lambda now: _received_unpaid()),
}


def _received_unpaid() -> Q:
    return Q(status=ReturnStatus.RECEIVED, refund__status=RefundStatus.PROPOSED)


ORDERS = {
    "mismatch": Problem(
        gettext_lazy("Paid sum differs"),
        lambda now: Q(
            pk__in=OrderEvent.objects.filter(kind=OrderEvent.PAYMENT_MISMATCH, at__gte=now - RECENT).values("order")
        ),
    ),
}


JOBS = {
    "late": Problem(
        gettext_lazy("Late by ten minutes"),
        lambda now: Q(status="todo", scheduled_at__lt=now - timedelta(minutes=10)),
    ),
}


@dataclass(frozen=True)
class Tile:
    """A number of the overview and the list behind it."""

    label: str | Promise
    count: int
    url: str


def tiles(*, now: datetime) -> list[Tile]:
    """The problems of orders, each with its count. One statement."""
    lists: list[tuple[dict[str, Problem], QuerySet[Any], str]] = [
        (PARCELS, Parcel.objects.all(), "/admin/orders/parcel/"),
        (PAYMENTS, Payment.objects.all(), "/admin/orders/payment/"),
        (REFUNDS, Refund.objects.all(), "/admin/orders/refund/"),
        (RETURNS, ReturnRequest.objects.all(), "/admin/orders/returnrequest/"),
        (ORDERS, Order.objects.all(), "/admin/orders/order/"),
    ]
    places = {
        f"{path}?problem={name}": (problem, rows)
        for problems, rows, path in lists
        for name, problem in problems.items()
    }
    found = counting.counts({url: rows.filter(problem.condition(now)) for url, (problem, rows) in places.items()})
    return [Tile(problem.label, found[url], url) for url, (problem, _rows) in places.items()]
