"""What staff did, each line bound to the one before by its hash."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """
    One deed. The database gives the place in the chain when the transaction ends (see migration 0006), and refuses to
    change or delete a line. People and objects are told by their ids alone, so that nobody has to be erased from here.

    :ivar body: the canonical text of the columns above it, which the hash covers.
    """

    at = models.DateTimeField(_("when"))
    actor = models.BigIntegerField(_("who"), null=True)
    action = models.CharField(_("what"), max_length=40)
    kind = models.CharField(_("kind"), max_length=60)
    object_id = models.CharField(_("object"), max_length=64)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    body = models.TextField()
    seq = models.BigIntegerField(_("number"), null=True, unique=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        indexes = [
            models.Index(fields=["kind", "object_id", "-seq"], name="audit_of_object"),
            models.Index(fields=["actor", "-seq"], name="audit_of_actor"),
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.action} {self.kind} {self.object_id}"
