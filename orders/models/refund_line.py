from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.models.order import OrderLine
from orders.models.payment import Refund


class RefundLine(models.Model):
    """
    What a refund is made of: so many pieces of a line, or (without one) the delivery charge of its parcel; as goodwill,
    what its price is reduced by, and no piece comes back for it.
    """

    refund = models.ForeignKey(Refund, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(OrderLine, null=True, on_delete=models.PROTECT, related_name="refund_lines")
    quantity = models.PositiveIntegerField(_("quantity"), default=0)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    restock = models.BooleanField(_("back on the shelf"), default=False)
    is_goodwill = models.BooleanField(_("goodwill"), default=False)

    class Meta:
        verbose_name = _("refunded line")
        verbose_name_plural = _("refunded lines")
        constraints = [
            models.UniqueConstraint(fields=["refund", "line"], name="refund_line_once", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(line=None, quantity=0, restock=False)
                | Q(line__isnull=False, quantity__gte=1, is_goodwill=False)
                | Q(line__isnull=False, quantity=0, restock=False, is_goodwill=True),
                name="refund_line_or_delivery",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="refund_line_not_negative"),
        ]

    def __str__(self) -> str:
        if self.line is None:
            return str(_("Delivery"))
        return self.line.title if self.is_goodwill else f"{self.quantity} × {self.line.title}"
