"""The courier's drawer: what was collected since the last count, and the counts before."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from accounts.models import User
from orders.models import CashCount, Payment, PaymentMethod
from orders.states import PaymentStatus
from shop.core.money import ZERO

MOST_COUNTS = 10
_TAKEN = (PaymentStatus.CAPTURED, PaymentStatus.PARTLY_REFUNDED, PaymentStatus.REFUNDED)


@dataclass(frozen=True)
class Drawer:
    """
    :ivar collected: the payments that no count covers yet, the last one first.
    :ivar counts: what was handed in before, the last one first.
    """

    collected: list[Payment]
    counts: list[CashCount]

    @property
    def total(self) -> Decimal:
        return sum((payment.captured for payment in self.collected), ZERO)


def uncounted(courier: User) -> QuerySet[Payment]:
    """Cash that this courier took at a door and has not handed in."""
    return Payment.objects.filter(
        provider=PaymentMethod.CASH, status__in=_TAKEN, parcel__courier__user=courier, cash_count_item=None
    )


def drawer(courier: User) -> Drawer:
    """Two queries."""
    found = uncounted(courier).select_related("order").order_by("-captured_at", "-id")
    counts = CashCount.objects.filter(courier__user=courier).order_by("-id")
    return Drawer(list(found), list(counts[:MOST_COUNTS]))
