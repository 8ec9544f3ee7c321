"""Products for the office: look, follow the link to the page that edits, and move along the table of states."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin import deeds, histories
from accounts.models import Seller
from catalog import offers, operations
from catalog.admin.bases import LookOnly, LookOnlyInline
from catalog.models import Discount, Product, ProductEvent, ProductImage, Variant


class VariantInline(LookOnlyInline):
    model = Variant
    fields = ("sku", "choice", "price", "compare_at_price", "is_active")
    ordering = ("position", "id")

    @admin.display(description=gettext_lazy("options"))
    def choice(self, variant: Variant) -> str:
        return variant.options_text or "–"


class ImageInline(LookOnlyInline):
    model = ProductImage
    fields = ("key", "alt", "source_name", "width", "height")
    ordering = ("position", "id")


class EventInline(histories.Words, LookOnlyInline):
    model = ProductEvent
    fields = ("at", "by", "before", "after", "note")
    ordering = ("-at", "-id")
    verbose_name_plural = gettext_lazy("History")


@admin.register(Product)
class ProductAdmin(LookOnly):
    list_display = ("title", "seller", "status", "category_path", "price_from", "in_stock", "units_sold")
    list_filter = ("status", "in_stock")
    list_select_related = ("seller", "category")
    search_fields = ("title", "variants__sku", "seller__name")  # see get_search_results
    ordering = ("-id",)
    actions = ("publish", "take_offline", "archive", "restore")
    fields = (
        "edit_link", "title", "seller", "status", "category_path", "brand", "description", "price_from", "sale_price",
        "in_stock", "units_sold", "rating_average", "rating_count", "version", "created_at", "published_at",
    )  # fmt: skip
    inlines = (VariantInline, ImageInline, EventInline)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Product], search_term: str
    ) -> tuple[QuerySet[Product], bool]:
        """Without joins: they find a product once per variant, and facts are JSON, which DISTINCT cannot compare."""
        for word in search_term.replace("\0", "").split():
            by_sku = Variant.objects.filter(sku__icontains=word).values("product")
            by_shop = Seller.objects.filter(name__icontains=word).values("pk")
            queryset = queryset.filter(Q(title__icontains=word) | Q(pk__in=by_sku) | Q(seller__in=by_shop))
        return queryset, False

    @admin.display(description=gettext_lazy("category"), ordering="category__path")
    def category_path(self, product: Product) -> str:
        return product.category.path if product.category else "–"

    @admin.display(description=gettext_lazy("edit"))
    def edit_link(self, product: Product) -> str:
        url = reverse("catalog:update_product", args=[product.pk])
        return format_html('<a href="{}">{}</a>', url, _("Open the page that edits it"))

    @admin.action(description=gettext_lazy("Publish"), permissions=["change"])
    def publish(self, request: Any, rows: QuerySet[Product]) -> None:
        self._each(request, rows, operations.publish, _("Published"))

    @admin.action(description=gettext_lazy("Take offline"), permissions=["change"])
    def take_offline(self, request: Any, rows: QuerySet[Product]) -> None:
        self._each(request, rows, operations.take_offline, _("Taken offline"))

    @admin.action(description=gettext_lazy("Delete (orders keep their copy)"), permissions=["change"])
    def archive(self, request: Any, rows: QuerySet[Product]) -> None:
        self._each(request, rows, operations.archive_product, _("Deleted"))

    @admin.action(description=gettext_lazy("Bring back"), permissions=["change"])
    def restore(self, request: Any, rows: QuerySet[Product]) -> None:
        self._each(request, rows, operations.restore_product, _("Brought back"))

    def _each(self, request: Any, rows: QuerySet[Product], operation: Callable[..., Product], done: str) -> None:
        def deed(product: Product) -> object:
            return operation(product=product, by=request.user, now=timezone.now())

        deeds.each(self, request, rows.order_by("pk"), deed, done)


@admin.register(Discount)
class DiscountAdmin(LookOnly):
    """Shops make their discounts themselves; the office can end one."""

    list_display = ("seller", "takes_off", "product", "category", "starts_at", "ends_at", "removed_at")
    list_filter = ("kind",)
    list_select_related = ("seller", "product", "category")
    search_fields = ("seller__name", "product__title")
    ordering = ("-starts_at", "-id")
    actions = ("end",)
    fields = ("seller", "takes_off", "product", "category", "starts_at", "ends_at", "removed_at", "created_by")

    @admin.display(description=gettext_lazy("takes off"), ordering="value")
    def takes_off(self, discount: Discount) -> str:
        return discount.takes_off

    @admin.action(description=gettext_lazy("End now"), permissions=["change"])
    def end(self, request: Any, rows: QuerySet[Discount]) -> None:
        def deed(discount: Discount) -> object:
            return offers.remove_discount(discount=discount, by=request.user, now=timezone.now())

        deeds.each(self, request, rows.order_by("pk"), deed, _("Ended"))
