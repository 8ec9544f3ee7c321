import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orders import states as tables
from orders.models.order import Order, PaymentMethod
from orders.models.parcel import Parcel
from orders.states import PaymentStatus, RefundStatus
from shop.core import money, states
from shop.core.money import ZERO


class PaymentQuerySet(models.QuerySet["Payment"]):
    def locked(self) -> "PaymentQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class Payment(states.Stateful):
    """
    One sum from one buyer through one provider. An online order has one live payment, a cash order one per parcel.

    `idempotency_key` goes to the provider with every call, so that a lost answer and a repeat are one charge.
    """

    TRANSITIONS = tables.PAYMENT

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments")
    parcel = models.ForeignKey(Parcel, null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    provider = models.CharField(_("provider"), max_length=16, choices=PaymentMethod)
    status = models.CharField(_("status"), max_length=24, choices=PaymentStatus, default=PaymentStatus.CREATED)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    captured = models.DecimalField(_("captured"), max_digits=12, decimal_places=2, default=ZERO)
    refunded = models.DecimalField(_("refunded"), max_digits=12, decimal_places=2, default=ZERO)
    # The running sum of all refunds that were promised, sent or not: it can never pass what was captured.
    promised_back = models.DecimalField(max_digits=12, decimal_places=2, default=ZERO)
    idempotency_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    provider_reference = models.CharField(max_length=100, blank=True)
    redirect_url = models.CharField(max_length=500, blank=True)
    failure = models.CharField(max_length=200, blank=True)
    # The provider reported something that cannot be: it counts as paid only after somebody of the office has looked.
    unclear_at = models.DateTimeField(_("unclear since"), null=True, blank=True)
    # When the provider was last asked about it, by `orders.payments.checking`.
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"))
    captured_at = models.DateTimeField(null=True, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        indexes = [
            models.Index(fields=["status", "-id"], name="payment_by_status"),
            models.Index(
                fields=["provider_reference"], name="payment_by_reference", condition=~Q(provider_reference="")
            ),
            models.Index(fields=["-id"], name="payment_unclear", condition=Q(unclear_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="payment_amount_not_negative"),
            models.CheckConstraint(
                condition=Q(captured__gte=0, captured__lte=F("amount")), name="payment_captured_within_amount"
            ),
            models.CheckConstraint(
                condition=Q(refunded__gte=0, refunded__lte=F("captured")), name="payment_refunded_within_captured"
            ),
            models.CheckConstraint(
                condition=Q(promised_back__gte=0, promised_back__lte=F("captured")),
                name="payment_promised_within_captured",
            ),
            models.UniqueConstraint(
                # Not the captured ones: a buyer may manage to pay twice, and what was taken must be written down.
                fields=["order"],
                condition=Q(parcel=None, status__in=["created", "pending"]),
                name="payment_one_open_online_payment",
            ),
            models.UniqueConstraint(
                fields=["parcel"],
                condition=Q(status__in=["created", "pending", "captured", "partly_refunded"]),
                name="payment_one_live_cash_payment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} · {money.shown(self.amount, self.currency)} · {self.get_status_display()}"


class PaymentEvent(states.StateEvent):
    subject = models.ForeignKey(Payment, on_delete=models.CASCADE, related_name="events")

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class ByHandWay(models.TextChoices):
    """How the office paid back what no provider could."""

    TRANSFER = "transfer", _("Bank transfer")
    CASH = "cash", _("Handed over in cash")


class RefundQuerySet(models.QuerySet["Refund"]):
    def locked(self) -> "RefundQuerySet":
        return self.select_for_update(of=("self",), no_key=True)

    def promised(self) -> "RefundQuerySet":
        """Whose money is due or was sent: neither a proposal nor one that was declined."""
        return self.exclude(status__in=tables.NOT_PROMISED)


class Refund(states.Stateful):
    """Money on its way back. The same idempotency key is used however often it is tried."""

    TRANSITIONS = tables.REFUND

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    parcel = models.ForeignKey(Parcel, null=True, blank=True, on_delete=models.PROTECT, related_name="refunds")
    status = models.CharField(_("status"), max_length=16, choices=RefundStatus, default=RefundStatus.REQUESTED)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    # What the refund is for ("cancel:parcel:17"): a second request for the same thing is the same refund.
    source = models.CharField(max_length=80, unique=True)
    idempotency_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    provider_reference = models.CharField(_("reference"), max_length=100, blank=True)
    by_hand = models.CharField(_("paid back by"), max_length=16, choices=ByHandWay, blank=True)
    created_at = models.DateTimeField(_("created"))

    objects = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        # Nothing for pieces that a coupon of the marketplace paid wholly: they come back all the same.
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="refund_amount_not_negative")]

    def __str__(self) -> str:
        return f"{money.shown(self.amount)} · {self.get_status_display()}"


class RefundEvent(states.StateEvent):
    subject = models.ForeignKey(Refund, on_delete=models.CASCADE, related_name="events")

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class WebhookReceipt(models.Model):
    """A message of a provider that was processed; its unique event id makes a replay a no-op."""

    provider = models.CharField(max_length=16)
    event_id = models.CharField(max_length=100)
    kind = models.CharField(max_length=60)
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("webhook receipt")
        verbose_name_plural = _("webhook receipts")
        constraints = [models.UniqueConstraint(fields=["provider", "event_id"], name="webhook_once")]

    def __str__(self) -> str:
        return f"{self.provider} {self.event_id}"


class SandboxCharge(models.Model):
    """
    The sandbox provider's own book, as a bank would keep it: what its hosted page shows and what was decided there.

    Nothing but orders.payments.sandbox reads it; the shop learns of a decision through the signed webhook alone.
    """

    reference = models.CharField(max_length=40, unique=True)
    idempotency_key = models.UUIDField(unique=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    description = models.CharField(max_length=200)
    return_url = models.CharField(max_length=500)
    cancel_url = models.CharField(max_length=500, blank=True)
    decision = models.CharField(max_length=16, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reference
