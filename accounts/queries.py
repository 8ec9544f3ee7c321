"""What the account pages read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyotp
import segno
from django.utils.safestring import SafeString, mark_safe

from accounts.models import Address, CodeApp, Device, Passkey, Token, TokenScope, User, factor

# A list of sign-ins longer than this helps nobody.
SHOWN = 20


@dataclass(frozen=True)
class Overview:
    """What `/user-info/` shows beside the person's own row."""

    addresses: list[Address]
    devices: list[Device]
    tokens: list[Token]
    has_factor: bool


def overview(user: User, *, now: datetime) -> Overview:
    """Five queries at most."""
    return Overview(
        addresses=list(Address.objects.of(user)[:SHOWN]),
        devices=list(devices_of(user)[:SHOWN]),
        tokens=list(tokens_of(user, now=now)[:SHOWN]),
        has_factor=factor.has_factor(user),
    )


@dataclass(frozen=True)
class SecondFactor:
    """
    How somebody's second factor stands.

    :ivar is_required: a role of theirs requires one.
    :ivar codes_left: recovery codes that were not used yet.
    """

    app: CodeApp | None
    passkeys: list[Passkey]
    codes_left: int
    codes_made_at: datetime | None
    is_required: bool

    @property
    def is_on(self) -> bool:
        return self.app is not None or bool(self.passkeys)


def second_factor(user: User) -> SecondFactor:
    return SecondFactor(
        app=factor.confirmed_app(user),
        passkeys=list(Passkey.objects.filter(user=user).order_by("-created_at", "-id")),
        codes_left=factor.unused_codes(user),
        codes_made_at=factor.newest_codes_at(user),
        is_required=user.must_keep_factor(),
    )


@dataclass(frozen=True)
class AppSetup:
    """:ivar qr: an SVG; :ivar key: the secret in groups of four, to be typed; :ivar uri: a link that opens an app."""

    qr: SafeString
    key: str
    uri: str


def app_setup(app: CodeApp) -> AppSetup:
    uri = pyotp.TOTP(app.secret).provisioning_uri(name=app.user.email, issuer_name="Millrow")
    drawn = segno.make(uri, error="m").svg_inline(omitsize=True, border=4, dark="#000", light="#fff", lineclass=None)
    key = " ".join(app.secret[start : start + 4] for start in range(0, len(app.secret), 4))
    # Drawn by the library from a text in its own alphabet: nothing of it is anybody's markup.
    return AppSetup(qr=mark_safe(drawn), key=key, uri=uri)  # noqa: S308


def devices_of(user: User) -> Any:
    """The browsers in which somebody is signed in, the latest first."""
    return Device.objects.filter(user=user).order_by("-last_seen_at", "-id")


def tokens_of(user: User, *, now: datetime) -> Any:
    """The API tokens that work now, the newest first."""
    return Token.objects.filter(user=user, scope=TokenScope.AUTH).usable(now).order_by("-created_at", "-id")
