from orders.models.order import Order, OrderEvent, OrderLine, PaymentMethod
from orders.models.parcel import DeliveryAttempt, FailureReason, Parcel, ParcelEvent
from orders.models.payment import (
    Payment,
    PaymentEvent,
    Refund,
    RefundEvent,
    SandboxCharge,
    WebhookReceipt,
)
from orders.models.redemption import CouponRedemption

__all__ = [
    "CouponRedemption",
    "DeliveryAttempt",
    "FailureReason",
    "Order",
    "OrderEvent",
    "OrderLine",
    "Parcel",
    "ParcelEvent",
    "Payment",
    "PaymentEvent",
    "PaymentMethod",
    "Refund",
    "RefundEvent",
    "SandboxCharge",
    "WebhookReceipt",
]
