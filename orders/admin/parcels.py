"""Parcels for the office: look, and step in where the table of states allows, always with a reason."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.admin import deeds
from accounts.models import Courier
from orders import delivery, fulfilment, proofs
from orders.admin import dispatch, histories
from orders.admin.bases import ParcelForm, ReadOnly, ReadOnlyInline, problem_filter, short
from orders.models import DeliveryAttempt, OrderLine, Parcel, ParcelEvent, Payment, Proof
from orders.queries import office
from shop.core import downloads


class LineInline(ReadOnlyInline):
    model = OrderLine
    fields = ("sku", "title", "options_text", "quantity", "unit_price", "line_total", "tax")
    ordering = ("id",)


class EventInline(histories.HistoryInline):
    model = ParcelEvent
    fields: ClassVar[Any] = ("at", "by", "happening", "before", "after", "note")


class AttemptInline(ReadOnlyInline):
    model = DeliveryAttempt
    fields = ("number", "at", "courier", "reason", "note", "next_on")
    ordering = ("number",)
    related = ("courier__user",)
    verbose_name_plural = gettext_lazy("Failed attempts")


class ProofInline(ReadOnlyInline):
    model = Proof
    fields = ("at", "by", "attempt", "note", "photo")
    readonly_fields = ("photo",)
    ordering = ("at", "id")
    related = ("by", "attempt__parcel__order", "attempt__parcel__seller")
    verbose_name_plural = gettext_lazy("Noted at the door")

    @admin.display(description=gettext_lazy("photo"))
    def photo(self, proof: Proof) -> str:
        if not proof.picture:
            return "–"
        url = reverse("admin:orders_parcel_proof", args=[proof.pk])
        return format_html('<a href="{}">{}</a>', url, _("See the photo"))


@require_safe
def _photo(request: HttpRequest, proof_id: int) -> HttpResponse:
    content = proofs.photo_of(get_object_or_404(Proof, pk=proof_id))
    if content is None:
        raise Http404
    return downloads.picture(content)


class PaymentInline(ReadOnlyInline):
    model = Payment
    fields = ("provider", "status", "amount", "captured", "refunded", "captured_at")
    ordering = ("-id",)
    related = ("order",)


@admin.register(Parcel)
class ParcelAdmin(ReadOnly):
    """Never shows the hand-over code nor what it is made from."""

    list_display = ("order", "seller", "status", "area", "courier_name", "attempts", "placed")
    list_filter = (problem_filter(office.PARCELS), "status", "delivery_method", "area")
    list_select_related = ("order", "seller", "area", "courier__user")
    related = list_select_related
    search_fields = ("order__number__startswith", "seller__name", "tracking_number__exact")
    search_help_text = gettext_lazy("Order number, shop or tracking number")
    ordering = ("-id",)
    actions = ("pack", "send_by_carrier", "mark_delivered", "reassign", "open_handover", "cancel")
    action_form = ParcelForm
    fields = (
        ("order_link", "seller", "status"),
        ("items_total", "discount_total", "delivery_price"),
        ("total", "tax_total", "commission"),
        ("delivery_name", "delivery_method", "area"),
        ("arrives_from", "arrives_to", "delivered_at"),
        ("courier", "claimed_at", "arrived_at"),
        ("attempts", "next_attempt_on"),
        ("code_failures", "code_locked_at"),
        ("carrier", "tracking_number"),
    )
    inlines = (LineInline, EventInline, AttemptInline, ProofInline, PaymentInline)

    change_list_template = "admin/parcels.html"

    def get_urls(self) -> list[Any]:
        """Before the addresses of single rows, which would take these for ids."""
        wrap = self.admin_site.admin_view
        own = [
            path("dispatch/", wrap(dispatch.page), name="orders_parcel_dispatch"),
            path("dispatch/<int:courier_id>/", wrap(dispatch.of_courier), name="orders_parcel_courier"),
            path("dispatch/open/<int:parcel_id>/", wrap(dispatch.open_handover), name="orders_parcel_open"),
            path("dispatch/cash/<int:count_id>/", wrap(dispatch.receive_cash), name="orders_parcel_cash"),
            path("proof/<int:proof_id>/", wrap(_photo), name="orders_parcel_proof"),
        ]
        return [*own, *super().get_urls()]

    @admin.display(description=gettext_lazy("courier"))
    def courier_name(self, parcel: Parcel) -> str:
        return str(parcel.courier or "–")

    @admin.display(description=gettext_lazy("placed"), ordering="order__placed_at")
    def placed(self, parcel: Parcel) -> str:
        return short(parcel.order.placed_at)

    @admin.display(description=gettext_lazy("order"))
    def order_link(self, parcel: Parcel) -> str:
        url = reverse("admin:orders_order_change", args=[parcel.order_id])
        return format_html('<a href="{}">{}</a>', url, parcel.order)

    @admin.action(description=gettext_lazy("Mark as packed"), permissions=["change"])
    def pack(self, request: Any, rows: QuerySet[Parcel]) -> None:
        self._each(request, rows, lambda p, why: fulfilment.pack(parcel=p, note=why, **_who(request)), _("Packed"))

    @admin.action(description=gettext_lazy("Send by parcel service"), permissions=["change"])
    def send_by_carrier(self, request: Any, rows: QuerySet[Parcel]) -> None:
        def deed(parcel: Parcel, reason: str) -> object:
            return fulfilment.send_by_carrier(parcel=parcel, note=reason, **_who(request))

        self._each(request, rows, deed, _("Goes by parcel service"))

    @admin.action(description=gettext_lazy("Mark as delivered (parcel service)"), permissions=["change"])
    def mark_delivered(self, request: Any, rows: QuerySet[Parcel]) -> None:
        def deed(parcel: Parcel, reason: str) -> object:
            return fulfilment.mark_delivered(parcel=parcel, note=reason, **_who(request))

        self._each(request, rows, deed, _("Delivered"))

    @admin.action(description=gettext_lazy("Give to another courier"), permissions=["change"])
    def reassign(self, request: Any, rows: QuerySet[Parcel]) -> None:
        wanted = request.POST.get("courier", "")
        courier = Courier.objects.filter(pk=wanted, is_active=True).first() if wanted.isdigit() else None

        def deed(parcel: Parcel, reason: str) -> object:
            return delivery.reassign(parcel=parcel, courier=courier, reason=reason, **_who(request))

        self._each(request, rows, deed, _("Courier changed"))

    @admin.action(description=gettext_lazy("Open a locked hand-over"), permissions=["change"])
    def open_handover(self, request: Any, rows: QuerySet[Parcel]) -> None:
        def deed(parcel: Parcel, reason: str) -> object:
            return delivery.override_handover(parcel=parcel, reason=reason, **_who(request))

        self._each(request, rows, deed, _("Hand-over opened with a new code"))

    @admin.action(description=gettext_lazy("Cancel (the buyer reads the reason)"), permissions=["change"])
    def cancel(self, request: Any, rows: QuerySet[Parcel]) -> None:
        def deed(parcel: Parcel, reason: str) -> object:
            return fulfilment.cancel_parcel(parcel=parcel, reason=reason, **_who(request))

        self._each(request, rows, deed, _("Cancelled"))

    def _each(
        self, request: HttpRequest, rows: QuerySet[Parcel], deed: Callable[[Parcel, str], object], done: str
    ) -> None:
        reason = read_reason(self, request)
        if reason:
            deeds.each(self, request, rows.order_by("pk"), lambda parcel: deed(parcel, reason), done)


def read_reason(model_admin: ReadOnly, request: HttpRequest) -> str:
    """What was typed beside the action; empty, and said so, where it cannot be used."""
    form = ParcelForm(request.POST)
    form.fields["action"].required = False
    form.is_valid()
    reason: str = form.cleaned_data.get("reason", "").strip()
    if not reason:
        text = _("Write a reason of at most 300 characters, then try again.")
        model_admin.message_user(request, text, messages.ERROR)
    return reason


def _who(request: Any) -> dict[str, Any]:
    return {"by": request.user, "now": timezone.now()}
