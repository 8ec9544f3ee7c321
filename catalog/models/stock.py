from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalog.models.product import Variant


class StockQuerySet(models.QuerySet["Stock"]):
    """What is remembered beside the pieces; the pieces themselves move only through `catalog.stock`."""

    def remember_mail(self, is_told: bool) -> int:
        return self.update(is_low_told=is_told)

    def mark_low(self, low_at: int) -> int:
        return self.update(low_at=low_at)


class Stock(models.Model):
    """
    Pieces of one variant. Available to buyers: on_hand − reserved. Moves only through `catalog.stock`.

    The fillfactor leaves room on each page, so that the hot counters update in place (HOT).
    """

    variant = models.OneToOneField(Variant, on_delete=models.CASCADE, primary_key=True, related_name="stock")
    on_hand = models.PositiveIntegerField(_("on hand"), default=0)
    reserved = models.PositiveIntegerField(_("reserved"), default=0)
    low_at = models.PositiveIntegerField(_("low from"), default=3)
    is_low_told = models.BooleanField(
        default=False, db_default=False, help_text="The shop had its mail; a refill resets it."
    )

    objects = StockQuerySet.as_manager()

    class Meta:
        verbose_name = _("stock level")
        verbose_name_plural = _("stock levels")
        constraints = [
            models.CheckConstraint(
                condition=Q(reserved__gte=0, reserved__lte=F("on_hand")), name="stock_reserved_within_on_hand"
            )
        ]

    def __str__(self) -> str:
        return f"{self.variant}: {self.available}"

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved


class MovementKind(models.TextChoices):
    SET = "set", _("Counted")
    ADJUST = "adjust", _("Adjusted")
    IMPORT = "import", _("Imported")
    RESERVE = "reserve", _("Ordered")
    RELEASE = "release", _("Order cancelled")
    SHIP = "ship", _("Shipped")
    RETURN = "return", _("Returned")


class StockMovement(models.Model):
    """
    The ledger of stock: Σ deltas of a variant = its row in Stock, always.

    `source` names the cause ("line:17"); with the kind it is unique per variant, so that a repeat is a no-op.
    """

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="movements")
    kind = models.CharField(_("kind"), max_length=16, choices=MovementKind)
    source = models.CharField(_("source"), max_length=80)
    on_hand_delta = models.IntegerField(_("on hand"), default=0)
    reserved_delta = models.IntegerField(_("reserved"), default=0)
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        indexes = [
            models.Index(fields=["variant", "-at", "-id"], name="movement_of_variant"),
            models.Index(fields=["-at", "-id"], name="movement_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "source", "variant"], name="movement_once"),
            models.CheckConstraint(condition=~Q(on_hand_delta=0, reserved_delta=0), name="movement_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.variant} {self.kind} {self.on_hand_delta:+d}/{self.reserved_delta:+d}"
