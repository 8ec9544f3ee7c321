"""Shops: decided about by actions, which know the legal moves only."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import operations
from accounts.admin import deeds, histories
from accounts.models import Seller, SellerEvent
from shop.core.generics import ModelAdmin, ModelForm, TabularInline


class ReasonForm(ActionForm):
    """Beside the list of actions: what the mail about the decision says."""

    reason = forms.CharField(label=gettext_lazy("Reason:"), max_length=500, required=False)


class EventInline(histories.Words, TabularInline[SellerEvent, Seller]):
    model = SellerEvent
    fields = readonly_fields = ("at", "by", "before", "after", "note")
    ordering = ("-at", "-id")
    extra = 0
    can_delete = False
    verbose_name_plural = gettext_lazy("History")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Seller)
class SellerAdmin(ModelAdmin[Seller]):
    """Payout details are for payouts and are shown to nobody here."""

    list_display = ("name", "user", "status", "town", "applied_at")
    list_filter = ("status",)
    list_select_related = ("user",)
    search_fields = ("name", "slug", "user__email")
    ordering = ("-applied_at", "-id")
    show_full_result_count = False
    actions = ("approve", "reject", "suspend")
    action_form = ReasonForm
    fields = (
        "user", "status", "name", "slug", "story", "town", "country", "commission_rate", "handling_days",
        "holiday_until", "applied_at",
    )  # fmt: skip
    readonly_fields = ("user", "status", "applied_at")
    inlines = (EventInline,)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Seller]:
        return super().get_queryset(request).defer("payout_details")

    def save_model(self, request: Any, obj: Seller, form: ModelForm[Seller], change: bool) -> None:
        operations.edit_seller(seller=obj, by=request.user, now=timezone.now())

    @admin.action(description=gettext_lazy("Approve"), permissions=["change"])
    def approve(self, request: Any, rows: models.QuerySet[Seller]) -> None:
        def deed(seller: Seller) -> object:
            return operations.approve_seller(seller=seller, by=request.user, now=timezone.now())

        deeds.each(self, request, rows, deed, _("Approved"))

    @admin.action(description=gettext_lazy("Reject"), permissions=["change"])
    def reject(self, request: Any, rows: models.QuerySet[Seller]) -> None:
        def deed(seller: Seller) -> object:
            reason = request.POST.get("reason", "")[:500]
            return operations.reject_seller(seller=seller, by=request.user, now=timezone.now(), reason=reason)

        deeds.each(self, request, rows, deed, _("Rejected"))

    @admin.action(description=gettext_lazy("Suspend"), permissions=["change"])
    def suspend(self, request: Any, rows: models.QuerySet[Seller]) -> None:
        def deed(seller: Seller) -> object:
            reason = request.POST.get("reason", "")[:500]
            return operations.suspend_seller(seller=seller, by=request.user, now=timezone.now(), reason=reason)

        deeds.each(self, request, rows, deed, _("Suspended"))
