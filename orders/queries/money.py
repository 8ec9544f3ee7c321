"""The money of an order that went back, as its buyer reads it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from orders.models import Order, Refund
from orders.payments import sending
from orders.states import RefundStatus
from shop.core import lists


@dataclass(frozen=True)
class GivenBack:
    """
    :ivar state: in words: asked for, on its way, arrived.
    :ivar waits: whether somebody has to pay it, so that we must know where.
    """

    what: str
    amount: Decimal
    state: str
    waits: bool


def refunds_of(order: Order) -> list[GivenBack]:
    """What was promised back, the oldest first. A refusal by a provider is the office's worry: it stays on its way."""
    rows: QuerySet[Refund] = Refund.objects.promised().filter(payment__order=order)
    return [
        GivenBack(_what(refund), refund.amount, _state(refund), sending.is_by_hand(refund))
        for refund in rows.select_related("payment", "parcel__seller").prefetch_related("lines__line").order_by("pk")
    ]


def _what(refund: Refund) -> str:
    if refund.parcel is None:
        return _("Paid too much")
    parts = [str(part) for part in refund.lines.all() if not part.is_goodwill] or [_("Reduced price")]
    return lists.joined(parts)


def _state(refund: Refund) -> str:
    return _("Sent back") if refund.status == RefundStatus.SUCCEEDED else _("On its way")
