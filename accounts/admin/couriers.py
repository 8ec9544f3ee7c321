"""Couriers: who may deliver. Their areas are with the areas."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from accounts import operations
from accounts.models import Courier
from accounts.roles import Role
from shop.core.generics import ModelAdmin, ModelForm


@admin.register(Courier)
class CourierAdmin(ModelAdmin[Courier]):
    list_display = ("user", "is_active")
    list_filter = ("is_active",)
    list_select_related = ("user",)
    search_fields = ("user__email", "user__full_name")
    ordering = ("-id",)
    raw_id_fields = ("user",)
    fields = ("user", "is_active")

    def get_readonly_fields(self, request: HttpRequest, obj: Courier | None = None) -> Any:
        return ("user",) if obj else ()

    def save_model(self, request: Any, obj: Courier, form: ModelForm[Courier], change: bool) -> None:
        """The role comes and goes with the duty."""
        now = timezone.now()
        if obj.is_active:
            made = operations.make_courier(user=obj.user, by=request.user, now=now)
            obj.pk = made.pk
        elif change:
            operations.revoke_role(user=obj.user, role=Role.DELIVER, by=request.user, now=now)
        else:
            super().save_model(request, obj, form, change)
