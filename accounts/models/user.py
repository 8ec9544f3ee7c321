from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.models import factor
from accounts.roles import Permission, Role
from shop.core import crypto


def normal_email(email: str) -> str:
    """An address as we store and compare it: trimmed, in lower case."""
    return email.strip().lower()


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=normal_email(username or ""))

    def create_user(self, *, email: str, password: str | None = None, full_name: str = "", **extra: Any) -> "User":
        """A row and nothing more: roles and mails are the operations' business."""
        user = self.model(email=normal_email(email), full_name=full_name, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The e-mail address is the login name; it is unique whatever its case."""

    email = models.EmailField(_("email"), max_length=254, unique=True)
    full_name = models.CharField(_("full name"), max_length=150, blank=True)
    phone = crypto.EncryptedTextField(_("phone"), blank=True, default="")
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, default="")
    language = models.CharField(_("language of mails"), max_length=8, blank=True, default="", db_default="")
    is_active = models.BooleanField(_("active"), default=False, help_text=_("The address was confirmed."))
    is_staff = models.BooleanField(_("staff"), default=False, help_text=_("May open the admin."))
    activated_at = models.DateTimeField(_("activated"), null=True, blank=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_in_lower_case")]

    def __str__(self) -> str:
        return self.full_name or self.email

    @property
    def awaits_activation(self) -> bool:
        """Signed up, but never confirmed the address. Somebody whom an admin deactivated does not wait for anything."""
        return not self.is_active and self.activated_at is None and self.erased_at is None

    def fingerprint(self) -> str:
        """Changes with the password and the address; a link that was made under another one is dead."""
        return salted_hmac("accounts.fingerprint", f"{self.password}|{self.email}", algorithm="sha256").hexdigest()

    def forget_roles(self) -> None:
        """After the groups changed: this object reads its roles again."""
        for name in ("_groups", "roles", "shop_permissions", "_proven"):
            self.__dict__.pop(name, None)

    @property
    def first_name(self) -> str:
        """What a greeting uses; an address where no name was given."""
        return self.full_name.split()[0] if self.full_name.strip() else self.email

    @cached_property
    def _groups(self) -> dict[str, bool]:
        """The groups and whether a second factor is required for each: one query, then remembered on this object."""
        required = Exists(factor.RequiredFactor.objects.filter(role=OuterRef("name")))
        return dict(self.groups.annotate(is_required=required).values_list("name", "is_required"))

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(name) for name in self._groups if name in set(Role))

    @cached_property
    def shop_permissions(self) -> frozenset[Permission]:
        return roles.permissions_of(self.roles)

    def may(self, permission: Permission) -> bool:
        """A role that requires a second factor allows nothing to somebody without one."""
        return self.holds(permission) and not self.lacks_factor([permission])

    def holds(self, permission: Permission) -> bool:
        """Whether a role gives it, be it that a second factor has to be set up first."""
        return self.is_active and permission in self.shop_permissions

    def lacks_factor(self, permissions: Iterable[Permission] = ()) -> bool:
        """
        Whether somebody must set up a second factor first: every role of theirs that gives one of these permissions
        (any role at all, without any) requires one.
        """
        wanted = frozenset(permissions)
        giving = [role for role in self.roles if not wanted or wanted & roles.PERMISSIONS[role]]
        if not giving or not all(self._groups[role] for role in giving):
            return False
        return not self._proven

    @cached_property
    def _proven(self) -> bool:
        """Whether a factor is set up: a list of parcels asks this for each of them."""
        return factor.has_factor(self)

    def must_keep_factor(self) -> bool:
        """Whether any role of theirs requires a second factor."""
        return any(self._groups[role] for role in self.roles)
