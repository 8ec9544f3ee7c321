"""Payments and what the providers reported, to look at. Refunds: see `orders.admin.refunds`."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin import deeds
from orders.admin import histories
from orders.admin.bases import OfficeForm, ReadOnly, ReadOnlyInline, problem_filter
from orders.admin.parcels import read_reason
from orders.models import Payment, PaymentEvent, Refund, WebhookReceipt
from orders.payments import clarifying
from orders.queries import office


class PaymentEventInline(histories.HistoryInline):
    model = PaymentEvent


class RefundInline(ReadOnlyInline):
    model = Refund
    fields = ("created_at", "parcel", "amount", "status", "reason", "provider_reference")
    ordering = ("-id",)
    related = ("parcel__order", "parcel__seller")


@admin.register(Payment)
class PaymentAdmin(ReadOnly):
    list_display = ("order", "provider", "status", "amount", "captured", "refunded", "created_at", "failure")
    list_filter = (problem_filter(office.PAYMENTS), "status", "provider", "created_at")
    list_select_related = ("order",)
    related = ("order", "parcel__order", "parcel__seller")
    search_fields = ("order__number__startswith", "provider_reference__exact")
    ordering = ("-id",)
    fields = (
        "order", "parcel", "provider", "status", "currency", "amount", "captured", "refunded", "provider_reference",
        "failure", "created_at", "captured_at",
    )  # fmt: skip
    inlines = (RefundInline, PaymentEventInline)
    actions = ("settle",)
    action_form = OfficeForm

    @admin.action(description=gettext_lazy("Settled: not unclear any more (with a reason)"), permissions=["change"])
    def settle(self, request: Any, rows: QuerySet[Payment]) -> None:
        reason = read_reason(self, request)
        if reason:

            def deed(payment: Payment) -> object:
                return clarifying.settle(payment=payment, note=reason, by=request.user, now=timezone.now())

            deeds.each(self, request, rows, deed, _("Settled"))


@admin.register(WebhookReceipt)
class WebhookReceiptAdmin(ReadOnly):
    list_display = ("provider", "event_id", "kind", "received_at", "outcome")
    list_filter = ("provider", "outcome")
    search_fields = ("event_id",)
    ordering = ("-id",)
    fields = ("provider", "event_id", "kind", "received_at", "outcome")
