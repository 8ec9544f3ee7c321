from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Seller
from catalog.models.category import Category
from catalog.models.product import Product, Variant
from shop.core import money, numbers


class DiscountKind(models.TextChoices):
    PERCENT = "percent", _("Percent")
    AMOUNT = "amount", _("Amount")


class Discount(models.Model):
    """
    A seller's reduction: of one product, of a category with its descendants, or (neither) of the whole shop.

    Without a window it holds from its creation until it is removed. Of several the buyer gets the best.
    """

    seller = models.ForeignKey(Seller, on_delete=models.CASCADE, related_name="discounts", verbose_name=_("shop"))
    product = models.ForeignKey(Product, null=True, blank=True, on_delete=models.CASCADE, related_name="discounts")
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=DiscountKind)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("discount")
        verbose_name_plural = _("discounts")
        indexes = [
            models.Index(fields=["seller", "starts_at"], name="discount_of_seller", condition=Q(removed_at=None))
        ]
        constraints = [
            models.CheckConstraint(condition=Q(value__gt=0), name="discount_takes_something_off"),
            models.CheckConstraint(
                condition=~Q(kind=DiscountKind.PERCENT) | Q(value__lt=100), name="discount_percent_below_100"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="discount_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(product=None) | Q(category=None), name="discount_one_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.takes_off} · {self.seller}"

    @property
    def takes_off(self) -> str:
        """15% or €5.00."""
        is_percent = self.kind == DiscountKind.PERCENT
        return numbers.percent(self.value) if is_percent else money.shown(self.value)


class PriceChange(models.Model):
    """The history of list prices, from which the lowest price of the last 30 days is read."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="price_changes")
    old_price = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    new_price = models.DecimalField(max_digits=12, decimal_places=2)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["variant", "-at", "-id"], name="price_change_of_variant")]

    def __str__(self) -> str:
        before = "–" if self.old_price is None else money.shown(self.old_price)
        return f"{self.variant}: {before} → {money.shown(self.new_price)}"
