"""What the account pages read, and what "download my data" hands out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import Address, Device, Token, TokenScope, User

# A list of sign-ins longer than this helps nobody.
SHOWN = 20


@dataclass(frozen=True)
class Overview:
    """
    What `/user-info/` shows beside the person's own row.

    :ivar device_key: the key of the session that looks at it.
    """

    addresses: list[Address]
    devices: list[Device]
    tokens: list[Token]


def overview(user: User, *, now: datetime) -> Overview:
    """Three queries."""
    return Overview(
        addresses=list(Address.objects.of(user)[:SHOWN]),
        devices=list(devices_of(user)[:SHOWN]),
        tokens=list(tokens_of(user, now=now)[:SHOWN]),
    )


def devices_of(user: User) -> Any:
    """The browsers in which somebody is signed in, the latest first."""
    return Device.objects.filter(user=user).order_by("-last_seen_at", "-id")


def tokens_of(user: User, *, now: datetime) -> Any:
    """The API tokens that work now, the newest first."""
    return Token.objects.filter(user=user, scope=TokenScope.AUTH).usable(now).order_by("-created_at", "-id")


def _profile(user: User) -> list[dict[str, Any]]:
    roles = sorted(role.value for role in user.roles)
    names = ("email", "full_name", "phone", "time_zone", "joined_at", "activated_at", "last_login")
    return [{**{name: getattr(user, name) for name in names}, "roles": roles}]


def _addresses(user: User) -> list[dict[str, Any]]:
    return [{**address.parts(), "is_default": address.is_default} for address in Address.objects.of(user)]


def _devices(user: User) -> list[dict[str, Any]]:
    return list(devices_of(user).values("label", "signed_in_at", "last_seen_at"))


def _tokens(user: User) -> list[dict[str, Any]]:
    rows = Token.objects.filter(user=user).order_by("-created_at", "-id")
    names = ("scope", "label", "created_at", "expires_at", "last_used_at", "used_at", "revoked_at")
    return [dict(row) for row in rows.values(*names)]


def _shop(user: User) -> list[dict[str, Any]]:
    seller = getattr(user, "seller", None)
    if seller is None:
        return []
    names = ("name", "slug", "story", "town", "status", "applied_at", "payout_details")
    history = list(seller.events.order_by("at", "id").values("at", "from_status", "to_status", "note"))
    return [{**{name: getattr(seller, name) for name in names}, "history": history}]


PERSONAL_DATA: dict[str, Callable[[User], list[dict[str, Any]]]] = {
    "profile": _profile,
    "addresses": _addresses,
    "devices": _devices,
    "tokens": _tokens,
    "shop": _shop,
}
