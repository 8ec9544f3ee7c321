"""
Numbered documents: each shop invoices its own parcel when the parcel leaves it, and credits what goes back.

Numbers have no gaps: they are given out in the transaction that issues the document (docs/adr/0007-invoices.md).
"""

from datetime import datetime
from decimal import Decimal

from django.db import connection
from django.db.models import Sum

from accounts.models import Seller
from orders.models import Invoice, InvoiceKind, Parcel, Refund
from orders.states import NOT_PROMISED
from shop.core import money

_PREFIX = {InvoiceKind.INVOICE: "R", InvoiceKind.CREDIT_NOTE: "G"}
_NEXT = """
    INSERT INTO orders_invoiceseries AS series (seller_id, kind, last) VALUES (%s, %s, 1)
    ON CONFLICT (seller_id, kind) DO UPDATE SET last = series.last + 1 RETURNING last
"""


def issue(*, parcel: Parcel, now: datetime) -> Invoice:
    """
    The invoice of a parcel that leaves the shop, in the caller's transaction; once, however often it is asked.

    It is over the whole parcel: what had gone back of it before is credited at once.
    """
    existing = Invoice.objects.filter(parcel=parcel, kind=InvoiceKind.INVOICE).first()
    if existing is not None:
        return existing
    invoice = _write(parcel, InvoiceKind.INVOICE, parcel.total, refund=None, now=now)
    for refund in parcel.refunds.exclude(status__in=NOT_PROMISED).order_by("pk"):
        _write(parcel, InvoiceKind.CREDIT_NOTE, refund.amount, refund=refund, now=now)
    return invoice


def credit(*, refund: Refund, now: datetime) -> Invoice | None:
    """The credit note of money that goes back for an invoiced parcel; None where nothing was invoiced, or goes back."""
    parcel = refund.parcel
    if parcel is None or not refund.amount or not parcel.invoices.filter(kind=InvoiceKind.INVOICE).exists():
        return None
    return _write(parcel, InvoiceKind.CREDIT_NOTE, refund.amount, refund=refund, now=now)


def credit_rest(*, parcel: Parcel, now: datetime) -> None:
    """The parcel came back unpaid or undelivered: nothing of its invoice is owed any more."""
    documents = parcel.invoices.order_by().values_list("kind").annotate(Sum("amount"))
    sums: dict[str, Decimal] = {str(kind): amount for kind, amount in documents}
    rest = sums.get(InvoiceKind.INVOICE, money.ZERO) - sums.get(InvoiceKind.CREDIT_NOTE, money.ZERO)
    if rest > 0:
        _write(parcel, InvoiceKind.CREDIT_NOTE, rest, refund=None, now=now)


def _write(parcel: Parcel, kind: InvoiceKind, amount: Decimal, *, refund: Refund | None, now: datetime) -> Invoice:
    seller = parcel.seller
    sequence = _next(seller, kind)
    return Invoice.objects.create(
        seller=seller,
        kind=kind,
        sequence=sequence,
        number=f"{_PREFIX[kind]}{seller.pk}-{sequence:06d}",
        parcel=parcel,
        refund=refund,
        amount=amount,
        supplier=", ".join(filter(None, (seller.name, seller.town))),
        issued_at=now,
    )


def _next(seller: Seller, kind: InvoiceKind) -> int:
    """The next number of a series, locked until the caller’s transaction ends: it is used, or given back."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [seller.pk, kind.value])
        (number,) = cursor.fetchone()
    return int(number)
