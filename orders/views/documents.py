"""Documents to save: invoices and credit notes as PDF, the packing slip, a buyer's orders as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts import guards
from accounts.guards import AuthenticatedRequest
from accounts.roles import Permission
from orders import exporting, printing, queries
from orders.models import Invoice, OrderLine
from orders.queries import documents, seller
from orders.views import links
from orders.views.links import Access
from shop.core import downloads


@guards.requires(Permission.BUY)
@require_safe
def own_invoice(request: AuthenticatedRequest, number: str) -> HttpResponse:
    return _of_order(links.own(request, number))


@guards.public
@cache_control(private=True, no_store=True)
@require_safe
def linked_invoice(request: HttpRequest, token: str) -> HttpResponse:
    return _of_order(links.by_link(token))


def _of_order(access: Access) -> HttpResponse:
    """All its documents; before a parcel has left its shop there are none, and the page says what will be."""
    found = documents.of_order(access.order_id)
    if not found:
        return redirect(access.invoice)
    number = found[0].parcel.order.number
    return downloads.pdf(printing.invoices(found, title=number), f"invoice-{number}")


@guards.requires(Permission.SELL)
@require_safe
def shop_invoice(request: AuthenticatedRequest, parcel_id: int) -> HttpResponse:
    """The shop's own documents about one parcel."""
    mine = Invoice.objects.filter(parcel__in=queries.parcels_to_pack_by(request.user), parcel=parcel_id)
    found = list(documents.loaded(mine))
    if not found:
        raise Http404
    return downloads.pdf(printing.invoices(found, title=found[0].number), f"invoice-{found[0].number}")


@guards.requires(Permission.SELL)
@require_safe
def slip(request: AuthenticatedRequest, parcel_id: int) -> HttpResponse:
    found = get_object_or_404(seller.loaded(queries.parcels_to_pack_by(request.user)), pk=parcel_id)
    page = seller.page(found, viewer=request.user)
    return downloads.pdf(printing.slip(page), f"packing-slip-{found.order.number}")


@guards.requires(Permission.BUY)
@require_safe
def purchases_file(request: AuthenticatedRequest) -> HttpResponse:
    """Everything that somebody bought, line by line."""
    mine = queries.orders_visible_to(request.user)
    return downloads.csv(exporting.purchases(OrderLine.objects.filter(order__in=mine)), "orders")
