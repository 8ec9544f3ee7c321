"""People: invited, given roles, closed out."""

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import operations
from accounts.admin import deeds, erasing
from accounts.forms.staff import InviteForm, PersonForm
from accounts.models import User
from accounts.roles import Role
from shop.core import errors
from shop.core.generics import ModelAdmin, ModelForm


class RoleFilter(admin.RelatedFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = gettext_lazy("role")


@admin.register(User)
class PersonAdmin(ModelAdmin[User]):
    list_display = ("email", "full_name", "role_names", "is_active", "joined_at")
    list_filter = (("groups", RoleFilter), "is_active")
    search_fields = ("email", "full_name")
    ordering = ("-joined_at", "-id")
    show_full_result_count = False
    actions = ("deactivate", "reactivate", "sign_out", "remove_factors", "erase")
    readonly_fields = ("email", "is_active", "joined_at", "activated_at", "last_login", "erased_at")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups").defer("phone", "password")

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **{**kwargs, "form": PersonForm if obj else InviteForm})

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            return ("email", "full_name", "role")
        return ("email", "full_name", "time_zone", "roles", "confirm_email", *self.readonly_fields[1:])

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        return self.readonly_fields if obj else ()

    @admin.display(description=gettext_lazy("roles"))
    def role_names(self, user: User) -> str:
        return ", ".join(sorted(group.name for group in user.groups.all()))

    def save_model(self, request: Any, obj: User, form: ModelForm[User], change: bool) -> None:
        """An invitation, or new roles: both by operations."""
        now, data = timezone.now(), form.cleaned_data
        if not change:
            role = Role(data["role"])
            made = operations.invite(email=obj.email, full_name=obj.full_name, role=role, by=request.user, now=now)
            obj.__dict__.update(made.__dict__)
            return
        try:
            operations.set_roles(user=obj, roles=form.wanted(), by=request.user, now=now)  # type: ignore[attr-defined]  # our form
        except errors.DomainError as error:
            self.message_user(request, error.message, messages.ERROR)
        User.objects.filter(pk=obj.pk).update(full_name=obj.full_name, time_zone=obj.time_zone)

    @admin.action(description=gettext_lazy("Close the account"), permissions=["change"])
    def deactivate(self, request: Any, rows: models.QuerySet[User]) -> None:
        def deed(user: User) -> object:
            return operations.deactivate(user=user, by=request.user, now=timezone.now())

        if rows.filter(pk=request.user.pk).exists():
            self.message_user(request, _("Have another admin close your own account."), messages.ERROR)
        deeds.each(self, request, rows.exclude(pk=request.user.pk), deed, _("Account closed"))

    @admin.action(description=gettext_lazy("Open the account"), permissions=["change"])
    def reactivate(self, request: Any, rows: models.QuerySet[User]) -> None:
        def deed(user: User) -> object:
            return operations.reactivate(user=user, by=request.user, now=timezone.now())

        deeds.each(self, request, rows.filter(erased_at=None), deed, _("Account opened"))

    @admin.action(description=gettext_lazy("Sign out everywhere"), permissions=["change"])
    def sign_out(self, request: Any, rows: models.QuerySet[User]) -> None:
        def deed(user: User) -> object:
            keep = request.session.session_key
            return operations.end_access(user=user, by=request.user, now=timezone.now(), keep=keep)

        deeds.each(self, request, rows, deed, _("Signed out everywhere"))

    @admin.action(description=gettext_lazy("Remove the second factor"), permissions=["change"])
    def remove_factors(self, request: Any, rows: models.QuerySet[User]) -> None:
        """For somebody who lost phone and recovery codes, once the office is sure who asks."""

        def deed(user: User) -> object:
            return operations.remove_all_factors(user=user, by=request.user, now=timezone.now())

        deeds.each(self, request, rows.exclude(pk=request.user.pk), deed, _("Second factor removed"))

    @admin.action(description=gettext_lazy("Delete on request…"), permissions=["change"])
    def erase(self, request: Any, rows: models.QuerySet[User]) -> HttpResponse | None:
        return erasing.ask_or_erase(self, request, rows)
