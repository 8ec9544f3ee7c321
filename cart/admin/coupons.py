"""Coupons for the office: made, limited, switched off. One that was used stays, as the explanation of its orders."""

from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import widgets
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cart.models import Coupon, CouponKind
from shop.core import money, numbers, paging
from shop.core.generics import ModelAdmin, ModelForm

FIELDS = (
    "code", "kind", "value", "seller", "minimum", "starts_at", "ends_at", "total_limit", "per_user_limit", "is_active",
    "note",
)  # fmt: skip


class CouponForm(ModelForm[Coupon]):
    class Meta:
        model = Coupon
        fields = FIELDS

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        kind, value = values.get("kind"), values.get("value")
        if kind == CouponKind.PERCENT and value is not None and not 0 < value <= 100:
            self.add_error("value", forms.ValidationError(_("A percentage is above 0 and at most 100.")))
        if kind == CouponKind.AMOUNT and value is not None and value <= 0:
            self.add_error("value", forms.ValidationError(_("Say how much it takes off.")))
        if kind == CouponKind.FREE_DELIVERY:
            values["value"] = money.ZERO
        starts_at, ends_at = values.get("starts_at"), values.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", forms.ValidationError(_("It cannot end before it begins.")))
        limit = values.get("total_limit")
        if limit is not None and limit < self.instance.used:
            text = _("It was used %(used)d times already.") % {"used": self.instance.used}
            self.add_error("total_limit", forms.ValidationError(text))
        return values


class NamedSplitDateTime(widgets.AdminSplitDateTime):
    """Django writes "Date:" and "Time:" beside the two fields, where nobody who only hears the page finds them."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        words = (context["date_label"], context["time_label"])
        for part, word in zip(context["widget"]["subwidgets"], words, strict=True):
            part["attrs"]["aria-label"] = str(word).rstrip(":")
        return context


@admin.register(Coupon)
class CouponAdmin(ModelAdmin[Coupon]):
    form = CouponForm
    formfield_overrides = MappingProxyType({models.DateTimeField: {"widget": NamedSplitDateTime}})
    list_display = ("code", "takes_off", "seller", "minimum", "starts_at", "ends_at", "uses", "is_active")
    list_filter = ("is_active", "kind")
    list_select_related = ("seller",)
    list_per_page = 50
    show_full_result_count = False
    paginator = paging.CappedPaginator
    ordering = ("-id",)
    search_fields = ("code", "seller__name")
    fields = (*FIELDS, "redeemed")
    readonly_fields = ("redeemed",)
    autocomplete_fields = ("seller",)

    class Media:
        js = ("js/office/naming.js",)

    @admin.display(description=gettext_lazy("takes off"))
    def takes_off(self, coupon: Coupon) -> str:
        if coupon.kind == CouponKind.PERCENT:
            return numbers.percent(coupon.value)
        return str(CouponKind.FREE_DELIVERY.label) if coupon.kind != CouponKind.AMOUNT else money.shown(coupon.value)

    @admin.display(description=gettext_lazy("used"))
    def uses(self, coupon: Coupon) -> str:
        return f"{coupon.used} / {coupon.total_limit}" if coupon.total_limit is not None else str(coupon.used)

    @admin.display(description=gettext_lazy("used"))
    def redeemed(self, coupon: Coupon) -> str:
        if coupon.pk is None:
            return "–"
        return format_html(
            '{} · <a href="/admin/orders/couponredemption/?q={}">{}</a>', self.uses(coupon), coupon.code, _("Orders")
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Coupon | None = None) -> Any:
        """What orders were promised by it stays as it was."""
        return ("redeemed", "code", "kind", "seller") if obj and obj.used else ("redeemed",)
