from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cart.models import Coupon
from orders.models.order import Order
from shop.core.money import ZERO


class CouponRedemption(models.Model):
    """
    One order's use of a coupon; given back (`returned_at`) where the order comes to nothing, so that its limits are
    free again.

    People are told apart by account and by the blind index of their email address, so that a guest counts too.
    """

    coupon = models.ForeignKey(Coupon, on_delete=models.PROTECT, related_name="redemptions")
    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="redemption")
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    email_index = models.CharField(max_length=64, editable=False)
    goods_off = models.DecimalField(_("off the goods"), max_digits=12, decimal_places=2, default=ZERO)
    delivery_off = models.DecimalField(_("off the delivery"), max_digits=12, decimal_places=2, default=ZERO)
    redeemed_at = models.DateTimeField(_("redeemed"))
    returned_at = models.DateTimeField(_("given back"), null=True, blank=True)

    class Meta:
        verbose_name = _("coupon redemption")
        verbose_name_plural = _("coupon redemptions")
        indexes = [
            models.Index(fields=["coupon", "email_index"], name="redeemed_by_email", condition=Q(returned_at=None)),
            models.Index(fields=["coupon", "buyer"], name="redeemed_by_buyer", condition=Q(returned_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(goods_off__gte=0, delivery_off__gte=0), name="redemption_amounts_not_negative"
            )
        ]

    def __str__(self) -> str:
        return f"{self.coupon} → {self.order}"
