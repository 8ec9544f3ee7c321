"""An invoice or a credit note as PDF, from the copies that the order keeps."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _

from orders.models import Invoice, InvoiceKind
from orders.printing.paper import Paper
from orders.queries import documents
from shop.core import money, numbers

_WIDTHS = (48, 12, 16, 12, 18)


@translation.override(settings.LANGUAGE_CODE)
def invoices(found: Sequence[Invoice], *, title: str) -> bytes:
    """
    Several documents in one file, each on a page of its own: in the shop's language whoever asks, since a document that
    was issued reads the same for its buyer, its seller and the tax office.
    """
    paper = Paper(title)
    for document in found:
        _sheet(paper, document)
    return paper.output()


def _sheet(paper: Paper, found: Invoice) -> None:
    order, parcel = found.parcel.order, found.parcel
    date = formats.date_format(found.issued_at, "j F Y")
    paper.heading(found.supplier, str(found.get_kind_display()), f"{found.number} · {date}")
    facts = [_("Order %(number)s") % {"number": order.number}, formats.date_format(order.placed_at, "j F Y")]
    if found.kind == InvoiceKind.CREDIT_NOTE:
        facts.append(_("Corrects invoice %(number)s") % {"number": documents.corrected(found)})
    facts.append(_("Payment: %(way)s.") % {"way": order.get_payment_method_display()})
    paper.columns((_("Delivery address"), order.envelope()), (_("About"), facts))
    heads = [_("Item"), _("Quantity"), _("Price"), _("Tax"), _("Amount")]
    rows = [_row(row, order.currency) for row in documents.rows(found)]
    paper.grid(heads, rows, widths=_WIDTHS)
    total = (_("Total"), money.shown(found.amount, order.currency))
    paper.sums([(label, money.shown(amount, order.currency)) for label, amount in documents.taxes(found)], total)
    paper.note(_("Sold by %(shop)s through Millrow.") % {"shop": found.supplier})
    if parcel.tracking_number:
        paper.note(f"{parcel.carrier} {parcel.tracking_number}")


def _row(row: documents.Row, currency: str) -> list[str]:
    unit = money.shown(row.unit_price, currency) if row.unit_price is not None else ""
    return [row.title, str(row.quantity), unit, numbers.percent(row.tax_percent), money.shown(row.amount, currency)]
