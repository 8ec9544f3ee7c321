"""The buyer's pages after the purchase: history, one order, cancellation, buy again, invoice, review."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import guards
from accounts.guards import AuthenticatedRequest
from accounts.roles import Permission
from cart import sessions
from orders import forms, fulfilment, purchases, queries, sums
from orders.forms.customer import CancellationForm, ReviewForm
from orders.models import Order, OrderLine, Parcel
from orders.queries import customer, detail, invoices, lines, money, returning
from orders.states import ParcelStatus
from orders.views import links
from orders.views.links import Access
from shop.core import errors, paging


@guards.requires(Permission.BUY)
@require_safe
def history(request: AuthenticatedRequest) -> HttpResponse:
    """All orders, newest first; `view` and `year` narrow them."""
    orders = queries.orders_visible_to(request.user)
    view, year = request.GET.get("view", ""), customer.read_year(request.GET.get("year", ""))
    found = customer.history(orders, view=view, year=year)
    page = paging.numbered(found, request.GET.get("page"), size=customer.PER_PAGE)
    context = {
        "page": page,
        "rows": [customer.HistoryRow.of(order) for order in page],
        "views": _tabs(view, year),
        "years": customer.years(orders),
        "year": year,
        "view": view,
    }
    return render(request, "orders/history.html", context)


def _tabs(current: str, year: int | None) -> list[dict[str, object]]:
    suffix = f"&year={year}" if year else ""
    return [
        {"label": label, "url": f"?view={name}{suffix}", "current": name == current}
        for name, label in customer.VIEWS.items()
    ]


@guards.requires(Permission.BUY)
@require_safe
def order(request: AuthenticatedRequest, number: str) -> HttpResponse:
    return show(request, links.own(request, number))


@guards.requires(Permission.BUY)
@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request: AuthenticatedRequest, number: str) -> HttpResponse:
    return cancel(request, links.own(request, number))


@guards.requires(Permission.BUY)
@require_safe
def invoice(request: AuthenticatedRequest, number: str) -> HttpResponse:
    return print_invoice(request, links.own(request, number))


@guards.requires(Permission.BUY)
@require_POST
def again(request: AuthenticatedRequest, number: str) -> HttpResponse:
    return refill(request, links.own(request, number))


@guards.requires(Permission.BUY)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: AuthenticatedRequest, number: str, line_id: int) -> HttpResponse:
    """What the buyer thinks of a thing that arrived."""
    rows = OrderLine.objects.filter(order__in=queries.orders_visible_to(request.user), order__number=number)
    line = get_object_or_404(rows.select_related("order", "product"), pk=line_id)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            purchases.review(line=line, by=request.user, now=timezone.now(), **form.cleaned_data)
        except errors.DomainError as error:
            forms.refuse(form, error)
        else:
            messages.success(request, _("Thank you. Your review is on the product page."))
            return redirect(line.order)
    title = _("Order %(number)s") % {"number": line.order.number}
    crumbs = [(title, line.order.get_absolute_url()), (_("Write a review"), "")]
    context = {"form": form, "line": line, "row": lines.row(line), "crumbs": crumbs}
    return render(request, "orders/review.html", context, status=422 if form.is_bound else 200)


def show(request: HttpRequest, access: Access) -> HttpResponse:
    """The order with a card per parcel; while one is out for delivery the page asks again every minute."""
    order = _loaded(access)
    cards = detail.cards(order, viewer=access.viewer)
    refunds = money.refunds_of(order)
    context = {
        "order": order,
        "cards": cards,
        "access": access,
        "crumbs": [(_("Your orders"), "/orders/"), (order.number, "")],
        "sums": sums.of(order),
        "pay_url": f"/order/payment-info/{order.checkout_id}/",
        "polls": any(card.parcel.status == ParcelStatus.OUT_FOR_DELIVERY for card in cards),
        # One alone has the way beside itself.
        "may_cancel_several": len(detail.cancellable(cards)) > 1,
        "may_return": returning.may_return(order.parcels.all(), now=timezone.now()),
        "returns": returning.of_order(order),
        "refunds": refunds,
        "not_owed": None if refunds else detail.cancelled(cards),
        "wants_account": any(refund.waits for refund in refunds),
    }
    return render(request, "orders/detail.html", context)


def cancel(request: HttpRequest, access: Access) -> HttpResponse:
    """GET asks which parcels, POST cancels them."""
    order = _loaded(access)
    parcels = detail.cancellable(detail.cards(order, viewer=access.viewer))
    data = request.POST if request.method == "POST" else None
    form = CancellationForm(data, parcels=parcels, initial={"parcels": _wished(request, parcels)})
    if request.method == "POST" and form.is_valid():
        try:
            fulfilment.cancel_parcels(
                parcels=form.chosen(), by=access.viewer, reason=form.cleaned_data["reason"], now=timezone.now()
            )
        except errors.DomainError as error:
            forms.refuse(form, error)
        else:
            messages.success(request, _("Cancelled. We have told the shop."))
            return redirect(access.page)
    status = 422 if form.is_bound else 200
    crumbs = [(_("Order %(number)s") % {"number": order.number}, access.page), (_("Cancel parcels"), "")]
    context = {"order": order, "form": form, "access": access, "parcels": parcels, "crumbs": crumbs}
    return render(request, "orders/cancellation.html", context, status=status)


def _wished(request: HttpRequest, parcels: list[Parcel]) -> list[int]:
    """The parcel whose "Cancel" was followed, or all."""
    asked = request.GET.get("parcel", "")
    ids = [parcel.pk for parcel in parcels]
    return [pk for pk in ids if str(pk) == asked] or ids


def print_invoice(request: HttpRequest, access: Access) -> HttpResponse:
    order = _loaded(access)
    return render(request, "orders/invoice.html", {"order": order, "access": access, "invoice": invoices.of(order)})


def refill(request: HttpRequest, access: Access) -> HttpResponse:
    """The same things into the basket, as far as they can still be had."""
    now = timezone.now()
    order = Order.objects.get(pk=access.order_id)
    cart = sessions.ensure(request, now=now)
    result = purchases.buy_again(order=order, cart=cart, by=access.viewer, now=now)
    for text in result.left_out:
        messages.warning(request, text)
    if not result.added:
        messages.error(request, _("None of this can be had any more."))
        return redirect(access.page)
    messages.success(request, _("It is in your basket."))
    return redirect(cart)


def _loaded(access: Access) -> Order:
    rows: QuerySet[Order] = detail.loaded(Order.objects.filter(pk=access.order_id))
    return get_object_or_404(rows)
