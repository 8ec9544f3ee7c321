from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from accounts.models import PostalAddress
from orders import states
from shop.core import crypto
from shop.core.money import ZERO


class PaymentMethod(models.TextChoices):
    CASH = "cash", _("Cash on delivery")
    SANDBOX = "sandbox", _("Card (test)")
    STRIPE = "stripe", _("Card")


class OrderQuerySet(models.QuerySet["Order"]):
    def of(self, user: Any) -> "OrderQuerySet":
        """A user's own orders. None for a guest: an anonymous user never equals a missing buyer."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(buyer=user)

    def naming(self, user: Any) -> "OrderQuerySet":
        """A user's own, and what was ordered as a guest under their email, which they confirmed to be theirs."""
        as_guest = Q(buyer=None, email_index=crypto.blind_index(user.email))
        return self.filter(Q(buyer=user) | as_guest)

    def locked(self) -> "OrderQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class Order(PostalAddress):
    """
    What was bought, as it was at that moment: address, prices and texts are copies. Never edited afterwards.

    `checkout_id` is the id of the cart that it came from. The postal columns are where the parcels go.
    """

    checkout_id = models.UUIDField(unique=True, editable=False)
    number = models.CharField(_("number"), max_length=16, unique=True, editable=False)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="orders"
    )
    email = crypto.EncryptedTextField(_("email"))
    # By which a guest's orders are found: see shop.core.crypto.blind_index.
    email_index = models.CharField(max_length=64, db_index=True, editable=False)
    phone_index = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    # Raised to make every tracking link that was sent so far useless.
    link_version = models.PositiveIntegerField(default=1)
    note = crypto.EncryptedTextField(_("note for the courier"), blank=True, default="")
    language = models.CharField(max_length=8, default="en")

    payment_method = models.CharField(_("payment method"), max_length=16, choices=PaymentMethod)
    currency = models.CharField(max_length=3)
    prices_include_tax = models.BooleanField(default=True)
    items_total = models.DecimalField(_("items"), max_digits=12, decimal_places=2)
    discount_total = models.DecimalField(_("discount"), max_digits=12, decimal_places=2, default=ZERO)
    delivery_total = models.DecimalField(_("delivery"), max_digits=12, decimal_places=2)
    tax_total = models.DecimalField(_("tax"), max_digits=12, decimal_places=2)
    total = models.DecimalField(_("total"), max_digits=12, decimal_places=2)
    # A copy of what was typed; `redemption` says what it took off.
    coupon_code = models.CharField(_("coupon"), max_length=24, blank=True)
    # The steps of the price as they were shown: see cart.pricing.
    explanation = models.JSONField(default=list, blank=True)
    placed_at = models.DateTimeField(_("placed"))
    expires_at = models.DateTimeField(null=True, blank=True, help_text="when it is cancelled unless paid")

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        indexes = [
            models.Index(fields=["buyer", "-placed_at", "-id"], name="order_of_buyer"),
            models.Index(fields=["-placed_at", "-id"], name="order_newest"),
            models.Index(fields=["phone_index"], name="order_by_phone", condition=~Q(phone_index="")),
            models.Index(fields=["expires_at"], name="order_expiring", condition=Q(expires_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(items_total__gte=0, delivery_total__gte=0, tax_total__gte=0, total__gte=0),
                name="order_amounts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(prices_include_tax=False)
                | Q(total=F("items_total") - F("discount_total") + F("delivery_total")),
                name="order_total_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return f"/orders/{self.number}/"

    @property
    def is_unclear(self) -> bool:
        """Whether the office looks into what was paid for it. Reads the payments."""
        return any(payment.unclear_at is not None for payment in self.payments.all())

    @property
    def status(self) -> states.OrderStatus:
        """Derived from the parcels (prefetch them for lists)."""
        return states.of_order([parcel.status for parcel in self.parcels.all()])

    @property
    def shown_status(self) -> str:
        """What lists say of it: see `states.shown_of_order`."""
        return states.shown_of_order([parcel.status for parcel in self.parcels.all()])


class OrderLine(models.Model):
    """A full copy of what was bought. `variant` may be gone later; the copy stays."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    parcel = models.ForeignKey("orders.Parcel", on_delete=models.CASCADE, related_name="lines")
    seller = models.ForeignKey("accounts.Seller", on_delete=models.PROTECT, related_name="+")
    variant = models.ForeignKey("catalog.Variant", null=True, on_delete=models.SET_NULL, related_name="+")
    product = models.ForeignKey("catalog.Product", null=True, on_delete=models.SET_NULL, related_name="+")
    sku = models.CharField(_("SKU"), max_length=64)
    title = models.CharField(max_length=300)
    options_text = models.CharField(_("options"), max_length=200, blank=True)
    image_name = models.CharField(max_length=200, blank=True, help_text="storage name of a small picture")
    quantity = models.PositiveIntegerField()
    list_price = models.DecimalField(max_digits=12, decimal_places=2)
    unit_price = models.DecimalField(max_digits=12, decimal_places=2)
    line_total = models.DecimalField(max_digits=12, decimal_places=2)
    discount = models.DecimalField(max_digits=12, decimal_places=2, default=ZERO, help_text="share of a coupon")
    tax_percent = models.DecimalField(max_digits=5, decimal_places=2)
    tax = models.DecimalField(max_digits=12, decimal_places=2)
    # Pieces whose money was promised back. The one column that changes after the sale.
    refunded_quantity = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        indexes = [
            models.Index(fields=["product", "-id"], name="line_of_product"),
            # By which the office finds an order: `sku__iexact`.
            models.Index(Upper("sku"), name="line_by_sku"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="line_quantity_positive"),
            models.CheckConstraint(
                condition=Q(refunded_quantity__lte=F("quantity")), name="line_refunded_within_quantity"
            ),
            models.CheckConstraint(condition=Q(line_total=F("unit_price") * F("quantity")), name="line_total_adds_up"),
            models.CheckConstraint(
                condition=Q(unit_price__gte=0, unit_price__lte=F("list_price")), name="line_unit_within_list_price"
            ),
            models.CheckConstraint(
                condition=Q(discount__gte=0, discount__lte=F("line_total")), name="line_discount_within_total"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"


class OrderEvent(models.Model):
    """Events of the order itself (placed, link sent); those of a parcel or payment stand beside their rows."""

    PLACED = "placed"
    EXPIRED = "expired"
    PAYMENT_MISMATCH = "payment_mismatch"
    PAYMENT_CLEARED = "payment_cleared"

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=32)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["order", "at", "id"], name="order_event_order")]

    def __str__(self) -> str:
        return f"{self.order} {self.kind}"
