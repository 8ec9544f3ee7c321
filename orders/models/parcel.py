from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Courier, Seller
from catalog.models import Area, DeliveryMethod
from orders import states as tables
from orders.models.order import Order, PaymentMethod
from orders.states import Happening, ParcelStatus, PaymentStatus
from shop.core import states
from shop.core.money import ZERO


class ParcelQuerySet(models.QuerySet["Parcel"]):
    def locked(self) -> "ParcelQuerySet":
        return self.select_for_update(of=("self",), no_key=True)

    def of_seller(self, user: Any) -> "ParcelQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(seller__user=user)

    def of_courier(self, user: Any) -> "ParcelQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(courier__user=user)


class Parcel(states.Stateful):
    """
    One seller's part of an order, from packing to the door.

    `arrives_from` and `arrives_to` are the promise made at the checkout. The hand-over code is not stored: it is
    derived from `code_nonce` (see orders.handover).
    """

    TRANSITIONS = tables.PARCEL

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="parcels")
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="parcels", verbose_name=_("shop"))
    status = models.CharField(_("status"), max_length=24, choices=ParcelStatus)
    items_total = models.DecimalField(max_digits=12, decimal_places=2)
    discount_total = models.DecimalField(max_digits=12, decimal_places=2, default=ZERO)
    delivery_price = models.DecimalField(max_digits=12, decimal_places=2)
    delivery_tax_percent = models.DecimalField(max_digits=5, decimal_places=2)
    tax_total = models.DecimalField(max_digits=12, decimal_places=2)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    # Frozen at the sale: rate and amount that the marketplace keeps of the net goods.
    # What a coupon of the marketplace, not of the shop, took off goods and delivery: the marketplace bears it.
    marketplace_share = models.DecimalField(max_digits=12, decimal_places=2, default=ZERO)
    commission_rate = models.DecimalField(max_digits=4, decimal_places=3)
    commission = models.DecimalField(max_digits=12, decimal_places=2)

    delivery_name = models.CharField(max_length=60)
    delivery_method = models.CharField(max_length=16, choices=DeliveryMethod)
    arrives_from = models.DateField(_("arrives from"))
    arrives_to = models.DateField(_("arrives until"))
    area = models.ForeignKey(Area, null=True, on_delete=models.SET_NULL, related_name="+")

    courier = models.ForeignKey(
        Courier, null=True, blank=True, on_delete=models.PROTECT, related_name="parcels", verbose_name=_("courier")
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True, help_text="the courier is at the door")
    delivered_at = models.DateTimeField(null=True, blank=True)
    next_attempt_on = models.DateField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    code_nonce = models.CharField(max_length=32)
    code_failures = models.PositiveSmallIntegerField(default=0)
    code_locked_at = models.DateTimeField(null=True, blank=True)
    carrier = models.CharField(_("parcel service"), max_length=60, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=60, blank=True)

    objects = ParcelQuerySet.as_manager()

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        indexes = [
            models.Index(fields=["seller", "status", "id"], name="parcel_of_seller"),
            models.Index(fields=["courier", "status", "id"], name="parcel_of_courier"),
            models.Index(fields=["status", "id"], name="parcel_by_status"),
            models.Index(fields=["tracking_number"], name="parcel_by_tracking", condition=~Q(tracking_number="")),
            models.Index(fields=["delivered_at"], name="parcel_delivered", condition=Q(delivered_at__isnull=False)),
            models.Index(
                fields=["area", "id"], name="parcel_to_claim", condition=Q(status="packed", courier__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["order", "seller"], name="parcel_one_per_seller"),
            models.CheckConstraint(
                condition=Q(items_total__gte=0, delivery_price__gte=0, total__gte=0, commission__gte=0),
                name="parcel_amounts_not_negative",
            ),
            models.CheckConstraint(condition=Q(attempts__lte=tables.MOST_ATTEMPTS), name="parcel_attempts_bounded"),
            models.CheckConstraint(condition=Q(arrives_to__gte=F("arrives_from")), name="parcel_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.seller}"

    @property
    def by_carrier(self) -> bool:
        """Whether a parcel service brings it, not one of our couriers with the hand-over code."""
        return bool(self.delivery_method == DeliveryMethod.CARRIER)

    @property
    def cash_due(self) -> Any:
        """The payment that is collected at the door, or None (prefetch `payments` for lists)."""
        open_cash = (PaymentMethod.CASH, PaymentStatus.PENDING)
        return next((row for row in self.payments.all() if (row.provider, row.status) == open_cash), None)


class ParcelEvent(states.StateEvent):
    """The history that the tracking page renders: a move, or a `happening` that left the state as it was."""

    subject = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="events")
    happening = models.CharField(max_length=16, choices=Happening, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "at", "id"], name="parcel_event_order")]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class FailureReason(models.TextChoices):
    NOBODY_HOME = "nobody_home", _("Nobody home")
    WRONG_ADDRESS = "wrong_address", _("Wrong address")
    REFUSED = "refused", _("Refused")
    DAMAGED = "damaged", _("Damaged")
    CANNOT_REACH = "cannot_reach", _("Cannot reach the door")


class DeliveryAttempt(models.Model):
    """A try that failed: why, and when the next one is."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="failed_attempts")
    courier = models.ForeignKey(Courier, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(_("when"))
    reason = models.CharField(_("reason"), max_length=24, choices=FailureReason)
    note = models.CharField(_("note"), max_length=300, blank=True)
    next_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parcel", "number"], name="attempt_numbered_once")]

    def __str__(self) -> str:
        return f"{self.parcel} {self.number}: {self.get_reason_display()}"
