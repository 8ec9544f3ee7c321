from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.models.order import Order
from shop.core import crypto


class BankAccount(models.Model):
    """
    Where a buyer wants money of an order that no provider can send back: what was paid in cash. Sealed; the office sees
    it whole when it pays back, the buyer its end. Gone soon after (`orders.retention`).
    """

    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="bank_account")
    holder = crypto.EncryptedTextField(_("account holder"))
    iban = crypto.EncryptedTextField(_("IBAN"))
    given_at = models.DateTimeField(_("given"))

    class Meta:
        verbose_name = _("bank account of a buyer")
        verbose_name_plural = _("bank accounts of buyers")
        indexes = [models.Index(fields=["given_at"], name="bank_account_by_age")]

    def __str__(self) -> str:
        return f"{self.order}"

    @property
    def end(self) -> str:
        """By which its owner knows it again."""
        return self.iban.replace(" ", "")[-4:]
