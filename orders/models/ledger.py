from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Seller
from orders.models.parcel import Parcel
from orders.models.payment import Refund
from shop.core import crypto, money
from shop.core.money import ZERO


class LedgerKind(models.TextChoices):
    SALE = "sale", _("Sale")
    SUBSIDY = "subsidy", _("Coupon paid by the marketplace")
    COMMISSION = "commission", _("Commission")
    REFUND = "refund", _("Refund")
    SUBSIDY_BACK = "subsidy_back", _("Coupon taken back")
    COMMISSION_BACK = "commission_back", _("Commission given back")
    ADJUSTMENT = "adjustment", _("Adjustment")
    PAYOUT = "payout", _("Payout")


_GAINS = (LedgerKind.SALE, LedgerKind.SUBSIDY, LedgerKind.COMMISSION_BACK)
_COSTS = (LedgerKind.COMMISSION, LedgerKind.REFUND, LedgerKind.SUBSIDY_BACK, LedgerKind.PAYOUT)


class LedgerAccount(models.Model):
    """
    What the marketplace owes a shop at this moment: the sum of its entries, kept beside them.

    Written by `orders.ledger` alone; of two payouts at once the conditional UPDATE on this row lets one through.
    """

    seller = models.OneToOneField(
        Seller, on_delete=models.PROTECT, primary_key=True, related_name="account", verbose_name=_("shop")
    )
    balance = models.DecimalField(_("balance"), max_digits=14, decimal_places=2, default=ZERO)

    class Meta:
        verbose_name = _("account of a shop")
        verbose_name_plural = _("accounts of shops")

    def __str__(self) -> str:
        return f"{self.seller}: {money.shown(self.balance)}"


class Payout(models.Model):
    """Money that went to a shop, as somebody of the office recorded it. `details` is where it went, at that time."""

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="payouts", verbose_name=_("shop"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    reference = models.CharField(_("reference of the transfer"), max_length=100)
    details = crypto.EncryptedTextField(_("paid to"), blank=True, default="")
    key = models.UUIDField(unique=True, editable=False)
    at = models.DateTimeField(_("recorded"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        indexes = [models.Index(fields=["seller", "-id"], name="payout_of_seller")]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="payout_amount_positive")]

    def __str__(self) -> str:
        return f"{self.seller} {money.shown(self.amount, self.currency)}"


class LedgerQuerySet(models.QuerySet["LedgerEntry"]):
    def of_seller(self, user: Any) -> "LedgerQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(seller__user=user)


class LedgerEntry(models.Model):
    """
    One change of what a shop is owed. Never edited, never deleted; `source` names the cause once and for all.

    `amount` is signed: a sale adds, a commission takes.
    """

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="ledger", verbose_name=_("shop"))
    kind = models.CharField(_("kind"), max_length=16, choices=LedgerKind)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    at = models.DateTimeField(_("when"))
    source = models.CharField(max_length=80, unique=True)
    parcel = models.ForeignKey(Parcel, null=True, blank=True, on_delete=models.PROTECT, related_name="ledger")
    refund = models.ForeignKey(Refund, null=True, blank=True, on_delete=models.PROTECT, related_name="ledger")
    payout = models.ForeignKey(Payout, null=True, blank=True, on_delete=models.PROTECT, related_name="ledger")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        indexes = [
            models.Index(fields=["seller", "at", "id"], include=["amount"], name="ledger_statement"),
            models.Index(fields=["parcel"], name="ledger_of_parcel"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=_GAINS, amount__gt=0)
                | Q(kind__in=_COSTS, amount__lt=0)
                | (Q(kind=LedgerKind.ADJUSTMENT) & ~Q(amount=0)),
                name="ledger_sign_fits_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.seller} {self.get_kind_display()} {money.shown(self.amount, self.currency)}"
