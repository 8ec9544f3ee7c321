"""What stands on an invoice or a credit note: rows and taxes, from the copies that the order keeps."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import formats
from django.utils.translation import gettext as _

from orders import amounts
from orders.models import Invoice, InvoiceKind, OrderLine, RefundLine
from shop.core import money


@dataclass(frozen=True)
class Row:
    """:ivar unit_price: None where the amount is not a multiple of it."""

    title: str
    quantity: int
    unit_price: Decimal | None
    tax_percent: Decimal
    amount: Decimal


def loaded(rows: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """With all that a document shows."""
    around = rows.select_related("parcel__order", "parcel__seller", "refund")
    return around.prefetch_related("parcel__lines", "refund__lines__line").order_by("pk")


def of_order(order_id: int) -> list[Invoice]:
    """All documents of an order, invoices and credit notes as they were issued."""
    return list(loaded(Invoice.objects.filter(parcel__order=order_id)))


def corrected(found: Invoice) -> str:
    """The number of the invoice that a credit note is about."""
    first = Invoice.objects.filter(parcel=found.parcel_id, kind=InvoiceKind.INVOICE).first()
    return first.number if first else ""


def rows(found: Invoice) -> list[Row]:
    """What adds up to the amount of the document, tax included."""
    lines = sorted(found.parcel.lines.all(), key=lambda line: line.pk)
    if found.kind == InvoiceKind.INVOICE:
        goods = [_line(line, found) for line in lines]
        return [*goods, *_rest(found, amounts.of_delivery(found.parcel, lines))]
    if found.refund is None:
        return [Row(_("The whole parcel came back"), 1, None, _rate(found), found.amount)]
    return [_credited(part, found) for part in found.refund.lines.all()]


def _credited(part: RefundLine, found: Invoice) -> Row:
    title = title_of(part.line) if part.line else _("Delivery")
    if part.is_goodwill:
        title = _("Reduced price: %(title)s") % {"title": title}
    rate = part.line.tax_percent if part.line else found.parcel.delivery_tax_percent
    return Row(title, part.quantity or 1, None, rate, part.amount)


def _line(line: OrderLine, found: Invoice) -> Row:
    paid = amounts.of_line(line, found.parcel)
    is_plain = paid == line.line_total
    title = title_of(line)
    if line.discount:
        title = _("%(title)s (coupon: −%(amount)s)") % {
            "title": title,
            "amount": money.shown(line.discount, found.parcel.order.currency),
        }
    return Row(title, line.quantity, line.unit_price if is_plain else None, line.tax_percent, paid)


def _rest(found: Invoice, paid: Decimal) -> list[Row]:
    title = _("Delivery: %(name)s") % {"name": found.parcel.delivery_name}
    return [Row(title, 1, None, found.parcel.delivery_tax_percent, paid)]


def _rate(found: Invoice) -> Decimal:
    first = min(found.parcel.lines.all(), key=lambda line: line.pk, default=None)
    return first.tax_percent if first else found.parcel.delivery_tax_percent


def title_of(line: OrderLine) -> str:
    return f"{line.title}, {line.options_text}" if line.options_text else line.title


def taxes(found: Invoice) -> list[tuple[str, Decimal]]:
    """The tax inside the amount, by rate, the highest first."""
    if found.kind == InvoiceKind.INVOICE:
        by_rate = _frozen(found)
    else:
        by_rate = {}
        for row in rows(found):
            inside = money.included_tax(row.amount, row.tax_percent)
            by_rate[row.tax_percent] = by_rate.get(row.tax_percent, money.ZERO) + inside
    return [
        (_("of it %(percent)s%% tax") % {"percent": formats.number_format(rate.normalize())}, tax)
        for rate, tax in sorted(by_rate.items(), reverse=True)
        if tax
    ]


def _frozen(found: Invoice) -> dict[Decimal, Decimal]:
    """As it was at the sale: per line, and what is left is that of the delivery."""
    by_rate: dict[Decimal, Decimal] = {}
    rest = found.parcel.tax_total
    for line in found.parcel.lines.all():
        by_rate[line.tax_percent] = by_rate.get(line.tax_percent, money.ZERO) + line.tax
        rest -= line.tax
    rate = found.parcel.delivery_tax_percent
    by_rate[rate] = by_rate.get(rate, money.ZERO) + rest
    return by_rate
