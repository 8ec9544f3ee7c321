"""The four roles, to look at: what they may do is written in code, in one table each."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.roles import Role
from shop.core.generics import ModelAdmin

if admin.site.is_registered(Group):
    admin.site.unregister(Group)
# The office knows them as roles.
Group._meta.verbose_name = _("role")
Group._meta.verbose_name_plural = _("roles")
Group._meta.app_config.verbose_name = _("Roles")


@admin.register(Group)
class RoleAdmin(ModelAdmin[Group]):
    list_display = ("name", "people", "may")
    ordering = ("id",)
    fields = readonly_fields = ("name", "may")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Group]:
        return super().get_queryset(request).annotate(people=Count("user"))

    @admin.display(description=_("people"))
    def people(self, group: Any) -> int:
        return int(group.people)

    @admin.display(description=_("may"))
    def may(self, group: Group) -> str:
        if group.name not in set(Role):
            return ""
        return ", ".join(sorted(roles.PERMISSIONS[Role(group.name)])).replace("_", " ")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
