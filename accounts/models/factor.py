"""The second factor: what somebody holds beside the password."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from shop.core import crypto


class CodeApp(models.Model):
    """
    An authenticator app that shows time-based codes (TOTP, RFC 6238). Without `confirmed_at` it is being set up.

    `last_step` is the 30 second step of the last code that was taken: no code of it or before works again.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="code_app")
    secret = crypto.EncryptedTextField()
    last_step = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Code app {self.pk}"


class Passkey(models.Model):
    """
    A WebAuthn credential. `credential` is what the authenticator attested (its id and public key, base64): nothing in
    it is secret.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential_id = models.CharField(max_length=1400, unique=True)
    credential = models.TextField()
    sign_count = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="passkey_by_user")]

    def __str__(self) -> str:
        return self.name


class RecoveryCodeQuerySet(models.QuerySet["RecoveryCode"]):
    def of(self, user: Any, text: str) -> "RecoveryCodeQuerySet":
        return self.filter(user=user, digest=recovery_digest(user.pk, text))


class RecoveryCode(models.Model):
    """A code that works once, where app and passkey are out of reach. Only its keyed digest is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = RecoveryCodeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Recovery code {self.pk}"


def recovery_digest(user_id: int, text: str) -> str:
    """Dashes, spaces and case are the reader's."""
    plain = "".join(character for character in text.casefold() if character.isalnum())
    return crypto.blind_index(f"recovery|{user_id}|{plain}")


class RequiredFactor(models.Model):
    """A role that nobody uses without a second factor, by the word of an admin."""

    role = models.CharField(_("role"), max_length=16, unique=True, choices=[(role.value, role.value) for role in Role])
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("required second factor")
        verbose_name_plural = _("required second factors")

    def __str__(self) -> str:
        return self.role


def has_factor(user: Any) -> bool:
    """Whether somebody finished setting one up. Recovery codes alone are none."""
    return bool(
        CodeApp.objects.filter(user=user).exclude(confirmed_at=None).exists()
        or Passkey.objects.filter(user=user).exists()
    )


def confirmed_app(user: Any) -> CodeApp | None:
    return CodeApp.objects.filter(user=user).exclude(confirmed_at=None).first()


def unused_codes(user: Any) -> int:
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def newest_codes_at(user: Any) -> datetime | None:
    newest = RecoveryCode.objects.filter(user=user).order_by("-created_at", "-id").first()
    return newest.created_at if newest else None
