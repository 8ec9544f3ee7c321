"""Where money goes back to that was paid in cash: the buyer says it, the office pays there, then it is forgotten."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from orders.models import BankAccount, Order, PaymentMethod, Refund, ReturnRequest
from orders.states import RefundStatus, ReturnStatus
from shop.core import errors, transactions

_UNDER_WAY = (RefundStatus.PROPOSED, RefundStatus.REQUESTED, RefundStatus.PROCESSING)
_OPEN_RETURN = (ReturnStatus.REQUESTED, ReturnStatus.APPROVED, ReturnStatus.RECEIVED)


class NotWanted(errors.DomainError):
    """No money of this order waits for an account."""


def wanting(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Those of which money goes, or may soon go, back by hand: refunds and returns of cash, and what a bank refused."""
    of_order = Refund.objects.filter(payment__order=OuterRef("pk"), amount__gt=0)
    cash = of_order.filter(status__in=_UNDER_WAY, payment__provider=PaymentMethod.CASH)
    refused = of_order.filter(status=RefundStatus.FAILED)
    returned = ReturnRequest.objects.filter(parcel__order=OuterRef("pk"), status__in=_OPEN_RETURN)
    is_cash = Q(payment_method=PaymentMethod.CASH)
    return orders.filter(Exists(cash) | Exists(refused) | (is_cash & Exists(returned)))


def is_wanted(order: Order) -> bool:
    return wanting(Order.objects.filter(pk=order.pk)).exists()


def known(order: Order) -> BankAccount | None:
    return BankAccount.objects.filter(order=order).first()


@transactions.retried
def give(*, order: Order, holder: str, iban: str, now: datetime) -> BankAccount:
    """
    The buyer, or whoever holds the secret link, says where the money goes. The last word counts.

    :raises NotWanted: where nothing is to be paid back by hand (any more).
    """
    order = Order.objects.locked().get(pk=order.pk)
    if not is_wanted(order):
        raise NotWanted(_("No money of this order waits for a bank account."))
    columns = {"holder": holder, "iban": iban, "given_at": now}
    account, _is_new = BankAccount.objects.update_or_create(order=order, defaults=columns)
    return account


def forget(*, before: datetime) -> int:
    """Accounts that were given before, unless money still waits for them."""
    rows = BankAccount.objects.filter(given_at__lt=before).exclude(order__in=wanting(Order.objects.all()))
    return rows.delete()[0]
