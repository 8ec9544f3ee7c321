"""The cash that couriers collect: counted at the end of a day, handed in, confirmed by the office."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.models import Courier, User
from accounts.roles import Permission
from orders.actions import NotAllowed
from orders.models import CashCount, CashCountItem
from orders.queries.courier.cash import uncounted
from orders.states import CashCountStatus
from shop.core import errors, money, transactions


class NothingToCount(errors.DomainError):
    """No cash was collected since the last count."""


class ReasonNeeded(errors.DomainError):
    """Money is missing or too much: somebody must say why."""

    status = 422


@transactions.retried
def count(*, counted: Decimal, note: str, by: User, now: datetime) -> CashCount:
    """
    The courier counted the drawer and hands it in: it covers what was collected until now and is in no count.

    :raises NothingToCount: where that is nothing.
    :raises ReasonNeeded: where it is not the sum that was collected and the note is empty.
    """
    courier = Courier.objects.select_for_update(of=("self",), no_key=True).get(user=by)
    payments = list(uncounted(by).filter(captured_at__lte=now).order_by("id"))
    if not payments:
        raise NothingToCount(_("There is no cash to hand in."))
    expected = sum((payment.captured for payment in payments), money.ZERO)
    if counted != expected and not note:
        raise _reason_needed("note", expected)
    done = CashCount.objects.create(
        courier=courier, currency=payments[0].currency, expected=expected, counted=counted, note=note, at=now
    )
    CashCountItem.objects.bulk_create(CashCountItem(count=done, payment=payment) for payment in payments)
    done.log(by=by, at=now, note=note)
    return done


@transactions.retried
def confirm(*, count: CashCount, received: Decimal, reason: str, by: User, now: datetime) -> CashCount:
    """
    The office has the money.

    :param reason: why it is not the sum that the courier counted.
    :raises ReasonNeeded: where it is not and nobody says why.
    :raises shop.core.states.IllegalMove: the second time.
    """
    if not by.may(Permission.MANAGE_ORDERS):
        raise NotAllowed(_("This is not yours to do."))
    count = CashCount.objects.locked().get(pk=count.pk)
    if received != count.counted and not reason:
        raise _reason_needed("reason", count.counted)
    return count.move_to(CashCountStatus.CONFIRMED, by=by, at=now, note=reason, received=received)


def _reason_needed(field: str, wanted: Decimal) -> ReasonNeeded:
    message = _("It should be %(wanted)s. Write why it is not.") % {"wanted": money.shown(wanted)}
    return ReasonNeeded(message, fields={field: [message]})
