"""Who is in which role: the rows and nothing else. The rules are in `roles` and `sellers`."""

import logging

from django.contrib.auth.models import Group
from django.utils import timezone

from accounts import audit
from accounts.models import User
from accounts.roles import Role

logger = logging.getLogger(__name__)


def add(user: User, *, role: Role, by: User | None) -> None:
    """Give the group, and with the admins' group the way into the admin."""
    user.groups.add(Group.objects.get(name=role.value))
    if role is Role.ADMIN and not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    user.forget_roles()
    _audit(user, "grant", role=role, by=by)
    logger.info("role_granted", extra={"user_id": user.pk, "role": role.value, "by": by and by.pk})


def remove(user: User, *, role: Role, by: User | None) -> None:
    """Take the group, and with the admins' group the way into the admin."""
    user.groups.remove(Group.objects.get(name=role.value))
    if role is Role.ADMIN and user.is_staff:
        user.is_staff = False
        user.save(update_fields=["is_staff"])
    user.forget_roles()
    _audit(user, "revoke", role=role, by=by)
    logger.info("role_revoked", extra={"user_id": user.pk, "role": role.value, "by": by and by.pk})


def _audit(user: User, action: str, *, role: Role, by: User | None) -> None:
    """Who may administer is written down whoever decided it, a command as well."""
    had, has = (None, {"role": role.value}) if action == "grant" else ({"role": role.value}, None)
    always = role is Role.ADMIN
    audit.record(by=by, action=action, about=user, at=timezone.now(), before=had, after=has, always=always)


def is_last_admin(user: User) -> bool:
    """
    Whether nobody but this person could administer. Locks the group, so that two admins who take each other's role at
    the same moment do so one after the other.
    """
    group = Group.objects.select_for_update().get(name=Role.ADMIN.value)
    admins = User.objects.filter(groups=group, is_active=True)
    return admins.filter(pk=user.pk).exists() and not admins.exclude(pk=user.pk).exists()
