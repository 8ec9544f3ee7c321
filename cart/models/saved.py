from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models import Variant

# A list that nobody reads to its end any more.
MOST_SAVED = 100


class SavedItem(models.Model):
    """A variant on somebody's wish list, and its price on the day it went there. A guest's list is in the session."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_items")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="+")
    price_seen = models.DecimalField(max_digits=12, decimal_places=2)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("saved thing")
        verbose_name_plural = _("saved things")
        constraints = [models.UniqueConstraint(fields=["user", "variant"], name="saved_once_per_user")]

    def __str__(self) -> str:
        return f"{self.variant} of {self.user_id}"
