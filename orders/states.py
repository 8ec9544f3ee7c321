"""The transition tables of everything behind "Place order". Customer, seller and courier see the same words."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class ParcelStatus(models.TextChoices):
    AWAITING_PAYMENT = "awaiting_payment", _("Awaiting payment")
    PENDING = "pending", _("Pending")
    PACKED = "packed", _("Packed")
    SHIPPED = "shipped", _("Shipped")
    OUT_FOR_DELIVERY = "out_for_delivery", _("Out for delivery")
    DELIVERED = "delivered", _("Delivered")
    ATTEMPT_FAILED = "attempt_failed", _("Could not deliver")
    RETURNING = "returning", _("Going back to the shop")
    RETURNED = "returned", _("Returned to the shop")
    CANCELLED = "cancelled", _("Cancelled")


P = ParcelStatus
PARCEL: Mapping[str, frozenset[str]] = {
    P.AWAITING_PAYMENT: frozenset({P.PENDING, P.CANCELLED}),
    P.PENDING: frozenset({P.PACKED, P.CANCELLED}),
    P.PACKED: frozenset({P.SHIPPED, P.CANCELLED}),
    P.SHIPPED: frozenset({P.OUT_FOR_DELIVERY, P.DELIVERED}),
    P.OUT_FOR_DELIVERY: frozenset({P.DELIVERED, P.ATTEMPT_FAILED}),
    P.ATTEMPT_FAILED: frozenset({P.OUT_FOR_DELIVERY, P.RETURNING}),
    P.RETURNING: frozenset({P.RETURNED}),
    # Only where time had cancelled it and its money arrived after all: see orders.payments.webhook.
    P.CANCELLED: frozenset({P.PENDING}),
}
# Tries before a parcel goes back.
MOST_ATTEMPTS = 3


class Happening(models.TextChoices):
    """What is worth an event although the parcel stays in its state."""

    ACCEPTED = "accepted", _("Accepted by the shop")
    CLAIMED = "claimed", _("A courier will bring it")
    ARRIVED = "arrived", _("The courier is at the door")
    CODE_LOCKED = "code_locked", _("Hand-over stopped after too many wrong codes")
    CODE_OPENED = "code_opened", _("Hand-over opened again with a new code")
    REASSIGNED = "reassigned", _("Courier changed")
    GIVEN_BACK = "given_back", _("Waits for another courier")
    BY_CARRIER = "by_carrier", _("Goes by parcel service")


class PaymentStatus(models.TextChoices):
    CREATED = "created", _("Started")
    PENDING = "pending", _("Pending")
    CAPTURED = "captured", _("Paid")
    PARTLY_REFUNDED = "partly_refunded", _("Partly refunded")
    REFUNDED = "refunded", _("Refunded")
    FAILED = "failed", _("Declined")
    EXPIRED = "expired", _("Expired")


M = PaymentStatus
PAYMENT: Mapping[str, frozenset[str]] = {
    M.CREATED: frozenset({M.PENDING, M.CAPTURED, M.FAILED, M.EXPIRED}),
    M.PENDING: frozenset({M.CAPTURED, M.FAILED, M.EXPIRED}),
    M.CAPTURED: frozenset({M.PARTLY_REFUNDED, M.REFUNDED}),
    M.PARTLY_REFUNDED: frozenset({M.REFUNDED}),
    # Money that arrives late was taken all the same: it is written down, then used or sent back.
    M.FAILED: frozenset({M.CAPTURED}),
    M.EXPIRED: frozenset({M.CAPTURED}),
}


class RefundStatus(models.TextChoices):
    PROPOSED = "proposed", _("Proposed by the shop")
    DECLINED = "declined", _("Declined by the office")
    REQUESTED = "requested", _("Requested")
    PROCESSING = "processing", _("On its way")
    SUCCEEDED = "succeeded", _("Refunded")
    FAILED = "failed", _("Failed")


R = RefundStatus
REFUND: Mapping[str, frozenset[str]] = {
    R.PROPOSED: frozenset({R.REQUESTED, R.DECLINED}),
    R.REQUESTED: frozenset({R.PROCESSING, R.SUCCEEDED, R.FAILED}),
    R.PROCESSING: frozenset({R.SUCCEEDED, R.FAILED}),
    R.FAILED: frozenset({R.PROCESSING}),
}


# These promise no money: nothing is held back for them.
NOT_PROMISED = (R.PROPOSED, R.DECLINED)


class ReturnStatus(models.TextChoices):
    REQUESTED = "requested", _("Requested")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    RECEIVED = "received", _("Received")
    REFUNDED = "refunded", _("Refunded")


T = ReturnStatus
RETURN: Mapping[str, frozenset[str]] = {
    T.REQUESTED: frozenset({T.APPROVED, T.REJECTED}),
    T.APPROVED: frozenset({T.RECEIVED}),
    T.RECEIVED: frozenset({T.REFUNDED}),
}


class CashCountStatus(models.TextChoices):
    HANDED_IN = "handed_in", _("Handed in")
    CONFIRMED = "confirmed", _("Confirmed by the office")


CASH_COUNT: Mapping[str, frozenset[str]] = {CashCountStatus.HANDED_IN: frozenset({CashCountStatus.CONFIRMED})}


class OrderStatus(models.TextChoices):
    """Never stored, never set by hand: `of_order` derives it from the parcels."""

    AWAITING_PAYMENT = "awaiting_payment", _("Awaiting payment")
    PENDING = "pending", _("Pending")
    PARTLY_SHIPPED = "partly_shipped", _("Partly shipped")
    SHIPPED = "shipped", _("Shipped")
    PARTLY_DELIVERED = "partly_delivered", _("Partly delivered")
    DELIVERED = "delivered", _("Delivered")
    CANCELLED = "cancelled", _("Cancelled")
    RETURNED = "returned", _("Returned")


_ON_THE_WAY = frozenset({P.SHIPPED, P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED, P.DELIVERED})


def of_order(parcels: list[str]) -> OrderStatus:
    """The state of an order from the states of its parcels; cancelled ones count only where all are."""
    alive = [status for status in parcels if status != P.CANCELLED]
    if not alive:
        return OrderStatus.CANCELLED
    if P.AWAITING_PAYMENT in alive:
        return OrderStatus.AWAITING_PAYMENT
    staying = [status for status in alive if status not in (P.RETURNING, P.RETURNED)]
    if not staying:
        return OrderStatus.RETURNED
    delivered = sum(status == P.DELIVERED for status in staying)
    if delivered:
        return OrderStatus.DELIVERED if delivered == len(staying) else OrderStatus.PARTLY_DELIVERED
    moving = sum(status in _ON_THE_WAY for status in staying)
    if moving:
        return OrderStatus.SHIPPED if moving == len(staying) else OrderStatus.PARTLY_SHIPPED
    return OrderStatus.PENDING


def shown_of_order(parcels: list[str]) -> str:
    """
    The word for an order in a list: that of its parcels where all that go on share one, so that the buyer reads the
    same as on the page of the order; otherwise the state of the whole.
    """
    alive = {status for status in parcels if status != P.CANCELLED}
    return alive.pop() if len(alive) == 1 else of_order(parcels)
