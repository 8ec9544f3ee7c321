from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Courier
from orders import states as tables
from orders.models.payment import Payment
from orders.states import CashCountStatus
from shop.core import states


class CashCountQuerySet(models.QuerySet["CashCount"]):
    def locked(self) -> "CashCountQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class CashCount(states.Stateful):
    """
    What a courier counted at the end of a day and handed in. `expected` is the sum of its payments at that moment;
    what the office received may differ again, and then somebody wrote why.
    """

    TRANSITIONS = tables.CASH_COUNT

    courier = models.ForeignKey(
        Courier, on_delete=models.PROTECT, related_name="cash_counts", verbose_name=_("courier")
    )
    status = models.CharField(_("status"), max_length=16, choices=CashCountStatus, default=CashCountStatus.HANDED_IN)
    currency = models.CharField(max_length=3)
    expected = models.DecimalField(_("collected"), max_digits=12, decimal_places=2)
    counted = models.DecimalField(_("counted"), max_digits=12, decimal_places=2)
    received = models.DecimalField(_("received"), max_digits=12, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    at = models.DateTimeField(_("counted at"))

    objects = CashCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("cash count")
        verbose_name_plural = _("cash counts")
        indexes = [
            models.Index(fields=["courier", "-id"], name="cash_count_of_courier"),
            models.Index(fields=["status", "id"], name="cash_count_by_status"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(expected__gte=0, counted__gte=0), name="cash_count_not_negative"),
            models.CheckConstraint(
                condition=Q(received__isnull=True) | Q(received__gte=0), name="cash_received_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.courier} {self.counted}"

    @property
    def difference(self) -> Decimal:
        """What is missing (below zero) or too much of what was collected: as received, or as counted until then."""
        have: Decimal = self.counted if self.received is None else self.received
        return have - self.expected


class CashCountItem(models.Model):
    """A payment that a count covers; no payment is ever counted twice."""

    count = models.ForeignKey(CashCount, on_delete=models.CASCADE, related_name="items")
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="cash_count_item")

    def __str__(self) -> str:
        return f"{self.count} {self.payment}"


class CashCountEvent(states.StateEvent):
    subject = models.ForeignKey(CashCount, on_delete=models.CASCADE, related_name="events")

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"
