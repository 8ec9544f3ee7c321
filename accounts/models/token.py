from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.core import crypto


class TokenScope(models.TextChoices):
    ACTIVATION = "activation", _("Activation link")
    RESET = "reset", _("New password link")
    EMAIL = "email", _("New email link")
    AUTH = "auth", _("API token")


class TokenQuerySet(models.QuerySet["Token"]):
    def usable(self, now: datetime) -> "TokenQuerySet":
        return self.filter(expires_at__gt=now, revoked_at=None, used_at=None)


class Token(models.Model):
    """
    A stateful token: 256 random bits, shown once, stored as its SHA-256 digest only.

    `fingerprint` ties a reset or e-mail token to what it was made for (password hash and address at that time), so
    that it dies when either changes.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    scope = models.CharField(max_length=16, choices=TokenScope)
    digest = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    new_email = crypto.EncryptedTextField(blank=True, default="")
    label = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "scope", "-created_at"], name="token_by_user")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="token_expires_after_creation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_scope_display()} {self.pk}"


class Device(models.Model):
    """A signed-in browser: which session it is, for the list from which it can be signed out."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40, unique=True)
    label = models.CharField(max_length=100)
    signed_in_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "-signed_in_at"], name="device_by_user")]

    def __str__(self) -> str:
        return self.label


class LimitCounter(models.Model):
    """Hits in a window of time, for the limits that must hold while Redis is away (see `shop.core.ratelimit`)."""

    digest = models.CharField(max_length=64)
    window = models.BigIntegerField(help_text="Start of the window, seconds since 1970.")
    hits = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "window"], name="limit_counter_unique")]

    def __str__(self) -> str:
        return f"{self.digest[:8]} {self.hits}"
