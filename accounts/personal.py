"""What accounts know of people, for "download my data"."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import models

from accounts import queries
from accounts.models import Address, Passkey, RecoveryCode, SavedView, Token, User, factor
from shop.core import states

# Somebody who worked here for years has a long list; the last of it is what an answer in one file can bear.
MOST_DEEDS = 20_000


def profile(user: User) -> list[dict[str, Any]]:
    roles = sorted(role.value for role in user.roles)
    names = ("email", "full_name", "phone", "time_zone", "language", "joined_at", "activated_at", "last_login")
    courier = getattr(user, "courier", None)
    more = {"roles": roles, "courier": courier is not None and courier.is_active}
    return [{**{name: getattr(user, name) for name in names}, **more}]


def addresses(user: User) -> list[dict[str, Any]]:
    return [
        {**address.parts(), "is_default": address.is_default, "removed_at": address.removed_at}
        for address in Address.objects.filter(owner=user).order_by("-id")
    ]


def devices(user: User) -> list[dict[str, Any]]:
    return list(queries.devices_of(user).values("label", "network", "signed_in_at", "last_seen_at"))


def tokens(user: User) -> list[dict[str, Any]]:
    """Also the links in mails. Nobody has their texts; a new address that waits to be confirmed is one's own."""
    rows = Token.objects.filter(user=user).order_by("-created_at", "-id")
    names = (
        "scope",
        "label",
        "device",
        "new_email",
        "created_at",
        "expires_at",
        "last_used_at",
        "used_at",
        "revoked_at",
    )
    return [{name: getattr(row, name) for name in names} for row in rows]


def second_factor(user: User) -> list[dict[str, Any]]:
    app, keys = factor.confirmed_app(user), Passkey.objects.filter(user=user).order_by("id")
    rows: list[dict[str, Any]] = []
    if app is not None:
        rows.append({"kind": "app", "name": "", "since": app.confirmed_at, "last_used_at": app.last_used_at})
    rows += [
        {"kind": "passkey", "name": key.name, "since": key.created_at, "last_used_at": key.last_used_at} for key in keys
    ]
    codes = RecoveryCode.objects.filter(user=user).order_by("id")
    rows += [{"kind": "recovery", "name": "", "since": c.created_at, "last_used_at": c.used_at} for c in codes]
    return rows


def shop(user: User) -> list[dict[str, Any]]:
    seller = getattr(user, "seller", None)
    if seller is None:
        return []
    names = ("name", "slug", "story", "town", "status", "applied_at", "payout_details")
    history = list(seller.events.order_by("at", "id").values("at", "from_status", "to_status", "note"))
    return [{**{name: getattr(seller, name) for name in names}, "history": history}]


def deeds(user: User) -> list[dict[str, Any]]:
    """Every step of an order, a parcel, a product … that bears the person's name in its history, of all apps."""
    rows = [row for model in event_models() for row in _deeds_in(model, user)]
    return sorted(rows, key=lambda row: row["at"], reverse=True)[:MOST_DEEDS]


def event_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, states.StateEvent)]


def _deeds_in(model: type[models.Model], user: User) -> list[dict[str, Any]]:
    rows = model._default_manager.filter(by=user).order_by("-at", "-id")
    names = ("subject_id", "at", "from_status", "to_status", "note")
    return [{"what": model._meta.model_name, **row} for row in rows.values(*names)[:MOST_DEEDS]]


def staff_log(user: User) -> list[dict[str, Any]]:
    rows = LogEntry.objects.filter(user_id=user.pk).order_by("-action_time", "-id")
    names = ("action_time", "content_type__model", "object_id", "change_message")
    return [dict(row) for row in rows.values(*names)[:MOST_DEEDS]]


def office_views(user: User) -> list[dict[str, Any]]:
    """Of the office's lists, for themselves."""
    rows = SavedView.objects.filter(user=user).order_by("listed", "name")
    return [dict(row) for row in rows.values("listed", "name", "query", "created_at")]


SECTIONS: dict[str, Callable[[User], list[dict[str, Any]]]] = {
    "profile": profile,
    "addresses": addresses,
    "devices": devices,
    "tokens": tokens,
    "second factor": second_factor,
    "shop": shop,
    "deeds": deeds,
    "saved views": office_views,
    "staff log": staff_log,
}
HANDED_OUT = {
    "accounts.User.phone": "profile",
    "accounts.Address.owner": "addresses",
    "accounts.Address.line1": "addresses",
    "accounts.Address.line2": "addresses",
    "accounts.Address.phone": "addresses",
    "accounts.Device.user": "devices",
    "accounts.Token.user": "tokens",
    "accounts.Token.new_email": "tokens",
    "accounts.CodeApp.user": "second factor",
    "accounts.Passkey.user": "second factor",
    "accounts.RecoveryCode.user": "second factor",
    "accounts.Seller.user": "shop",
    "accounts.Seller.payout_details": "shop",
    "accounts.Courier.user": "profile",
    "accounts.SavedView.user": "saved views",
    "admin.LogEntry.user": "staff log",
}
LEFT_OUT = {
    "accounts.CodeApp.secret": "a key, which a file that lies about would give away; setting up anew makes another",
}
