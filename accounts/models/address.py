from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from shop.core import crypto

# The parts of a postal address as the API names them. An order copies exactly these.
PARTS = ("full_name", "line1", "line2", "postal_code", "city", "region", "country", "phone")


class PostalAddress(models.Model):
    """The columns of an address, for the address book and for the copy on an order."""

    full_name = models.CharField(_("full name"), max_length=150)
    line1 = crypto.EncryptedTextField(_("address"))
    line2 = crypto.EncryptedTextField(_("flat, company"), blank=True, default="")
    postal_code = models.CharField(_("postcode"), max_length=16, blank=True)
    city = models.CharField(_("city"), max_length=100)
    region = models.CharField(_("region"), max_length=100, blank=True)
    country = CountryField(_("country"))
    phone = crypto.EncryptedTextField(_("phone"), blank=True, default="")

    class Meta:
        abstract = True

    def parts(self) -> dict[str, str]:
        """The address as plain values under the API's names."""
        return {name: str(getattr(self, name) or "") for name in PARTS}

    def envelope(self) -> list[str]:
        """What is written on an envelope: who and where, a line each, without the telephone."""
        town = f"{self.postal_code} {self.city}".strip()
        written = (self.full_name, self.line1, self.line2, town, self.region, str(self.country.name))
        return [line for line in written if line]


class AddressQuerySet(models.QuerySet["Address"]):
    def of(self, user: Any) -> "AddressQuerySet":
        """A user's own book, the default first. Nobody's for a guest: an anonymous user never equals an owner."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(owner=user, removed_at=None).order_by("-is_default", "-id")

    def removed(self, user: Any) -> "AddressQuerySet":
        """What a user took out of the book and may still put back."""
        return self.filter(owner=user).exclude(removed_at=None)


class Address(PostalAddress):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="addresses")
    is_default = models.BooleanField(_("default"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # Kept for a day, so that a removal can be undone; then a job deletes the row.
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.UniqueConstraint(fields=["owner"], condition=Q(is_default=True), name="address_one_default"),
            models.CheckConstraint(
                condition=Q(is_default=False) | Q(removed_at=None), name="address_removed_is_no_default"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name}, {self.city}"
