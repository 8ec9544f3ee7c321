from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Seller
from shop.core.money import ZERO

LONGEST_CODE = 24
_FORM_OF_A_CODE = RegexValidator(
    r"^[A-Z0-9][A-Z0-9-]{2,23}\Z", _("Use at least 3 capital letters, digits and dashes, such as SPRING-10.")
)


class CouponKind(models.TextChoices):
    PERCENT = "percent", _("Percent off the goods")
    AMOUNT = "amount", _("Amount off the goods")
    FREE_DELIVERY = "free_delivery", _("Free delivery")


class CouponQuerySet(models.QuerySet["Coupon"]):
    def locked(self) -> "CouponQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class Coupon(models.Model):
    """
    A code that makes a basket cheaper: on everything, or on the goods of one shop.

    `used` counts the orders that hold it now; `orders.redeeming` alone changes it, one conditional UPDATE at a time.
    """

    code = models.CharField(
        _("code"),
        max_length=LONGEST_CODE,
        unique=True,
        validators=[_FORM_OF_A_CODE],
        help_text=_("What buyers type, in capital letters. Small ones are understood too."),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=CouponKind, default=CouponKind.PERCENT)
    value = models.DecimalField(
        _("value"),
        max_digits=12,
        decimal_places=2,
        default=ZERO,
        validators=[MinValueValidator(0)],
        help_text=_("Percent or amount; 0 for free delivery."),
    )
    seller = models.ForeignKey(
        Seller,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="coupons",
        verbose_name=_("shop"),
        help_text=_("Only for the goods of this shop. Empty: for all."),
    )
    minimum = models.DecimalField(
        _("goods from"),
        max_digits=12,
        decimal_places=2,
        default=ZERO,
        validators=[MinValueValidator(0)],
        help_text=_("Value of the goods that it holds for, before the coupon."),
    )
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    total_limit = models.PositiveIntegerField(_("orders in all"), null=True, blank=True)
    per_user_limit = models.PositiveIntegerField(
        _("orders per person"), null=True, blank=True, help_text=_("Guests are told apart by their email address.")
    )
    used = models.PositiveIntegerField(_("used"), default=0, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("For the office only."))
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = CouponQuerySet.as_manager()

    class Meta:
        verbose_name = _("coupon")
        verbose_name_plural = _("coupons")
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0, minimum__gte=0), name="coupon_amounts_not_negative"),
            models.CheckConstraint(
                condition=Q(kind="free_delivery") | Q(value__gt=0), name="coupon_value_positive_unless_delivery"
            ),
            models.CheckConstraint(condition=~Q(kind="percent") | Q(value__lte=100), name="coupon_percent_to_100"),
            models.CheckConstraint(
                condition=Q(total_limit=None) | Q(used__lte=F("total_limit")), name="coupon_used_within_limit"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="coupon_window_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.code
