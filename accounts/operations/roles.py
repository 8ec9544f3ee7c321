"""Giving and taking roles, and closing accounts. There is always an admin left."""

import logging
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Courier, SellerStatus, User
from accounts.operations import membership, sellers, sessions, tokens
from accounts.roles import Role
from shop.core import errors

logger = logging.getLogger(__name__)


class LastAdmin(errors.DomainError):
    """Without this person nobody could administer."""


class NoShop(errors.DomainError):
    """The role of a seller comes with a shop."""


@transaction.atomic
def grant_role(*, user: User, role: Role, by: User | None, now: datetime) -> User:
    """
    Give a role and what belongs to it: a courier row, access to the admin.

    :raises NoShop: the role of a seller comes by approving the application.
    """
    if role is Role.SELLER and getattr(user, "seller", None) is None:
        raise NoShop(_("This person has no shop. Approve the application instead."))
    if role is Role.DELIVER:
        Courier.objects.update_or_create(user=user, defaults={"is_active": True})
    membership.add(user, role=role, by=by)
    return user


@transaction.atomic
def revoke_role(*, user: User, role: Role, by: User | None, now: datetime) -> User:
    """
    Take a role. A seller's shop is suspended, a courier gets no more jobs.

    :raises LastAdmin:
    """
    if role is Role.ADMIN:
        _keep_an_admin(user)
    if role is Role.DELIVER:
        Courier.objects.filter(user=user).update(is_active=False)
    seller = getattr(user, "seller", None)
    if role is Role.SELLER and seller is not None and seller.status == SellerStatus.APPROVED:
        sellers.suspend_seller(seller=seller, by=by, now=now)
    membership.remove(user, role=role, by=by)
    return user


@transaction.atomic
def make_courier(*, user: User, by: User | None, now: datetime) -> Courier:
    """Let somebody deliver. The areas are the catalogue's business."""
    grant_role(user=user, role=Role.DELIVER, by=by, now=now)
    return Courier.objects.get(user=user)


@transaction.atomic
def deactivate(*, user: User, by: User | None, now: datetime) -> User:
    """
    Close an account to its owner: every session and every token ends now.

    :raises LastAdmin:
    """
    _keep_an_admin(user)
    audit.record(
        by=by, action="close", about=user, at=now, before={"is_active": user.is_active}, after={"is_active": False}
    )
    user.is_active = False
    user.activated_at = user.activated_at or now
    user.save(update_fields=["is_active", "activated_at"])
    sessions.end_all_devices(user=user)
    tokens.revoke_all_tokens(user=user, now=now)
    logger.info("deactivated", extra={"user_id": user.pk, "by": by and by.pk})
    return user


@transaction.atomic
def reactivate(*, user: User, by: User | None, now: datetime) -> User:
    """Open it again. Also activates somebody who never opened the link, on the admin's word."""
    audit.record(
        by=by, action="open", about=user, at=now, before={"is_active": user.is_active}, after={"is_active": True}
    )
    user.is_active = True
    user.activated_at = user.activated_at or now
    user.save(update_fields=["is_active", "activated_at"])
    logger.info("reactivated", extra={"user_id": user.pk, "by": by and by.pk})
    return user


def _keep_an_admin(user: User) -> None:
    if membership.is_last_admin(user):
        raise LastAdmin(_("This is the last admin. Make somebody else admin first."))


@transaction.atomic
def end_access(*, user: User, by: User | None, now: datetime, keep: str | None = None) -> None:
    """
    Sign somebody out everywhere and end all tokens; the account stays open.

    :param keep: the key of a session that stays.
    """
    sessions.end_all_devices(user=user, keep=keep)
    tokens.revoke_all_tokens(user=user, now=now)
    audit.record(by=by, action="sign out", about=user, at=now)
    logger.info("access_ended", extra={"user_id": user.pk, "by": by and by.pk})


@transaction.atomic
def set_roles(*, user: User, roles: Collection[Role], by: User | None, now: datetime) -> User:
    """
    Give and take until somebody has exactly these roles.

    :raises LastAdmin, NoShop: and then nothing changed.
    """
    for role in Role:
        if role in roles and role not in user.roles:
            grant_role(user=user, role=role, by=by, now=now)
        elif role not in roles and role in user.roles:
            revoke_role(user=user, role=role, by=by, now=now)
    return user
