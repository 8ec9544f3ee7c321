"""The shop's money: its statement, the same as a file, its sales as a file, and refunds that it proposes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import guards
from accounts.guards import AuthenticatedRequest
from accounts.models import Seller
from accounts.roles import Permission
from orders import exporting, forms, ledger, queries, refunding
from orders.forms.refund import RefundForm
from orders.models import LedgerKind, OrderLine
from orders.queries import statement
from orders.states import ParcelStatus
from shop.core import downloads, errors


@guards.requires(Permission.SELL)
@require_safe
def account(request: AuthenticatedRequest) -> HttpResponse:
    """The statement of a `period` ("2026-11", "all"; without one this month), narrowed to a `kind`."""
    shop = get_object_or_404(Seller, user=request.user)
    now = timezone.now()
    period = statement.read_period(request.GET.get("period", ""), now=now)
    kind = statement.read_kind(request.GET.get("kind", ""))
    found = statement.of(
        shop, period=period, kind=kind, number=request.GET.get("page"), balance=ledger.balance(shop)
    )  # fmt: skip
    context = {"statement": found, "periods": statement.choices(now=now), "kinds": LedgerKind.choices}
    return render(request, "seller/statement.html", context)


@guards.requires(Permission.SELL)
@require_safe
def account_file(request: AuthenticatedRequest) -> HttpResponse:
    """The same entries as a file, oldest first."""
    shop = get_object_or_404(Seller, user=request.user)
    period = statement.read_period(request.GET.get("period", ""), now=timezone.now())
    rows = statement.rows(shop, period=period, kind=statement.read_kind(request.GET.get("kind", "")))
    return downloads.csv(exporting.ledger(rows.order_by("at", "id")), f"ledger-{period.name}")


@guards.requires(Permission.SELL)
@require_safe
def sales_file(request: AuthenticatedRequest) -> HttpResponse:
    """Everything that the shop sold, line by line; what nobody paid for is left out."""
    mine = queries.parcels_to_pack_by(request.user).exclude(status=ParcelStatus.AWAITING_PAYMENT)
    return downloads.csv(exporting.sales(OrderLine.objects.filter(parcel__in=mine)), "sales")


@guards.requires(Permission.SELL)
@require_http_methods(["GET", "HEAD", "POST"])
def propose_refund(request: AuthenticatedRequest, parcel_id: int) -> HttpResponse:
    """The shop asks the office to give money back."""
    mine = queries.parcels_to_pack_by(request.user).select_related("order", "seller")
    parcel = get_object_or_404(mine, pk=parcel_id)
    data = request.POST if request.method == "POST" else None
    delivered = parcel.status == ParcelStatus.DELIVERED
    form = RefundForm(data, lines=list(parcel.lines.order_by("pk")), restocks=delivered)
    if form.is_valid():
        values = {"reason": form.cleaned_data["reason"], "key": form.cleaned_data["key"]}
        try:
            refunding.propose(parcel=parcel, wish=form.wish(), by=request.user, now=timezone.now(), **values)
        except errors.DomainError as error:
            forms.refuse(form, error)
        else:
            messages.success(request, _("Proposed. Our office decides, and the buyer gets a mail when money is sent."))
            return redirect("orders:seller-parcel", parcel.pk)
    crumbs = [(_("Orders"), "/seller/parcels/"), (parcel.order.number, f"/seller/parcels/{parcel.pk}/")]
    context = {"parcel": parcel, "form": form, "rows": form.rows(), "crumbs": [*crumbs, (_("Propose a refund"), "")]}
    return render(request, "seller/refund.html", context, status=422 if form.is_bound else 200)
