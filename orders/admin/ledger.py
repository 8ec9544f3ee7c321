"""What shops are owed: accounts with payouts and adjustments, entries and documents to look at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders import payouts
from orders.admin import acting
from orders.admin.bases import ReadOnly
from orders.forms.office import AdjustmentForm, PayoutForm
from orders.models import Invoice, LedgerAccount, LedgerEntry, Payout, SentMail
from shop.core import money


@admin.register(LedgerAccount)
class AccountAdmin(ReadOnly):
    list_display = ("seller", "balance", "steps")
    list_select_related = ("seller",)
    search_fields = ("seller__name", "seller__slug")
    ordering = ("-balance", "pk")
    fields = ("seller", "balance", "steps")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own: list[URLPattern] = [
            path("<int:seller_id>/payout/", view(self.payout), name="orders_account_payout"),
            path("<int:seller_id>/adjust/", view(self.adjust), name="orders_account_adjust"),
        ]
        return [*own, *super().get_urls()]

    @admin.display(description=gettext_lazy("money"))
    def steps(self, account: LedgerAccount) -> str:
        urls = [reverse(f"admin:orders_account_{name}", args=[account.pk]) for name in ("payout", "adjust")]
        entries = f"{reverse('admin:orders_ledgerentry_changelist')}?seller__id__exact={account.pk}"
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a> · <a href="{}">{}</a>',
            urls[0], _("Record a payout"), urls[1], _("Adjust"), entries, _("Entries"),
        )  # fmt: skip

    def payout(self, request: HttpRequest, seller_id: int) -> HttpResponse:
        """Money went to the shop."""
        account = get_object_or_404(LedgerAccount.objects.select_related("seller"), pk=seller_id)
        who: Any = request.user
        page = acting.Page(
            title=_("Record a payout"),
            button=_("Record payout"),
            done=_("Payout recorded. The shop sees it in its ledger."),
            form=PayoutForm(request.POST or None),
            deed=lambda filled: payouts.pay_out(
                seller=account.seller, by=who, now=timezone.now(), **filled.cleaned_data
            ),
            facts=[*self._facts(account), (_("Pay to:"), account.seller.payout_details or _("The shop has not said"))],
            **self._place(account),
        )
        return acting.act(self, request, page)

    def adjust(self, request: HttpRequest, seller_id: int) -> HttpResponse:
        """Something that no order explains."""
        account = get_object_or_404(LedgerAccount.objects.select_related("seller"), pk=seller_id)
        who: Any = request.user
        page = acting.Page(
            title=_("Adjust what the shop is owed"),
            button=_("Adjust"),
            done=_("Adjusted. The shop reads why in its ledger."),
            form=AdjustmentForm(request.POST or None),
            deed=lambda filled: payouts.adjust(
                seller=account.seller, by=who, now=timezone.now(), **filled.cleaned_data
            ),
            facts=self._facts(account),
            **self._place(account),
        )
        return acting.act(self, request, page)

    def _facts(self, account: LedgerAccount) -> list[tuple[str, object]]:
        return [(_("Shop:"), account.seller.name), (_("Balance:"), money.shown(account.balance))]

    def _place(self, account: LedgerAccount) -> dict[str, Any]:
        return {"subject": account, "back": reverse("admin:orders_ledgeraccount_changelist")}


@admin.register(LedgerEntry)
class EntryAdmin(ReadOnly):
    list_display = ("at", "seller", "kind", "amount", "parcel", "note", "by")
    list_filter = ("kind", "at")
    list_select_related = ("seller", "parcel__order", "parcel__seller", "by")
    related = (*list_select_related, "refund", "payout__seller")
    search_fields = ("seller__name", "parcel__order__number__startswith", "source__startswith")
    ordering = ("-id",)
    fields = ("at", "seller", "kind", "amount", "currency", "source", "parcel", "refund", "payout", "by", "note")


@admin.register(Payout)
class PayoutAdmin(ReadOnly):
    """Never shows where the money went: that is for the moment of the payout."""

    list_display = ("at", "seller", "amount", "reference", "by")
    list_select_related = ("seller", "by")
    search_fields = ("seller__name", "reference")
    ordering = ("-id",)
    fields = ("at", "seller", "amount", "currency", "reference", "by")


@admin.register(Invoice)
class InvoiceAdmin(ReadOnly):
    list_display = ("number", "kind", "seller", "parcel", "amount", "issued_at")
    list_filter = ("kind", "issued_at")
    list_select_related = ("seller", "parcel__order", "parcel__seller")
    related = (*list_select_related, "refund")
    search_fields = ("number__startswith", "parcel__order__number__startswith")
    ordering = ("-id",)
    fields = ("number", "kind", "seller", "supplier", "parcel", "refund", "amount", "issued_at")


@admin.register(SentMail)
class SentMailAdmin(ReadOnly):
    list_display = ("key", "sent_at", "claimed_at")
    search_fields = ("key__startswith",)
    ordering = ("-id",)
    fields = ("key", "sent_at", "claimed_at")
