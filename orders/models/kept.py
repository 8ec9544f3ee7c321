from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.core import crypto


class KeptAnswer(models.Model):
    """
    The answer to one step that a phone sent under a key of its own. Sent again it gets this answer and does nothing.

    Written in the transaction of the step's effect (`orders.replays`). `digest` tells whether the same key came with
    something else.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    body = crypto.EncryptedTextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        indexes = [models.Index(fields=["at"], name="kept_answer_by_age")]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="kept_answer_once")]

    def __str__(self) -> str:
        return str(self.key)
