from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Seller
from orders.models.parcel import Parcel
from orders.models.payment import Refund


class InvoiceKind(models.TextChoices):
    INVOICE = "invoice", _("Invoice")
    CREDIT_NOTE = "credit_note", _("Credit note")


class InvoiceSeries(models.Model):
    """The last number that a shop has given out, per kind of document. Its lock keeps the series without gaps."""

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=InvoiceKind)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seller", "kind"], name="invoice_one_series")]

    def __str__(self) -> str:
        return f"{self.seller} {self.kind} {self.last}"


class Invoice(models.Model):
    """
    A numbered document of a shop about one parcel: the invoice, or a credit note for money that went back.

    `supplier` is the shop's name and town as they were. What was bought is read from the order's own copies.
    """

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="invoices", verbose_name=_("shop"))
    kind = models.CharField(_("kind"), max_length=16, choices=InvoiceKind)
    sequence = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=32, unique=True)
    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="invoices")
    refund = models.OneToOneField(Refund, null=True, blank=True, on_delete=models.PROTECT, related_name="credit_note")
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    supplier = models.CharField(max_length=200)
    issued_at = models.DateTimeField(_("issued"))

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        indexes = [models.Index(fields=["parcel"], name="invoice_of_parcel")]
        constraints = [
            models.UniqueConstraint(fields=["seller", "kind", "sequence"], name="invoice_sequence_once"),
            models.UniqueConstraint(fields=["parcel"], condition=Q(kind="invoice"), name="invoice_one_per_parcel"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="invoice_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return self.number
