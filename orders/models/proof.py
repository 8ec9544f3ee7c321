from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.models.parcel import DeliveryAttempt, Parcel
from shop.core import crypto


class Proof(models.Model):
    """
    What the courier noted at the door: of the hand-over, or (with `attempt`) of a try that failed.

    `picture` is a name in the private storage (`orders.proofs`); no public address leads to it.
    """

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="proofs")
    attempt = models.OneToOneField(
        DeliveryAttempt, null=True, blank=True, on_delete=models.CASCADE, related_name="proof"
    )
    note = crypto.EncryptedTextField(_("note"), blank=True, default="")
    picture = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        indexes = [models.Index(fields=["at", "id"], name="proof_by_age")]
        constraints = [
            models.UniqueConstraint(fields=["parcel"], condition=Q(attempt=None), name="proof_one_of_the_hand_over")
        ]

    def __str__(self) -> str:
        return f"{self.parcel} {self.at}"
