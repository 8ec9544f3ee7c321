from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.models import Courier, Seller


class Area(models.Model):
    """
    A country, or the part of it whose postcodes start with one of the prefixes. The longest prefix wins.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    country = CountryField(_("country"))
    postcode_prefixes = ArrayField(
        models.CharField(max_length=10), default=list, blank=True, verbose_name=_("postcode prefixes")
    )
    couriers = models.ManyToManyField(Courier, blank=True, related_name="areas", verbose_name=_("couriers"))

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self) -> str:
        return self.name


class DeliveryMethod(models.TextChoices):
    COURIER = "courier", _("Courier with hand-over code")
    CARRIER = "carrier", _("Parcel service")


class DeliveryRate(models.Model):
    """What a seller charges for a parcel to an area, and how long it takes."""

    seller = models.ForeignKey(Seller, on_delete=models.CASCADE, related_name="delivery_rates", verbose_name=_("shop"))
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="delivery_rates", verbose_name=_("area"))
    method = models.CharField(_("method"), max_length=16, choices=DeliveryMethod, default=DeliveryMethod.COURIER)
    name = models.CharField(_("name"), max_length=60, help_text=_("What buyers read: Standard, Express."))
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2)
    free_over = models.DecimalField(_("free from"), max_digits=12, decimal_places=2, null=True, blank=True)
    # By weight: the price covers `included_g`, each started kilogram above costs `per_kg`.
    included_g = models.PositiveIntegerField(_("grams in the price"), default=0)
    per_kg = models.DecimalField(_("each further kilogram"), max_digits=12, decimal_places=2, default=Decimal("0.00"))
    max_g = models.PositiveIntegerField(_("grams at most"), null=True, blank=True)
    days_min = models.PositiveSmallIntegerField(_("working days at least"), default=1)
    days_max = models.PositiveSmallIntegerField(_("working days at most"), default=3)
    is_active = models.BooleanField(_("active"), default=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("delivery rate")
        verbose_name_plural = _("delivery rates")
        constraints = [
            models.UniqueConstraint(fields=["seller", "area", "name"], name="delivery_rate_once"),
            models.CheckConstraint(condition=Q(price__gte=0), name="delivery_price_not_negative"),
            models.CheckConstraint(condition=Q(per_kg__gte=0), name="delivery_per_kg_not_negative"),
            models.CheckConstraint(condition=Q(days_max__gte=F("days_min")), name="delivery_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.area}"

    def bears(self, weight_g: int) -> bool:
        """Whether a parcel of this weight is carried."""
        return self.max_g is None or weight_g <= self.max_g
