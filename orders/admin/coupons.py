"""Which orders used a coupon, to look at."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from orders.admin.bases import ReadOnly
from orders.models import CouponRedemption


@admin.register(CouponRedemption)
class CouponRedemptionAdmin(ReadOnly):
    list_display = ("coupon", "order", "goods_off", "delivery_off", "redeemed_at", "returned_at")
    list_filter = ("redeemed_at",)
    list_select_related = ("coupon", "order")
    search_fields = ("coupon__code", "order__number__startswith")
    search_help_text = gettext_lazy("Code or order number")
    ordering = ("-id",)
    fields = ("coupon", "order", "buyer", "goods_off", "delivery_off", "redeemed_at", "returned_at")
