"""What a shop sees of the money of one parcel: refunds that were proposed or promised, whether there is an invoice."""

from typing import Any

from orders.models import Parcel
from orders.states import ParcelStatus

_UNPAID = (ParcelStatus.AWAITING_PAYMENT, ParcelStatus.CANCELLED, ParcelStatus.RETURNED)


def of_parcel(parcel: Parcel) -> dict[str, Any]:
    """For the page of a loaded parcel."""
    is_captured = any(payment.captured > payment.promised_back for payment in _payments(parcel))
    return {
        "proposals": list(parcel.refunds.order_by("pk")),
        "may_refund": (is_captured or not parcel.total) and parcel.status not in _UNPAID,
        "has_invoice": parcel.invoices.exists(),
    }


def _payments(parcel: Parcel) -> list[Any]:
    own = list(parcel.payments.all())
    return own or list(parcel.order.payments.filter(parcel=None))
