from django.db import models
from django.utils.translation import gettext_lazy as _


class SentMail(models.Model):
    """That a mail went out. Its key names the mail and its cause ("parcel_shipped:17"): see orders.emails.once."""

    key = models.CharField(max_length=100, unique=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sent mail")
        verbose_name_plural = _("sent mails")

    def __str__(self) -> str:
        return self.key
