"""Baskets for the office: to look at when somebody calls. What they typed on the way stays sealed."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from cart.models import Cart, CartLine
from shop.core import figures, paging
from shop.core.generics import ModelAdmin, TabularInline


class LineInline(figures.LookedAt, TabularInline[CartLine, Cart]):
    model = CartLine
    fields = ("variant", "quantity", "price_seen", "added_at")
    ordering = ("id",)
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Cart)
class CartAdmin(ModelAdmin[Cart]):
    list_display = ("id", "user", "state", "kinds", "changed_at")
    list_filter = ("state", "changed_at")
    list_select_related = ("user",)
    list_per_page = 50
    show_full_result_count = False
    paginator = paging.CappedPaginator
    ordering = ("-changed_at", "id")
    search_fields = ("=id", "user__email")
    fields = ("id", "user", "state", "version", "created_at", "changed_at")
    readonly_fields = fields
    inlines = (LineInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cart]:
        return super().get_queryset(request).annotate(kinds=Count("lines"))

    @admin.display(description=gettext_lazy("different things"))
    def kinds(self, cart: Cart) -> int:
        return cart.kinds  # type: ignore[attr-defined, no-any-return]  # annotated

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
