"""`/del/product/<id>/` and its undo."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import AuthenticatedRequest, requires
from accounts.roles import Permission
from catalog import desk, operations
from catalog.models import ProductStatus
from catalog.views.seller import showing
from shop.core import errors


@requires(Permission.SELL, Permission.MANAGE_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: AuthenticatedRequest, product_id: int) -> HttpResponse:
    rows = desk.products_editable_by(request.user).exclude(status=ProductStatus.ARCHIVED)
    product = get_object_or_404(rows.prefetch_related(*desk.whole()), pk=product_id)
    if request.method != "POST":
        reserved = sum(variant.stock.reserved for variant in product.variants.all())
        context = {"product": product, "card": showing.card(product), "reserved": reserved}
        return render(request, "seller/product_delete.html", context)
    operations.archive_product(product=product, by=request.user, now=timezone.now())
    if product.seller.user_id != request.user.pk:
        messages.success(request, _("“%(title)s” is deleted.") % {"title": product.title})
        return redirect("/")
    return redirect(f"{reverse('catalog:seller_products')}?{urlencode({'did': 'archive', 'ids': str(product.pk)})}")


@requires(Permission.SELL, Permission.MANAGE_CATALOGUE)
@require_POST
def restore(request: AuthenticatedRequest, product_id: int) -> HttpResponse:
    product = get_object_or_404(desk.products_editable_by(request.user), pk=product_id)
    try:
        product = operations.restore_product(product=product, by=request.user, now=timezone.now())
    except errors.DomainError as error:
        messages.error(request, error.message)
        return redirect("catalog:seller_products")
    messages.success(request, _("“%(title)s” is back.") % {"title": product.title})
    return redirect("catalog:update_product", product.pk)
