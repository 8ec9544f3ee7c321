"""`/publish/<id>/`: the checklist, and the button that puts a product into the shop or takes it out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guards import AuthenticatedRequest, requires
from accounts.roles import Permission
from catalog import desk, operations
from catalog.models import Product, ProductStatus
from catalog.views.seller import showing
from shop.core import errors, states


@requires(Permission.SELL, Permission.MANAGE_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: AuthenticatedRequest, product_id: int) -> HttpResponse:
    rows = desk.products_editable_by(request.user).exclude(status=ProductStatus.ARCHIVED)
    product = get_object_or_404(rows.prefetch_related(*desk.whole()), pk=product_id)
    if request.method != "POST":
        return _page(request, product)
    try:
        _change(request, product)
    except (operations.NotPublishable, states.IllegalMove, states.ChangedMeanwhile) as error:
        return _page(request, product, error)
    return redirect("catalog:publish_product", product.pk)


def _change(request: AuthenticatedRequest, product: Product) -> None:
    if request.POST.get("action") == "offline":
        operations.take_offline(product=product, by=request.user, now=timezone.now())
        messages.success(request, _("“%(title)s” is offline. Open orders go on.") % {"title": product.title})
    else:
        operations.publish(product=product, by=request.user, now=timezone.now())
        messages.success(request, _("“%(title)s” is live.") % {"title": product.title})


def _page(request: AuthenticatedRequest, product: Product, error: errors.DomainError | None = None) -> HttpResponse:
    points = showing.checklist(product)
    context = {
        "product": product,
        "checklist": points,
        "is_complete": all(point["done"] for point in points),
        "card": showing.card(product),
        "delivers": product.seller.delivery_rates.filter(is_active=True).exists(),
        "error": error,
    }
    return render(request, "seller/product_publish.html", context, status=422 if error else 200)
