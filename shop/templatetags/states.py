"""Tone, icon and words of every state that a page shows. Customers, sellers and couriers read the same words."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Look(NamedTuple):
    tone: str
    icon: str
    label: str | Promise


LOOKS: dict[str, Look] = {
    # parcels and orders
    "awaiting_payment": Look("warn", "clock", _("Awaiting payment")),
    "pending": Look("info", "clock", _("Pending")),
    "packed": Look("info", "package-check", _("Packed")),
    "partly_shipped": Look("info", "truck", _("Partly shipped")),
    "shipped": Look("info", "truck", _("Shipped")),
    "out_for_delivery": Look("brand", "truck", _("Out for delivery")),
    "partly_delivered": Look("info", "package-check", _("Partly delivered")),
    "delivered": Look("ok", "circle-check", _("Delivered")),
    "attempt_failed": Look("danger", "circle-alert", _("Could not deliver")),
    "returning": Look("warn", "undo-2", _("On its way back")),
    "returned": Look("neutral", "undo-2", _("Returned")),
    "cancelled": Look("neutral", "circle-x", _("Cancelled")),
    # products
    "draft": Look("neutral", "pencil", _("Draft")),
    "published": Look("ok", "circle-check", _("Live")),
    "unpublished": Look("neutral", "eye-off", _("Offline")),
    "archived": Look("neutral", "trash-2", _("Deleted")),
    # sellers
    "applied": Look("warn", "clock", _("Applied")),
    "approved": Look("ok", "circle-check", _("Approved")),
    "suspended": Look("danger", "circle-alert", _("Suspended")),
    "rejected": Look("danger", "circle-x", _("Rejected")),
    # payments, returns, refunds
    "created": Look("neutral", "clock", _("Not started")),
    "captured": Look("ok", "circle-check", _("Paid")),
    "partly_refunded": Look("info", "undo-2", _("Partly refunded")),
    "refunded": Look("neutral", "undo-2", _("Refunded")),
    "expired": Look("neutral", "clock", _("Expired")),
    "failed": Look("danger", "circle-alert", _("Failed")),
    "requested": Look("warn", "clock", _("Requested")),
    "received": Look("info", "package-check", _("Received")),
    "processing": Look("info", "clock", _("In progress")),
    "succeeded": Look("ok", "circle-check", _("Done")),
}


def look(status: str) -> Look:
    """The look of a state; an unknown one is shown plainly by its own name."""
    return LOOKS.get(status) or Look("neutral", "info", status.replace("_", " ").capitalize())
