"""For which roles a second factor is required."""

from django.contrib import admin

from accounts.models import RequiredFactor
from shop.core.generics import ModelAdmin


@admin.register(RequiredFactor)
class RequiredFactorAdmin(ModelAdmin[RequiredFactor]):
    """A row requires it of everybody with that role from the next page on; without the row it is their choice."""

    list_display = ("role", "reason", "since")
    fields = ("role", "reason")
    ordering = ("role",)
    show_full_result_count = False
