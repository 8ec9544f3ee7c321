import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cart.models.coupons import Coupon
from catalog.models import Variant
from shop.core import crypto

# More of one thing is a typing error or an attack; the seller's stock limits it further.
LARGEST_QUANTITY = 999
# Lines of one basket.
MOST_LINES = 100


class CartState(models.TextChoices):
    OPEN = "open", _("Open")
    ORDERED = "ordered", _("Ordered")
    MERGED = "merged", _("Merged into another basket")


class CartQuerySet(models.QuerySet["Cart"]):
    def open(self) -> "CartQuerySet":
        return self.filter(state=CartState.OPEN)

    def with_draft(self) -> "CartQuerySet":
        """Those that hold something sealed."""
        return self.filter(sealed_draft__startswith=crypto.VERSION)

    def locked(self) -> "CartQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class Cart(models.Model):
    """
    A basket. Its public UUID is the `<id>` of the four checkout pages; the order inherits it as `checkout_id`, so a
    cart becomes at most one order. Made by the first POST, never by a GET.

    A guest's cart is found through the session's data, a user's by `user`: at most one open cart per user. Both,
    never one of them alone, decide who owns it: an anonymous visitor never equals a missing user.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="carts",
        verbose_name=_("person"),
    )
    state = models.CharField(max_length=8, choices=CartState, default=CartState.OPEN)
    version = models.PositiveIntegerField(default=1, help_text="Raised by every change, for two tabs.")
    # What its owner typed; whether it holds for what is in the basket now is decided anew at every look.
    coupon = models.ForeignKey(Coupon, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # What the buyer typed on the way (contact, address, delivery choices) as JSON; it names a person, so it is sealed.
    sealed_draft = crypto.EncryptedTextField(blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = CartQuerySet.as_manager()

    class Meta:
        verbose_name = _("basket")
        verbose_name_plural = _("baskets")
        indexes = [models.Index(fields=["changed_at"], name="cart_stale", condition=Q(state="open"))]
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(state="open"), name="cart_one_open_per_user")
        ]

    def __str__(self) -> str:
        return str(self.id)

    def get_absolute_url(self) -> str:
        return f"/order/cart/{self.id}/"

    @property
    def draft(self) -> dict[str, Any]:
        """The half-filled checkout as plain values; empty before its first step."""
        return json.loads(self.sealed_draft) if self.sealed_draft else {}

    @draft.setter
    def draft(self, plain: dict[str, Any]) -> None:
        self.sealed_draft = json.dumps(plain)


class CartLine(models.Model):
    """One variant in a basket, and the price that its owner last saw."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField(_("quantity"))
    price_seen = models.DecimalField(max_digits=12, decimal_places=2)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        constraints = [
            models.UniqueConstraint(fields=["cart", "variant"], name="cart_line_once_per_variant"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=LARGEST_QUANTITY), name="cart_line_quantity_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.variant}"
