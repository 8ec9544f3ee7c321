import hashlib
import secrets
import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from shop.core import crypto


class TokenScope(models.TextChoices):
    ACTIVATION = "activation", _("Activation link")
    RESET = "reset", _("New password link")
    EMAIL = "email", _("New email link")
    AUTH = "auth", _("API token")


# Makes a leaked token recognisable, to scanners and to the person who finds it in a file.
PREFIX = "mrw_"


def digest(raw: str) -> str:
    return hashlib.sha256(raw.encode(errors="replace")).hexdigest()


class TokenQuerySet(models.QuerySet["Token"]):
    def usable(self, now: datetime) -> "TokenQuerySet":
        return self.filter(expires_at__gt=now, revoked_at=None, used_at=None)

    def presented(self, raw: str, scope: TokenScope) -> "TokenQuerySet":
        """The token with this text, usable or not, if it was made for this purpose."""
        return self.filter(digest=digest(raw), scope=scope)

    def issue(
        self,
        *,
        user: Any,
        scope: TokenScope,
        now: datetime,
        label: str = "",
        device: str = "",
        new_email: str = "",
        lasts: timedelta | None = None,
    ) -> str:
        """
        Make a token and answer its text, which nobody can learn again.

        :param lasts: how long it works; the setting of its scope unless given.
        """
        raw = PREFIX + secrets.token_urlsafe(32)
        self.create(
            user=user,
            scope=scope,
            digest=digest(raw),
            fingerprint=user.fingerprint(),
            new_email=new_email,
            label=label,
            device=device,
            created_at=now,
            expires_at=now + (lasts or settings.TOKEN_TTL[scope]),
        )
        return raw


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
    # The program or browser that asked for it or used it last: "curl", "Firefox on Linux".
    device = models.CharField(max_length=100, blank=True, default="", db_default="")
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

    def is_dead(self, now: datetime) -> bool:
        """Too old, revoked, or made for a password or an address that changed since."""
        return self.expires_at <= now or self.revoked_at is not None or self.fingerprint != self.user.fingerprint()


class Device(models.Model):
    """A signed-in browser: which session it is, for the list from which it can be signed out."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40, unique=True)
    label = models.CharField(max_length=100)
    # The network it was seen in last, never the whole address: enough to recognise, too little to find somebody.
    network = models.CharField(max_length=45, blank=True, default="", db_default="")
    signed_in_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "-signed_in_at"], name="device_by_user")]

    def __str__(self) -> str:
        return self.label


class LimitCounterQuerySet(models.QuerySet["LimitCounter"]):
    def add(self, digest: str, period: int, amount: int) -> tuple[int, int]:
        """
        Add to the counter of the current window in one statement, whatever other workers do at the same moment.

        :param period: length of the window in seconds.
        :returns: the hits in this window now, and the seconds until it ends.
        """
        moment = int(time.time())
        window = moment - moment % period
        table = connection.ops.quote_name(self.model._meta.db_table)
        sql = (
            f'INSERT INTO {table} (digest, "window", hits) VALUES (%s, %s, %s) '  # noqa: S608 (our own table's name)
            f'ON CONFLICT (digest, "window") DO UPDATE SET hits = greatest({table}.hits + %s, 0) RETURNING hits'
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [digest, window, max(amount, 0), amount])
            row = cursor.fetchone()
        return int(row[0]), window + period - moment


class LimitCounter(models.Model):
    """Hits in a window of time, for the limits that must hold while Redis is away (see `shop.core.ratelimit`)."""

    digest = models.CharField(max_length=64)
    window = models.BigIntegerField(help_text="Start of the window, seconds since 1970.")
    hits = models.PositiveIntegerField(default=0)

    objects = LimitCounterQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "window"], name="limit_counter_unique")]

    def __str__(self) -> str:
        return f"{self.digest[:8]} {self.hits}"
