from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from shop.core import crypto, states


class SellerStatus(models.TextChoices):
    APPLIED = "applied", _("Applied")
    APPROVED = "approved", _("Approved")
    SUSPENDED = "suspended", _("Suspended")
    REJECTED = "rejected", _("Rejected")


def standard_commission() -> Any:
    return settings.COMMISSION_RATE


class SellerQuerySet(models.QuerySet["Seller"]):
    def approved(self) -> "SellerQuerySet":
        return self.filter(status=SellerStatus.APPROVED)


class Seller(states.Stateful):
    """A shop: what buyers see of a seller, and what an admin decides about it."""

    TRANSITIONS = {
        SellerStatus.APPLIED: frozenset({SellerStatus.APPROVED, SellerStatus.REJECTED}),
        SellerStatus.APPROVED: frozenset({SellerStatus.SUSPENDED}),
        SellerStatus.SUSPENDED: frozenset({SellerStatus.APPROVED}),
    }

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seller", verbose_name=_("person")
    )
    slug = models.SlugField(_("address of the shop"), max_length=60, unique=True)
    name = models.CharField(_("shop name"), max_length=80)
    story = models.TextField(_("story"), max_length=2000, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    country = CountryField(_("country"), blank=True)
    status = models.CharField(_("status"), max_length=16, choices=SellerStatus, default=SellerStatus.APPLIED)
    commission_rate = models.DecimalField(
        _("commission rate"),
        max_digits=4,
        decimal_places=3,
        default=standard_commission,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("Of net goods: 0.08 is 8 %."),
    )
    handling_days = models.PositiveSmallIntegerField(_("working days to pack"), default=1)
    low_stock_at = models.PositiveIntegerField(_("stock is low from"), default=3, db_default=3)
    payout_details = crypto.EncryptedTextField(_("payout details"), blank=True, default="")
    holiday_until = models.DateField(_("on holiday until"), null=True, blank=True)
    applied_at = models.DateTimeField(_("applied"), auto_now_add=True)

    objects = SellerQuerySet.as_manager()

    class Meta:
        verbose_name = _("shop")
        verbose_name_plural = _("shops")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(commission_rate__gte=0, commission_rate__lte=1), name="seller_commission_range"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/shop/{self.slug}/"

    @property
    def is_approved(self) -> bool:
        return bool(self.status == SellerStatus.APPROVED)


class SellerEvent(states.StateEvent):
    subject = models.ForeignKey(Seller, on_delete=models.CASCADE, related_name="events")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["subject", "at"], name="seller_event_order")]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class Courier(models.Model):
    """Somebody who brings parcels. The areas of a courier are catalogue data (`catalog.Area.couriers`)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="courier", verbose_name=_("person")
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("courier")
        verbose_name_plural = _("couriers")

    def __str__(self) -> str:
        return str(self.user)
