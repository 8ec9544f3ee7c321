from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders import states as tables
from orders.models.order import OrderLine
from orders.models.parcel import Parcel
from orders.models.payment import Refund
from orders.states import ReturnStatus
from shop.core import crypto, states


class ReturnReason(models.TextChoices):
    DAMAGED = "damaged", _("It arrived damaged")
    WRONG_ITEM = "wrong_item", _("It is not what I ordered")
    NOT_AS_DESCRIBED = "not_as_described", _("It is not as described")
    DOES_NOT_FIT = "does_not_fit", _("It does not fit")
    CHANGED_MIND = "changed_mind", _("I changed my mind")
    OTHER = "other", _("Another reason")


class ReturnQuerySet(models.QuerySet["ReturnRequest"]):
    def locked(self) -> "ReturnQuerySet":
        return self.select_for_update(of=("self",), no_key=True)

    def of_seller(self, user: Any) -> "ReturnQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(parcel__seller__user=user)


class ReturnRequest(states.Stateful):
    """What a buyer wants to send back of one parcel. Its refund exists from the moment the shop has received it."""

    TRANSITIONS = tables.RETURN

    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="returns")
    status = models.CharField(_("status"), max_length=16, choices=ReturnStatus, default=ReturnStatus.REQUESTED)
    created_at = models.DateTimeField(_("asked"))
    # Where to send it, as the shop wrote it when it said yes: a private address often enough.
    instructions = crypto.EncryptedTextField(_("how to send it back"), blank=True, default="")
    decision = models.CharField(_("reason of the decision"), max_length=300, blank=True)
    refund = models.OneToOneField(
        Refund, null=True, blank=True, on_delete=models.PROTECT, related_name="return_request"
    )

    objects = ReturnQuerySet.as_manager()

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        indexes = [
            models.Index(fields=["status", "id"], name="return_by_status"),
            models.Index(fields=["parcel", "id"], name="return_of_parcel"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=ReturnStatus.REFUNDED) | Q(refund__isnull=False), name="return_refunded_by_refund"
            )
        ]

    def __str__(self) -> str:
        return f"{self.parcel} · {self.get_status_display()}"


class ReturnEvent(states.StateEvent):
    subject = models.ForeignKey(ReturnRequest, on_delete=models.CASCADE, related_name="events")

    class Meta:
        indexes = [models.Index(fields=["subject", "at", "id"], name="return_event_order")]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class ReturnLine(models.Model):
    request = models.ForeignKey(ReturnRequest, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="return_lines")
    quantity = models.PositiveIntegerField(_("quantity"))
    reason = models.CharField(_("reason"), max_length=24, choices=ReturnReason)
    note = models.CharField(_("note"), max_length=500, blank=True)
    photo = models.CharField(max_length=100, blank=True, help_text="storage name of a picture, shown to the shop")
    restock = models.BooleanField(_("back on the shelf"), null=True, help_text="decided on receipt")

    class Meta:
        verbose_name = _("returned line")
        verbose_name_plural = _("returned lines")
        constraints = [
            models.UniqueConstraint(fields=["request", "line"], name="return_line_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="return_quantity_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.line.title}"
