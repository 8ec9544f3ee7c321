"""The invoice of an order, from the copies that it keeps: nothing is computed anew."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from orders import sums
from orders.models import Invoice as Document
from orders.models import Order, OrderLine, Parcel
from orders.states import ParcelStatus
from shop.core import money
from shop.core.money import ZERO


@dataclass(frozen=True)
class InvoiceParcel:
    """:ivar documents: its numbered invoice and credit notes; none before it has left the shop."""

    parcel: Parcel
    lines: list[OrderLine]
    documents: list[Document]

    @property
    def supplier(self) -> str:
        """The shop as it was when the invoice was issued, whatever it is called now."""
        seller = self.parcel.seller
        return self.documents[0].supplier if self.documents else ", ".join(filter(None, (seller.name, seller.town)))


@dataclass(frozen=True)
class Invoice:
    """
    :ivar rows: what adds up to the total, for `{% totals %}`.
    :ivar taxes: the tax that is inside the total, by rate.
    :ivar payment: how it is or was paid, in a sentence.
    """

    parcels: list[InvoiceParcel]
    rows: list[tuple[str, Decimal | str]]
    taxes: str
    payment: str

    @property
    def is_issued(self) -> bool:
        """Whether there is a numbered document, and so a PDF."""
        return any(part.documents for part in self.parcels)


def of(order: Order) -> Invoice:
    """The invoice of a loaded order."""
    parcels = sorted(order.parcels.all(), key=lambda parcel: parcel.pk)
    documents = list(Document.objects.filter(parcel__order=order).order_by("pk"))
    parts = [
        InvoiceParcel(parcel, list(parcel.lines.all()), [one for one in documents if one.parcel_id == parcel.pk])
        for parcel in parcels
    ]
    taxes = "; ".join(_tax(percent, tax, order.currency) for percent, tax in _taxes(parcels))
    return Invoice(parts, sums.of(order), taxes, _payment(order, parcels))


def _tax(percent: Decimal, tax: Decimal, currency: str) -> str:
    values = {"percent": formats.number_format(percent.normalize()), "amount": money.shown(tax, currency)}
    return _("including %(percent)s%% tax: %(amount)s") % values


def _taxes(parcels: list[Parcel]) -> list[tuple[Decimal, Decimal]]:
    """(percent, tax) by rate, the highest first; delivery is taxed at its parcel's own rate."""
    found: dict[Decimal, Decimal] = {}
    for parcel in parcels:
        on_goods = ZERO
        for line in parcel.lines.all():
            on_goods += line.tax
            found[line.tax_percent] = found.get(line.tax_percent, ZERO) + line.tax
        rate = parcel.delivery_tax_percent
        found[rate] = found.get(rate, ZERO) + parcel.tax_total - on_goods
    return sorted(((rate, tax) for rate, tax in found.items() if tax), reverse=True)


def _payment(order: Order, parcels: list[Parcel]) -> str:
    cancelled = sum((parcel.total for parcel in parcels if parcel.status == ParcelStatus.CANCELLED), ZERO)
    ways = {"way": order.get_payment_method_display(), "amount": money.shown(cancelled, order.currency)}
    if cancelled:
        return _("Payment: %(way)s. %(amount)s of it was cancelled later and is not owed.") % ways
    return _("Payment: %(way)s.") % ways
