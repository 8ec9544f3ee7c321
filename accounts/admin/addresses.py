"""Address books, to look at: without the street, the phone number and what somebody removed."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from accounts.models import Address
from shop.core.generics import ModelAdmin


@admin.register(Address)
class AddressAdmin(ModelAdmin[Address]):
    list_display = ("full_name", "postal_code", "city", "country", "is_default", "owner")
    list_filter = ("country",)
    list_select_related = ("owner",)
    search_fields = ("owner__email", "full_name", "city", "postal_code")
    ordering = ("-id",)
    show_full_result_count = False
    fields = readonly_fields = (
        "owner", "full_name", "postal_code", "city", "region", "country", "is_default", "created_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Address]:
        return super().get_queryset(request).filter(removed_at=None).defer("line1", "line2", "phone")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
