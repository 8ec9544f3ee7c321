"""Orders for the office: found by number, e-mail or SKU; everything inside to read."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import addresses
from accounts.admin import deeds
from orders import actions, exporting, fulfilment
from orders.actions import Action
from orders.admin.bases import OfficeForm, ReadOnly, ReadOnlyInline, problem_filter, short
from orders.admin.parcels import LineInline, PaymentInline, read_reason
from orders.models import Order, OrderEvent, OrderLine, Parcel
from orders.queries import explained, office
from orders.states import ParcelStatus
from shop.core import crypto, downloads

# Nobody reads on from here; a longer number or a filter narrows it down.
_MOST_FOUND = 500


class ParcelInline(ReadOnlyInline):
    model = Parcel
    fields = (
        "link",
        "give_back",
        "seller",
        "status",
        "total",
        "area",
        "courier",
        "attempts",
        "arrives_to",
        "delivered_at",
    )
    ordering = ("id",)
    related = ("seller", "area", "courier__user")

    @admin.display(description=gettext_lazy("parcel"))
    def link(self, parcel: Parcel) -> str:
        return format_html('<a href="{}">{}</a>', reverse("admin:orders_parcel_change", args=[parcel.pk]), parcel.pk)

    @admin.display(description=gettext_lazy("money"))
    def give_back(self, parcel: Parcel) -> str:
        words = {"parcel": _("Give money back"), "goodwill": _("Reduce the price")}
        links = [(reverse(f"admin:orders_refund_{name}", args=[parcel.pk]), word) for name, word in words.items()]
        return format_html_join(" ", '<a href="{}">{}</a>', links)


class EventInline(ReadOnlyInline):
    model = OrderEvent
    fields = ("at", "by", "what", "note")
    ordering = ("-at", "-id")
    related = ("by",)
    verbose_name_plural = gettext_lazy("History")

    @admin.display(description=gettext_lazy("What"))
    def what(self, event: OrderEvent) -> str:
        return event.kind.replace("_", " ").capitalize()


class ParcelStateFilter(admin.SimpleListFilter):
    """Orders with a parcel in this state. The state of an order itself is derived and in no column."""

    title = gettext_lazy("parcel state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(ParcelStatus.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Order]) -> QuerySet[Order]:
        if self.value() not in ParcelStatus.values:
            return queryset
        return queryset.filter(Exists(Parcel.objects.filter(order=OuterRef("pk"), status=self.value())))


@admin.register(Order)
class OrderAdmin(ReadOnly):
    list_display = ("number", "placed", "full_name", "city", "shops", "state", "total", "payment_method")
    list_filter = (problem_filter(office.ORDERS), ParcelStateFilter, "payment_method", "placed_at")
    search_fields = ("number",)  # see get_search_results
    search_help_text = gettext_lazy("Order number, the buyer’s whole email address or phone number, or a SKU")
    ordering = ("-placed_at", "-id")
    actions = ("cancel",)
    action_form = OfficeForm
    fields = (
        ("number", "state", "placed_at"),
        ("buyer", "email", "phone"),
        ("full_name", "line1", "line2"),
        ("postal_code", "city", "region", "country"),
        "note",
        ("payment_method", "expires_at"),
        ("items_total", "discount_total", "delivery_total"),
        ("total", "tax_total"),
        ("coupon_code", "explained"),
    )
    inlines = (ParcelInline, LineInline, PaymentInline, EventInline)

    def get_urls(self) -> list[Any]:
        own = [path("export/", self.admin_site.admin_view(self.export), name="orders_order_export")]
        return [*own, *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponse:
        """Every line of every order, without names and addresses."""
        return downloads.csv(exporting.purchases(OrderLine.objects.all()), "orders")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Order]:
        rows = super().get_queryset(request).select_related("buyer")
        rows = rows.prefetch_related(Prefetch("parcels", Parcel.objects.select_related("seller")))
        is_list = request.resolver_match is None or "object_id" not in request.resolver_match.kwargs
        return rows.defer("explanation") if is_list else rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Order], search_term: str
    ) -> tuple[QuerySet[Order], bool]:
        """A number by its beginning, an email or a phone number by its blind index, anything else as a SKU."""
        term = search_term.replace("\0", "").strip()
        if not term:
            return queryset, False
        if "@" in term:
            return queryset.filter(email_index=crypto.blind_index(term)), False
        if phone := _phone(term):
            return queryset.filter(phone_index=crypto.blind_index(phone)), False
        # One index after the other: joined by OR, neither would be used.
        by_number = list(Order.objects.filter(number__startswith=term).values_list("pk", flat=True)[:_MOST_FOUND])
        by_sku = OrderLine.objects.filter(sku__iexact=term).values_list("order", flat=True).order_by("-order")
        return queryset.filter(pk__in={*by_number, *by_sku[:_MOST_FOUND]}), False

    @admin.display(description=gettext_lazy("placed"), ordering="placed_at")
    def placed(self, order: Order) -> str:
        return short(order.placed_at)

    @admin.display(description=gettext_lazy("how the total came about"))
    def explained(self, order: Order) -> str:
        return render_to_string("orders/_explanation.html", {"order": order, "parts": explained.of(order)}) or "–"

    @admin.display(description=gettext_lazy("state"))
    def state(self, order: Order) -> Any:
        return order.status.label

    @admin.display(description=gettext_lazy("shops"))
    def shops(self, order: Order) -> str:
        return ", ".join(parcel.seller.name for parcel in order.parcels.all())

    @admin.action(description=gettext_lazy("Cancel its parcels (the buyer reads the reason)"), permissions=["change"])
    def cancel(self, request: Any, rows: QuerySet[Order]) -> None:
        reason = read_reason(self, request)
        if not reason:
            return

        def deed(order: Order) -> object:
            parcels = order.parcels.select_related("order", "seller", "courier")
            open_ones = [one for one in parcels if Action.CANCEL in actions.open_to(request.user, one)]
            if not open_ones:
                raise fulfilment.NotCancellable(_("Nothing of it can be cancelled any more."))
            return fulfilment.cancel_parcels(parcels=open_ones, by=request.user, reason=reason, now=timezone.now())

        deeds.each(self, request, rows, deed, _("Cancelled"))


def _phone(term: str) -> str:
    """A phone number as orders keep it, or "" for anything else. Without 0 or + before it, it is some other number."""
    try:
        return addresses.normal_phone(term) if term[:1] in ("+", "0") else ""
    except ValueError:
        return ""
