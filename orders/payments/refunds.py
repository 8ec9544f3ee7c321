"""Money on its way back: promised inside the transaction that found it due, sent by a job, once."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from catalog import stock
from orders import invoicing, ledger
from orders.amounts import Part
from orders.emails import placing as mails
from orders.models import OrderLine, Parcel, Payment, Refund, RefundLine
from orders.payments import sending
from orders.states import RefundStatus
from shop.core import errors, jobs, money


class TooMuch(errors.DomainError):
    """More than what was paid and not yet promised back, or more pieces than were bought."""


@transaction.atomic
def request_refund(
    *,
    payment: Payment,
    parcel: Parcel | None,
    amount: Decimal,
    reason: str,
    source: str,
    by: User | None,
    now: datetime,
    parts: Sequence[Part] = (),
) -> Refund:
    """
    Promise money back and have it sent. The same `source` again is the same refund.

    The caller holds the lock of the order.

    :param source: what it is for, such as "cancel:parcel:17".
    :param parts: what the amount is made of, where a parcel is meant.
    :raises TooMuch: beyond what is left of the payment, or of a line.
    """
    existing = Refund.objects.filter(source=source).first()
    if existing is not None:
        return existing
    refund = write(payment=payment, parcel=parcel, amount=amount, reason=reason, source=source, now=now, parts=parts)
    refund.log(by=by, at=now, note=reason[:500])
    after = {"payment": payment.pk, "parcel": parcel and parcel.pk, "amount": amount}
    audit.record(by=by, action="refund", about=refund, at=now, after=after, reason=reason)
    promise(refund, by=by, now=now)
    return refund


def write(
    *,
    payment: Payment,
    parcel: Parcel | None,
    amount: Decimal,
    reason: str,
    source: str,
    now: datetime,
    parts: Sequence[Part],
    status: str = RefundStatus.REQUESTED,
) -> Refund:
    """The rows of a refund, and nothing of its effects."""
    refund = Refund.objects.create(
        payment=payment,
        parcel=parcel,
        amount=amount,
        reason=reason[:200],
        source=source,
        created_at=now,
        **{"status": status},
    )
    write_parts(refund, parts)
    return refund


def write_parts(refund: Refund, parts: Sequence[Part]) -> None:
    RefundLine.objects.bulk_create(
        RefundLine(
            refund=refund,
            line=part.line,
            quantity=part.quantity,
            amount=part.amount,
            restock=part.restock,
            is_goodwill=part.is_goodwill,
        )
        for part in parts
    )


def promise(refund: Refund, *, by: User | None, now: datetime) -> None:
    """
    What follows from a refund that is due: its money is held back, its pieces are marked and restocked, the ledger and
    the credit note are written, and the job that sends it.

    :raises TooMuch:
    """
    if not _hold_back(refund.payment, refund.amount):
        payment = Payment.objects.get(pk=refund.payment_id)
        left = money.shown(payment.captured - payment.promised_back)
        raise TooMuch(_("Only %(left)s of this payment is left.") % {"left": left})
    parts = list(refund.lines.filter(line__isnull=False).select_related("line").order_by("line"))
    restocked: list[stock.Item] = []
    for part in parts:
        if part.line is not None:
            _mark(part.line, part.quantity)
            if part.restock and part.line.variant_id is not None:
                source = f"refund:{refund.pk}:line:{part.line_id}"
                restocked.append(stock.Item(part.line.variant_id, part.quantity, source))
    ledger.record_refund(refund, by=by, now=now)
    invoicing.credit(refund=refund, now=now)
    stock.take_back(restocked, by=by, at=now)
    jobs.enqueue(sending.send, refund_id=refund.pk)
    if sending.is_by_hand(refund):
        jobs.enqueue(mails.send_refund_due, refund_id=refund.pk)


def _hold_back(payment: Payment, amount: Decimal) -> bool:
    """The one statement that decides: of two who want the last of a payment, one row count is 1 and the other 0."""
    rows = Payment.objects.filter(pk=payment.pk, captured__gte=F("promised_back") + amount)
    return rows.update(promised_back=F("promised_back") + amount) == 1


def _mark(line: OrderLine, pieces: int) -> None:
    rows = OrderLine.objects.filter(pk=line.pk, quantity__gte=F("refunded_quantity") + pieces)
    if rows.update(refunded_quantity=F("refunded_quantity") + pieces) != 1:
        raise TooMuch(_("More pieces of “%(line)s” than were bought.") % {"line": line.title})
