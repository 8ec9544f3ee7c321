"""`/product/price/<id>/`: the price, discounts, what a buyer pays with them, and what was charged before."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guards import AuthenticatedRequest, requires
from accounts.roles import Permission
from catalog import desk, offers, pricing
from catalog.forms.offers import DiscountForm, PriceForm
from catalog.models import Discount, Product, ProductStatus, Variant
from catalog.pricing import charged, standing
from catalog.views.seller import showing, undo
from shop.core import forms as core_forms
from shop.core import money


@requires(Permission.SELL, Permission.MANAGE_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def price(request: AuthenticatedRequest, product_id: int) -> HttpResponse:
    rows = desk.products_editable_by(request.user).exclude(status=ProductStatus.ARCHIVED)
    product = get_object_or_404(rows.prefetch_related(*desk.whole()), pk=product_id)
    variants = [variant for variant in product.variants.all() if variant.is_active]
    action = request.POST.get("action", "") if request.method == "POST" else ""
    is_discount = action in ("discount", "preview")
    prices = PriceForm(request.POST if action == "price" else None, variants=variants)
    discount = DiscountForm(request.POST if is_discount else None, price=_one_price(variants))
    if action == "price" and prices.is_valid() and _set_prices(request, prices):
        return redirect("catalog:product_price", product.pk)
    if action == "discount" and discount.is_valid() and _add_discount(request, discount, product):
        return redirect("catalog:product_price", product.pk)
    trial = _try_out(request, discount, product) if action == "preview" and discount.is_valid() else None
    understood = request.method != "POST" or action in ("price", "discount", "preview")
    failed = bool(prices.errors or discount.errors) or not understood
    context = {
        **_context(product, variants, trial),
        "removed": _removed(request, product),
        "form": prices,
        "discount_form": discount,
    }
    return render(request, "seller/product_price.html", context, status=422 if failed else 200)


def _removed(request: AuthenticatedRequest, product: Product) -> Discount | None:
    rows = product.discounts.filter(removed_at__isnull=False)
    return undo.row_of(rows, request.GET.get("removed", ""))


def _one_price(variants: list[Variant]) -> Decimal | None:
    """The price of all variants where it is the same and above zero; else None."""
    found = {variant.price for variant in variants}
    return found.pop() if len(found) == 1 and found != {money.ZERO} else None


def _set_prices(request: AuthenticatedRequest, form: PriceForm) -> bool:
    now = timezone.now()
    try:
        with transaction.atomic():
            for variant, amount in form.prices():
                at = variant
                offers.set_price(variant=variant, price=amount, by=request.user, now=now)
    except offers.BadOffer as error:
        form.add_error(PriceForm.name_of(at), error.message)
        return False
    messages.success(request, _("Price saved."))
    return True


def _add_discount(request: AuthenticatedRequest, form: DiscountForm, product: Product) -> bool:
    try:
        offers.add_discount(
            seller=product.seller, product=product, by=request.user, now=timezone.now(), **form.cleaned_data
        )
    except offers.BadOffer as error:
        core_forms.refuse(form, error)
        return False
    messages.success(request, _("Discount added."))
    return True


def _try_out(request: AuthenticatedRequest, form: DiscountForm, product: Product) -> Discount | None:
    """The discount that would be added, for the preview; None where it cannot be."""
    try:
        trial = offers.proposed_discount(
            seller=product.seller, product=product, by=request.user, now=timezone.now(), **form.cleaned_data
        )
    except offers.BadOffer as error:
        core_forms.refuse(form, error)
        return None
    # It has no id yet; zero loses no comparison with those that have one.
    trial.pk, trial.starts_at = 0, timezone.now()
    return trial


def _context(product: Product, variants: list[Variant], trial: Discount | None) -> dict[str, Any]:
    now = timezone.now()
    reach = list(pricing.discounts_of({product.pk: product.seller_id}).get(product.pk, ()))
    prices = _prices(variants, reach, trial, now)
    cheapest = min((variant.price for variant in variants), default=money.ZERO)
    return {
        "product": product,
        "standings": standing.standings(cheapest, [*reach, *([trial] if trial else [])], now=now),
        "trial": trial,
        "card": showing.card(product, prices=prices),
        "earnings": showing.earnings(product, prices, variants),
        "fee_percent": product.seller.commission_rate * 100,
        "history": desk.price_history(product),
        "unannounced": any(price.is_reduced and price.was is None for price in prices.values()),
        "lowest": charged.lowest_lately(variants, at=now) if product.published_at else None,
        "symbol": money.SYMBOLS[settings.CURRENCY],
    }


def _prices(
    variants: list[Variant], reach: list[Discount], trial: Discount | None, now: datetime
) -> dict[int, pricing.Price]:
    """What buyers would be shown, with the discount that is only tried out."""
    also = [trial] if trial else []
    prices = {v.pk: pricing.best(v.price, v.compare_at_price, [*reach, *also], now=now) for v in variants}
    before = charged.lowest_before(variants, at=now, also=also)
    return prices | {pk: prices[pk].announced_against(amount) for pk, amount in before.items() if prices[pk].is_reduced}
