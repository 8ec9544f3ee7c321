"""Refunds in the office: giving money back for pieces of a parcel, deciding proposals, paying back by hand."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin import deeds
from orders import refund_account, refunding
from orders.admin import acting, histories, letting_off
from orders.admin.bases import OfficeForm, ReadOnly, ReadOnlyInline, problem_filter
from orders.admin.parcels import read_reason
from orders.forms.office import ByHandForm
from orders.forms.refund import RefundForm
from orders.models import Parcel, Refund, RefundEvent, RefundLine
from orders.payments import sending
from orders.queries import office
from orders.states import ParcelStatus
from shop.core import money


class RefundEventInline(histories.HistoryInline):
    model = RefundEvent


class RefundLineInline(ReadOnlyInline):
    model = RefundLine
    fields = ("line", "quantity", "amount", "restock", "is_goodwill")
    ordering = ("id",)
    related = ("line",)


@admin.register(Refund)
class RefundAdmin(ReadOnly):
    list_display = ("payment", "parcel", "amount", "status", "reason", "created_at", "by_hand_link")
    list_filter = (problem_filter(office.REFUNDS), "status")
    list_select_related = ("payment__order", "parcel__order", "parcel__seller")
    related = list_select_related
    search_fields = ("payment__order__number__startswith", "provider_reference")
    ordering = ("-id",)
    actions = ("approve", "decline", "send_again")
    action_form = OfficeForm
    fields = (
        "payment", "parcel", ("amount", "status"), "reason", "source", ("provider_reference", "by_hand"), "created_at",
        "by_hand_link",
    )  # fmt: skip
    inlines = (RefundLineInline, RefundEventInline)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own: list[URLPattern] = [
            path("<int:refund_id>/finish/", view(self.finish), name="orders_refund_finish"),
            path("of-parcel/<int:parcel_id>/", view(self.of_parcel), name="orders_refund_parcel"),
            path(
                "of-parcel/<int:parcel_id>/goodwill/",
                view(partial(letting_off.of_parcel, self)),
                name="orders_refund_goodwill",
            ),
        ]
        return [*own, *super().get_urls()]

    @admin.display(description=gettext_lazy("by hand"))
    def by_hand_link(self, refund: Refund) -> str:
        if not sending.is_by_hand(refund):
            return ""
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:orders_refund_finish", args=[refund.pk]), _("Pay back")
        )

    def finish(self, request: HttpRequest, refund_id: int) -> HttpResponse:
        """The money was transferred or handed over."""
        refund = get_object_or_404(Refund.objects.select_related("payment__order"), pk=refund_id)
        form = ByHandForm(request.POST or None)
        account = refund_account.known(refund.payment.order)

        def deed(filled: ByHandForm) -> object:
            who: Any = request.user
            return sending.finish_by_hand(refund=refund, by=who, now=timezone.now(), **filled.cleaned_data)

        page = acting.Page(
            title=_("Pay back by hand"),
            button=_("Mark as paid back"),
            subject=refund,
            back=reverse("admin:orders_refund_change", args=[refund.pk]),
            form=form,
            deed=deed,
            done=_("Paid back. The buyer gets a mail."),
            facts=[
                (_("Amount:"), money.shown(refund.amount)),
                (_("To:"), f"{refund.payment.order.full_name} · {refund.payment.order.email}"),
                (_("Account:"), f"{account.holder} · {account.iban}" if account else _("The buyer has not said")),
            ],
        )
        return acting.act(self, request, page)

    def of_parcel(self, request: HttpRequest, parcel_id: int) -> HttpResponse:
        """Money back for pieces of a parcel, or for its delivery."""
        parcel = get_object_or_404(Parcel.objects.select_related("order", "seller"), pk=parcel_id)
        restocks = parcel.status == ParcelStatus.DELIVERED
        form = RefundForm(request.POST or None, lines=list(parcel.lines.order_by("pk")), restocks=restocks)

        def deed(filled: RefundForm) -> object:
            who: Any = request.user
            values = {"reason": filled.cleaned_data["reason"], "key": filled.cleaned_data["key"]}
            return refunding.refund(parcel=parcel, wish=filled.wish(), by=who, now=timezone.now(), **values)

        payment = refunding.payment_of(parcel)
        left = payment.captured - payment.promised_back if payment else money.ZERO
        page = acting.Page(
            title=_("Give money back"),
            button=_("Refund"),
            subject=parcel,
            back=reverse("admin:orders_parcel_change", args=[parcel.pk]),
            form=form,
            deed=deed,
            done=_("Refunded. The buyer gets a mail when the money is sent."),
            facts=[(_("Left of the payment:"), money.shown(left))],
        )
        return acting.act(self, request, page)

    @admin.action(description=gettext_lazy("Approve what a shop proposed"), permissions=["change"])
    def approve(self, request: Any, rows: QuerySet[Refund]) -> None:
        def deed(refund: Refund) -> object:
            return refunding.approve(proposal=refund, by=request.user, now=timezone.now())

        deeds.each(self, request, rows, deed, _("Approved"))

    @admin.action(description=gettext_lazy("Decline what a shop proposed (with a reason)"), permissions=["change"])
    def decline(self, request: Any, rows: QuerySet[Refund]) -> None:
        reason = read_reason(self, request)

        def deed(refund: Refund) -> object:
            return refunding.decline(proposal=refund, reason=reason, by=request.user, now=timezone.now())

        if reason:
            deeds.each(self, request, rows, deed, _("Declined"))

    @admin.action(description=gettext_lazy("Send again"), permissions=["change"])
    def send_again(self, request: Any, rows: QuerySet[Refund]) -> None:
        def deed(refund: Refund) -> object:
            return sending.send_again(refund=refund, by=request.user, now=timezone.now())

        deeds.each(self, request, rows, deed, _("Sent again"))
