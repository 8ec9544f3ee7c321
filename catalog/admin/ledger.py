"""Stock, its ledger and the history of prices: to look at, never to type over."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.bases import LookOnly
from catalog.models import PriceChange, Stock, StockMovement


@admin.register(StockMovement)
class StockMovementAdmin(LookOnly):
    list_display = ("at", "variant", "kind", "on_hand_delta", "reserved_delta", "source", "by")
    list_filter = ("kind",)
    list_select_related = ("variant", "by")
    search_fields = ("variant__sku", "source")
    search_help_text = _("SKU or source")
    ordering = ("-id",)
    fields = ("at", "variant", "kind", "source", "on_hand_delta", "reserved_delta", "by", "note")


@admin.register(Stock)
class StockAdmin(LookOnly):
    list_display = ("variant", "on_hand", "reserved", "left", "low_at")
    list_select_related = ("variant",)
    search_fields = ("variant__sku", "variant__product__title")
    ordering = ("-variant_id",)
    fields = ("variant", "on_hand", "reserved", "left", "low_at")

    @admin.display(description=_("left to sell"))
    def left(self, stock: Stock) -> int:
        return stock.available


@admin.register(PriceChange)
class PriceChangeAdmin(LookOnly):
    list_display = ("at", "variant", "old_price", "new_price", "by")
    list_select_related = ("variant", "by")
    search_fields = ("variant__sku",)
    ordering = ("-id",)
    fields = ("at", "variant", "old_price", "new_price", "by")
