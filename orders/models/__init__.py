from orders.models.bank import BankAccount
from orders.models.cash import CashCount, CashCountEvent, CashCountItem
from orders.models.invoice import Invoice, InvoiceKind, InvoiceSeries
from orders.models.kept import KeptAnswer
from orders.models.ledger import LedgerAccount, LedgerEntry, LedgerKind, Payout
from orders.models.order import Order, OrderEvent, OrderLine, PaymentMethod
from orders.models.parcel import DeliveryAttempt, FailureReason, Parcel, ParcelEvent
from orders.models.payment import (
    ByHandWay,
    Payment,
    PaymentEvent,
    Refund,
    RefundEvent,
    SandboxCharge,
    WebhookReceipt,
)
from orders.models.proof import Proof
from orders.models.redemption import CouponRedemption
from orders.models.refund_line import RefundLine
from orders.models.returns import ReturnEvent, ReturnLine, ReturnReason, ReturnRequest
from orders.models.sent_mail import SentMail

__all__ = [
    "BankAccount",
    "ByHandWay",
    "CashCount",
    "CashCountEvent",
    "CashCountItem",
    "CouponRedemption",
    "DeliveryAttempt",
    "FailureReason",
    "Invoice",
    "InvoiceKind",
    "InvoiceSeries",
    "KeptAnswer",
    "LedgerAccount",
    "LedgerEntry",
    "LedgerKind",
    "Order",
    "OrderEvent",
    "OrderLine",
    "Parcel",
    "ParcelEvent",
    "Payment",
    "PaymentEvent",
    "PaymentMethod",
    "Payout",
    "Proof",
    "Refund",
    "RefundEvent",
    "RefundLine",
    "ReturnEvent",
    "ReturnLine",
    "ReturnReason",
    "ReturnRequest",
    "SandboxCharge",
    "SentMail",
    "WebhookReceipt",
]
